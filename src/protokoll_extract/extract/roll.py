"""Attendance rows from a table with column heads (name, party, mark, substitute, remark)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from protokoll_extract.extract.attendance import finish
from protokoll_extract.extract.attendance_grammar import people_in
from protokoll_extract.extract.attendance_patterns import is_role
from protokoll_extract.extract.attendance_remarks import Listing, Person, qualify
from protokoll_extract.extract.finding import Tree, derived, stated
from protokoll_extract.extract.names import party_code
from protokoll_extract.extract.presence import bare_parts, clock_alone
from protokoll_extract.segment.roll_table import RollTable
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table

_ELECTED = Listing(elected=True)


@cache
def _marks() -> dict[str, bool]:
    data = table("attendance")["table"]
    return {**dict.fromkeys(data["marks_present"], True), **dict.fromkeys(data["marks_absent"], False)}


def read_roll(roll: RollTable) -> Iterator[Tree]:
    """The members of a table, each followed by the substitute who serves for them."""
    heading = roll.heading.whole()
    ticked = _only_ticks(roll)
    for row in roll.rows:
        if "name" not in row and _is_somebody(row["substitute"]):
            # Seated themselves, in the column of substitutes.
            alone = _person(row["substitute"])
            _party(alone, row.get("party"))
            alone.presence += _times(row)
            yield finish(alone, "substitute", True, None, heading)
        if "name" not in row or not _is_somebody(row["name"]):
            continue
        person = _person(row["name"])
        _party(person, row.get("party"))
        mark = row.get("mark")
        present = _marks().get(mark.text.strip()) if mark else True
        if mark is not None and present is not None:
            person.fields["present"] = derived(present, mark.whole(), "roll.mark")
        elif mark is None and ticked:
            present = False
            person.fields["present"] = derived(False, row["name"].whole(), "roll.unmarked")
        person.presence += _times(row)
        remark = row.get("remark")
        if remark is not None:
            qualify(person, remark, 0, len(remark.text), _ELECTED)
        if (paragraphs := row.get("paragraphs")) is not None:
            person.presence += bare_parts(paragraphs)
        yield finish(person, "member", present is not False, None, heading)
        substitute = row.get("substitute")
        if substitute is not None and _is_somebody(substitute):
            stand_in = _person(substitute)
            name = person.fields["name"]
            stand_in.fields["serves_for"] = derived(name.value, name.spans, "roll.serves_for")
            stand_in.fields["serving"] = derived(True, substitute.whole(), "roll.substitute")
            yield finish(stand_in, "substitute", True, None, heading)


def _only_ticks(roll: RollTable) -> bool:
    """Are those who were there ticked, and the others left blank?"""
    marks = [row["mark"].text.strip() for row in roll.rows if "mark" in row]
    return 2 * len(marks) >= len(roll.rows) > len(marks) and all(_marks().get(mark) for mark in marks)


def _times(row: dict[str, View]) -> Iterator[Tree]:
    """When somebody came and went, in columns of their own."""
    for column, kind in (("came", "from"), ("went", "until")):
        if column in row:
            yield from clock_alone(row[column], kind)


def _is_somebody(view: View) -> bool:
    """Two words at least: a mark or a sum is nobody's name."""
    return len(regex.findall(r"\p{L}{2,}", view.text)) >= 2


def _person(view: View) -> Person:
    comma = view.text.find(",") if "(" not in view.text else -1
    if comma > 0 and is_role(view.text[comma + 1 :].strip()):
        person = Person({"name": stated(view, 0, comma, "roll.name")})
        qualify(person, view, comma, len(view.text), _ELECTED)
        return person
    if comma > 0 and (turned := next(people_in(view, _ELECTED), None)) is not None:
        return turned  # "Ek, Ada"
    end = view.text.find("(")
    name = view.text[: end if end > 0 else len(view.text)].rstrip()
    person = Person({"name": stated(view, 0, len(name), "roll.name")})
    if end > 0:
        qualify(person, view, end, len(view.text), _ELECTED)
    return person


def _party(person: Person, view: View | None) -> None:
    code = party_code(view.text, elected=True, local=True) if view is not None else None
    if view is not None and code and "party" not in person.fields:
        raw = stated(view, 0, len(view.text), "roll.party")
        person.fields["party"] = {"raw": raw, "id": derived(code, raw.spans, "party.code")}
