"""Roll-calls in appendices, brought to the votes they belong to.

By the appendix that the § points at, or the § that stands above the roll; and only where the
printed totals do not contradict the vote. What fits no vote, or several, is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from protokoll_extract.extract.roll_call import Roll, find_rolls
from protokoll_extract.extract.votes import Draft, add_roll
from protokoll_extract.segment.headings import is_appendix
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.outline import Item
from protokoll_extract.text.source import SourceText
from protokoll_extract.vocab.load import grammar


@dataclass(frozen=True, slots=True)
class AppendixRoll:
    """A roll-call with the appendix label and the § numbers printed above it."""

    roll: Roll
    label: str | None
    numbers: frozenset[str]


def appendix_rolls(source: SourceText, lines: tuple[Line, ...]) -> tuple[AppendixRoll, ...]:
    """The roll-calls among the lines after the last §."""
    out: list[AppendixRoll] = []
    label: str | None = None
    since = 0
    for roll in find_rolls(source, lines):
        first = next(i for i, line in enumerate(lines) if line.index == roll.lines[0])
        above = lines[since:first]
        for at, line in enumerate(above):
            if is_appendix(source.quote(line.span)):
                label = _label(source.quote(line.span))
                above = above[at:]
        numbers = {m["n"] for x in above for m in grammar("vote.above").finditer(source.quote(x.span))}
        out.append(AppendixRoll(roll, label, frozenset(numbers)))
        since = next((i for i, line in enumerate(lines) if line.index > roll.lines[-1]), len(lines))
    return tuple(out)


def _label(text: str) -> str | None:
    match = grammar("vote.appendix_label").search(text)
    return match["n"].casefold() if match and match["n"] else None


def join_rolls(items: tuple[Item, ...], drafts: list[list[Draft]], rolls: tuple[AppendixRoll, ...]) -> None:
    """Each roll's names into the one vote it can belong to."""
    open_votes = [(item, d) for item, ds in zip(items, drafts, strict=True) for d in ds if not d.named]
    for found in rolls:
        fitting = [(item, d) for item, d in open_votes if _fits(item, d, found, len(rolls))]
        if len(fitting) == 1:
            add_roll(fitting[0][1], found.roll)
            open_votes = [x for x in open_votes if x[1] is not fitting[0][1]]


def _fits(item: Item, draft: Draft, found: AppendixRoll, rolls: int) -> bool:
    number = regex.sub(r"\s", "", item.number.text) if item.number is not None else None
    if any(_count(found, s) != draft.fields[s].value for s in ("yes", "no") if s in draft.fields):
        return False
    if found.numbers:
        return number in found.numbers
    pointed = draft.fields.get("appendix")
    if pointed is None:
        return False
    label = _label(str(pointed.value))
    return label == found.label if label is not None else rolls == 1


def _count(found: AppendixRoll, side: str) -> object:
    total = found.roll.totals.get(side)
    return total.value if total is not None else len(found.roll.names[side])
