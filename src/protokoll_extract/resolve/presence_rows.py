"""Rows of the attendance list as presence in each §.

A cell is True, False or None (the document does not settle it), with the rule and the places
it was concluded from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.extract.presence_events import Event
from protokoll_extract.resolve.namesakes import Names
from protokoll_extract.resolve.presence_order import label_key
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.span import Span, union
from protokoll_extract.vocab.load import table

_BEFORE = 48


@dataclass(frozen=True, slots=True)
class Cell:
    """One person in one §."""

    state: bool | None
    rule: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the lists leave open or contradict; the audit makes a finding of it."""

    code: str
    message: str
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Person:
    """Somebody in the lists: where they were, and where they decided."""

    id: str
    name: Value
    rows: list[Tree] = field(default_factory=list)
    there: list[Cell] = field(default_factory=list)
    decides: list[Cell] = field(default_factory=list)


class People(dict[str, Person]):
    """The people of the lists, in their order."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names

    def of(self, named: Value | None) -> Person | None:
        """Who is named there, if listed and nobody's namesake in doubt."""
        return self.get(self.names.key(named) or "") if named is not None else None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The §§ in the order they were handled, and times known within them.

    ``labels``: § labels without spaces, None where a § has no number. ``marks``: (position,
    "HH:MM"), sorted; -1 and ``len(labels)`` stand for the beginning and the end of the meeting.
    ``moved``: where the document says that some §§ were handled out of their turn.
    """

    labels: tuple[str | None, ...]
    marks: tuple[tuple[int, str], ...]
    moved: tuple[Span, ...] = ()

    def position(self, label: str) -> int | None:
        """The last § of that label."""
        found = [i for i, own in enumerate(self.labels) if own is not None and _same(own, label)]
        return found[-1] if found else None

    def up_to(self, label: str) -> int:
        """The last position at or before the label, also where the § itself is not in the minutes."""
        exact = self.position(label)
        if exact is not None:
            return exact
        numbers = [(label_key(own), i) for i, own in enumerate(self.labels) if own is not None]
        before = [i for key, i in numbers if key <= label_key(label)]
        return max(before, default=-1)

    def starts_after(self, position: int, time: str) -> bool:
        return any(at < position and known >= time for at, known in self.marks)

    def ends_before(self, position: int, time: str) -> bool:
        return any(at > position and known <= time for at, known in self.marks)


def agenda_of(
    items: Sequence[Tree], meeting: Tree, events: Iterable[Event], moved: tuple[Span, ...] = ()
) -> Agenda:
    """The §§ in the order they were handled, as ``items`` are, and all times that place them."""
    labels = tuple("".join(str(i["number"].value).split()) if i["number"] else None for i in items)
    marks = [(event.position, event.time) for event in events if event.label is None]
    for at, item in enumerate(items):
        for pause in item["adjournments"]:
            marks += [(at, pause["start_time"]), (at, pause["end_time"])]
    known = sorted((at, str(time.value)) for at, time in marks if time is not None)
    if meeting["start_time"] is not None:
        known.insert(0, (-1, str(meeting["start_time"].value)))
    if meeting["end_time"] is not None:
        known.append((len(items), str(meeting["end_time"].value)))
    times = [time for _, time in known]
    # A meeting over midnight, or a time of something else: the clock places nobody.
    return Agenda(labels, tuple(known) if times == sorted(times) else (), moved)


def _same(one: str, other: str) -> bool:
    return label_key(one) == label_key(other)


def place_of(event: Event, agenda: Agenda) -> int | None:
    return event.position if event.label is None else agenda.position(event.label)


def capacity_of(row: Tree) -> str:
    return str(row["capacity"].value) if row["capacity"] is not None else "other"


@cache
def _about() -> tuple[Pattern, Pattern]:
    data = table("presence")["about"]
    return gated(data["serving"]), gated(data["chairing"])


def about(text: str, row: Tree, part: Tree) -> str:
    """What a part of the meeting is about: ``presence``, ``serving`` or ``chairing``.

    "tjänstgör § 12" says when somebody serves, not when they were there.
    """
    start = part["raw"].spans[0].start
    before = text[max(row["name"].spans[-1].end, start - _BEFORE) : start]
    serving, chairing = _about()
    if serving.search(before):
        return "serving"
    raw = str(part["raw"].value)
    if chairing.search(before) and part["kind"].value == "during" and raw:
        return "chairing"
    return "presence"


def cells(row: Tree, parts: Sequence[Tree], agenda: Agenda) -> list[Cell]:
    """Where a row's parts place the person; a row without parts is there all through."""
    spans = row["name"].spans
    if not row["present"].value:
        return [Cell(False, "presence.absent", union([*spans, *row["present"].spans]))] * len(agenda.labels)
    if not parts:
        return [Cell(True, "presence.listed", spans)] * len(agenda.labels)
    whole = union([*spans, *(s for part in parts for s in part["raw"].spans), *agenda.moved])
    rule = "presence.clock" if all(p["start_time"] or p["end_time"] for p in parts) else "presence.part"
    states = _states(parts, agenda)
    return [Cell(state, rule, whole) for state in states]


