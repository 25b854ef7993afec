"""Who presided over each §, and whether enough were there to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.extract.presence_events import Event
from protokoll_extract.extract.sitting import Quorum
from protokoll_extract.resolve.presence_rows import (
    Agenda,
    Doubt,
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


def state_quorum(trees: list[Tree], starts: Sequence[int], said: Sequence[Quorum]) -> Iterator[Doubt]:
    """What the document says of its quorum, where the lists do not show it; a doubt where they say otherwise.

    It holds for the § it stands in (before the first one: for that), and on for as long as the same decide.

    Args:
        trees: of the §§ in the order of handling; their quorum is completed.
        starts: where each of them begins in the text.
        said: the statements.
    """
    for one in said:
        begun = [at for at in range(len(starts)) if starts[at] <= one.span.start]
        first = max(begun, key=lambda at: starts[at]) if begun else 0
        deciding = [value.value for value in trees[first]["deciding"]] if trees else []
        for at in range(first, len(trees)):
            if [value.value for value in trees[at]["deciding"]] != deciding:
                break
            known = trees[at]["quorum"]
            if known is None:
                known = {"deciding": None, "seats": None, "reached": None}
            elif known["reached"] is not None:
                if at == first and known["reached"].value != one.reached:
                    shown = (
                        "more than half of the seats are filled"
                        if known["reached"].value
                        else ("half of the seats, or fewer, are filled")
                    )
                    message = f"By the lists {shown}; the text says otherwise."
                    yield Doubt("quorum.disagrees", message, union([one.span, *known["reached"].spans]))
                continue
            reached = derived(one.reached, (one.span,), "quorum.stated")
            trees[at]["quorum"] = {**known, "reached": reached}
