"""Who sits in a body and who came: members, substitutes, officials, presence in part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from generate.meeting import Body, Part, Seat
from generate.names import people, table


@dataclass(frozen=True, slots=True)
class Roster:
    seats: tuple[Seat, ...]
    chair: Seat
    secretary: Seat

    def voting(self, number: int) -> list[Seat]:
        """Who may vote in § ``number``."""
        return [seat for seat in self.seats if seat.group in ("member", "serving") and seat.at(number)]


def _parties(rng: Random, count: int) -> list[str]:
    words = table("words")
    local = rng.choice(words["local_parties"])
    bag = ["S"] * 5 + ["M"] * 4 + ["SD"] * 3 + ["C", "C", "V", "V", "KD", "MP", "L", local]
    return [rng.choice(bag) for _ in range(count)]


def _roles(body: Body) -> list[str | None]:
    if body.parties and not body.organisations:
        return ["ordförande", "1:e vice ordförande", "2:e vice ordförande"]
    if body.key in ("styrelse", "kar"):
        return ["ordförande", "vice ordförande", "kassör", "sekreterare"]
    return ["ordförande", "vice ordförande"]


def roster(rng: Random, body: Body, size: int, titles: list[str], first: int, last: int) -> Roster:
    """The seats of a meeting whose items are numbered ``first`` to ``last``."""
    names = iter(people(rng, size + 16))
    parties = iter(_parties(rng, size + 16))

    def person(group: str, role: str | None = None, party: bool = True) -> Seat:
        organisation = rng.choice(body.organisations) if body.organisations and party else None
        letter = next(parties) if body.parties and party else None
        if (
            organisation
            and not organisation.startswith(("Region", "Norra", "Östra"))
            and "kommun" not in organisation
        ):
            letter = None
        return Seat(next(names), letter, organisation, role, group)

    roles = _roles(body)
    members = [person("member", roles[i] if i < len(roles) else None) for i in range(size)]
    fixed = len(roles)
    absent = rng.sample(range(fixed, size), max(1, min(size // 5, rng.choice([1, 2, 2, 3]))))
    members = [replace(seat, present=i not in absent) for i, seat in enumerate(members)]
    serving: list[Seat] = []
    keeps_substitutes = body.key not in ("styrelse", "bolag")
    for i in absent[:-1] if len(absent) > 1 else absent:
        if keeps_substitutes:
            serving.append(replace(person("serving"), party=members[i].party, serves_for=members[i].name))

    staying = [i for i in range(fixed, size) if i not in absent]
    if staying and last - first >= 4 and rng.random() < 0.7:
        i, cut = rng.choice(staying), rng.randrange(first + 2, last - 1)
        kind = rng.choice(["until", "from", "not"])
        if kind == "until":
            part = Part("until", first, cut)
        elif kind == "from":
            part = Part("from", cut, last)
        else:
            part = Part("not", cut, cut)
        members[i] = replace(members[i], part=part)
        if kind == "until" and keeps_substitutes and rng.random() < 0.7:
            stand_in = replace(person("serving"), party=members[i].party, serves_for=members[i].name)
            serving.append(replace(stand_in, part=Part("from", cut + 1, last)))

    others = [person("substitute") for _ in range(rng.randrange(1, 4))] if keeps_substitutes else []
    if others and rng.random() < 0.4:
        others[-1] = replace(others[-1], part=Part("until", first, rng.randrange(first + 2, last)))
    officials = [person("official", title, party=False) for title in titles]
    if len(officials) > 1 and rng.random() < 0.6:
        at = rng.randrange(first + 2, last - 1)
        part = Part("only", at, at) if rng.random() < 0.5 else Part("between", at, at + 1)
        officials[-1] = replace(officials[-1], part=part)
    own = next((seat for seat in members if seat.role == "sekreterare"), None)
    secretary = own or person(
        "official",
        "nämndsekreterare" if "nämnd" in body.noun and rng.random() < 0.4 else "sekreterare",
        party=False,
    )
    if own is None:
        officials.append(secretary)
    return Roster((*members, *serving, *others, *officials), members[0], secretary)
