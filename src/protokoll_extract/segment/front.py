"""The front page as labelled values and attendance groups, whatever its layout.

Shapes: ``Label: value``, ``Label<tab>value``, label above value (also several labels
side by side above their values), and groups side by side in columns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from protokoll_extract.segment.front_heads import HeadReader
from protokoll_extract.segment.front_labels import Labelled, OpenGroup
from protokoll_extract.segment.groups import (
    GroupKind,
    has_noun,
    is_noun_alone,
    is_other_heading,
    is_unknown_heading,
    names_kind_of_people,
    names_others,
    names_role,
)
from protokoll_extract.segment.headings import (
    begins_matters,
    group_heading,
    is_appendix,
    is_contents,
    label,
    label_prefix,
    names_body,
    plain,
    sub_heading,
)
from protokoll_extract.segment.label_lines import COLON, RULED
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.loose import loose_views
from protokoll_extract.segment.offices import listed_nowhere, offices_above
from protokoll_extract.segment.roll_table import RollTable, roll_table
from protokoll_extract.segment.torn import torn_columns
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar
from protokoll_extract.vocab.registers import first_names

# How many lines away another row may say what a column holds.
_NEAR = 8
# So far apart are columns of people, and so near to its place begins what stands in one (points).
_APART = 60.0
_BESIDE = 6.0
# Columns stand further apart (points).
_COLUMN = 10.0


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


def front_of(source: SourceText, lines: tuple[Line, ...]) -> Front:
    """Read the front matter; lines that fit no shape are ``loose``."""
    return _Reader(source, lines).read()


class _Reader(HeadReader):
    def __init__(self, source: SourceText, lines: tuple[Line, ...]) -> None:
        super().__init__(source, lines)
        self.tables: list[RollTable] = []
        self.offices: list[tuple[OpenGroup, list[tuple[Span, ...]]]] = []
        # A label column stands beside the open columns.
        self.beside = False

    def read(self) -> Front:
        for at in range(len(self.lines)):
            line = self.lines[at]
            if line.index in self.taken or RULED.fullmatch(line.text(self.source)):
                continue
            known = len(self.groups)
            if self._torn_columns(at) or self._table(at) or self._heads(at, line) or self._labels(at, line):
                for group in self.groups[known:]:
                    self.offices.append((group, offices_above(self.source, self.lines, at, group)))
                continue
            if self._ends_groups(line) or self._labels_others(at):
                self.open = []
            if self.open:
                self._row(line)
            else:
                self.loose += line.cells
        self._with_offices()
        groups = tuple(Group(g.kind, g.heading, tuple(g.rows)) for g in self.groups)
        return Front(
            tuple(self.labelled), groups, tuple(self.tables), tuple(loose_views(self.source, self.loose))
        )

    def _with_offices(self) -> None:
        """Put the holders of offices above a list of members into it, where no list names them."""
        for group, offices in self.offices:
            new = [row for row in offices if listed_nowhere(self.source, row, self.groups)]
            group.rows[:0] = new
            self.loose = [x for x in self.loose if not any(x.contains(row[0]) for row in new)]

    def _table(self, at: int) -> bool:
        if len(self.lines[at].cells) < 2:
            return False
        above = (self.open[0].kind, self.open[0].heading) if [len(g.rows) for g in self.open] == [0] else None
        table = roll_table(self.source, self.lines, at, above)
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
            if kind:
                view = view_of(self.source.text, [head.span])
                self.groups.append(OpenGroup(kind, view, 0, 0.0, [x.cells for x in block]))
            else:
                field = label(head.text(self.source)) or "other"
                self._valued(field, [head.span], [[x.span for x in block]])
        return True

    # Attendance groups

    def _heads(self, at: int, line: Line) -> bool:
        """A line of group headings, alone, side by side, or with values behind it."""
        cells = line.cells
        kinds = [group_heading(self.source.quote(c)) for c in cells]
        if len(cells) == 1 and kinds[0] and self._is_body(at, line):
            return False
        if kinds[0] and self._in_right_column(line):
            # Below one list of the right column stands another; the left one goes on.
            self.open = [g for g in self.open if g.column == 0]
            self._start(kinds[0], cells[0], 1)
            return True
        if len(cells) == 2 and kinds[0] and self._is_one_heading(cells, kinds):
            self.open = []
            self._start(kinds[0], cells[0], 0)
            return True
        if all(kinds):
            self.open = []
            if self._labels_the_others(at):
                cells, kinds, self.beside = cells[1:], kinds[1:], True
            beside: list[tuple[Span, ...]] = []
            if len(cells) == 1 and (whole := self._head_in_the_middle(at)):
                kinds, beside = [whole], self._above_middle(at)
            for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
                if kind:
                    self._start(kind, cell, column if len(cells) > 1 else 0).rows += beside
            return True
        if kinds[0] and self._in_reserve(at, kinds[0]):
            return True
        if len(cells) > 1 and (kind := self._wrapped_head(at) or kinds[0]):
            if len(self.open) > 1 and not (self.beside or self._left_of_all(line)):
                return False
            self.open, self.beside = [], False
            self._start(kind, cells[0], 0).rows += [*self._above_middle(at), cells[1:]]
            return True
        if len(cells) > 1 and kinds[-1] and self.open and self._in_role_column(at):
            return False
        if len(cells) > 1 and kinds[-1] and self.source.text[cells[-1].start].islower():
            return False  # "Eva Ås<tab>S<tab>frånvarande"
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

    def _in_reserve(self, at: int, kind: GroupKind) -> bool:
        """ "Utses att justera<tab>Bo Ek" / "Ersättare<tab>Ada Ås": who steps in, below the lists."""
        above, line = self.lines[at - 1] if at else None, self.lines[at]
        if above is None or kind.capacity != "substitute" or line.blank_before or not self.groups:
            return False
        adjusters = label(self.source.quote(above.cells[0])) == "adjusters" and len(above.cells) > 1
        return adjusters and is_noun_alone(self.source.quote(line.cells[0])) and len(line.cells) == 2

    def _is_one_heading(self, cells: tuple[Span, ...], kinds: list[GroupKind | None]) -> bool:
        """ "Ej tjänstgörande<tab>Ersättare": a heading in the label column whose noun stands beside it."""
        left, right = kinds
        same = left is not None and right is not None and left.capacity == right.capacity
        return (
            same and is_noun_alone(self.source.quote(cells[1])) and not has_noun(self.source.quote(cells[0]))
        )

    def _in_right_column(self, line: Line) -> bool:
        """Does a line of one cell begin where the right one of two lists does?"""
        if len(line.cells) != 1 or len(self.open) != 2:
            return False
        left, right = sorted(self.open, key=lambda g: g.column)
        return left.column == 0 and right.x0 - left.x0 > _APART and abs(line.x0 - right.x0) < _BESIDE

    def _labels_the_others(self, at: int) -> bool:
        """ "Närvarande<tab>Ledamöter:<tab>Ersättare:": does a label column begin, with nobody below it?"""
        line, below = self.lines[at], self.lines[at + 1] if at + 1 < len(self.lines) else None
        if below is None or len(line.cells) < 3 or len(below.cells) != len(line.cells) - 1:
            return False
        return self.source.text[below.cells[0].start - 1] == "\t" or below.x0 > line.x0 + _COLUMN

    def _left_of_all(self, line: Line) -> bool:
        """Does the line begin to the left of every column that is open?"""
        starts = [group.x0 for group in self.open]
        return bool(line.x0) and all(starts) and line.x0 < min(starts) - _COLUMN

    def _in_role_column(self, at: int) -> bool:
        """ "Eva Ås<tab>S<tab>Tjänstgörande ersättare": do rows nearby have a role in that place?"""
        width, place = len(self.lines[at].cells), len(self.lines[at].cells) - 1
        near = self.lines[max(0, at - _NEAR) : at] + self.lines[at + 1 : at + 1 + _NEAR]
        said = [self.source.quote(x.cells[place]) for x in near if len(x.cells) == width]
        # Of two columns the right one may be another list, under headings of its own.
        return any(names_role(x) and not (width == 2 and group_heading(x)) for x in said)

    def _is_body(self, at: int, line: Line) -> bool:
        """Does the line name the deciding body ("Styrelsen"), with no people below it?"""
        if not names_body(line.text(self.source)):
            return False
        below = self.lines[at + 1].text(self.source) if at + 1 < len(self.lines) else ""
        if label_prefix(below) is not None:
            return True  # "Styrelsen" / "Sekreterare Ada Ek"
        return not any(word in first_names() for word in regex.findall(r"\p{Lu}[\p{L}-]+", below))

    def _inline_head(self, line: Line) -> bool:
        match = COLON.match(line.text(self.source))
        shown = match and match["value"] and match["label"][0].isupper()
        kind = group_heading(match["label"]) if match and shown else None
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

    def _start(self, kind: GroupKind, heading: Span, column: int) -> OpenGroup:
        if self._are_their_absent(kind):
            kind = replace(kind, capacity=self.groups[-1].kind.capacity)
        words = self.source.words_in(heading)
        x0 = words[0].box.x0 if words else 0.0
        group = OpenGroup(kind, view_of(self.source.text, [heading]), column, x0, [])
        self.open.append(group)
        self.groups.append(group)
        return group

    def _are_their_absent(self, kind: GroupKind) -> bool:
        """A second "Frånvarande", right below substitutes or others: the absent members have had theirs."""
        absent = [g for g in self.groups if not g.kind.present and g.kind.capacity == "member"]
        below = bool(self.groups) and self.groups[-1].kind.capacity in ("substitute", "other")
        return kind.capacity == "member" and not kind.present and bool(absent) and below

    def _ends_groups(self, line: Line) -> bool:
        text = line.text(self.source)
        return (
            is_contents(text)
            or begins_matters(text)
            or is_appendix(text)
            or (line.level > 0 and not grammar("list.starred").match(text))
            or bool(sub_heading(text))
            or is_other_heading(text)
            or (line.blank_before and (names_kind_of_people(text) or is_unknown_heading(text)))
            or self._is_unknown_label(line)
            or self._is_other_label(text)
            or (line.blank_before and self._is_left_empty())
            or (
                len(text) > 60
                and text.endswith(".")
                and "," not in text
                and not grammar("list.unfinished").search(text)
            )
        )

    def _labels_others(self, at: int) -> bool:
        """ "Ersättare utan rösträtt<tab>Bo Ek" below members: a kind that no word here knows."""
        line = self.lines[at]
        if len(self.open) != 1 or len(line.cells) < 2:
            return False
        near = self.lines[max(0, at - _NEAR) : at] + self.lines[at + 1 : at + 1 + _NEAR]
        labels = [self.source.quote(x.cells[0]) for x in near if len(x.cells) > 1]
        others = names_others(self.source.quote(line.cells[0]), self.open[0].kind.capacity)
        return others and not any(names_role(x) and not group_heading(x) for x in labels)

    def _is_other_label(self, text: str) -> bool:
        """Below people on their heading's line, does another label come that no word here knows?"""
        match = COLON.match(text) if self.open and self.open[0].inline else None
        return bool(match and match["value"]) and is_other_heading(f"{match['label']}:" if match else "")

    def _is_unknown_label(self, line: Line) -> bool:
        """Below the absent, do others, who may have been there, stand behind a label that no word knows?"""
        head = self.source.quote(line.cells[0])
        labelled = len(line.cells) > 1 or (COLON.match(head) and not head.endswith(":"))
        absent = any(not group.kind.present for group in self.open)
        return bool(absent and labelled) and is_unknown_heading(head.partition(":")[0])

    def _is_left_empty(self) -> bool:
        """ "Frånvarande:" without anybody, where those of the label above it stand beside their label."""
        if len(self.open) != 1 or self.open[0].rows or len(self.groups) < 2:
            return False
        above = self.groups[-2]
        heading = above.heading.whole()[-1]
        return bool(above.rows) and "\n" not in self.source.text[heading.end : above.rows[0][0].start]

    def _row(self, line: Line) -> None:
        if len(self.open) == 1:
            self.open[0].rows.append(line.cells)
            return
        columns = sorted(self.open, key=lambda g: g.column)
        if len(line.cells) == 2 and grammar("list.said_beside").match(self.source.quote(line.cells[1])):
            columns[0].rows.append(line.cells)
            return
        for position, cell in enumerate(line.cells):
            group = self._column_for(columns, cell, position, len(line.cells))
            group.rows.append((cell,))

    def _column_for(self, columns: list[OpenGroup], cell: Span, position: int, cells: int) -> OpenGroup:
        words = self.source.words_in(cell)
        if words and columns[-1].x0:
            return min(columns, key=lambda g: abs(g.x0 - words[0].box.x0))
        if cells == 1:
            return columns[0]
        return columns[min(position, len(columns) - 1)]


__all__ = ["Front", "Group", "Labelled", "front_of", "plain"]
