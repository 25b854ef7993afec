"""Roll-calls set as a table, or a name a line with its vote behind it.

A head with columns Ja, Nej, Avstår and marks under them; a column that says Ja or Nej in
words; or no head at all: "Bo Ek (S) – Ja". Columns are told apart by where they stand on the
page, or by their tabs. One list may hold several votes side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

import regex

from protokoll_extract.extract.finding import Value, stated
from protokoll_extract.extract.names import is_person_name
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span, strip
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar, table

SIDES = ("yes", "no", "abstain", "absent")
# A mark may stand this far from its column's middle (points).
_NEAR = 40.0
# So many lines with a vote behind a name are a roll-call without a head.
_HEADLESS = 3


@dataclass(slots=True)
class Roll:
    """One vote's roll-call: names and printed totals by side, and the lines it stands on."""

    names: dict[str, list[Value]] = field(default_factory=lambda: {side: [] for side in SIDES})
    totals: dict[str, Value] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Column:
    side: str | None  # None: the column says Ja or Nej in words.
    ballot: int
    position: int
    middle: float


def side_of(word: str) -> str:
    """yes, no, abstain or absent, by the first letters of the Swedish word."""
    match = grammar("vote.column").match(word.strip())
    start = (match["side"] if match else word).casefold()[:2]
    return {"ja": "yes", "ne": "no", "fr": "absent"}.get(start, "abstain")


def find_rolls(source: SourceText, lines: tuple[Line, ...]) -> Iterator[Roll]:
    """Every roll-call among the lines, in order."""
    at = 0
    while at < len(lines):
        columns = _columns(source, lines[at])
        rolls, end = _table(source, lines, at, columns) if columns else _headless(source, lines, at)
        yield from rolls
        at = max(end, at + 1)


def _columns(source: SourceText, line: Line) -> tuple[_Column, ...]:
    """The vote columns that a line of heads defines; none if it is no such line."""
    if len(line.cells) < 2:
        return ()
    out: list[_Column] = []
    ballot = 0
    for position, cell in _positioned(source, line):
        text = source.quote(cell)
        if grammar("vote.result_column").match(text):
            out.append(_Column(None, ballot, position, _middle(source, cell)))
        elif grammar("vote.column").match(text):
            side = side_of(text)
            ballot += any(c.side == side and c.ballot == ballot for c in out)
            out.append(_Column(side, ballot, position, _middle(source, cell)))
    sides = {c.side for c in out}
    return tuple(out) if {"yes", "no"} <= sides or sides == {None} else ()


def _positioned(source: SourceText, line: Line) -> Iterator[tuple[int, Span]]:
    """Cells with their tab position, empty cells counted."""
    cursor = line.full.start
    for position, part in enumerate(source.quote(line.full).split("\t")):
        cell = strip(source.text, Span(cursor, cursor + len(part)))
        if len(cell):
            yield position, cell
        cursor += len(part) + 1


def _middle(source: SourceText, cell: Span) -> float:
    words = source.words_in(cell)
    return (words[0].box.x0 + words[-1].box.x1) / 2 if words else 0.0


def _table(
    source: SourceText, lines: tuple[Line, ...], at: int, columns: tuple[_Column, ...]
) -> tuple[list[Roll], int]:
    rolls = [Roll(lines=[lines[at].index]) for _ in range(1 + max(c.ballot for c in columns))]
    end = at + 1
    stand_ins = _stand_in_columns(source, lines[at])
    waiting: View | None = None
    joined = False
    for i, line in enumerate(lines[at + 1 :], at + 1):
        if joined or _columns(source, line):
            joined = False
            end += 1  # The other half of a name; or the heads, repeated on the next page.
            continue
        cells = list(_positioned(source, line))
        name = _stand_in(source, stand_ins, cells) or _member(source, columns, cells)
        if name is None and len(cells) > 1:
            name = _goes_on_below(source, cells[0][1], lines[i + 1 : i + 2])
            joined = name is not None
        if len(cells) == 1 and name is not None and waiting is None:
            waiting = name
            end += 1
            continue
        if not _row(source, columns, cells, name or waiting, rolls):
            break
        for roll in rolls:
            roll.lines.append(line.index)
        waiting = None
        end += 1
    return [r for r in rolls if any(r.names.values()) or len(r.totals) > 1], end


def _stand_in_columns(source: SourceText, line: Line) -> tuple[_Column, ...]:
    """The columns of those who voted for a member ("Ersättare", "Ersatt av")."""
    words = {word.casefold() for word in table("attendance")["table"]["substitute"]}
    return tuple(
        _Column(None, 0, position, _middle(source, cell))
        for position, cell in _positioned(source, line)
        if source.quote(cell).strip(" .:").casefold() in words
    )


