"""Who was there, who decided and who presided in each §.

Derived from the attendance list and from what the text says of people who come, go, step in
or are recused; every entry quotes what it was concluded from. What the document leaves open
stays open: the person stands in ``unsettled``, and a doubt says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.extract.presence_events import Event
from protokoll_extract.extract.sitting import find_quorum, find_turns
from protokoll_extract.resolve.entry import key_of
from protokoll_extract.resolve.namesakes import Names
from protokoll_extract.resolve.presence_chair import chairs, quorum_of, seats_of, state_quorum
from protokoll_extract.resolve.presence_order import order_of
from protokoll_extract.resolve.presence_rows import (
    Agenda,
    Cell,
    Doubt,
    People,
    Person,
    about,
    agenda_of,
    capacity_of,
    cells,
    outside,
    place_of,
)
from protokoll_extract.text.span import Span, union

_ELECTED = frozenset({"member", "substitute"})
_COMES_AND_GOES = frozenset({"guest"})


@dataclass(frozen=True, slots=True)
class Presence:
    """For each §: the keys ``present``, ``deciding``, ``unsettled``, ``chair`` and ``quorum``."""

    items: list[Tree]
    doubts: list[Doubt]


def presence(
    text: str, meeting: Tree, attendance: Sequence[Tree], items: Sequence[Tree], events: Sequence[Event],
    names: Names, starts: Sequence[int],
) -> Presence:  # fmt: skip
    """Presence in every §.

    Args:
        text: the canonical text, to see what stands before a part of the meeting.
        meeting: for its chair.
        attendance: rows as read, with their person ids.
        items: the §§ as read, for who is recused or takes no part in the decision.
        events: what the running text says, in order.
        names: tells people of one name apart.
        starts: where each § begins in the text.
    """
    order = order_of(items, find_turns(text))
    items, events = order.handled(items), order.events(events)
    agenda = agenda_of(items, meeting, events, order.spans)
    doubts: list[Doubt] = []
    people = _people(attendance, names)
    for person in people.values():
        _place(text, person, agenda, doubts)
    for event in events:
        if (found := people.of(event.who)) is not None:
            _move(found, event, agenda, doubts)
    _decide(text, people, agenda)
    _step_in(people, events, agenda)
    _stand_aside(people, items, events, agenda)
    doubts += _seats_taken_twice(people, agenda)
    doubts += _unsettled(people, agenda)
    chair = chairs(meeting, people, events, agenda, text)
    seats = seats_of(people)
    trees = [_tree(people, chair, seats, at) for at in range(len(agenda.labels))]
    doubts += state_quorum(trees, order.handled(starts), list(find_quorum(text)))
    return Presence(order.as_printed(trees), doubts)


def _people(attendance: Sequence[Tree], names: Names) -> People:
    out = People(names)
    for row in attendance:
        if row["person"] is None:
            continue
        name = row["name"]
        person = out.setdefault(names.key(name) or "", Person(str(row["person"].value), name))
        person.rows.append(row)
    return out


# Where the lists place people


def _place(text: str, person: Person, agenda: Agenda, doubts: list[Doubt]) -> None:
    tables = []
    for row in person.rows:
        parts = [part for part in row["presence"] if about(text, row, part) == "presence"]
        found = cells(row, parts, agenda)
        if row["capacity"] is not None and row["capacity"].value in _COMES_AND_GOES and not parts:
            found = [Cell(None, "presence.guest", row["name"].spans)] * len(found)
        if len(parts) < len(row["presence"]) and not parts and row["serving"] and row["serving"].value:
            found = _at_least(text, row, found, agenda)
        tables.append(found)
        for label in outside(row["presence"], agenda):
            doubts.append(
                Doubt(
                    "presence.unknown_paragraph",
                    f"{person.name.value} is listed for § {label.value}, which the minutes do not have.",
                    union([*row["name"].spans, *label.spans]),
                )
            )
    person.there = [_either(column) for column in zip(*tables, strict=True)]


def _at_least(text: str, row: Tree, found: list[Cell], agenda: Agenda) -> list[Cell]:
    """Who serves in a part was there in it; in a list of those who serve, nothing says more."""
    if row["serving"].rule != "attendance.group":
        return found
    parts = [part for part in row["presence"] if about(text, row, part) == "serving"]
    return [
        cell if served.state else Cell(None, "presence.serving_part", served.spans)
        for cell, served in zip(found, cells(row, parts, agenda), strict=True)
    ]


def _either(column: tuple[Cell, ...]) -> Cell:
    """Listed twice: there, if one of the rows says so."""
    for state in (True, None, False):
        for cell in column:
            if cell.state is state:
                return cell
    raise AssertionError("a row has a cell for each §")


# What the text adds


def _move(person: Person, event: Event, agenda: Agenda, doubts: list[Doubt]) -> None:
    """Somebody comes or goes: the cells from there on."""
    at = place_of(event, agenda)
    if event.kind not in ("left", "arrived") or at is None:
        return
    arrives = event.kind == "arrived"
    first = {"before": at, "after": at + 1}.get(event.when or "during", at + 1)
    open_cell = at if event.when in (None, "during") else None
    rule = f"presence.{event.kind}"
    spans = union([*event.who.spans, *agenda.moved])
    if arrives and all(cell.rule == "presence.listed" for cell in person.there):
        # The list has them as present all through: before they came, they were not.
        for i in range(first if open_cell is None else at):
            person.there[i] = Cell(False, rule, spans)
    for i in range(first, len(agenda.labels)):
        _set(person, i, Cell(arrives, rule, spans), doubts)
    if open_cell is not None and person.there[open_cell].rule in ("presence.listed", rule):
        person.there[open_cell] = Cell(None, rule, spans)


def _set(person: Person, at: int, cell: Cell, doubts: list[Doubt]) -> None:
    known = person.there[at]
    if known.rule != "presence.part" or known.state == cell.state:
        person.there[at] = cell
        return
    spans = union([*known.spans, *cell.spans])
    person.there[at] = Cell(None, "presence.disagrees", spans)
    if not any(d.code == "presence.disagrees" and d.spans == spans for d in doubts):
        message = f"The list and the text disagree on when {person.name.value} was there."
        doubts.append(Doubt("presence.disagrees", message, spans))


# Who decides


def _decide(text: str, people: People, agenda: Agenda) -> None:
    rows = [row for person in people.values() for row in person.rows]
    grouped = any(r["serving"] and r["serving"].value and capacity_of(r) == "member" for r in rows)
    marked = any(r["serving"] and r["serving"].value and capacity_of(r) == "substitute" for r in rows)
    for person in people.values():
        tables = [
            _in_its_part(text, row, person, agenda, found)
            for row in person.rows
            for found in (_row_decides(text, row, person, people, agenda, grouped or marked),)
        ]
        merged = [_either(column) for column in zip(*tables, strict=True)]
        person.decides = [_if_there(d, t) for d, t in zip(merged, person.there, strict=True)]


def _in_its_part(text: str, row: Tree, person: Person, agenda: Agenda, found: list[Cell]) -> list[Cell]:
    """Who is listed twice ("tjänstgör för Ada Ek §§ 7-9", and below "§§ 1-6") serves in that row's part."""
    parts = [part for part in row["presence"] if about(text, row, part) == "presence"]
    if len(person.rows) < 2 or not parts:
        return found
    return [
        _if_there(decides, there) for decides, there in zip(found, cells(row, parts, agenda), strict=True)
    ]


