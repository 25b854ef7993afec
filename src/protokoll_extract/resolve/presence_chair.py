"""Who presided over each §, and whether enough were there to decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.extract.presence_events import Event
from protokoll_extract.resolve.presence_rows import (
    Agenda,
    People,
    Person,
    about,
    capacity_of,
    cells,
    place_of,
)
from protokoll_extract.text.span import union


def chairs(
    meeting: Tree, people: People, events: Iterable[Event], agenda: Agenda, text: str
) -> list[Value | None]:
    own = people.of(meeting["chair"])
    out: list[Value | None] = []
    for at in range(len(agenda.labels)):
        able = own is not None and own.there[at].state is True and own.decides[at].rule not in _ASIDE
        value = derived(own.id, meeting["chair"].spans, "chair.of_meeting") if own and able else None
        out.append(value)
    for person in people.values():
        for row in person.rows:
            parts = [part for part in row["presence"] if about(text, row, part) == "chairing"]
            for at, cell in enumerate(cells(row, parts, agenda) if parts else ()):
                if cell.state:
                    out[at] = derived(person.id, cell.spans, "chair.part")
    for event in events:
        at_, person_ = place_of(event, agenda), people.of(event.who)
        if event.kind == "presides" and at_ is not None and person_ is not None:
            away = [i for i in range(at_, len(out)) if out[i] is None or i == at_]
            for i in away if event.label is None else [at_]:
                out[i] = derived(person_.id, event.who.spans, "chair.takes_over")
    return out


_ASIDE = frozenset({"deciding.recused"})


def seats_of(people: People) -> int | None:
    """How many seats the body has: members there and away. Unknown where the absent are not listed."""
    rows = [row for person in people.values() for row in person.rows if capacity_of(row) == "member"]
    if not any(not row["present"].value for row in rows):
        return None
    names = {people.names.key(row["name"]) for row in rows}
    names |= {
        people.names.key(row["serves_for"])
        for person in people.values()
        for row in person.rows
        if row["serves_for"]
    }
    return len(names)


def quorum_of(deciding: Sequence[Value], open_: Sequence[Person], seats: int | None) -> Tree | None:
    """More than half of the seats; unknown while somebody's vote is open, unless it does not matter."""
    if not deciding:
        return None
    spans = union(span for value in deciding for span in value.spans)
    count = derived(len(deciding), spans, "quorum.deciding") if not open_ else None
    reached = None
    if seats is not None:
        if 2 * len(deciding) > seats:
            reached = True
        elif not open_:
            reached = False
    return {
        "deciding": count,
        "seats": derived(seats, spans, "quorum.seats") if seats is not None else None,
        "reached": derived(reached, spans, "quorum.half") if reached is not None else None,
    }
