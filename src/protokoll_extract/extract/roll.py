"""Attendance rows from a table with column heads (name, party, mark, substitute, remark)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from protokoll_extract.extract.attendance import finish, organisation_cell, unmarked
from protokoll_extract.extract.attendance_grammar import people_in
from protokoll_extract.extract.attendance_patterns import is_role
from protokoll_extract.extract.attendance_remarks import Listing, Person, qualify
from protokoll_extract.extract.finding import Tree, derived, matched, stated
from protokoll_extract.extract.habits import Habits
from protokoll_extract.extract.names import is_organisation, party_code
from protokoll_extract.extract.presence import bare_parts, clock_alone, hours_alone, in_order, side_alone
from protokoll_extract.extract.ticks import read_marks
from protokoll_extract.segment.groups import GroupKind
from protokoll_extract.segment.headings import plain
from protokoll_extract.segment.roll_table import RollTable
from protokoll_extract.text.gate import gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table

_PARTY = gated(r"\(?\s*(?P<code>[^\s()]+)\s*\)?")
_ELECTED = Listing(elected=True)
_MEMBERS = GroupKind("member", True, None)


@cache
def _marks() -> dict[str, bool]:
    data = table("attendance")["table"]
    there = (*data["marks_present"], *data["marks_serving"])
    return {**dict.fromkeys(there, True), **dict.fromkeys(data["marks_absent"], False)}


def read_roll(roll: RollTable) -> list[Tree]:
    """The people of a table, each member followed by the substitute who serves for them."""
    ticked = _only_ticks(roll)
    called_in = _called_in(roll)
    commas = sum("," in row.cells["name"].text for row in roll.rows if "name" in row.cells)
    listing = Listing(True, Habits(family_first=2 * commas > len(roll.rows)))
    rows: list[Tree] = []
    for row in roll.rows:
        cells = row.cells
        kind = row.kind or _MEMBERS
        heading = (row.heading or roll.heading).whole()
        if "name" not in cells and _is_somebody(cells["substitute"]):
            # Seated themselves, in the column of substitutes.
            alone = _person(cells["substitute"], listing)
            _party(alone, cells.get("party"))
            alone.presence += _times(cells)
            rows.append(finish(alone, "substitute", True, None, heading))
        if "name" not in cells or not _is_somebody(cells["name"]):
            continue
        person = _person(cells["name"], listing)
        _said(person, cells, ticked=ticked)
        present = person.fields.get("present")
        there = kind.present and (present is None or bool(present.value))
        theirs = person.presence if not there and "substitute" in cells else []
        person.presence = [] if theirs else person.presence
        rows.append(finish(person, kind.capacity, there, kind.serving, heading))
        substitute = cells.get("substitute")
        if substitute is not None and _is_somebody(substitute):
            stand_in = _person(substitute, listing)
            stand_in.presence += theirs  # Whoever is away is there in no §.
            _party(stand_in, cells.get("substitute party"))
            if (tick := cells.get("substitute mark")) is not None:
                _mark(stand_in, tick)
            seated = stand_in.fields.get("present")
            if called_in and (seated is None or (bool(seated.value) and not there)):
                name = person.fields["name"]
                stand_in.fields["serves_for"] = derived(name.value, name.spans, "roll.serves_for")
                stand_in.fields["serving"] = derived(True, substitute.whole(), "roll.substitute")
            rows.append(finish(stand_in, "substitute", True, None, roll.heading.whole()))
    unmarked(rows)
    return rows


def _said(person: Person, cells: dict[str, View], *, ticked: bool) -> None:
    """What the cells beside the name say, each by its column."""
    _party(person, cells.get("party") or cells.get("unheaded"))
    if "mark" in cells:
        _mark(person, cells["mark"])
    elif ticked and "serves" not in cells:
        person.fields["present"] = derived(False, cells["name"].whole(), "roll.unmarked")
    if (serves := cells.get("serves")) is not None:
        _serves(person, serves)
    person.presence += _times(cells)
    if (organisation := cells.get("organisation")) is not None:
        organisation_cell(person, organisation)
    for column in ("remark", "remark again"):
        if column in cells:
            qualify(person, cells[column], 0, len(cells[column].text), _ELECTED)
    if (paragraphs := cells.get("paragraphs")) is not None:
        parts = list(bare_parts(paragraphs))
        person.presence += parts
        if not parts:
            qualify(person, paragraphs, 0, len(paragraphs.text), _ELECTED)
    person.presence[:] = in_order(person.presence)


def _mark(person: Person, mark: View) -> None:
    """A mark in the column of marks, or words that say as much."""
    present = _marks().get(mark.text.strip())
    if present is None:
        there, said = read_marks([mark])  # "X, mötesordförande"
        for view in said:
            qualify(person, view, 0, len(view.text), _ELECTED)
        if there is not None:
            person.fields["present"] = there
        return
    person.fields["present"] = derived(present, mark.whole(), "roll.mark")
    if mark.text.strip() in table("attendance")["table"]["marks_serving"]:
        person.fields["serving"] = derived(True, mark.whole(), "roll.mark")


def _serves(person: Person, cell: View) -> None:
    """The column of those whose seats are filled: a name, or only a mark."""
    mark = _marks().get(cell.text.strip())
    replaced = next(people_in(cell, _ELECTED), None)
    if mark is not None:
        person.fields["serving"] = derived(mark, cell.whole(), "roll.serving")
    elif replaced is not None:
        name = replaced.fields["name"]
        person.fields["serves_for"] = derived(name.value, name.spans, "roll.serves_for")
        person.presence += replaced.presence
    else:
        qualify(person, cell, 0, len(cell.text), _ELECTED)


def _called_in(roll: RollTable) -> bool:
    """Do the substitutes stand beside those they serve for?

    Where everybody has one, and nobody is said to be away, they may be two lists.
    """
    members = [row for row in roll.rows if "name" in row.cells]
    lists = {plain(word).casefold() for word in table("attendance")["table"]["lists"]}
    marked = any("mark" in row.cells for row in members)
    own = any("substitute party" in row.cells for row in roll.rows)
    if own and not marked and plain(roll.heading.text.partition("\t")[0]).casefold() in lists:
        return False  # "Ledamöter<tab>Parti<tab>Ersättare<tab>Parti"
    away = any("mark" in row.cells or (row.kind and not row.kind.present) for row in members)
    return away or any("substitute" not in row.cells for row in members)


def _only_ticks(roll: RollTable) -> bool:
    """Are those who were there ticked, and the others left blank?"""
    marks = [row.cells["mark"].text.strip() for row in roll.rows if "mark" in row.cells]
    return 2 * len(marks) >= len(roll.rows) > len(marks) and all(_marks().get(mark) for mark in marks)


def _times(cells: dict[str, View]) -> Iterator[Tree]:
    """When somebody came and went, in columns of their own."""
    for column, kind in (("came", "from"), ("went", "until")):
        if column in cells:
            yield from (*clock_alone(cells[column], kind), *side_alone(cells[column], kind))
    if "hours" in cells:
        yield from hours_alone(cells["hours"])


def _is_somebody(view: View) -> bool:
    """Two words at least, and no body: a mark, a sum or a running head is nobody's name."""
    return len(regex.findall(r"\p{L}{2,}", view.text)) >= 2 and not is_organisation(view.text)


def _person(view: View, listing: Listing) -> Person:
    comma = view.text.find(",") if "(" not in view.text else -1
    if comma > 0 and is_role(view.text[comma + 1 :].strip()):
        person = Person({"name": stated(view, 0, comma, "roll.name")})
        qualify(person, view, comma, len(view.text), _ELECTED)
        return person
    if comma > 0 and (turned := next(people_in(view, listing), None)) is not None:
        return turned  # "Ek, Ada"
    end = view.text.find("(")
    name = view.text[: end if end > 0 else len(view.text)].rstrip()
    person = Person({"name": stated(view, 0, len(name), "roll.name")})
    if end > 0:
        qualify(person, view, end, len(view.text), _ELECTED)
    return person


def _party(person: Person, view: View | None) -> None:
    match = _PARTY.fullmatch(view.text) if view is not None else None
    code = party_code(match["code"], elected=True, local=True) if match else None
    if view is not None and match and code and "party" not in person.fields:
        raw = matched(view, match, "code", "roll.party")
        person.fields["party"] = {"raw": raw, "id": derived(code, raw.spans, "party.code")}