def _row_decides(
    text: str, row: Tree, person: Person, people: People, agenda: Agenda, marked: bool
) -> list[Cell]:
    spans, count = row["name"].spans, len(agenda.labels)
    if capacity_of(row) not in _ELECTED or not row["present"].value:
        return [Cell(False, "deciding.no_seat", spans)] * count
    serving = row["serving"]
    if serving is not None:
        spans = union([*spans, *serving.spans])
    if capacity_of(row) == "member":
        if serving is not None and not serving.value:
            return [Cell(False, "deciding.not_serving", spans)] * count
        return [Cell(True, "deciding.member", spans)] * count
    if serving is None:
        state = False if marked else None
        return [Cell(state, "deciding.others_serve" if marked else "deciding.substitute", spans)] * count
    if not serving.value:
        return [Cell(False, "deciding.not_serving", spans)] * count
    return _serves(text, row, people, agenda, spans)


def _serves(text: str, row: Tree, people: People, agenda: Agenda, spans: tuple[Span, ...]) -> list[Cell]:
    """A serving substitute: in the part named, else while the one they serve for is away."""
    parts = [part for part in row["presence"] if about(text, row, part) == "serving"]
    if parts:
        return [Cell(c.state, "deciding.serving_part", c.spans) for c in cells(row, parts, agenda)]
    principal = people.of(row["serves_for"])
    if row["presence"] or principal is None or all(cell.state for cell in principal.there):
        return [Cell(True, "deciding.serving", spans)] * len(agenda.labels)
    return [
        Cell(None if c.state is None else not c.state, "deciding.while_away", union([*spans, *c.spans]))
        for c in principal.there
    ]


def _if_there(decides: Cell, there: Cell) -> Cell:
    """Nobody decides who was not there."""
    if decides.state is False or there.state is False:
        return decides if decides.state is False else Cell(False, "deciding.away", there.spans)
    if there.state is None:
        return Cell(None, "deciding.presence_open", there.spans)
    return Cell(decides.state, decides.rule, union([*decides.spans, *there.spans]))


