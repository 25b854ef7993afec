"""Tallies against the names behind them."""

from __future__ import annotations

from collections.abc import Iterator

from protokoll_extract.audit.issue import Issue, issue
from protokoll_extract.extract.finding import Tree


def votes(items: list[Tree]) -> Iterator[Issue]:
    """Every vote of the document, side by side with its named voters."""
    for at, item in enumerate(items):
        for i, vote in enumerate(item["votes"]):
            yield from _counts(vote, f"/items/{at}/votes/{i}")


def _counts(vote: Tree, pointer: str) -> Iterator[Issue]:
    for side in ("yes", "no", "abstain"):
        count, names = vote[side], vote[f"named_{side}"]
        if count is not None and names and count.value != len(names):
            yield issue(
                "vote.count_differs",
                f"{len(names)} names are given where the count is {count.value}.",
                count,
                *names,
                pointers=[f"{pointer}/{side}"],
            )
