"""Tables of figures among a §'s lines: their rows, with what a reader cut over several lines put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from protokoll_extract.segment.lines import Line, columns_of
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span

Cells = list[Span | None]
# Lines that begin this near each other begin in the same column; this far to the right, in another (points).
_SAME, _FARTHER = 3.0, 20.0
# Rows stand no further apart than so many times their type's size.
_ROW = 4.0
# A cell that is longer than this is a paragraph (characters).
_CELL = 60


@dataclass(slots=True)
class Row:
    """A printed row: its cells, None for an empty one, and the lines of its label."""

    line: Line
    cells: Cells
    label: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other, and the line above them."""

    rows: tuple[Row, ...]
    before: Line | None


def blocks_of(source: SourceText, lines: Sequence[Line]) -> Iterator[Block]:
    """Two or more rows one below the other."""
    rows: list[Row] = []
    before: Line | None = None
    alone: Line | None = None  # A line of one cell within the table, till the next row shows what it is.
    for line in (*lines, None):
        row = _row(source, line) if line is not None else None
        if row is not None and line is not None and (not rows or _goes_on(source, rows, alone, line)):
            if alone is not None and source.quote(row.label[0])[0].islower():
                row.label.insert(0, alone.span)
            rows.append(row)
            alone = None
            continue
        if line is not None and row is None and alone is None and _is_part(source, rows, line):
            if not _has_figures(source, rows[-1]):
                rows.append(Row(line, [line.span], [line.span]))
            elif line.text(source)[0].islower():
                rows[-1].label.append(line.span)
            else:
                alone = line
            continue
        if len(rows) > 1:
            yield Block(tuple(rows), before)
        before = alone or (rows[-1].line if len(rows) == 1 else line if not rows else None)
        alone = None
        rows = [row] if row is not None else []
        if line is not None and row is None:
            before = line
    return


def _row(source: SourceText, line: Line) -> Row | None:
    if len(line.cells) < 2:
        return None
    start = source.text.rfind("\n", 0, line.span.start) + 1
    if "\t" not in source.text[start : line.span.start]:
        start = line.span.start
    cells = columns_of(source.text, Span(start, line.span.end))
    if len(cells) < 2:
        return None
    return Row(line, cells, [line.cells[0]])


def _goes_on(source: SourceText, rows: list[Row], alone: Line | None, line: Line) -> bool:
    """Does the table go on with this row, also on the next page or behind a line of its own?"""
    above = rows[-1].line
    if alone is None and (not line.blank_before or line.page != above.page):
        return True
    figures = any(regex.match(r"[-–−+]?\d", source.quote(cell)) for cell in line.cells[1:])
    if not figures or not line.x0 or line.page != above.page:
        return False
    return abs(line.x0 - rows[0].line.x0) < _SAME and line.top - above.top < _ROW * line.size


def _is_part(source: SourceText, rows: list[Row], line: Line) -> bool:
    """May a line of one cell be part of the table: a head or a label that went on below?"""
    if not rows or not line.x0 or line.level or line.page != rows[-1].line.page:
        return False
    text = line.text(source)
    if len(text) > _CELL or text.endswith((".", ":")):
        return False
    if _has_figures(source, rows[-1]):
        return not line.blank_before and abs(line.x0 - rows[0].line.x0) < _SAME
    near = line.top - rows[-1].line.top < _ROW * line.size
    return near and line.x0 > rows[0].line.x0 + _FARTHER


def _has_figures(source: SourceText, row: Row) -> bool:
    return any(
        cell is not None and regex.match(r"[-–−+]?\d", source.quote(cell)) is not None
        for cell in row.cells[1:]
    )
