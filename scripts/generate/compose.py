"""From a seed to a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from generate.budget import budget_table
from generate.comings import coming, instead, told
from generate.dispute import dispute
from generate.fill import Slots, as_point, fill, sentence
from generate.mark import mark, plain
from generate.meeting import Body, Matter, Meeting, Point, Seat
from generate.names import place, table
from generate.roster import Roster, roster

_TASTES = ("kr", "kronor", "tkr", "mnkr", "mkr", "miljoner kronor")


def _body(rng: Random, key: str) -> tuple[Body, str, dict[str, Any]]:
    spec: dict[str, Any] = table("bodies")[key]
    where = place(rng)
    slots = {"of": where["of"], "place": where["name"]}
    body = Body(
        key,
        spec["name"].format(**slots),
        spec["genitive"],
        spec["issuer"].format(**slots),
        spec["prefix"],
        spec["administration"],
        spec.get("higher"),
        spec.get("parties", True),
        tuple(name.format(**slots) for name in spec.get("organisations", ())),
        spec["noun"],
    )
    return body, where["name"], spec


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _recipients(rng: Random, body: Body, own: list[str]) -> tuple[str, ...]:
    words = table("words")
    key = {
        "kommunstyrelse": "kommun",
        "fullmaktige": "kommun",
        "regionstyrelse": "region",
        "direktion": "forbund",
    }.get(body.key, "namnd")
    pool = words[f"recipients_{key}"]
    return (
        *own,
        *(
            mark("organisation", name) if name not in words["unnamed"] else name
            for name in rng.sample(pool, rng.randrange(0, min(3, len(pool)) + 1))
        ),
    )


def _matter(
    rng: Random,
    aside: Random,
    listening: bool,
    spec: dict[str, Any],
    number: int,
    body: Body,
    day: date,
    crowd: Roster,
    taste: str,
) -> Matter:
    voting = crowd.voting(number)
    slots = Slots(rng, body, day, rng.choice(voting[1:]), taste, spec.get("money", {}))
    title = sentence(rng.choice(spec["title"]), slots)
    background = tuple(sentence(text, slots) for text in spec["background"])
    points = tuple(
        Point(kind, as_point(fill(inf, slots)), as_point(sentence(passive, slots)))
        for kind, inf, passive in spec["points"]
    )
    adm = body.administration.capitalize()
    owner = mark("organisation", adm + "s", adm)
    papers = (
        f"{owner} tjänsteskrivelse {day - timedelta(days=rng.randrange(8, 30))}",
        rng.choice(["Förslag till beslut", "Bilaga", "Ekonomisk kalkyl", "Karta över området"]),
    )
    recipients = _recipients(rng, body, [fill(text, slots) for text in spec.get("recipients", ())])
    recused: tuple[Seat, ...] = ()
    if spec.get("recusal") and len(voting) > 6 and rng.random() < 0.4:
        recused = (rng.choice(voting[3:]),)
    presides: Seat | None = None
    steps_in: tuple[tuple[Seat, Seat], ...] = ()
    listeners = [seat for seat in crowd.seats if seat.group == "substitute" and seat.at(number) and listening]
    if recused and aside.random() < 0.3 and "vice" in (voting[1].role or ""):
        recused, presides = (voting[0],), voting[1]
    elif recused:
        steps_in = tuple(instead(aside, recused[0], listeners, voting))
        voting = [*voting, *(seat for seat, _ in steps_in)]
    found = Matter(
        number,
        title,
        "matter",
        rng.randrange(10, 900),
        background,
        papers,
        points,
        to_higher=bool(spec.get("higher") and body.higher and rng.random() < 0.6),
        recused=recused,
        recipients=recipients,
        immediate=bool(spec.get("immediate") and rng.random() < 0.5),
        presides=presides,
        steps_in=steps_in,
        table=budget_table(aside, spec["table"], slots) if "table" in spec and aside.random() < 0.6 else (),
        facts=_facts(spec, slots),
    )
    if spec.get("contested") and rng.random() < 0.75:
        listeners = [seat for seat in listeners if seat not in voting]
        found = dispute(rng, found, body, voting, listeners)
    return found


def _facts(spec: dict[str, Any], slots: Slots) -> dict[str, dict[str, str]]:
    """What the text says of each sum, by its slot; "m1.point" is the sum within a decision point."""
    return {
        slot: {key: plain(fill(text, slots)) for key, text in facts.items()}
        for slot, facts in spec.get("facts", {}).items()
    }


def _agenda(rng: Random, spec: dict[str, Any], day: date) -> list[dict[str, Any]]:
    scopes = set(spec["scopes"])
    fitting = [m for m in table("matters")["matter"] if scopes & set(m["scopes"])]
    return rng.sample(fitting, min(len(fitting), rng.randrange(4, 8)))


def compose(seed: int, kind: str, salt: str = "", *, listening: bool = True) -> Meeting:
    """The meeting number ``seed`` of a body of this kind; the same words give the same meeting.

    ``listening``: substitutes who do not serve may speak, as far as the minutes list them.
    """
    rng = Random(f"{kind} {seed} {salt}")
    body, where, spec = _body(rng, kind)
    day = date(2027, 1, 11) + timedelta(days=rng.randrange(0, 1000))
    while day.weekday() > 3 or day.month in (7, 8):
        day += timedelta(days=1)
    agenda = _agenda(rng, spec, day)
    acts = ["opening", "adjusters", "agenda"]
    acts = [act for act in acts if act != "opening" or rng.random() < 0.7]
    informing = rng.random() < 0.7
    tail = (["information"] if informing else []) + ["reports"] + (["closing"] if "opening" in acts else [])
    first = 1 if kind in ("styrelse", "bolag") and rng.random() < 0.7 else rng.randrange(4, 180)
    last = first + len(acts) + len(agenda) + len(tail) - 1
    titles = rng.sample(spec["officials"], min(len(spec["officials"]), rng.randrange(1, 4)))
    crowd = roster(rng, body, rng.randrange(*spec["size"]), titles, first, last)
    aside = Random(f"aside {kind} {seed} {salt}")
    crowd = told(aside, crowd, first, last)
    taste = rng.choice(_TASTES)

    matters: list[Matter] = []
    number = first
    for act in acts:
        matters.append(Matter(number, "", act))
        number += 1
    for chosen in agenda:
        matters.append(_matter(rng, aside, listening, chosen, number, body, day, crowd, taste))
        number += 1
    topics = rng.sample(table("words")["topics"], 3)
    for act in tail:
        text = f"om {topics[0]}, om {topics[1]} och om {topics[2]}" if act == "information" else ""
        matters.append(Matter(number, "", act, background=(text,)))
        number += 1

    able = [seat for seat in crowd.seats[1:] if seat.group == "member" and seat.present and seat.part is None]
    able = [seat for seat in able if seat != crowd.secretary]
    count = 2 if kind in ("fullmaktige", "styrelse", "kar") else 1
    start = rng.choice([8, 9, 13, 18]) * 60 + rng.choice([0, 15, 30])
    length = rng.randrange(70, 260, 5)
    pause = (start + 60, start + 75) if length > 120 and rng.random() < 0.4 else None
    venues = {
        "fullmaktige": "venues_assembly",
        "direktion": "venues_joint",
        "bolag": "venues_joint",
        "partnerskap": "venues_joint",
        "styrelse": "venues_association",
        "kar": "venues_association",
        "kyrkorad": "venues_association",
    }.get(kind, "venues")
    adjusted = day + timedelta(days=rng.randrange(3, 12))
    return Meeting(
        seed,
        body,
        where,
        rng.randrange(1, 12),
        day,
        _clock(start),
        _clock(start + length),
        (_clock(pause[0]), _clock(pause[1])) if pause else None,
        rng.choice(table("words")[venues]),
        adjusted,
        adjusted + timedelta(days=1),
        adjusted + timedelta(days=23),
        crowd.seats,
        crowd.chair,
        crowd.secretary,
        tuple(rng.sample(able, count)),
        tuple(replace(matter, comings=tuple(coming(crowd, matter.number))) for matter in matters),
    )