def _step_in(people: People, events: Iterable[Event], agenda: Agenda) -> None:
    """ "Bo Ek (S) tjänstgör i stället för Ada Ås (S)": in this §, and on while she is away.

    For somebody who is recused, or whom the lists give another stand-in, in this § alone.
    """
    events = list(events)
    recused = {(event.position, key_of(str(event.who.value))) for event in events if event.kind == "recused"}
    listed = {
        key_of(str(row["serves_for"].value))
        for person in people.values()
        for row in person.rows
        if row["serves_for"] and row["serving"] and row["serving"].value
    }
    for event in events:
        at, person = place_of(event, agenda), people.of(event.who)
        if event.kind != "serves" or at is None or person is None:
            continue
        replaced = people.of(event.replaced)
        person.decides[at] = Cell(True, "deciding.steps_in", event.who.spans)
        name = key_of(str(event.replaced.value)) if event.replaced is not None else ""
        alone = (event.position, name) in recused or name in listed
        if replaced is not None and event.label is None and not alone:
            for i in range(at + 1, len(agenda.labels)):
                if replaced.there[i].state is False and person.there[i].state:
                    person.decides[i] = Cell(True, "deciding.steps_in", event.who.spans)


def _stand_aside(people: People, items: Sequence[Tree], events: Iterable[Event], agenda: Agenda) -> None:
    """Whoever is recused, or takes no part in the decision, does not decide this §."""
    elsewhere = set()
    for event in events:
        if event.kind != "recused":
            continue
        at, person = place_of(event, agenda), people.of(event.who)
        if at != event.position:
            elsewhere.add((event.position, key_of(str(event.who.value))))
        if at is None or person is None:
            continue
        person.decides[at] = Cell(False, "deciding.recused", event.who.spans)
        if event.leaves:
            person.there[at] = Cell(False, "presence.recused", event.who.spans)
    for at, item in enumerate(items):
        aside = [v for v in item["recusals"] if (at, key_of(str(v.value))) not in elsewhere]
        for act in item["dissent"]:
            if act["kind"].value == "not_participating":
                aside += act["by"]
        for value in aside:
            person = people.of(value)
            if person is not None and person.decides[at].rule != "deciding.recused":
                person.decides[at] = Cell(False, "deciding.stands_aside", value.spans)


# What the lists contradict or leave open


def _seats_taken_twice(people: People, agenda: Agenda) -> Iterator[Doubt]:
    for person in people.values():
        for row in person.rows:
            other = people.of(row["serves_for"])
            if other is None or other is person:
                continue
            both = [
                label
                for mine, theirs, label in zip(person.decides, other.decides, agenda.labels, strict=True)
                if mine.state and theirs.state
            ]
            if both:
                yield Doubt(
                    "presence.seat_twice",
                    f"{person.name.value} serves for {other.name.value}, who is there as well "
                    f"({_paragraphs(both)}).",
                    union([*row["serves_for"].spans, *person.name.spans, *other.name.spans]),
                )


def _paragraphs(labels: Sequence[str | None]) -> str:
    known = [label for label in labels if label is not None]
    if not known:
        return "in §§ without a number"
    return f"§ {known[0]}" if len(known) == 1 else f"§§ {known[0]}-{known[-1]}"


def _unsettled(people: People, agenda: Agenda) -> Iterator[Doubt]:
    for person in people.values():
        open_cells = [c for c in person.there if c.state is None and c.rule != "presence.guest"]
        labels = [
            label
            for cell, label in zip(person.there, agenda.labels, strict=True)
            if cell.state is None and cell.rule != "presence.guest"
        ]
        if open_cells:
            yield Doubt(
                "presence.unsettled",
                f"Whether {person.name.value} was there is not settled ({_paragraphs(labels)}).",
                union([*person.name.spans, *open_cells[0].spans]),
            )


# In the contract's form


def _tree(people: People, chair: Sequence[Value | None], seats: int | None, at: int) -> Tree:
    present, deciding, unsettled = [], [], []
    for person in people.values():
        there, decides = person.there[at], person.decides[at]
        if there.state:
            present.append(derived(person.id, there.spans, there.rule))
        if decides.state:
            deciding.append(derived(person.id, decides.spans, decides.rule))
        if there.state is None or (there.state and decides.state is None):
            open_cell = there if there.state is None else decides
            unsettled.append(derived(person.id, open_cell.spans, open_cell.rule))
    return {
        "present": present,
        "deciding": deciding,
        "unsettled": unsettled,
        "chair": chair[at],
        "quorum": quorum_of(deciding, [p for p in people.values() if p.decides[at].state is None], seats),
    }
