"""Attendance rows: the rows of a group made into people, with what its heading and labels say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from protokoll_extract.extract.attendance_grammar import people_in
from protokoll_extract.extract.attendance_notes import NO_NOTES, Notes
from protokoll_extract.extract.attendance_parties import is_party_label, party_heading, party_named
from protokoll_extract.extract.attendance_patterns import is_role, patterns
from protokoll_extract.extract.attendance_remarks import Listing, Person, qualify
from protokoll_extract.extract.attendance_rows import rows_of
from protokoll_extract.extract.finding import Tree, derived, matched, stated
from protokoll_extract.extract.habits import ELECTED, PLAIN, Habits, habits_of
from protokoll_extract.extract.names import is_organisation, is_person_name, party_code
from protokoll_extract.extract.ticks import are_ticked, are_ticked_last, parted, read_marks
from protokoll_extract.segment.front import Group
from protokoll_extract.segment.headings import plain
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import first_names

_LABEL = gated(r"(?P<label>(?:\d:[ae]\s)?[^:(),]{1,50}):\s*(?P<rest>.*)$", regex.DOTALL)


def habits_of_groups(source: SourceText, groups: Iterable[Group]) -> Habits:
    """How the document's lists are written, seen over all its groups."""
    elected: list[str] = []
    everyone: list[str] = []
    for group in groups:
        rows = [" ".join(view.text for view in views) for views, _ in rows_of(source, group)]
        everyone += rows
        if group.kind.capacity in ELECTED:
            elected += rows
    return habits_of(elected, everyone)


def read_group(
    source: SourceText, group: Group, habits: Habits = PLAIN, notes: Notes = NO_NOTES
) -> list[Tree]:
    """The attendance rows of one group, in order."""
    rows: list[Tree] = []
    kind = group.kind
    heading = group.heading.whole()
    role_label: View | None = None
    capacity = kind.capacity
    listing = Listing(capacity in ELECTED, habits, capacity == "substitute")
    every = [views for views, _ in rows_of(source, group)]
    spaced = are_ticked_last([views[0] for views in every if len(views) == 1])
    ticked = spaced or are_ticked(view for views in every for view in views[1:])
    party: Tree | None = None
    office: View | None = None  # "Vice ordförande" on the line above somebody.
    for cells, mark in rows_of(source, group):
        view = cells[0]
        if listing.elected and len(cells) == 1 and names_office(view.text):
            office = view
            continue
        if listing.elected and len(cells) == 1:
            over = party_heading(view, among_parties=party is not None)
            if over is not None:
                party = over
                continue
        if spaced:
            view, *beside = parted(view)
            cells = (view, *beside, *cells[1:])
        match = _LABEL.match(view.text)
        label: View | None = None
        named = match and is_person_name(match["label"]) and not is_party_label(match["label"])
        if match and (match["rest"] or len(cells) > 1) and not named:
            label = view.cut(match.start("label"), match.end("label"))
            view = view.cut(match.start("rest"), match.end("rest")) if match["rest"] else cells[1]
            rest = cells[1:] if match["rest"] else cells[2:]
            role_label = label
        else:
            rest = cells[1:]
        people = list(people_in(view, listing))
        if not people and label is None and rest and (people := list(people_in(rest[0], listing))):
            # "Rektor<tab>Bo Ek": what stands in the column before the names is their label.
            rest = rest[1:]
            code = _party_before(view.text, listing)
            if code:
                raw = stated(view, 0, len(view.text), "attendance.party_first")
                for person in people:
                    found = {"raw": raw, "id": derived(code, raw.spans, "party.code")}
                    person.fields.setdefault("party", found)
            else:
                role_label = label = view
        if capacity in ("official", "guest", "other"):
            _share_organisation(people)
        if not people and label is None:
            party = None  # Whoever stands below another heading is of no known party.
        note = notes.beside(source, cells) if len(people) == 1 else None
        for person in people:
            there, beside_name = read_marks(rest) if ticked else (None, rest)
            _from_cells(person, beside_name, listing)
            if note is not None:
                qualify(person, note, 0, len(note.text), listing)
            if there is not None:
                person.fields["present"] = there
            if party is not None:
                person.fields.setdefault("party", party)
            if role_label is not None and label is not None:
                _from_label(person, role_label, listing)
            if office is not None and "role" not in person.fields:
                person.fields["role"] = stated(
                    office, 0, len(office.text.rstrip(" :")), "attendance.label_role"
                )
            office = None
            if mark is not None:
                present = mark.text in "xX"
                person.fields["present"] = derived(present, mark.whole(), "attendance.mark")
            rows.append(finish(person, capacity, kind.present, kind.serving, heading))
    if capacity == "substitute" and kind.present and kind.serving is None:
        unmarked(rows)
    return rows or list(_by_office(source, group))


