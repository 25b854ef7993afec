"""Fills the slots of a matter's templates with marked values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from generate.mark import capital, mark
from generate.meeting import Body, Seat
from generate.names import table

_YEAR = "januari februari mars april maj juni juli augusti september oktober november december"
MONTHS = tuple(_YEAR.split(" "))


def long_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _decimal(number: float, digits: int) -> str:
    return f"{number:.{digits}f}".replace(".", ",")


def money(rng: Random, kronor: int, taste: str, slot: str = "") -> str:
    """A sum as a clerk would write it, exact; ``taste`` is the writer's habit."""
    forms = {"kr": f"{_spaced(kronor)} kr", "kronor": f"{_spaced(kronor)} kronor"}
    if kronor >= 10_000 and kronor % 1000 == 0:
        forms["tkr"] = f"{_spaced(kronor // 1000)} tkr"
    if kronor >= 1_000_000 and kronor % 10_000 == 0:
        digits = 0 if kronor % 1_000_000 == 0 else 1 if kronor % 100_000 == 0 else 2
        amount = _decimal(kronor / 1_000_000, digits)
        forms |= {unit: f"{amount} {unit}" for unit in ("mnkr", "mkr", "miljoner kronor")}
    plain_unit = "kronor" if taste in ("kronor", "miljoner kronor") else "kr"
    chosen = taste if taste in forms else plain_unit
    if kronor >= 100_000 and rng.random() < 0.2:
        chosen = rng.choice(sorted(forms))
    return mark("money", forms[chosen], f"{kronor}|{slot}")


def as_point(text: str) -> str:
    """The text of a decision point: its sums are those of the point."""
    return re.sub(r"\|(m\d)(?=\ue003)", r"|\1.point", text)


@dataclass
class Slots(Mapping[str, str]):
    """The values of the slots, chosen when first asked for."""

    rng: Random
    body: Body
    day: date
    person: Seat
    taste: str
    sums: Mapping[str, Any]
    chosen: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        if key not in self.chosen:
            self.chosen[key] = self._make(key)
        return self.chosen[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.chosen)

    def __len__(self) -> int:
        return len(self.chosen)

    def _make(self, key: str) -> str:
        rng, words = self.rng, table("words")
        if key in self.sums:
            low, high, step = self.sums[key]
            return money(rng, rng.randrange(low, high + 1, step), self.taste, key)
        if key in ("company", "association"):
            return mark(
                "organisation", rng.choice(words["companies" if key == "company" else "associations"])
            )
        if key in ("adm", "Adm"):
            name = self.body.administration
            return mark("organisation", capital(name) if key == "Adm" else name, capital(name))
        if key in ("ks", "sn"):
            name = {"ks": "kommunstyrelsen", "sn": "socialnämnden"}[key]
            return mark("organisation", name, capital(name))
        if key == "board":
            return mark("organisation", "Länsstyrelsen")
        if key == "law":
            return mark("law", rng.choice(words["laws"].get(self.body.key, words["laws"]["any"])))
        if key == "p1":
            number = _decimal(rng.randrange(4, 120) / 10, 1)
            return mark("percent", f"{number} {rng.choice(['%', 'procent'])}")
        if key == "person":
            party = f" ({self.person.party})" if self.person.party else ""
            return mark("person", self.person.name) + party
        later = self.day + timedelta(days=rng.randrange(60, 300))
        simple: dict[str, Callable[[], str]] = {
            "property": lambda: rng.choice(words["properties"]),
            "street": lambda: rng.choice(words["streets"]),
            "site": lambda: rng.choice(words["sites"].get(self.body.key, words["sites"]["any"])),
            "body": lambda: self.body.noun,
            "higher": lambda: self.body.higher or self.body.noun,
            "year": lambda: str(self.day.year),
            "next": lambda: str(self.day.year + 1),
            "later": lambda: long_date(later),
            "earlierday": lambda: long_date(self.day - timedelta(days=rng.randrange(20, 200))),
            "earlier": lambda: MONTHS[(self.day.month - 4) % 12],
            "month": lambda: MONTHS[(self.day.month - 2) % 12],
            "n1": lambda: rng.choice(["två", "tre", "fyra", "fem", "sju", "åtta"]),
            "n2": lambda: str(rng.randrange(20, 90)),
        }
        return simple[key]()


def fill(template: str, slots: Slots) -> str:
    """The template with its slots filled."""
    return template.format_map(slots)


def sentence(template: str, slots: Slots) -> str:
    """The same, with a capital first letter."""
    return capital(fill(template, slots))
