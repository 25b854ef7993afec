"""Tallies against the names behind them, and against those who decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from protokoll_extract.audit.issue import Issue, issue
from protokoll_extract.audit.people import is_full
from protokoll_extract.audit.reading import key, namesakes
from protokoll_extract.extract.finding import Tree, Value

_SIDES = ("yes", "no", "abstain")
# A tally far above the list counts people whom the list does not name at all.
_FAR_ABOVE = 1.5


def votes(items: list[Tree], attendance: list[Tree], *, complete: bool) -> Iterator[Issue]:
    """Every vote of the document; ``complete``: the lists name those who decide."""
    shared = namesakes(attendance)
    ids = {key(row["name"]): str(row["person"].value) for row in attendance if row["person"] is not None}
    for at, item in enumerate(items):
        for i, vote in enumerate(item["votes"]):
            pointer = f"/items/{at}/votes/{i}"
            yield from _counts(vote, pointer)
            yield from _twice(vote, pointer, shared)
            yield from _recused(vote, item, pointer, shared)
            if complete:
                yield from _not_serving(vote, item, ids, pointer, shared)
                yield from _members(vote, item, pointer)


def _counts(vote: Tree, pointer: str) -> Iterator[Issue]:
    for side in _SIDES:
        count, names = vote[side], vote[f"named_{side}"]
        if count is not None and names and count.value != len(names):
            yield issue(
                "vote.count_differs",
                f"{len(names)} names are given where the count is {count.value}.",
                count,
                *names,
                pointers=[f"{pointer}/{side}"],
            )


def _voters(vote: Tree, shared: frozenset[str]) -> list[tuple[str, Value]]:
    """Those who vote by their full names, without people of one name."""
    named = ((side, who) for side in _SIDES for who in vote[f"named_{side}"])
    return [(side, who) for side, who in named if is_full(who) and key(who) not in shared]


def _twice(vote: Tree, pointer: str, shared: frozenset[str]) -> Iterator[Issue]:
    times = Counter(key(who) for _, who in _voters(vote, shared))
    for name, count in times.items():
        if count > 1:
            both = [who for _, who in _voters(vote, shared) if key(who) == name]
            yield issue("vote.twice", f"{both[0].value} votes {count} times.", *both, pointers=[pointer])


def _recused(vote: Tree, item: Tree, pointer: str, shared: frozenset[str]) -> Iterator[Issue]:
    recused = {key(who): who for who in item["recusals"]}
    for _, who in _voters(vote, shared):
        if key(who) in recused:
            message = f"{who.value} is recused and votes."
            yield issue("vote.recused", message, recused[key(who)], who, pointers=[pointer])


def _not_serving(
    vote: Tree, item: Tree, ids: dict[str, str], pointer: str, shared: frozenset[str]
) -> Iterator[Issue]:
    """Somebody there who has no vote in this §."""
    present = {value.value for value in item["present"]}
    entitled = {value.value for value in (*item["deciding"], *item["unsettled"])}
    recused = {key(who) for who in item["recusals"]}
    if not item["deciding"]:
        return
    for _, who in _voters(vote, shared):
        ident = ids.get(key(who))
        if ident in present and ident not in entitled and key(who) not in recused:
            message = f"{who.value} votes, but the lists do not have them serving."
            yield issue("vote.voter_not_serving", message, who, pointers=[pointer])


def _members(vote: Tree, item: Tree, pointer: str) -> Iterator[Issue]:
    """More votes than people who decide; or fewer, where all votes are counted."""
    counts = [vote[side] for side in _SIDES if vote[side] is not None]
    if vote["yes"] is None or vote["no"] is None or len(item["deciding"]) < 3:
        return
    total = sum(int(count.value) for count in counts)
    least, most = len(item["deciding"]), len(item["deciding"]) + len(item["unsettled"])
    if most < total <= _FAR_ABOVE * most:
        message = f"{total} votes are counted where {most} decide."
        yield issue("vote.exceeds_members", message, *counts, pointers=[pointer])
    elif total < least and not item["unsettled"]:
        message = f"{total} votes are counted where {least} decide."
        yield issue("vote.below_members", message, *counts, pointers=[pointer])
