"""Attendance tables: a row of column heads, then a person a row, ruled or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from protokoll_extract.segment.groups import GroupKind
from protokoll_extract.segment.headings import group_heading, label, plain
from protokoll_extract.segment.lines import Line, columns_of
from protokoll_extract.segment.ruled import Parting
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import first_names

_ROLES = (
    "name",
    "absent",
    "party",
    "organisation",
    "mark",
    "serves",
    "substitute",
    "remark",
    "paragraphs",
    "came",
    "went",
    "hours",
    "seat",
)
# A value may stand this much to the left of its column's head (points).
_SLACK = 14.0
# So many letters may stand for a party, with its parentheses.
_LETTERS = 7
# So wide is a letter in a text whose columns are set with spaces (points).
_LETTER = 6.0
# So many lines show how the rows are parted.
_LOOK_AHEAD = 14
# The line below the heads of a table in Markdown.
_RULED = gated(r"[\s|:=+-]+")
# A mark of somebody who was there, alone in its cell or before a remark.
_TICK = gated(r"[xX](?:$|,\s)")


@dataclass(frozen=True, slots=True)
class RollRow:
    """A row's cells by the role of their column, and the heading that the row stands under, if any."""

    cells: dict[str, View]
    kind: GroupKind | None = None
    heading: View | None = None


@dataclass(frozen=True, slots=True)
class RollTable:
    """Rows by column role: name, party, mark, substitute, remark, paragraphs, and when they came and went.

    A second column of remarks is ``remark again``, one without a head behind the names ``unheaded``;
    ``last`` is the index of the table's last line.
    """

    heading: View
    rows: tuple[RollRow, ...]
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


def roll_table(
    source: SourceText,
    lines: tuple[Line, ...],
    at: int,
    above: tuple[GroupKind, View] | None = None,
) -> RollTable | None:
    """The attendance table whose column heads stand on ``lines[at]``, or None.

    ``above``: the attendance heading right above the table.
    """
    columns, first = _headed(source, lines, at)
    if not columns:
        return None
    columns, kind = _whose(columns)
    parting = Parting.of(source, [line.cells for line in lines[first : first + _LOOK_AHEAD]])
    head = view_of(source.text, [lines[at].span])
    under = above if kind is None else (kind, head)
    rows: list[RollRow] = []
    last = first - 1
    for i in range(first, len(lines)):
        line = lines[i]
        again = _columns(source, line)
        if again and (_whose(again)[1] != kind or _roles(again) != _roles(columns)):
            break  # Below the members begins a table of their substitutes, or of others.
        if again or _RULED.fullmatch(line.text(source)):
            continue  # The heads are repeated on the next page.
        if line.level or _is_labelled(source, line):
            break
        if rows and _is_sum(source, line):
            last = i
            continue
        if not rows and _names_columns(source, line):
            last = i
            continue  # A second row of heads: "Ja", "Nej", "Avstår".
        if rows and (inner := _inner_heading(source, lines, i)) is not None:
            under = inner
            continue
        width = len(rows[-1].cells) if rows else 0
        if rows and parting.goes_on(source, lines[i - 1].cells, width, line.cells):
            _add_wrapped(source, columns, rows[-1].cells, line)
        elif len(line.cells) > 1 or _is_name_alone(source, columns, line):
            under = _beside(source, columns, line) or under
            rows.append(RollRow(dict(_row(source, columns, line)), *(under or ())))
        elif not rows or not _wraps(source, columns, rows[-1].cells, line):
            break
        last = i
    cells = [row.cells for row in rows]
    if not any("name" in x for x in cells) or not all("name" in x or "substitute" in x for x in cells):
        return None
    return RollTable(head, tuple(rows), last)


def _roles(columns: tuple[_Column, ...]) -> list[str | None]:
    return [c.role for c in _whose(columns)[0]]


def _is_labelled(source: SourceText, line: Line) -> bool:
    """Does a label of the front page begin the line ("Paragrafer<tab>48-50")?"""
    return label(source.quote(line.cells[0])) not in (None, "chair", "secretary", "adjusters")