def _states(parts: Sequence[Tree], agenda: Agenda) -> list[bool | None]:
    """All parts together: ranges add up, ends cut off, "ej" takes away."""
    resolved = _with_keywords(parts)
    out: list[bool | None] = []
    for position, label in enumerate(agenda.labels):
        if label is None:
            out.append(None)
            continue
        inside = [_within(part, kind, position, agenda) for part, kind in resolved if kind in _RANGES]
        ends = [_within(part, kind, position, agenda) for part, kind in resolved if kind in ("until", "from")]
        without = [_within(part, kind, position, agenda) for part, kind in resolved if kind == "not"]
        state = _any(inside) if inside else True
        if ends:
            away = _left_and_came_back(resolved, agenda)
            state = _both(state, _any(ends) if away else _all(ends))
        out.append(_both(state, _all(without)))
    return out


def _timed(part: Tree) -> bool:
    return bool(part["start_time"] or part["end_time"])


_RANGES = frozenset({"between", "during", "at"})


def _with_keywords(parts: Sequence[Tree]) -> list[tuple[Tree, str]]:
    """Each part with its kind. "t.o.m. kl 17.45, § 87": the § has the word of the time before it."""
    out: list[tuple[Tree, str]] = []
    for part in parts:
        kind = str(part["kind"].value)
        bare = str(part["raw"].value).lstrip().startswith("§")
        if out and bare and kind == "between":
            before, word = out[-1]
            if word in ("until", "from") and _timed(before):
                out[-1] = (part, word)
                continue
        if out and kind == "at" and out[-1][1] in ("until", "from", "during") and not _timed(out[-1][0]):
            continue  # "fr.o.m. § 3 kl. 13.25": when that § was.
        out.append((part, kind))
    return out


def _within(part: Tree, kind: str, position: int, agenda: Agenda) -> bool | None:
    if _timed(part):
        state = _by_clock(part, position, agenda)
        return state if kind != "not" or state is None else not state
    first, last = part["start"], part["end"]
    if kind in ("until", "from"):
        return _on_one_side(str((last if kind == "until" else first or last).value), kind, position, agenda)
    a, b = str((first or last).value), str((last or first).value)
    own = agenda.labels[position]
    inside = own is not None and label_key(a) <= label_key(own) <= label_key(b)
    partly = kind == "during" and regex.match(table("presence")["when"]["partly"], str(part["raw"].value))
    if inside and partly:
        return None
    return not inside if kind == "not" else inside


def _on_one_side(label: str, kind: str, position: int, agenda: Agenda) -> bool | None:
    """ "t.o.m. § 8": §§ handled up to it. One that was moved past it by its number stays open."""
    exact, own = agenda.position(label), agenda.labels[position]
    if kind == "until":
        inside = position <= agenda.up_to(label)
        numbered = own is None or label_key(own) <= label_key(label)
    else:
        inside = position >= exact if exact is not None else position > agenda.up_to(label)
        numbered = own is None or label_key(own) >= label_key(label)
    return None if agenda.moved and inside != numbered else inside


def _by_clock(part: Tree, position: int, agenda: Agenda) -> bool | None:
    state: bool | None = True
    if part["start_time"]:
        state = _both(state, _since(str(part["start_time"].value), position, agenda))
    if part["end_time"]:
        since = _since(str(part["end_time"].value), position, agenda)
        state = _both(state, None if since is None else not since)
    return None if part["kind"].value == "at" else state


def _since(time: str, position: int, agenda: Agenda) -> bool | None:
    """Was the § handled after that time?"""
    if agenda.starts_after(position, time):
        return True
    return False if agenda.ends_before(position, time) else None


def _left_and_came_back(parts: Iterable[tuple[Tree, str]], agenda: Agenda) -> bool:
    """ "t.o.m. § 5, fr.o.m. § 9"."""
    until = [agenda.up_to(str(p["end"].value)) for p, k in parts if k == "until" and p["end"]]
    since = [agenda.up_to(str(p["start"].value)) for p, k in parts if k == "from" and p["start"]]
    return bool(until and since) and min(until) < max(since)


def _any(states: Sequence[bool | None]) -> bool | None:
    return True if True in states else None if None in states else False


def _all(states: Sequence[bool | None]) -> bool | None:
    return False if False in states else None if None in states else True


def _both(one: bool | None, other: bool | None) -> bool | None:
    return _all([one, other])


def outside(parts: Iterable[Tree], agenda: Agenda) -> list[Value]:
    """The §§ that parts name and the minutes do not have."""
    numbers = sorted(label_key(label) for label in agenda.labels if label is not None)
    out = []
    for part in parts:
        for end in (part["start"], part["end"]):
            if end is not None and numbers:
                at = bisect_right(numbers, label_key(str(end.value)))
                if label_key(str(end.value))[0] < numbers[0][0] or (
                    at == len(numbers) and _beyond(end, numbers)
                ):
                    out.append(end)
    return out


def _beyond(end: Value, numbers: Sequence[tuple[int, str]]) -> bool:
    return label_key(str(end.value))[0] > numbers[-1][0]
