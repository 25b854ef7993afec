"""The document checked against itself: what is found, and that the rest is not."""

from __future__ import annotations

import pytest
import regex

import helpers
from helpers import Json

BODY = "§ 1 Val\n\nBeslut\n\nAda Ek väljs.\n\n§ 2 Taxa\n\nBeslut\n\nTaxan antas.\n"
CONTENTS = "Innehåll\n§ 1 Val\t2\n§ 2 Taxa\t2\n\n"


def codes(text: str) -> list[str]:
    return helpers.codes(helpers.extract(f"Protokoll\n\n{text}"))


def finding(text: str) -> Json:
    (found,) = helpers.extract(f"Protokoll\n\n{text}")["findings"]
    return found


def test_nothing_to_say() -> None:
    front = "Paragrafer: 1-2\nDatum: 2031-02-03\nTid: 10-12\n\nNärvarande\nAda Ek\n\nJusterare: Ada Ek\n\n"
    assert codes(front + CONTENTS + BODY) == []


def test_quotes_show_all_that_disagrees() -> None:
    found = finding("Datum: 2031-02-03\nSammanträdesdag: 2031-02-04\n\n" + BODY)
    assert found["code"] == "date.disagrees"
    assert [part["quote"] for part in found["parts"]] == ["2031-02-03", "2031-02-04"]


def test_times() -> None:
    assert codes("Tid: 10:00-12:00\nKlockan: 10:30-12:00\n\n" + BODY) == ["time.disagrees"]


def test_contents_and_body() -> None:
    assert codes(CONTENTS + BODY.replace("Taxa", "Taxor")) == ["contents.title_differs"]
    assert codes(CONTENTS.replace("§ 2 Taxa\t2\n", "§ 2 Taxa\t2\n§ 3 Övrigt\t3\n") + BODY) == [
        "contents.missing_item"
    ]
    assert codes(CONTENTS + BODY + "\n§ 3 Övrigt\n\nInget.\n") == ["contents.extra_item"]


def test_range_of_the_front_page() -> None:
    assert codes("Paragrafer: 1-3\n\n" + BODY) == ["range.body_mismatch"]
    assert codes("Paragrafer: 1-3\n\n" + CONTENTS + BODY) == [
        "range.contents_mismatch",
        "range.body_mismatch",
    ]


def test_gap_and_repetition() -> None:
    assert codes(BODY.replace("§ 2", "§ 4")) == ["items.missing_number"]
    assert codes(BODY.replace("§ 2", "§ 1")) == ["items.duplicate_number"]
    assert codes(BODY.replace("§ 2", "§ 1 a")) == []


def test_people() -> None:
    front = "Närvarande\nBo Ås\n\n"
    assert codes(front + "Justerare: Ida Ö\n\n§ 2 Taxa\n\nAntas.\n") == ["adjuster.not_listed"]
    assert codes(front + "Ordförande: Ida Ö\n\n§ 2 Taxa\n\nAntas.\n") == ["chair.not_listed"]
    assert codes("Ordförande: Ida Ö\nJusterare: Ida Ö\n\n§ 2 Taxa\n\nAntas.\n") == []


def test_vote() -> None:
    text = "§ 1 Val\n\nOmröstning\n\nAda Ek (S) och Bo Ås (M) röstar Ja ({}).\n"
    assert codes(text.format(2)) == []
    assert codes(text.format(3)) == ["vote.count_differs"]


def test_codes_and_severities_are_those_of_the_documentation() -> None:
    table = (helpers.ROOT / "docs/FINDINGS.md").read_text(encoding="utf-8")
    documented = dict(regex.findall(r"(?m)^\| `([\w.]+)` \| (\w+) \|", table))
    texts = [
        "mjölk\nbröd\n",
        f"Protokoll\n\nDatum: 2031-02-03\nSammanträdesdag: 2031-02-04\nParagrafer: 1-5\n{CONTENTS}{BODY}",
        f"Protokoll\n\n{CONTENTS}{BODY.replace('§ 2 Taxa', '§ 4 Taxor')}",
        "Protokoll\n\nNärvarande\nBo Ås\n\nJusterare: Ida Ö\nOrdförande: Ida Ö\n\n§ 2 Taxa\n\nAntas.\n",
    ]
    found = {f["code"]: f["severity"] for text in texts for f in helpers.extract(text)["findings"]}
    assert len(found) >= 8
    assert found.items() <= documented.items()