def _stand_in(source: SourceText, columns: tuple[_Column, ...], cells: list[tuple[int, Span]]) -> View | None:
    """Who voted in the member's place, where the row names somebody in that column."""
    for position, cell in cells[1:] if columns else ():
        if _column_at(columns, position, _middle(source, cell)) is not None:
            return _name(source, cell)
    return None


def _member(source: SourceText, columns: tuple[_Column, ...], cells: list[tuple[int, Span]]) -> View | None:
    """The name in the row's first cell, or behind the number of the seat."""
    first = cells[0][1]
    if source.quote(first).isdigit() and len(cells) > 2 and cells[1][0] < columns[0].position:
        return _name(source, cells[1][1])
    return _name(source, first)


def _row(
    source: SourceText,
    columns: tuple[_Column, ...],
    cells: list[tuple[int, Span]],
    name: View | None,
    rolls: list[Roll],
) -> bool:
    """Reads one row into the rolls; False if the table ends here."""
    total = bool(grammar("vote.total").match(source.quote(cells[0][1])))
    total = total or all(source.quote(cell).isdigit() for _, cell in cells)
    found = False
    for position, cell in cells:
        text = source.quote(cell)
        column = _column_at(columns, position, _middle(source, cell))
        if column is None:
            continue
        roll = rolls[column.ballot]
        if total and column.side and text.isdigit():
            view = view_of(source.text, [cell])
            roll.totals[column.side] = stated(view, 0, len(view.text), "roll_call.total", int(text))
            found = True
        elif column.side and grammar("vote.mark").match(text):
            found = _vote(roll, column.side, name)
        elif grammar("vote.column").match(text) and (column.side is None or column.side == side_of(text)):
            found = _vote(roll, side_of(text), name)
    return found or total or (name is not None and len(cells) > 1)


def _column_at(columns: tuple[_Column, ...], position: int, middle: float) -> _Column | None:
    if middle and columns[0].middle:
        nearest = min(columns, key=lambda c: abs(c.middle - middle))
        return nearest if abs(nearest.middle - middle) <= _NEAR else None
    return next((c for c in columns if c.position == position), None)


def _vote(roll: Roll, side: str, name: View | None) -> bool:
    """One voter; a vote whose voter cannot be read makes the roll incomplete."""
    if name is None:
        roll.whole = False
    else:
        roll.names[side].append(stated(name, 0, len(name.text), "roll_call.name"))
    return True


def _name(source: SourceText, cell: Span) -> View | None:
    """The person in a cell, without party, seat number and what follows the name."""
    text = source.quote(cell)
    match = regex.match(r"(?:\d{1,3}[.)]?\s+)?(?P<name>[^\d(,]+?)\s*(?:[(,].*)?$", text)
    if not match or not is_person_name(match["name"]):
        return None
    start = cell.start + match.start("name")
    return view_of(source.text, [Span(start, start + len(match["name"]))])


def _goes_on_below(source: SourceText, cell: Span, below: tuple[Line, ...]) -> View | None:
    """The name that was wrapped in its cell: "Ada<tab>S<tab>X" above "Bergvall"."""
    if not below or len(below[0].cells) != 1:
        return None
    name = view_of(source.text, [cell, below[0].span])
    return name if is_person_name(name.text) else None


def _headless(source: SourceText, lines: tuple[Line, ...], at: int) -> tuple[list[Roll], int]:
    if _voter(source, lines[at]) is None:
        return [], at
    found = list(takewhile(bool, (_voter(source, line) for line in islice(lines, at, None))))
    end = at + len(found)
    if len(found) < _HEADLESS:
        return [], end
    roll = Roll(lines=[line.index for line in lines[at:end]])
    for side, name in filter(None, found):
        _vote(roll, side, name)
    return [roll], end


def _voter(source: SourceText, line: Line) -> tuple[str, View] | None:
    """(side, name) where the line is a name with its vote behind it."""
    cells = line.cells
    if len(cells) > 1 and grammar("vote.column").match(source.quote(cells[-1])):
        names = [n for cell in cells[:-1] if (n := _name(source, cell))]
        return (side_of(source.quote(cells[-1])), names[0]) if names else None
    end = grammar("vote.line_end").search(source.quote(line.span)) if len(cells) == 1 else None
    if not end:
        return None
    start = line.marker.end if line.marker else line.span.start
    name = _name(source, Span(start, line.span.start + end.start()))
    return (side_of(end["side"]), name) if name is not None else None