def _by_office(source: SourceText, group: Group) -> Iterator[Tree]:
    """The rows of a list that names offices and nobody: their names stay unknown."""
    cells = [views[0] for views, _ in rows_of(source, group) if len(views) == 1 and views[0].text]
    offices = [view for view in cells if is_role(view.text)]
    if len(offices) < 2 or 2 * len(offices) < len(cells) or any(len(view.text) > 40 for view in cells):
        return
    for view in cells:
        person = Person({"name": None, "role": stated(view, 0, len(view.text), "attendance.office")})
        yield finish(person, group.kind.capacity, group.kind.present, None, group.heading.whole())


def names_office(text: str) -> bool:
    """Is the text the office of chair or vice chair and nothing else, as a heading over its bearer?"""
    name = text.strip(" :*_")
    chairs = tuple(table("attendance")["offices"]["chair"])
    return is_role(name) and name[:1].isupper() and name.casefold().endswith(chairs)


def _party_before(text: str, listing: Listing) -> str | None:
    """The party in the column before the names: "S", "(S)"."""
    if not listing.elected:
        return None
    inner = text.removeprefix("(").removesuffix(")").strip()
    return party_code(inner, elected=listing.habits.bare or inner != text, local=True)


def unmarked(rows: list[Tree]) -> None:
    """In a list that marks who serves, the substitutes without the mark do not serve."""
    rows = [row for row in rows if row["capacity"].value == "substitute" and row["present"].value]
    serving = (r["serving"] for r in rows if r["serving"] is not None and r["serving"].value)
    if all(value.rule == "attendance.group" for value in serving):  # Said of all below a heading, not marked.
        return
    for row in rows:
        if row["serving"] is None:
            row["serving"] = derived(False, row["name"].spans, "attendance.unmarked_substitute")


_DELEGATED = gated(r"(?P<org>[^()]+?)\s*\((?P<by>[^()]+)\)\s*$")


def _from_cells(person: Person, cells: Iterable[View], listing: Listing) -> None:
    """The cells beside the name: party, role, organisation (perhaps delegated), serving, presence."""
    for cell in cells:
        text = cell.text
        if regex.fullmatch(r"[\s._…-]*", text):
            continue
        if not _delegation(person, cell):
            qualify(person, cell, 0, len(text), listing, cell=True)


def organisation_cell(person: Person, cell: View) -> None:
    """A cell in the column of organisations."""
    if not _delegation(person, cell) and regex.search(r"\p{L}", cell.text):
        person.fields.setdefault("organisation", stated(cell, 0, len(cell.text), "attendance.organisation"))


def _delegation(person: Person, cell: View) -> bool:
    """An organisation with the one that it is represented by, in parentheses."""
    match = _DELEGATED.fullmatch(cell.text)
    if not match or "organisation" in person.fields or not _is_delegated(match):
        return False
    person.fields["organisation"] = matched(cell, match, "org", "attendance.organisation")
    person.fields["delegated_by"] = matched(cell, match, "by", "attendance.delegated_by")
    return True


