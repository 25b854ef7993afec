"""Headings in a column to the left of their lists: over several lines, or beside the middle of the list."""

from __future__ import annotations

from dataclasses import replace

from protokoll_extract.segment.front_labels import LabelReader, OpenGroup
from protokoll_extract.segment.groups import GroupKind
from protokoll_extract.segment.headings import group_heading
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.ruled import rule_between
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import view_of
from protokoll_extract.vocab.load import grammar

# Lines that a heading in a narrow column may take; how far below its beginning they may stand.
_WRAPPED, _NEAR = 4, 8
# Lines of one column begin so near each other; so far to the right begins another (points).
_SAME, _TO_THE_RIGHT = 3.0, 20.0


def _without_first(line: Line) -> Line:
    """The line without its first cell, which belongs to the line above."""
    cells = line.cells[1:]
    return replace(line, cells=cells, span=Span(cells[0].start, line.span.end))


class HeadReader(LabelReader):
    """Reads headings whose lines stand beside those of their lists; ``groups`` are the lists so far."""

    def __init__(self, source: SourceText, lines: tuple[Line, ...]) -> None:
        super().__init__(source, lines)
        self.groups: list[OpenGroup] = []

    def _wrapped_head(self, at: int) -> GroupKind | None:
        """The heading in a label column that goes on below: "Ej tjänstgörande<tab>Bo Ek" / "ersättare"."""
        line, head, found, used = self.lines[at], [self.lines[at].cells[0]], None, 0
        for below in self.lines[at + 1 : at + _WRAPPED]:
            if below.blank_before or below.index in self.taken or abs(below.x0 - line.x0) > _SAME:
                break
            goes_on = self.source.quote(below.cells[0])[0].islower()
            if not goes_on and not grammar("group.unfinished").search(view_of(self.source.text, head).text):
                break
            head.append(below.cells[0])
            kind = group_heading(view_of(self.source.text, head).text)
            if kind is not None:
                found, used = kind, len(head) - 1
        for i in range(at + 1, at + 1 + used):
            below = self.lines[i]
            if len(below.cells) == 1:
                self.taken.add(below.index)
            else:
                self.lines = (*self.lines[:i], _without_first(below), *self.lines[i + 1 :])
        return found

    def _is_parted(self, at: int) -> bool:
        """Does a blank line, a ruling line or a page break stand above the line?"""
        above, line = self.lines[at - 1], self.lines[at]
        parted = line.blank_before or above.page != line.page
        return parted or rule_between(self.source, above.cells[-1], line.cells[-1])

    def _head_in_the_middle(self, at: int) -> GroupKind | None:
        """The heading of a list to the right of it, whose own lines stand between those of the list."""
        line, head = self.lines[at], [self.lines[at].span]
        inside = at and line.x0 and not self._is_parted(at)
        if not inside or self.lines[at - 1].x0 < line.x0 + _TO_THE_RIGHT:
            return group_heading(line.text(self.source))
        for other in self.lines[at + 1 : at + 1 + _NEAR]:
            if other.blank_before:
                break
            text = other.text(self.source)
            if abs(other.x0 - line.x0) < _SAME and len(other.cells) == 1 and text[0].islower():
                head.append(other.span)
                self.taken.add(other.index)
        return group_heading(view_of(self.source.text, head).text) or group_heading(line.text(self.source))

    def _above_middle(self, at: int) -> list[tuple[Span, ...]]:
        """Rows above the middle of their list, where its heading stands in a column to the left of it."""
        line, first, last = self.lines[at], at, at
        while first and not self._is_parted(first):
            first -= 1
        while last + 1 < len(self.lines) and not self._is_parted(last + 1):
            last += 1
        block = [x for x in self.lines[first : last + 1] if x.index != line.index]
        head = [line, *(x for x in block if x.index in self.taken)]
        others = [x for x in block if x.index not in self.taken]
        middle = (self.lines[first].top + self.lines[last].top) / 2
        if first == at or not line.x0 or abs(middle - (head[0].top + head[-1].top) / 2) > line.size:
            return []
        if any(x.x0 < line.x0 + _TO_THE_RIGHT or len(x.cells) > 1 for x in others):
            return []
        rows = [x.cells for x in others if x.index < line.index]
        for group in self.groups:
            group.rows = [row for row in group.rows if row not in rows]
        self.loose = [cell for cell in self.loose if (cell,) not in rows]
        return rows
