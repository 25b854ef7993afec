"""Attendance tables: a row of column heads, then a person a row, ruled or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from protokoll_extract.segment.headings import group_heading, plain
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span, strip
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import table

_ROLES = ("name", "party", "mark", "substitute", "remark", "paragraphs", "came", "went")
# A value may stand this much to the left of its column's head (points).
_SLACK = 14.0
# So wide is a letter in a text whose columns are set with spaces (points).
_LETTER = 6.0


@dataclass(frozen=True, slots=True)
class RollTable:
    """Rows by column role: name, party, mark, substitute, remark, paragraphs, and when they came and went."""

    heading: View
    rows: tuple[dict[str, View], ...]
    last: int


@dataclass(frozen=True, slots=True)
class _Column:
    role: str | None
    position: int
    x0: float


@cache
def _column_names() -> dict[str, str]:
    data = table("attendance")["table"]
    return {plain(word).casefold(): role for role in _ROLES for word in data[role]}


def roll_table(source: SourceText, lines: tuple[Line, ...], at: int) -> RollTable | None:
    """The attendance table whose column heads stand on ``lines[at]``, or None."""
    columns = _columns(source, lines[at])
    if not columns:
        return None
    rows: list[dict[str, View]] = []
    last = at
    for i in range(at + 1, len(lines)):
        line = lines[i]
        if _columns(source, line):
            continue  # The heads are repeated on the next page.
        if line.level:
            break
        if rows and _is_sum(source, line):
            last = i
            continue
        if not rows and _names_columns(source, line):
            last = i
            continue  # A second row of heads: "Ja", "Nej", "Avstår".
        if len(line.cells) < 2:
            if not rows or not _wraps(source, columns, rows[-1], line):
                break
        else:
            rows.append(dict(_row(source, columns, line)))
        last = i
    if not any("name" in row for row in rows) or not all("name" in x or "substitute" in x for x in rows):
        return None
    return RollTable(view_of(source.text, [lines[at].span]), tuple(rows), last)


def _wraps(source: SourceText, columns: tuple[_Column, ...], row: dict[str, View], line: Line) -> bool:
    """Does a line of one cell go on with a cell of the row above? If so, it is added there."""
    if line.blank_before or group_heading(line.text(source)):
        return False
    cells = dict(_row(source, columns, line))
    role = next(iter(cells), None)
    if role is None or role not in row:
        return False
    small = line.text(source)[0].islower()
    if not (small if not line.x1 else small or role != "name"):
        return False
    row[role] = view_of(source.text, [*row[role].whole(), line.cells[0]])
    return True


def _columns(source: SourceText, line: Line) -> tuple[_Column, ...]:
    """The columns that a line of heads defines: at least a name and one more known."""
    if all(group_heading(source.quote(cell)) for cell in line.cells):
        return ()  # Two attendance lists side by side.
    out = []
    for position, cell in _positioned(source, line):
        role = _column_names().get(plain(source.quote(cell)).casefold())
        out.append(_Column(role, position, _left(source, line, cell)))
    out = [_second_party(out[:i], column) for i, column in enumerate(out)]
    roles = [c.role for c in out if c.role]
    if "name" not in roles or len(set(roles)) < 2 or len(roles) != len(set(roles)):
        return ()
    # Beside a column of marks any others may stand: those of the votes, say.
    return tuple(out) if len(roles) >= len(out) - 1 or "mark" in roles else ()


def _second_party(before: list[_Column], column: _Column) -> _Column:
    """Behind the column of substitutes their parties: nothing is read from it."""
    known = [c.role for c in before]
    again = column.role == "party" and "party" in known and "substitute" in known
    return replace(column, role=None) if again else column


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(plain(word).casefold() for word in table("attendance")["table"][key])


def _names_columns(source: SourceText, line: Line) -> bool:
    """Are all cells heads of columns that a table of attendance or votes may have?"""
    known = {*_column_names(), *_words("votes")}
    return all(plain(source.quote(cell)).casefold() in known for cell in line.cells)


def _is_sum(source: SourceText, line: Line) -> bool:
    return plain(source.quote(line.cells[0])).casefold() in _words("sums")


def _positioned(source: SourceText, line: Line) -> Iterator[tuple[int, Span]]:
    """Cells with their tab position, empty cells counted."""
    if _is_spaced(source, line):
        yield from enumerate(line.cells)
        return
    cursor = line.span.start
    begin = source.text.rfind("\n", 0, cursor) + 1
    if not source.text[begin:cursor].strip():
        cursor = begin  # An empty first cell.
    for position, part in enumerate(source.text[cursor : line.span.end].split("\t")):
        cell = strip(source.text, Span(cursor, cursor + len(part)))
        if len(cell):
            yield position, cell
        cursor += len(part) + 1


def _is_spaced(source: SourceText, line: Line) -> bool:
    """Are the columns of a plain text set with spaces?"""
    return len(line.cells) > 1 and "\t" not in source.quote(line.span)


def _left(source: SourceText, line: Line, cell: Span) -> float:
    """Where a cell begins: in points, in a text set with spaces as if a letter were wide; 0 unknown."""
    words = source.words_in(cell)
    if words:
        return float(words[0].box.x0)
    if not _is_spaced(source, line):
        return 0.0
    return _LETTER * (cell.start - source.text.rfind("\n", 0, cell.start))


def _row(source: SourceText, columns: tuple[_Column, ...], line: Line) -> Iterator[tuple[str, View]]:
    for position, cell in _positioned(source, line):
        x0 = _left(source, line, cell)
        if x0 and columns[-1].x0:
            left = [c for c in columns if c.x0 <= x0 + _SLACK]
            column = left[-1] if left else columns[0]
        else:
            column = columns[min(position, len(columns) - 1)]
        if column.role:
            yield column.role, view_of(source.text, [cell])