def _beside(source: SourceText, columns: tuple[_Column, ...], line: Line) -> tuple[GroupKind, View] | None:
    """An attendance heading in the column before those that have heads: "Övriga<tab>Bo Ek<tab>X"."""
    position, cell = next(_positioned(source, line))
    x0 = _left(source, line, cell)
    before = x0 + _SLACK < columns[0].x0 if x0 and columns[0].x0 else position < columns[0].position
    kind = group_heading(source.quote(cell)) if before else None
    return (kind, view_of(source.text, [cell])) if kind is not None else None


def _headed(source: SourceText, lines: tuple[Line, ...], at: int) -> tuple[tuple[_Column, ...], int]:
    """The columns by their heads, which may go on below, and the index of the first row."""
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    heads = list(_heads(source, line))
    if below is not None and below.x0 and not below.blank_before and len(below.cells) <= len(heads):
        more = {_nearest(source, heads, cell): cell for cell in below.cells}
        whole = [
            (position, view_of(source.text, [head, *([more[i]] if i in more else [])]).text)
            for i, (position, head) in enumerate(heads)
        ]
        if None not in more and len(more) == len(below.cells):
            columns = _by_names(whole, [_left(source, line, head) for _, head in heads])
            if columns and all(columns[i].role for i in more if i is not None):
                return columns, at + 2
    marked = any(_TICK.match(source.quote(x.cells[-1])) for x in lines[at + 1 : at + 4] if len(x.cells) > 1)
    return _columns(source, line, marked=marked), at + 1


def _heads(source: SourceText, line: Line) -> Iterator[tuple[int, Span]]:
    """The heads on a line; two that a reader took for one cell are parted where both are known."""
    for position, cell in _positioned(source, line):
        pieces = _known_heads(source, cell) if line.x0 else []
        yield from ((position, piece) for piece in pieces or [cell])


def _known_heads(source: SourceText, cell: Span) -> list[Span]:
    """The heads that a cell is made of and nothing else, the first as long as can be."""
    if plain(source.quote(cell)).casefold() in _column_names():
        return [cell]
    words = source.words_in(cell)
    for i in range(len(words) - 1, 0, -1):
        first = Span(cell.start, words[i - 1].span.end)
        if plain(source.quote(first)).casefold() in _column_names():
            rest = _known_heads(source, Span(words[i].span.start, cell.end))
            if rest:
                return [first, *rest]
    return []


def _nearest(source: SourceText, heads: list[tuple[int, Span]], cell: Span) -> int | None:
    """The head that a cell stands right below."""
    words = source.words_in(cell)
    x0, x1 = words[0].box.x0, words[-1].box.x1
    for i, (_, head) in enumerate(heads):
        over = source.words_in(head)
        if over and x0 < over[-1].box.x1 and over[0].box.x0 < x1:
            return i
    return None


def _add_wrapped(source: SourceText, columns: tuple[_Column, ...], row: dict[str, View], line: Line) -> None:
    for role, view in _row(source, columns, line):
        row[role] = view_of(source.text, [*row[role].whole(), *view.whole()]) if role in row else view


def _whose(columns: tuple[_Column, ...]) -> tuple[tuple[_Column, ...], GroupKind | None]:
    """Without a column of members, those who were absent or the substitutes are whom the table lists."""
    roles = [c.role for c in columns]
    if "name" in roles:
        return columns, None
    first = "absent" if "absent" in roles else "substitute"
    kind = GroupKind("member", False, None) if first == "absent" else GroupKind("substitute", True, None)
    return tuple(replace(c, role="name") if c.role == first else c for c in columns), kind


def _inner_heading(source: SourceText, lines: tuple[Line, ...], at: int) -> tuple[GroupKind, View] | None:
    """An attendance heading within the table, with rows of the same columns below it."""
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    if len(line.cells) > 1 or below is None or len(below.cells) < 2:
        return None
    kind = group_heading(line.text(source))
    return (kind, view_of(source.text, [line.cells[0]])) if kind is not None else None