def _is_delegated(match: regex.Match[str]) -> bool:
    """ "Storsthlm (Solna Stad)": two names of organisations, nothing that says how somebody takes part."""
    said = ("serves", "presence", "clock", "serving", "absent", "remote", "vacant")
    known = any(patterns()[k].search(match.group()) for k in said)
    known = known or patterns()["rights"].fullmatch(match["by"].strip())
    somebody = match["org"].split()[0] in first_names() and is_person_name(match["org"].strip())
    return not known and not somebody and match["org"][0].isupper() and not is_role(match["org"].strip())


def _from_label(person: Person, label: View, listing: Listing) -> None:
    """A label before the names: an organisation, else a role or group."""
    name = plain(label.text)
    party = party_named(label, "attendance.party_label", letters=listing.elected)
    if party is not None:
        person.fields.setdefault("party", party)
        return
    if name.casefold() in table("attendance")["blocs"]["words"]:
        return
    if patterns()["absent"].search(name.casefold()):
        person.fields["present"] = derived(False, label.whole(), "attendance.absent")
        return
    key = "organisation" if is_organisation(name) else "role"
    person.fields.setdefault(key, stated(label, 0, len(label.text.rstrip(" :")), f"attendance.label_{key}"))


def _share_organisation(people: list[Person]) -> None:
    """``A, B (Region X)``: the organisation in parentheses is that of A, too."""
    waiting: list[Person] = []
    for person in people:
        if person.parenthesis:
            organisation = person.fields["organisation"]
            for earlier in waiting:
                earlier.fields["organisation"] = derived(
                    organisation.value, organisation.spans, "attendance.shared_organisation"
                )
            waiting = []
        elif not {"organisation", "role"} & person.fields.keys():
            waiting.append(person)
        else:
            waiting = []


def finish(
    person: Person, capacity: str, present: bool, serving: bool | None, heading: tuple[Span, ...]
) -> Tree:
    fields = person.fields
    adjunct = table("attendance")["roles"]["adjunct"]
    role = fields.get("role")
    if role is not None and str(role.value).casefold() in adjunct:
        fields["capacity"] = derived("adjunct", role.spans, "attendance.adjunct")
    elif (
        role is not None
        and capacity in ("member", "official", "other")
        and str(role.value).casefold().split()[-1]
        in table("attendance")["heading_words"]["nouns"]["substitute"]
    ):
        fields["capacity"] = derived("substitute", role.spans, "attendance.role")
    elif (
        capacity == "member"
        and (seat := fields.get("serves_for") or fields.get("vacant_seat") or fields.get("stands_in"))
        is not None
    ):
        fields["capacity"] = derived("substitute", seat.spans, "attendance.serves_for")
    elif capacity in ("official", "other") and "party" in fields and "stands_in" in fields:
        # "Övriga deltagande" / "Bo Ek (S), ej tjänstgörande ersättare"
        fields["capacity"] = derived("substitute", fields["stands_in"].spans, "attendance.stands_in")
    elif capacity == "other" and role is not None:
        fields["capacity"] = derived("official", role.spans, "attendance.role")
    else:
        fields["capacity"] = derived(capacity, heading, "attendance.group")
    fields.setdefault("present", derived(present, heading, "attendance.group"))
    if serving is not None and fields["present"].value and fields["capacity"].value != "adjunct":
        fields.setdefault("serving", derived(serving, heading, "attendance.group"))
    elif "serves_for" in fields:
        fields.setdefault("serving", derived(True, fields["serves_for"].spans, "attendance.serves_for"))
    return {
        "person": None,
        "name": fields["name"],
        "party": fields.get("party", {"raw": None, "id": None}),
        "organisation": fields.get("organisation"),
        "delegated_by": fields.get("delegated_by"),
        "role": role,
        "capacity": fields["capacity"],
        "present": fields["present"],
        "serving": fields.get("serving"),
        "serves_for": fields.get("serves_for"),
        "presence": person.presence,
        "remote": fields.get("remote"),
    }
