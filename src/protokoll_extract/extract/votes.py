"""Votes: tallies, and voters written out by name on their sides.

Forms: "A (V) och B (S) röstar Ja (2)", "Ja röstar: A (V), B (S)", "Ja-röster: 5",
"Omröstningen utfaller med 25 Ja mot 16 Nej". Never a named vote that is not written.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from protokoll_extract.extract.finding import Tree, Value, matched
from protokoll_extract.extract.holders import holders
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar

# Sections that tell of other votes, or of none.
_ELSEWHERE = frozenset({"papers", "recipients", "proposed_decision", "background"})

_Part = tuple[str, Value | None, list[Value]]


def find_votes(item: Item) -> Iterator[Tree]:
    """The votes of a §, each with counts and named voters as far as they are written."""
    for section in item.sections:
        if section.kind not in _ELSEWHERE:
            yield from _votes_of(section)


def _votes_of(section: Section) -> Iterator[Tree]:
    current: Tree | None = None
    for paragraph in section.paragraphs:
        for view in sentences(paragraph.view):
            counts = grammar("vote.counts").search(view.text)
            if counts and not grammar("vote.named").search(view.text):
                if current:
                    yield current
                current = _counted(view, counts)
                continue
            for part in _parts(view):
                if current is None or _begins_another(current, part):
                    if current:
                        yield current
                    current = _empty()
                _add(current, part)
    if current:
        yield current


def _empty() -> Tree:
    counts: Tree = {"yes": None, "no": None, "abstain": None}
    return {**counts, "named_yes": [], "named_no": [], "named_abstain": []}


def _begins_another(vote: Tree, part: _Part) -> bool:
    """A second Ja side is another vote."""
    side, count, _ = part
    return side == "yes" and (bool(vote["named_yes"]) or (vote["yes"] is not None and count is not None))


def _add(vote: Tree, part: _Part) -> None:
    side, count, names = part
    if vote[side] is None:
        vote[side] = count
    vote[f"named_{side}"] += names


def _parts(view: View) -> Iterator[_Part]:
    """The sides that a sentence gives, with count and names."""
    tallies = list(grammar("vote.side_count").finditer(view.text))
    if tallies:
        for tally in tallies:
            yield _side(tally["side"]), _count(view, tally), []
        return
    first = grammar("vote.side_first").match(view.text)
    if first:
        rest = view.cut(first.end(), len(view.text))
        yield _side(first["side"]), _count(view, first), holders(rest, 0, len(rest.text), "vote.name").by
        return
    match = grammar("vote.named").search(view.text)
    side = _side(match["side"]) if match else "abstain"
    match = match or grammar("vote.abstains").search(view.text)
    names = holders(view, 0, match.start(), "vote.name").by if match else []
    if match and (names or match["n"]):
        yield side, _count(view, match), names


def _side(word: str) -> str:
    return {"ja": "yes", "nej": "no"}.get(word.casefold(), "abstain")


def _count(view: View, match: regex.Match[str], group: str = "n") -> Value | None:
    return matched(view, match, group, "vote.count", int(match[group])) if match[group] else None


def _counted(view: View, match: regex.Match[str]) -> Tree:
    counts = {
        "yes": _count(view, match, "yes"),
        "no": _count(view, match, "no"),
        "abstain": _count(view, match, "ab"),
    }
    return {**_empty(), **counts}
