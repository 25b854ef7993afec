"""Labels of the front page with their values, on the line, below it or above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from protokoll_extract.segment.groups import GroupKind
from protokoll_extract.segment.headings import group_heading, label
from protokoll_extract.segment.label_lines import COLON, PERSON, PERSONS, ROLES, RULED, paired, without_colon
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span, strip
from protokoll_extract.text.view import View, view_of


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its value: ``field`` names what it is about."""

    field: str
    label: View
    value: View


@dataclass(slots=True)
class OpenGroup:
    """A group being filled; ``x0`` is where its column begins (points, 0 unknown).

    ``inline``: the people stand behind the heading on its line.
    """

    kind: GroupKind
    heading: View
    column: int
    x0: float
    rows: list[tuple[Span, ...]]
    inline: bool = False


class LabelReader:
    """Reads labels into ``labelled``; a label ends the attendance groups that are open."""

    def __init__(self, source: SourceText, lines: tuple[Line, ...]) -> None:
        self.source, self.lines = source, lines
        self.labelled: list[Labelled] = []
        self.open: list[OpenGroup] = []
        self.loose: list[Span] = []
        self.taken: set[int] = set()

    def _is_label_list(self) -> bool:
        return bool(self.open and self.open[0].rows and self.open[0].kind.capacity == "official")

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
        apart = not self.open or not self._people_label(text) or self._adjusters_follow(at, line)
        field = label(text) if apart else None
        if field:
            self.open = []
            self._values_below(at, line, [(field, line.cells[0])])
            return True
        return False

    def _people_label(self, text: str) -> bool:
        """A bare "Ordförande" inside an attendance list is a role, not a front-page label."""
        return label(text) in (ROLES if " " in text else PERSONS) and ":" not in text

    def _adjusters_follow(self, at: int, line: Line) -> bool:
        """ "Justerare" below a list, set apart, with a name right below it: no role of the list."""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if below is None or label(line.text(self.source)) != "adjusters":
            return False
        apart = line.blank_before or line.level > 0 or (line.bold and not below.bold)
        near = not below.blank_before or (line.bold and not below.bold)
        named = near and PERSON.fullmatch(below.text(self.source))
        roles = any(label(self.source.quote(row[0])) in PERSONS for row in self.open[0].rows if row)
        return apart and bool(named) and not roles

    def _add(self, field: str, where: Span, match: regex.Match[str]) -> None:
        start = where.start
        head = Span(start + match.start("label"), start + match.end("label"))
        self._valued(field, [head], [[Span(start + match.start("value"), where.end)]])

    def _label_row(self, at: int, line: Line) -> bool:
        cells = line.cells
        if self._signature(at, line):
            return True
        if self._told_last(at, line):
            return True
        fields = [self._wrapped_label(at) or label(self.source.quote(cells[0]))]
        fields += [label(self.source.quote(c)) for c in cells[1:]]
        head = [cells[0]]
        if not fields[0] and (rest := self._label_goes_on(at, cells[0])) is not None:
            head.append(rest.span)
            fields[0] = label(view_of(self.source.text, head).text)
            self.taken.add(rest.index)
        if all(fields):
            self.open = []
            named = [(f, c) for f, c in zip(fields, cells, strict=True) if f]
            # "Underskrifter<tab>Sekreterare": the first only heads the signatures.
            self._values_below(at, line, [x for x in named if x[0] != "other"] or named)
            return True
        if len(self.open) > 1 or not fields[0]:
            return not self.open and self._labelled_cells(cells)
        if sum(field is not None for field in fields) > 1 and (pairs := paired(self.source, fields, cells)):
            self.open = []
            for field, cell, values in pairs:
                whole = [*values, *self._more(at, values[0])]
                self._valued(field, [cell], [whole] if field not in PERSONS else [[x] for x in values])
            return True
        office = self._is_label_list() and fields[0] in ("chair", "secretary")
        if office and not (line.blank_before and self._signs_below(at)):
            return False
        self.open = []
        if all(RULED.fullmatch(self.source.quote(c)) for c in cells[1:]):
            self._values_below(at, line, [(fields[0], cells[0])])
            return True
        *single, last = [[cell] for cell in cells[1:]] if fields[0] in PERSONS else [list(cells[1:])]
        self._valued(fields[0], head, [*single, [*last, *self._more(at, cells[1])]])
        return True

    def _told_last(self, at: int, line: Line) -> bool:
        """ "Sekreterare<tab>Paragrafer 101-103" above the name: the value of the first label stands below."""
        quotes = [self.source.quote(cell) for cell in line.cells]
        whole = without_colon(quotes[-1]) or COLON.match(quotes[-1])
        field = label(whole["label"]) if whole and whole["value"] else None
        above = [label(quote) for quote in quotes[:-1]]
        if not (field and field not in PERSONS and all(above)) or above[-1] not in PERSONS:
            return False
        assert whole is not None
        self.open = []
        self._add(field, line.cells[-1], whole)
        self._values_below(at, line, [(str(above[-1]), line.cells[len(above) - 1])])
        return True

    def _signs_below(self, at: int) -> bool:
        """Does the next line begin with another office, as where the minutes are signed?"""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return below is not None and label(self.source.quote(below.cells[0])) in PERSONS

    def _valued(self, field: str, head: list[Span], values: list[list[Span]]) -> None:
        """A label with its value; of people each cell names somebody else."""
        label_view = view_of(self.source.text, head)
        self.labelled += [Labelled(field, label_view, view_of(self.source.text, x)) for x in values]

    def _signature(self, at: int, line: Line) -> bool:
        """ "Underskrifter<tab>Sekr<tab>.....<tab>Paragrafer 38-44": the name stands below the dots."""
        quotes = [self.source.quote(cell) for cell in line.cells]
        office = next((i for i, x in enumerate(quotes[:2]) if label(x) in PERSONS), None)
        if office is None or not any(RULED.fullmatch(x) for x in quotes) or (office and not label(quotes[0])):
            return False
        self.open = []
        self._labelled_cells(tuple(c for c in line.cells[office + 1 :]))
        self._values_below(at, line, [(str(label(quotes[office])), line.cells[office])])
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
        if self._stands_below(at, line, labels):
            self._values_above(at, line, labels)
            return
        for below in self.lines[at + 1 : at + 5]:
            text = below.text(self.source)
            if RULED.fullmatch(text):
                continue
            first = label(self.source.quote(below.cells[0]))
            if first or label(text) or group_heading(text) or COLON.match(text) or below.level:
                break
            if len(below.cells) != len(labels) and len(labels) > 1:
                break
            if len(below.cells) > len(labels) and label(self.source.quote(below.cells[0])):
                break  # "Underskrifter" / "Sekreterare<tab>Bo Ek"
            self.taken.add(below.index)
            if len(labels) == 1 and labels[0][0] == "adjusters":
                labels = labels * len(below.cells)
            for (field, cell), value in zip(labels, below.cells, strict=False):
                self._valued(field, [cell], [[strip(self.source.text, value)]])
            self._more_people(below, labels)
            return
        self._values_above(at, line, labels)

    def _more_people(self, first: Line, labels: list[tuple[str, Span]]) -> None:
        """Adjusters who sign one below the other: "Justeras" / "Bo Ek" / "Ada Ås"."""
        if len(labels) > 1 or labels[0][0] != "adjusters" or not PERSON.fullmatch(first.text(self.source)):
            return
        for line in self.lines[self.lines.index(first) + 1 :][:3]:
            text = line.text(self.source)
            if not PERSON.fullmatch(text) or label(text):
                return
            self.taken.add(line.index)
            self._valued("adjusters", [labels[0][1]], [[line.span]])

    def _stands_below(self, at: int, line: Line, labels: list[tuple[str, Span]]) -> bool:
        """Do the labels close a block of names above them, parted from whatever comes below?"""
        above = self.lines[at - 1] if at else None
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if above is None or above.index in self.taken or (below is not None and not below.blank_before):
            return False
        return self._are_names_of(line, above, labels)

    def _are_names_of(self, line: Line, above: Line, labels: list[tuple[str, Span]]) -> bool:
        """Does the line right above name as many people as there are offices to sign in?"""
        names = [self.source.quote(cell) for cell in above.cells]
        of_people = all(field in PERSONS for field, _ in labels) and all(map(PERSON.fullmatch, names))
        return of_people and not line.blank_before and len(names) == len(labels)

    def _values_above(self, at: int, line: Line, labels: list[tuple[str, Span]]) -> None:
        """Signatures with the names above what the people are: "Bo Ek<tab>Ada Ås" / "ordförande<tab>…"."""
        above = self.lines[at - 1] if at else None
        if above is None or not self._are_names_of(line, above, labels):
            return
        for (field, cell), name in zip(labels, above.cells, strict=True):
            self._valued(field, [cell], [[name]])
