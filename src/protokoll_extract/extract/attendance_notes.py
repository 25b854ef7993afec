"""Notes below an attendance list, and the marks beside the names that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from protokoll_extract.extract.attendance_patterns import patterns
from protokoll_extract.segment.front import Group
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.view import View, view_of

# "* tjänstgör för Bo Ek", "1) t.o.m. § 6", "² på distans".
_NOTE = gated(r"(?P<mark>\*{1,4}\)?|\d{1,2}\)|\d(?=\s)|[¹²³⁴⁵⁶]\)?)\s*(?:=|[-–:])?\s*(?P<note>\p{L}.*|§.*)")
_MARK_BEHIND = gated(
    r"(?:(?<=[\s)\p{L}.])(?P<mark>\*{1,4}\)?|\d{1,2}\)|[¹²³⁴⁵⁶]\)?)|(?<=\))(?P<mark>\d))"
    r"(?=\s*(?:$|\(\p{L}))"
)
_BEFORE = gated(r"(?<!\S)(?P<mark>\*{1,4})[^\S\n]*\Z")
# What a note may say; others are no notes to a name.
_SAID = ("serves", "seat", "vacant", "serving", "presence", "clock", "absent", "remote")


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a document's lists by their marks."""

    by_mark: Mapping[str, View]

    def beside(self, source: SourceText, cells: Iterable[View]) -> View | None:
        """The note that a row's mark leads to, behind one of its cells or before the name."""
        if not self.by_mark:
            return None
        for at, view in enumerate(cells):
            start = view.whole()[0].start if view.text else 0
            match = _MARK_BEHIND.search(view.text) or (
                _BEFORE.search(source.text, max(0, start - 6), start) if at == 0 else None
            )
            if match is not None:
                return self.by_mark.get(_key(match["mark"]))
        return None


NO_NOTES = Notes(MappingProxyType({}))
"""No list has a note."""


def apart_from_notes(source: SourceText, groups: Iterable[Group]) -> tuple[list[Group], Notes]:
    """The groups without their notes, and the notes; a mark with two notes has none."""
    out: list[Group] = []
    found: dict[str, list[View]] = {}
    for group in groups:
        rows = []
        for row in group.rows:
            match = _NOTE.fullmatch(source.text, row[0].start, row[-1].end) if row else None
            view = view_of(source.text, row).cut(match.start("note") - row[0].start, 10**6) if match else None
            if match is None or view is None or not _says(view.text):
                rows.append(row)
                continue
            found.setdefault(_key(match["mark"]), []).append(view)
        out.append(replace(group, rows=tuple(rows)))
    return out, Notes({mark: notes[0] for mark, notes in found.items() if len(notes) == 1})


def _says(text: str) -> bool:
    """Does a note say what may be said beside a name?"""
    return any(patterns()[key].search(text) for key in _SAID)


def _key(mark: str) -> str:
    return mark.rstrip(")").translate(str.maketrans("¹²³⁴⁵⁶", "123456"))