# People


MEMBERS = "Beslutande ledamöter\nAda Ek (S), ordförande\nBo Ås (M)\nIda Ö (C)\nUno Al (V)\n"
AWAY = "\nFrånvarande ledamöter\nEva By (S)\n\nEj tjänstgörande ersättare\nOla Vi (M)\n"


def section(text: str, rows: str = MEMBERS + AWAY) -> list[str]:
    return codes(f"{rows}\n§ 1 Val\n\n{text}\n\n§ 2 Taxa\n\nBeslut\n\nTaxan antas.\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Ek (S), Bo Ås (M), Ida Ö (C) och Uno Al (V) röstar Ja (4).", []),
        ("Ada Ek (S), Bo Ås (M), Ida Ö (C) och Rut Svan (V) röstar Ja (4).", ["person.not_listed"]),
        ("Ada Ek (S), Bo Ås (M), Ida Ö (C) och Eva By (S) röstar Ja (4).", ["vote.voter_absent"]),
        ("Ada Ek (S), Bo Ås (M), Ida Ö (C) och Ola Vi (M) röstar Ja (4).", ["vote.voter_not_serving"]),
        ("Ada Ek (S), Bo Ås (M) och Ida Ö (C) röstar Ja (3). Ada Ek (S) röstar Nej (1).", ["vote.twice"]),
        (
            "Bo Ås (M) anmäler jäv. Ada Ek (S), Ida Ö (C), Uno Al (V) och Bo Ås (M) röstar Ja (4).",
            ["vote.recused"],
        ),
        ("Omröstningen utfaller med 3 Ja mot 2 Nej.", ["vote.exceeds_members"]),
        ("Omröstningen utfaller med 2 Ja mot 1 Nej.", ["vote.below_members"]),
        ("Omröstningen utfaller med 40 Ja mot 21 Nej.", []),
    ],
)
def test_votes_and_the_lists(text: str, expected: list[str]) -> None:
    assert [
        code for code in section(f"Omröstning\n\n{text}") if code != "vote.below_members" or expected
    ] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yrkanden\n\nBo Ås (M) yrkar avslag på förslaget.", []),
        ("Yrkanden\n\nRut Svan (M) yrkar avslag på förslaget.", ["person.not_listed"]),
        ("Yrkanden\n\nEva By (S) yrkar avslag på förslaget.", ["person.absent"]),
        ("Yrkanden\n\nBo Ås (C) yrkar avslag på förslaget.", ["party.disagrees"]),
        (
            "Beslut\n\nPlanen antas.\n\nReservation\n\nUno All (V) reserverar sig mot beslutet.",
            ["person.name_differs"],
        ),
    ],
)
def test_acts_and_the_lists(text: str, expected: list[str]) -> None:
    assert section(text) == expected


def test_a_list_by_reference_accuses_nobody() -> None:
    text = "Yrkanden\n\nRut Svan (M) yrkar avslag på förslaget."
    assert section(text, "Närvarande: se bilaga 1\n\n" + MEMBERS) == []
    assert section(text, "Beslutande ledamöter\nAda Ek (S), ordförande\n") == []


def test_lists_against_themselves() -> None:
    rows = MEMBERS + "\nFrånvarande ledamöter\nBo Ås (M)\nEva By (S)\n"
    assert section("Inget.", rows) == ["attendance.present_and_absent"]


def test_adjusters_are_those_elected() -> None:
    front = "Justerare: Bo Ås (M)\n\n" + MEMBERS
    chosen = "Beslut\n\n{} utses att justera protokollet."
    assert section(chosen.format("Bo Ås (M)"), front) == []
    assert section(chosen.format("Ida Ö (C)"), front) == ["adjuster.not_elected"]
    assert section(chosen.format("Den som står på tur"), front) == []


