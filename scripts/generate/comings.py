"""Who comes and goes, presides and steps in by the text rather than by the list."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from generate.meeting import Part, Seat
from generate.roster import Roster


def told(rng: Random, crowd: Roster, first: int, last: int) -> Roster:
    """The same people, one of whom comes or goes in the course of the minutes now and then."""
    fit = [
        i
        for i, seat in enumerate(crowd.seats)
        if seat.group == "member" and seat.present and seat.part is None and seat.role is None
    ]
    if len(fit) < 4 or last - first < 5 or rng.random() >= 0.4:
        return crowd
    at, cut = rng.choice(fit), rng.randrange(first + 3, last - 1)
    part = Part("until", first, cut) if rng.random() < 0.6 else Part("from", cut, last)
    seats = list(crowd.seats)
    seats[at] = replace(seats[at], part=part, told=True)
    return replace(crowd, seats=tuple(seats))


def coming(crowd: Roster, number: int) -> list[tuple[str, Seat, int]]:
    """What § ``number`` tells: (kind, who, the § it is about)."""
    out = []
    for seat in crowd.seats:
        if not seat.told or seat.part is None:
            continue
        if seat.part.kind == "until" and number == seat.part.last + 1:
            out.append(("left", seat, number))
        if seat.part.kind == "from" and number == seat.part.first:
            out.append(("arrived", seat, number))
    return out


def instead(rng: Random, recused: Seat, listeners: list[Seat], voting: list[Seat]) -> list[tuple[Seat, Seat]]:
    """A substitute of the same party who serves while somebody is recused."""
    fit = [seat for seat in listeners if seat.party == recused.party and seat not in voting]
    return [(fit[0], recused)] if fit and rng.random() < 0.6 else []