def _is_name_alone(source: SourceText, columns: tuple[_Column, ...], line: Line) -> bool:
    """Nothing is said of somebody but the name: "Ada Ek" below the head of the names."""
    text = line.text(source)
    if len(line.cells) != 1 or line.blank_before or group_heading(text) or text[-1] in ".:":
        return False
    words = text.split()
    named = 1 < len(words) < 5 and all(w[0].isupper() for w in words) and bool(first_names() & {*words})
    return named and "name" in dict(_row(source, columns, line))


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


def _columns(source: SourceText, line: Line, *, marked: bool = False) -> tuple[_Column, ...]:
    """The columns that a line of heads defines: at least a name and one more known.

    ``marked``: the rows below end with marks, so that "Ledamöter<tab>Närvarande" are no two lists.
    """
    heads = [source.quote(cell) for cell in line.cells]
    serves = any(_column_names().get(plain(head).casefold()) == "serves" for head in heads)
    if not marked and not serves and all(map(group_heading, heads)):
        return ()  # Two attendance lists side by side.
    cells = list(_heads(source, line))
    names = [(position, source.quote(cell)) for position, cell in cells]
    return _by_names(names, [_left(source, line, cell) for _, cell in cells])


def _by_names(names: list[tuple[int, str]], lefts: list[float]) -> tuple[_Column, ...]:
    """The columns with these heads at these positions."""
    out = [
        _Column(_column_names().get(plain(name).casefold()), position, x0)
        for (position, name), x0 in zip(names, lefts, strict=True)
    ]
    out = [_second(out[:i], column) for i, column in enumerate(out)]
    roles = [c.role for c in out if c.role]
    marked = out[0].role == "substitute" and {"party", "mark"} <= {*roles}
    named = "name" in roles or marked or ("substitute" in roles and bool({"absent", "serves"} & {*roles}))
    if not named or len(set(roles)) < 2 or len(roles) != len(set(roles)):
        return ()
    # Beside a column of marks any others may stand: those of the votes, say.
    return tuple(out) if len(roles) >= len(out) - 1 or "mark" in roles else ()


def _second(before: list[_Column], column: _Column) -> _Column:
    """Behind the substitutes their marks and their parties; remarks may go on."""
    known = [c.role for c in before]
    if column.role == "name" and "name" in known and column.position:
        return replace(column, role="serves")  # "Namn<tab>Parti<tab>Beslutande<tab>Närvarande", with marks.
    if column.role == "remark" and "remark" in known:
        return replace(column, role="remark again")
    if column.role not in known or "substitute" not in known or column.role not in ("party", "mark"):
        return column
    return replace(column, role=f"substitute {column.role}")


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
    start = line.span.start
    begin = source.text.rfind("\n", 0, start) + 1
    if not source.text[begin:start].strip():
        start = begin  # An empty first cell.
    for position, cell in enumerate(columns_of(source.text, Span(start, line.span.end))):
        if cell is not None:
            yield position, cell


def _is_spaced(source: SourceText, line: Line) -> bool:
    """Are the columns of a plain text set with spaces?"""
    return len(line.cells) > 1 and len(columns_of(source.text, line.span)) == 1


def _left(source: SourceText, line: Line, cell: Span) -> float:
    """Where a cell begins: in points, in a text set with spaces as if a letter were wide; 0 unknown."""
    words = source.words_in(cell)
    if words:
        return float(words[0].box.x0)
    if not _is_spaced(source, line):
        return 0.0
    return _LETTER * (cell.start - source.text.rfind("\n", 0, cell.start))


def _row(source: SourceText, columns: tuple[_Column, ...], line: Line) -> Iterator[tuple[str, View]]:
    named = False
    for position, cell in _positioned(source, line):
        x0 = _left(source, line, cell)
        if x0 and columns[-1].x0:
            left = [c for c in columns if c.x0 <= x0 + _SLACK]
        else:
            left = [c for c in columns if c.position <= position]
        column = left[-1] if left else columns[0]
        if not left and group_heading(source.quote(cell)):
            continue  # Beside the table: who its rows are.
        if column.role == "name" and named:
            # A column without a head, behind that of the names.
            if len(cell) <= _LETTERS:
                yield "unheaded", view_of(source.text, [cell])
        elif column.role:
            named = named or column.role == "name"
            yield column.role, view_of(source.text, [cell])