def test_signatures() -> None:
    body = "§ 1 Val\n\nInget.\n\n§ 2 Taxa\n\nTaxan antas.\n\nUnderskrifter\n\nOrdförande ........ {}\n"
    assert codes(f"{MEMBERS}\n{body.format('Ada Ek')}") == []
    assert codes(f"{MEMBERS}\n{body.format('Ada Maria Ek')}") == []
    assert codes(f"{MEMBERS}\n{body.format('Rut Svan')}") == ["signature.not_listed"]


# Dates, times, sums, words


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("Datum: 2031-02-03\nJusteringsdatum: 2031-02-10\n\n", []),
        ("Datum: 2031-02-03\nJusteringsdatum: 2031-01-10\n\n", ["date.adjusted_before"]),
        ("Tid: kl 13:00-16:00\n\n", []),
        ("Tid: kl 13:00-10:30\n\n", ["time.ends_before_start"]),
        ("Tid: kl 18:00-00:30\n\n", []),
        ("Tid: kl 13:00-16:00, ajournering kl 14:00-14:20\n\n", []),
        ("Tid: kl 13:00-16:00, ajournering kl 17:00-17:20\n\n", ["time.break_outside"]),
        ("Datum: tisdagen den 4 februari 2031\n\n", []),
        ("Datum: torsdagen den 4 februari 2031\n\n", ["date.weekday_differs"]),
        (
            "Datum: 2031-02-03\n\nBEVIS\nAnslaget sätts upp 2031-02-11\nAnslaget tas ned 2031-03-05\n\n",
            [],
        ),
        (
            "Datum: 2031-02-03\n\nBEVIS\nAnslaget sätts upp 2031-02-11\nAnslaget tas ned 2031-02-05\n\n",
            ["notice.order"],
        ),
    ],
)
def test_orders_of_dates_and_times(front: str, expected: list[str]) -> None:
    assert codes(front + BODY) == expected


def test_hour_of_opening() -> None:
    told = "§ 1 Öppnande\n\nOrdföranden öppnar sammanträdet klockan {}.\n\n§ 2 Taxa\n\nAntas.\n"
    text = f"Tid: kl 13:00-16:00\n\n{told}"
    assert codes(text.format("13:05")) == []
    assert codes(text.format("15:00")) == ["time.opening_differs"]


ROWS = "Bakgrund\n\nBudget\n\nOmråde, tkr\t2031\nSkola\t5 200\nPark\t{}\nSumma\t5 500\n"


def test_sums() -> None:
    assert section(ROWS.format("300")) == []
    assert section(ROWS.format("400")) == ["money.sum_differs"]
    assert section(ROWS.format("")) == []
    assert section("Bakgrund\n\nKostnaden är 300 kr, varav 40 kr avser skruv.") == []
    assert section("Bakgrund\n\nKostnaden är 300 kr, varav 40 tkr avser skruv.") == ["money.part_exceeds"]
    assert section("Bakgrund\n\nKostnaden är 1,250 kr.") == ["money.unclear"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Klicka eller tryck här för att ange text.", ["text.template"]),
        ("[Ange ärendets nummer]", ["text.template"]),
        ("Fel! Bokmärket är inte definierat.", ["text.template"]),
        ("Klicka på kartan för att se området.", []),
        ("Beslutet [enligt bilagan] gäller.", []),
    ],
)
def test_left_over_from_a_template(text: str, expected: list[str]) -> None:
    assert section(text) == expected


def test_decisions() -> None:
    assert section("Beslut\n\n1. Planen antas.\n2. Taxan höjs.") == []
    assert section("Beslut\n\n1. Planen antas.\n3. Taxan höjs.") == ["decision.number_gap"]
    assert section("Beslut\n\nReservation\n\nBo Ås (M) reserverar sig mot beslutet.") == ["decision.empty"]


def test_many_gaps_are_one_finding() -> None:
    body = "\n\n".join(f"§ {n} Ärende\n\nInget." for n in (1, 3, 5, 7, 9, 11))
    (found,) = helpers.extract(f"Protokoll\n\n{body}\n")["findings"]
    assert found["message"] == "§§ 2, 4, 6, 8, 10 missing."
