"""A meeting, before anybody has chosen words or layout for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Body:
    """Who meets, and the words its minutes use for itself and its neighbours."""

    key: str
    name: str
    genitive: str
    issuer: str
    prefix: str
    administration: str
    higher: str | None
    parties: bool
    organisations: tuple[str, ...]
    noun: str


@dataclass(frozen=True, slots=True)
class Part:
    """Present in part: kind is from, until, between, only or not; ends are § numbers."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Seat:
    """A person at the meeting."""

    name: str
    party: str | None = None
    organisation: str | None = None
    role: str | None = None
    group: str = "member"  # member, serving, substitute, official
    present: bool = True
    serves_for: str | None = None
    part: Part | None = None
    told: bool = False  # the text says when they came or went, not the list

    @property
    def listed_part(self) -> Part | None:
        """What the attendance list says of their coming and going."""
        return None if self.told else self.part

    def at(self, number: int) -> bool:
        """Whether the person is in the room when § ``number`` is handled."""
        if not self.present:
            return False
        if self.part is None:
            return True
        inside = self.part.first <= number <= self.part.last
        return not inside if self.part.kind == "not" else inside


@dataclass(frozen=True, slots=True)
class Point:
    """A decision: the infinitive that follows "att", and the passive sentence without its full stop."""

    kind: str
    infinitive: str
    passive: str


@dataclass(frozen=True, slots=True)
class Motion:
    """A yrkande. ``what`` follows "yrkar"; it carries the vote's side."""

    by: tuple[Seat, ...]
    supported_by: tuple[Seat, ...]
    what: str
    wins: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    yes: tuple[Seat, ...]
    no: tuple[Seat, ...]
    abstain: tuple[Seat, ...]
    counts: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Dissent:
    kind: str  # reservation, special_opinion, note, not_participating
    by: tuple[Seat, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """An item of the agenda."""

    number: int
    title: str
    act: str  # opening, adjusters, agenda, reports, information, matter, closing
    diary: int | None = None
    background: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    to_higher: bool = False
    motions: tuple[Motion, ...] = ()
    ballot: Ballot | None = None
    dissent: tuple[Dissent, ...] = ()
    recused: tuple[Seat, ...] = ()
    recipients: tuple[str, ...] = ()
    immediate: bool = False
    presides: Seat | None = None
    steps_in: tuple[tuple[Seat, Seat], ...] = ()  # a substitute, and for whom in this matter
    comings: tuple[tuple[str, Seat, int], ...] = ()  # (kind, who, § number)
    table: tuple[tuple[str, ...], ...] = ()  # a budget table with its head
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # of its sums, by slot


@dataclass(frozen=True, slots=True)
class Meeting:
    seed: int
    body: Body
    place_name: str
    serial: int
    date: dt.date
    start: str
    end: str
    pause: tuple[str, str] | None
    venue: str
    adjusted: dt.date
    posted: dt.date
    removed: dt.date
    seats: tuple[Seat, ...]
    chair: Seat
    secretary: Seat
    adjusters: tuple[Seat, ...]
    matters: tuple[Matter, ...]

    @property
    def first(self) -> int:
        return self.matters[0].number

    @property
    def last(self) -> int:
        return self.matters[-1].number
