"""The front page as labelled values and attendance groups, whatever its layout.

Shapes: ``Label: value``, ``Label<tab>value``, label above value (also several labels
side by side above their values), and groups side by side in columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from protokoll_extract.segment.groups import GroupKind, is_other_heading
from protokoll_extract.segment.headings import (
    group_heading,
    is_appendix,
    is_contents,
    label,
    names_body,
    plain,
    sub_heading,
)
from protokoll_extract.segment.label_lines import COLON, PERSON, PERSONS, ROLES, RULED, without_colon
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.loose import loose_views
from protokoll_extract.segment.roll_table import RollTable, roll_table
from protokoll_extract.segment.torn import torn_columns
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span, strip
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar
from protokoll_extract.vocab.registers import first_names


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its value: ``field`` names what it is about."""

    field: str
    label: View
    value: View


@dataclass(frozen=True, slots=True)
class Group:
    """An attendance heading and the cells below it, line by line."""

    kind: GroupKind
    heading: View
    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter (and the closing) states, by label and by group."""

    labelled: tuple[Labelled, ...]
    groups: tuple[Group, ...]
    tables: tuple[RollTable, ...]
    loose: tuple[View, ...]


@dataclass(slots=True)
class _Open:
    """A group being filled; ``x0`` is where its column begins (points, 0 unknown).

    ``inline``: the people stand behind the heading on its line.
    """

    kind: GroupKind
    heading: View
    column: int
    x0: float
    rows: list[tuple[Span, ...]]
    inline: bool = False


def front_of(source: SourceText, lines: tuple[Line, ...]) -> Front:
    """Read the front matter; lines that fit no shape are ``loose``."""
    return _Reader(source, lines).read()


def _without_first(line: Line) -> Line:
    """The line without its first cell, which belongs to the line above."""
    cells = line.cells[1:]
    return replace(line, cells=cells, span=Span(cells[0].start, line.span.end))


class _Reader:
    def __init__(self, source: SourceText, lines: tuple[Line, ...]) -> None:
        self.source, self.lines = source, lines
        self.labelled: list[Labelled] = []
        self.groups: list[_Open] = []
        self.open: list[_Open] = []
        self.tables: list[RollTable] = []
        self.loose: list[Span] = []
        self.taken: set[int] = set()

    def read(self) -> Front:
        for at in range(len(self.lines)):
            line = self.lines[at]
            if line.index in self.taken:
                continue
            if RULED.fullmatch(line.text(self.source)):
                continue
            if self._torn_columns(at) or self._table(at) or self._heads(at, line) or self._labels(at, line):
                continue
            if self._ends_groups(line):
                self.open = []
            if self.open:
                self._row(line)
            else:
                self.loose += line.cells
        groups = tuple(Group(g.kind, g.heading, tuple(g.rows)) for g in self.groups)
        return Front(
            tuple(self.labelled), groups, tuple(self.tables), tuple(loose_views(self.source, self.loose))
        )

    def _table(self, at: int) -> bool:
        table = roll_table(self.source, self.lines, at) if len(self.lines[at].cells) > 1 else None
        if table is None:
            return False
        self.open = []
        self.tables.append(table)
        self.taken.update(x.index for x in self.lines[at : table.last + 1])
        return True

    # A label column torn from its values

    def _torn_columns(self, at: int) -> bool:
        found = torn_columns(self.source, self.lines, at)
        if found is None:
            return False
        self.open = []
        labels, blocks = found
        self.taken.update(x.index for x in (*labels, *(x for block in blocks or () for x in block)))
        for head, block in zip(labels, blocks or (), strict=False):
            kind = group_heading(head.text(self.source))
            view = view_of(self.source.text, [head.span])
            if kind:
                self.groups.append(_Open(kind, view, 0, 0.0, [x.cells for x in block]))
            else:
                field = label(head.text(self.source)) or "other"
                value = view_of(self.source.text, [x.span for x in block])
                self.labelled.append(Labelled(field, view, value))
        return True

    # Attendance groups

    def _heads(self, at: int, line: Line) -> bool:
        """A line of group headings, alone, side by side, or with values behind it."""
        cells = line.cells
        kinds = [group_heading(self.source.quote(c)) for c in cells]
        if len(cells) == 1 and kinds[0] and self._is_body(at, line):
            return False
        if all(kinds):
            self.open = []
            for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
                if kind:
                    self._start(kind, cell, column if len(cells) > 1 else 0)
            return True
        if len(cells) > 1 and kinds[0]:
            if self.open and len(self.open) > 1:
                return False
            self.open = []
            self._start(self._wrapped_head(at) or kinds[0], cells[0], 0).rows.append(cells[1:])
            return True
        if len(cells) > 1 and kinds[-1] and self.open:
            # A new group begins in the right column while the left one goes on.
            left = next((g for g in self.open if g.column == 0), None)
            if left:
                left.rows.append(cells[:-1])
            self.open = [g for g in self.open if g.column == 0]
            self._start(kinds[-1], cells[-1], 1)
            return True
        if len(cells) > 1 and kinds[-1] and not label(self.source.quote(cells[0])):
            # Something else stands to the left of the heading.
            self.loose += cells[:-1]
            self._start(kinds[-1], cells[-1], 0)
            return True
        return self._inline_head(line)

    def _wrapped_head(self, at: int) -> GroupKind | None:
        """The heading in a label column that goes on below: "Ej tjänstgörande<tab>Bo Ek" / "ersättare"."""
        line, below = self.lines[at], self.lines[at + 1] if at + 1 < len(self.lines) else None
        if below is None or below.blank_before or below.index in self.taken or abs(below.x0 - line.x0) > 3:
            return None
        if not grammar("group.unfinished").search(self.source.quote(line.cells[0])):
            return None
        whole = view_of(self.source.text, [line.cells[0], below.cells[0]])
        kind = group_heading(whole.text)
        if kind is None:
            return None
        if len(below.cells) == 1:
            self.taken.add(below.index)
        else:
            self.lines = (*self.lines[: at + 1], _without_first(below), *self.lines[at + 2 :])
        return kind

    def _is_body(self, at: int, line: Line) -> bool:
        """Does the line name the deciding body ("Styrelsen"), with no people below it?"""
        if not names_body(line.text(self.source)):
            return False
        below = self.lines[at + 1].text(self.source) if at + 1 < len(self.lines) else ""
        return not any(word in first_names() for word in regex.findall(r"\p{Lu}[\p{L}-]+", below))

    def _inline_head(self, line: Line) -> bool:
        match = COLON.match(line.text(self.source))
        kind = group_heading(match["label"]) if match and match["value"] else None
        if not match or not kind or (self.open and kind.capacity == "guest" and self._is_label_list()):
            return False
        if self.open and self.open[0].kind.capacity in ("official", "guest") and kind.capacity == "guest":
            return False
        self.open = []
        start = line.span.start
        span = Span(start + match.start("label"), start + match.end("label"))
        group = self._start(kind, span, 0)
        group.inline = True
        group.rows.append((Span(start + match.start("value"), line.span.end),))
        return True

    def _is_label_list(self) -> bool:
        return bool(self.open and self.open[0].rows and self.open[0].kind.capacity == "official")

    def _start(self, kind: GroupKind, heading: Span, column: int) -> _Open:
        words = self.source.words_in(heading)
        x0 = words[0].box.x0 if words else 0.0
        group = _Open(kind, view_of(self.source.text, [heading]), column, x0, [])
        self.open.append(group)
        self.groups.append(group)
        return group

    def _ends_groups(self, line: Line) -> bool:
        text = line.text(self.source)
        return (
            is_contents(text)
            or is_appendix(text)
            or line.level > 0
            or bool(sub_heading(text))
            or is_other_heading(text)
            or (
                len(text) > 60
                and text.endswith(".")
                and "," not in text
                and not grammar("list.unfinished").search(text)
            )
        )

    def _row(self, line: Line) -> None:
        if len(self.open) == 1:
            self.open[0].rows.append(line.cells)
            return
        columns = sorted(self.open, key=lambda g: g.column)
        for position, cell in enumerate(line.cells):
            group = self._column_for(columns, cell, position, len(line.cells))
            group.rows.append((cell,))

    def _column_for(self, columns: list[_Open], cell: Span, position: int, cells: int) -> _Open:
        words = self.source.words_in(cell)
        if words and columns[-1].x0:
            return min(columns, key=lambda g: abs(g.x0 - words[0].box.x0))
        if cells == 1:
            return columns[0]
        return columns[min(position, len(columns) - 1)]

    # Labels

    def _labels(self, at: int, line: Line) -> bool:
        if len(line.cells) > 1:
            return self._label_row(at, line)
        text = line.text(self.source)
        for match in (COLON.match(text), without_colon(text)):
            field = label(match["label"]) if match else None
            if match and field:
                row = (self._is_label_list() and match["value"]) or not line.blank_before
                if self.open and field in ROLES and row and not self.open[0].inline:
                    return False  # A row of the list: the label is a role.
                if match["value"]:
                    self.open = []
                    self._add(field, line.span, match)
                    return True
        field = label(text) if not self.open or not self._people_label(text) else None
        if field:
            self.open = []
            self._values_below(at, line, [(field, line.cells[0])])
            return True
        return False

    def _people_label(self, text: str) -> bool:
        """A bare "Ordförande" inside an attendance list is a role, not a front-page label."""
        return label(text) in ("chair", "secretary", "adjusters") and ":" not in text

    def _add(self, field: str, where: Span, match: regex.Match[str]) -> None:
        start = where.start
        head = view_of(self.source.text, [Span(start + match.start("label"), start + match.end("label"))])
        value = Span(start + match.start("value"), where.end)
        self.labelled.append(Labelled(field, head, view_of(self.source.text, [value])))

    def _label_row(self, at: int, line: Line) -> bool:
        cells = line.cells
        fields = [self._wrapped_label(at) or label(self.source.quote(cells[0]))]
        fields += [label(self.source.quote(c)) for c in cells[1:]]
        head = [cells[0]]
        if not fields[0] and (rest := self._label_goes_on(at, cells[0])) is not None:
            head.append(rest.span)
            fields[0] = label(view_of(self.source.text, head).text)
            self.taken.add(rest.index)
        if all(fields):
            self.open = []
            self._values_below(at, line, [(f, c) for f, c in zip(fields, cells, strict=True) if f])
            return True
        if len(self.open) > 1 or not fields[0]:
            return not self.open and self._labelled_cells(cells)
        if self.open and self._is_label_list() and fields[0] in ("chair", "secretary"):
            return False
        self.open = []
        if all(RULED.fullmatch(self.source.quote(c)) for c in cells[1:]):
            self._values_below(at, line, [(fields[0], cells[0])])
            return True
        spans = [*cells[1:], *self._more(at, cells[1])]
        self.labelled.append(
            Labelled(fields[0], view_of(self.source.text, head), view_of(self.source.text, spans))
        )
        return True

    def _wrapped_label(self, at: int) -> str | None:
        """The field of a label that began on the line above: "Justeringens" / "plats och tid"."""
        above, line = self.lines[at - 1] if at else None, self.lines[at]
        if above is None or len(above.cells) != 1 or line.blank_before:
            return None
        return label(f"{above.text(self.source)} {self.source.quote(line.cells[0])}")

    def _label_goes_on(self, at: int, cell: Span) -> Line | None:
        """The line below that makes a label of the cell: "Datum och<tab>3 maj" / "tid:"."""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if below is None or len(below.cells) != 1 or below.blank_before or below.level:
            return None
        whole = view_of(self.source.text, [cell, below.span]).text
        return below if len(below.span) < 25 and label(whole) else None

    def _labelled_cells(self, cells: tuple[Span, ...]) -> bool:
        """A two-column head: "Kommunstyrelsen<tab>Sammanträdesdatum: 2026-02-03"."""
        found = []
        for cell in cells:
            quote = self.source.quote(cell)
            match = COLON.match(quote) or without_colon(quote)
            field = label(match["label"]) if match and match["value"] else None
            if match and field:
                self._add(field, cell, match)
                found.append(cell)
        if found:
            self.loose += [c for c in cells if c not in found]
        return bool(found)

    def _more(self, at: int, value: Span) -> Iterator[Span]:
        """Lines that go on in the value column of a label column."""
        words = self.source.words_in(value)
        if not words:
            return
        for line in self.lines[at + 1 : at + 5]:
            if len(line.cells) != 1 or abs(line.x0 - words[0].box.x0) > 3 or line.blank_before:
                return
            if label(line.text(self.source)) or group_heading(line.text(self.source)):
                return
            self.taken.add(line.index)
            yield line.span

    def _values_below(self, at: int, line: Line, labels: list[tuple[str, Span]]) -> None:
        for below in self.lines[at + 1 : at + 5]:
            text = below.text(self.source)
            if RULED.fullmatch(text):
                continue
            if label(text) or group_heading(text) or COLON.match(text) or below.level:
                break
            if len(below.cells) != len(labels) and len(labels) > 1:
                break
            self.taken.add(below.index)
            for (field, cell), value in zip(labels, below.cells, strict=False):
                head = view_of(self.source.text, [cell])
                self.labelled.append(
                    Labelled(field, head, view_of(self.source.text, [strip(self.source.text, value)]))
                )
            return
        self._values_above(at, line, labels)

    def _values_above(self, at: int, line: Line, labels: list[tuple[str, Span]]) -> None:
        """Signatures with the names above what the people are: "Bo Ek<tab>Ada Ås" / "ordförande<tab>…"."""
        above = self.lines[at - 1] if at else None
        if above is None or line.blank_before or len(above.cells) != len(labels):
            return
        names = [self.source.quote(cell) for cell in above.cells]
        if not all(field in PERSONS for field, _ in labels) or not all(map(PERSON.fullmatch, names)):
            return
        for (field, cell), name in zip(labels, above.cells, strict=True):
            head = view_of(self.source.text, [cell])
            self.labelled.append(Labelled(field, head, view_of(self.source.text, [name])))


__all__ = ["Front", "Group", "Labelled", "front_of", "plain"]
