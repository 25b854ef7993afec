"""Presence marks beside the names: x, Ja, - or Nej, perhaps with a remark behind ("X, ej § 9")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from protokoll_extract.extract.finding import Value, derived
from protokoll_extract.text.gate import gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table

# Marks that are nobody's party: a letter alone in a list may be one.
_MARK = gated(r"(?P<mark>[xX]|Ja|JA|Nej|NEJ|[-–])(?:$|,\s+(?=\p{L}|§))")
_TICK = gated(r"(?:[xX]|Ja|JA)(?:$|,\s)")
# A mark that only a space parts from the name.
_LAST = gated(r"(?<=\p{Ll}{2})\s+(?P<mark>[xX])(?=$|,\s)")


@cache
def marks() -> dict[str, bool]:
    """Every mark of an attendance table, and whether it says that somebody was there."""
    data = table("attendance")["table"]
    return {**dict.fromkeys(data["marks_present"], True), **dict.fromkeys(data["marks_absent"], False)}


def are_ticked(cells: Iterable[View]) -> bool:
    """Does some cell beside the names hold a tick?"""
    return any(_TICK.match(cell.text) for cell in cells)


def are_ticked_last(names: list[View]) -> bool:
    """Do most names of a list without columns end with a tick ("Ada Ek X")?"""
    found = sum(_LAST.search(name.text) is not None for name in names)
    return found > 1 and 2 * found > len(names)


def parted(name: View) -> tuple[View, ...]:
    """ "Ada Ek X, ej § 9" as the name and the mark with its remark."""
    match = _LAST.search(name.text)
    if match is None:
        return (name,)
    return name.cut(0, match.start()), name.cut(match.start("mark"), len(name.text))


def read_marks(cells: Iterable[View]) -> tuple[Value | None, Iterator[View]]:
    """Whether the marks among the cells say that somebody was there, and what else the cells say."""
    there: Value | None = None
    rest: list[View] = []
    for cell in cells:
        match = _MARK.match(cell.text)
        if match is None or there is not None:
            rest.append(cell)
            continue
        there = derived(marks()[match["mark"]], cell.spans(*match.span("mark")), "attendance.mark")
        if match.end() < len(cell.text):
            rest.append(cell.cut(match.end(), len(cell.text)))
    return there, iter(rest)
