"""What happens around a disputed matter: yrkanden, votes, reservations."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from generate.mark import mark
from generate.meeting import Ballot, Body, Dissent, Matter, Motion, Seat

_OTHER = (
    "att ärendet återremitteras för att belysa de långsiktiga kostnaderna",
    "avslag på förslaget",
    "att kostnaden finansieras inom befintlig ram",
    "att ärendet bordläggs",
    "att beslutet utvärderas efter ett år",
)


def _sides(matter: Matter, body: Body) -> tuple[str, tuple[str, ...]]:
    """What the winning side asks for, and what the losing side may ask for."""
    kind = matter.points[0].kind
    administration = mark("organisation", body.administration + "s", body.administration.capitalize())
    proposal = f"bifall till {administration} förslag"
    if "otion " in matter.title:
        wins = "avslag på motionen" if kind == "rejected" else "att motionen ska anses besvarad"
        return wins, ("bifall till motionen",)
    if kind == "referred_back":
        return "att ärendet återremitteras", (proposal, "att ärendet avgörs i dag")
    if kind == "tabled":
        return "att ärendet bordläggs", (proposal, "att ärendet avgörs i dag")
    return proposal, _OTHER


def dispute(rng: Random, matter: Matter, body: Body, voting: list[Seat], listeners: list[Seat]) -> Matter:
    """The matter with its dispute, or as it was when nobody minds."""
    voting = [seat for seat in voting if seat not in matter.recused]
    if not body.parties or body.organisations:
        return matter
    leader = voting[0].party
    minority = sorted({str(seat.party) for seat in voting} - {str(leader)})
    rng.shuffle(minority)
    total = len(voting)
    against: list[Seat] = []
    for party in minority:
        group = [seat for seat in voting if seat.party == party]
        if len(against) + len(group) < total / 2 - 1 and (not against or rng.random() < 0.6):
            against += group
    if not against:
        return matter
    pro = [seat for seat in voting if seat not in against]
    wins, loses = _sides(matter, body)
    friends = tuple(rng.sample(against[1:], min(len(against) - 1, rng.choice([0, 1, 1, 2]))))
    joined = rng.random() < 0.5
    motions = [
        Motion(
            (against[0],) if joined else (against[0], *friends),
            friends if joined else (),
            rng.choice(loses),
            False,
        )
    ]
    if rng.random() < 0.8:
        motions.insert(rng.randrange(2), Motion((rng.choice(pro[:3]),), (), wins, True))
    ballot = None
    if rng.random() < 0.6:
        abstain = [seat for seat in pro[3:] if seat.party == pro[-1].party and seat.party != leader]
        abstain = abstain if rng.random() < 0.4 and len(pro) - len(abstain) > len(against) else []
        yes = [seat for seat in pro if seat not in abstain]
        yes = yes[1:] + yes[:1]
        ballot = Ballot(tuple(yes), tuple(against), tuple(abstain), (len(yes), len(against), len(abstain)))
    dissent: list[Dissent] = []
    if rng.random() < 0.8:
        dissent.append(Dissent("reservation", (against[0], *friends)))
    if rng.random() < 0.25:
        dissent.append(Dissent("special_opinion", (rng.choice(pro[1:]),)))
    if listeners and rng.random() < 0.25:
        dissent.append(
            Dissent(
                "note",
                (rng.choice(listeners),),
                "förslaget borde ha kompletterats med en barnkonsekvensanalys",
            )
        )
    if ballot is None and rng.random() < 0.2:
        dissent.append(Dissent("not_participating", (rng.choice(pro[3:] or pro),)))
    return replace(matter, motions=tuple(motions), ballot=ballot, dissent=tuple(dissent))
