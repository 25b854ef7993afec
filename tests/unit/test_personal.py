"""Personal data: all valid birth numbers, none among numbers of other kinds. All data are invented."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

import helpers
from protokoll_extract.extract.personal import find_personal_data, has_check_digit

PLANTED = 1000


def birth_number(rng: random.Random, form: str) -> str:
    """A valid number of that form: date, serial and the check digit that belongs to them."""
    day = date(1925, 1, 1) + timedelta(days=rng.randrange(365 * 99))
    shift = 60 if "samordning" in form else 0
    digits = f"{day:%y%m}{day.day + shift:02d}{rng.randrange(1000):03d}"
    total = sum(n // 10 + n % 10 for n in (int(x) * (2 - i % 2) for i, x in enumerate(digits)))
    digits += str(-total % 10)
    sign = "+" if day.year < 1931 and "long" not in form else "-"
    start = f"{day.year // 100}" if "long" in form else ""
    between = {"bare": "", "space": " ", "spaced": f" {sign} ", "dash": "–", "plain": sign}[
        form.split("-")[0]
    ]
    return f"{start}{digits[:6]}{between}{digits[6:]}"


FORMS = [
    "plain", "plain-long", "bare-long", "space-long", "dash", "spaced", "plain-samordning",
    "bare-long-samordning", "plain-long-samordning", "bare",
]  # fmt: skip
DECOYS: tuple[Callable[[random.Random], str], ...] = (
    lambda r: f"Dnr KS {r.randrange(2015, 2030)}-{r.randrange(10000):05d}",
    lambda r: f"GLK-{r.randrange(2015, 2030)}-{r.randrange(100000):05d}",
    lambda r: f"{r.randrange(1, 2000):04d}/{r.randrange(10, 30)}",
    lambda r: f"tel 08-{r.randrange(100, 999)} {r.randrange(100, 999)} {r.randrange(10, 99)}",
    lambda r: f"07{r.choice('02369')}-{r.randrange(100, 999)} {r.randrange(10, 99)} 04",
    lambda r: f"07{r.choice('02369')}{r.randrange(10**7):07d}",
    lambda r: f"telefon: 0{r.randrange(10, 99)}{r.randrange(10**7):07d}",
    lambda r: f"Granvik {r.randrange(1, 60)}:{r.randrange(1, 400)}",
    lambda r: f"fastigheten Skogen {r.randrange(1, 99)}:{r.randrange(1, 99)} och {r.randrange(1, 9)}:12",
    lambda r: (
        f"org.nr {r.choice('25789')}{r.randrange(10)}{r.randrange(2000, 9999)}-{r.randrange(10**4):04d}"
    ),
    lambda r: f"bankgiro {r.randrange(100, 9999)}-{r.randrange(10000):04d}",
    lambda r: f"{r.randrange(1, 28):02d}/{r.randrange(1, 12)} {r.randrange(2015, 2030)} kl 10.15",
    lambda r: f"{r.randrange(1, 900)} {r.randrange(100, 999)} {r.randrange(100, 999)} kronor",
)


def birth_numbers(text: str) -> list[str]:
    kinds = ("personnummer", "samordningsnummer")
    return [text[x.span.start : x.span.end] for x in find_personal_data(text) if x.kind in kinds]


def test_every_planted_number_is_found_and_nothing_else() -> None:
    rng = random.Random(7)
    planted, lines = [], []
    for i in range(PLANTED):
        number = birth_number(rng, FORMS[i % len(FORMS)])
        label = "personnummer " if FORMS[i % len(FORMS)] == "bare" else rng.choice(["", "personnummer ", "("])
        planted.append(number)
        lines.append(f"Beslutet avser {label}{number}{')' if label == '(' else ''}, se bilagan.")
        lines.append(f"{rng.choice(DECOYS)(rng)} gäller ärendet.")
        lines.append(rng.choice(DECOYS)(rng) + ".")
    assert birth_numbers("\n".join(lines)) == planted


@pytest.mark.parametrize("index", range(len(DECOYS)))
def test_no_number_of_another_kind(index: int) -> None:
    rng = random.Random(index)
    text = "\n".join(f"{DECOYS[index](rng)} antecknas." for _ in range(300))
    assert birth_numbers(text) == []


@pytest.mark.parametrize(
    "text", ["811218-9875", "811318-9876", "19811232-9876", "20310230-1234", "811218-98766", "SE811218-9876X"]
)
def test_wrong_check_digit_or_date(text: str) -> None:
    assert birth_numbers(text) == []


def test_check_digit() -> None:
    assert has_check_digit("8112189876")
    assert not has_check_digit("8112189875")


def found(text: str) -> list[tuple[str, str]]:
    return [(x.kind, text[x.span.start : x.span.end]) for x in find_personal_data(text)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("samordningsnummer", "701063-2391"),
        ("phone", "070-123 45 67"),
        ("phone", "0701234567"),
        ("phone", "08-508 290 00"),
        ("phone", "0303-73 00 00"),
        ("phone", "+46 70 123 45 67"),
        ("phone", "+46 (0)70-123 45 67"),
        ("email", "ada.ek@granvik.example"),
        ("address", "Kvarngatan 4 B, 123 45 Granvik"),
        ("address", "Norra vägen 12, lgh 1101, 123 45 Granvik"),
    ],
)
def test_other_personal_data(kind: str, text: str) -> None:
    assert found(f"Ada Ek, {text}, anmäler sig.") == [(kind, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Besöksadress: Kvarngatan 4, 123 45 Granvik",
        "Plats: Salen, Kvarngatan 4, 123 45 Granvik",
        "Dnr 0389/23 och 0412/23",
        "2031-01-12 10.15",
        "1 250 000 kronor 070 st",
        "Bokslut 2030-2031",
        "SLK-2031-00112",
        "konto 1234 56 789",
        "@granvik på webben",
    ],
)
def test_what_is_no_persons(text: str) -> None:
    assert found(text) == []


def test_the_document_lists_it_with_places() -> None:
    data = helpers.extract("Protokoll\n\n§ 1 Bidrag\n\nAda Ek, 811218-9876, beviljas bidrag.\n")
    assert data["personal_data"] == [{"kind": "personnummer", "text": "811218-9876"}]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Sökanden Bo Ekwall har yttrat sig.", "private"),
        ("Ekonomichef Bo Ekwall redogör.", "official"),
        ("Bo Ekwall (S) yrkar bifall.", "elected"),
        ("Vi tackade Bo Ekwall.", None),
    ],
)
def test_in_what_role_somebody_is_named(text: str, basis: str | None) -> None:
    data = helpers.extract(f"Protokoll\n\n§ 1 Läget\n\n{text}\n")
    assert [x["basis"] for x in data["people"] if x["name"] == "Bo Ekwall"] == [basis]


def test_in_what_role_the_listed_are_there() -> None:
    front = "Ledamöter\n\nAda Ek (S)\nIda Ö\tFöretagarna\n\nTjänstepersoner\n\nBo Ås, sekreterare\n"
    data = helpers.extract(f"Protokoll\n\n{front}\n§ 1 Läget\n\nInget.\n")
    assert [x["basis"] for x in data["people"]] == ["elected", "representative", "official"]
