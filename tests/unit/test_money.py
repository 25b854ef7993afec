"""What sums are about: purpose, payer, recipient, period, programme; tables with their unit in the head."""

from __future__ import annotations

import pytest

import helpers
from helpers import Json


def amounts(section: str) -> list[Json]:
    text = f"Protokoll\n\nNämnden\n\n§ 4 Pengar\n\n{section}\n\n§ 5 Annat\n\nInget.\n"
    data = helpers.extract(text)
    assert helpers.broken_promises(data, text) == []
    found: list[Json] = data["amounts"]
    return found


def one(sentence: str, *keys: str) -> tuple[str | None, ...]:
    (found,) = amounts(f"Bakgrund\n\n{sentence}")
    return tuple(found[key] for key in keys)


@pytest.mark.parametrize(
    ("sentence", "purpose"),
    [
        ("Ett anslag om 300 000 kr för reparation av taket.", "reparation av taket"),
        ("Därav avser 40 000 kr en bänk.", None),
        ("Nämnden har 300 000 kr att fördela.", "att fördela"),
        ("I programmet finns 3 mnkr kvar att utlysa för nuvarande programperiod 2031 – 2037.", "att utlysa"),
        ("I fonden finns 3 mnkr kvar att utlysa inom programområde C.2 (kompetens).", "att utlysa"),
        ("En budget om 3 mnkr för år 2031.", None),
        ("Avgiften för slamtömning höjs till 1 180 kr.", "slamtömning"),
        ("Avgiften höjs från 1 180 kr.", None),
        ("Ett bidrag om 3 000 kr till Norrviks kommun för en ny brygga.", "en ny brygga"),
        ("Kostnaden är 300 kr per person.", "per person"),
        ("Kostnaden är 300 kr enligt förslaget.", None),
        ("De 2 000 kr till tryckningen av boken har kommit in.", "tryckningen av boken"),
    ],
)
def test_purpose(sentence: str, purpose: str | None) -> None:
    assert one(sentence, "purpose") == (purpose,)


def test_purpose_of_a_part() -> None:
    text = "Bakgrund\n\nKostnaden är 300 000 kr, varav 100 kr avser skruv."
    assert [a["purpose"] for a in amounts(text)] == [None, "skruv"]


@pytest.mark.parametrize(
    ("sentence", "payer", "recipient"),
    [
        ("Norrviks Byalag beviljas 3 000 kr.", None, "Norrviks Byalag"),
        ("Nämnden kan bevilja Norrviks Byalag ett bidrag om 3 000 kr.", None, "Norrviks Byalag"),
        ("Ett bidrag om 3 000 kr till Norrviks kommun.", None, "Norrviks kommun"),
        ("Bolaget betalar en avgift om 3 000 kr.", "Bolaget", None),
        ("Kostnaden, 3 000 kr, betalas av sökanden.", "sökanden", None),
        ("Tomten säljs till Älvdata AB för 3 000 kr.", "Älvdata AB", None),
        ("Tomten Ekbacken 2:8 säljs till Älvdata AB för 3 000 kr.", "Älvdata AB", None),
        ("Nämnden beslutar att sälja Ekbacken 2:8 till Älvdata AB för 3 000 kr.", "Älvdata AB", None),
        ("Den betalar 3 000 kr.", None, None),
        ("Förvaltningen får i uppdrag att köpa in bord för 3 000 kr.", None, None),
        ("Höjningen uppgår till 3 000 kr.", None, None),
    ],
)
def test_who_pays_and_receives(sentence: str, payer: str | None, recipient: str | None) -> None:
    assert one(sentence, "payer", "recipient") == (payer, recipient)


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Kostnaden är 300 kr per år.", "per år"),
        ("Den årliga kostnaden är 300 kr.", "per år"),
        ("Arvodet är 535 kronor per timma.", "per timme"),
        ("Budgeten är 3 mnkr för 2031.", "2031"),
        ("Budgeten är 3 mnkr för åren 2031–2033.", "2031-2033"),
        ("Kostnaden är 300 kr och betalas den 3 maj 2031.", None),
        ("Kostnaden är 300 kr per person.", None),
    ],
)
def test_period(sentence: str, period: str | None) -> None:
    assert one(sentence, "period") == (period,)


def test_programme_of_the_sentence_and_of_the_line_above_a_list() -> None:
    assert one("Inom programområde C.2 finns 3 mnkr.", "programme") == ("programområde C.2",)
    assert one("Beloppet, 3 mnkr, belastar konto 45120.", "programme") == ("konto 45120",)
    listed = amounts(
        "Bakgrund\n\nFörstudier inom programområde C.2\n\n- Högst 300 kr i stöd.\n- Snabb ansökan.\n"
    )
    assert [a["programme"] for a in listed] == ["programområde C.2"]


@pytest.mark.parametrize(
    ("section", "status"),
    [
        ("Beslut\n\nEtt anslag om 300 kr beviljas.", "decided"),
        ("Beslut\n\nAnsökan om 300 kr avslås.", "proposed"),
        ("Nämndens förslag till kommunfullmäktige\n\nEtt anslag om 300 kr beviljas.", "proposed"),
        ("Yrkanden\n\nBo Ås (M) yrkar att anslaget blir 300 kr.", "proposed"),
        ("Bakgrund\n\nNämndens resultat är 300 kr.", "actual"),
        ("Bakgrund\n\nFör helåret väntas ett resultat på 300 kr.", "forecast"),
        ("Bakgrund\n\nDet är 300 kr bättre än budget.", None),
        ("Bakgrund\n\nKassören har 300 kr i väskan.", None),
    ],
)
def test_status_by_place(section: str, status: str | None) -> None:
    assert [a["status"] for a in amounts(section)] == [status]


def test_second_sum_shares_the_status_of_the_first() -> None:
    text = "Bakgrund\n\nDet finns 3 mnkr kvar inom programområde C.2 och 4 mnkr inom programområde C.3."
    assert [a["status"] for a in amounts(text)] == ["available", "available"]


TABLE = "Bakgrund\n\nNämndens budget\n\n{head}\nSkola\t5 200\t4 100\nPark\t300\t250\nSumma\t5 500\t4 350\n"


@pytest.mark.parametrize(
    "head", ["Verksamhet, tkr\tBudget 2031\tUtfall 2030", "Område\tBudget 2031, tkr\tUtfall 2030, tkr"]
)
def test_table_with_its_unit_in_the_head(head: str) -> None:
    text = f"Protokoll\n\n§ 4 Pengar\n\n{TABLE.format(head=head)}\n§ 5 Annat\n\nInget.\n"
    data = helpers.extract(text)
    assert helpers.broken_promises(data, text) == []
    (found,) = data["items"][0]["tables"]
    assert [row["label"] for row in found["rows"]] == ["Skola", "Park", "Summa"]
    assert [row["kind"] for row in found["rows"]] == ["row", "row", "sum"]
    assert [cell["value"] for cell in found["rows"][2]["cells"]] == ["5500000", "4350000"]
    first = data["amounts"][0]
    assert (first["raw"], first["value"], first["unit"], first["scale"]) == (
        "5 200",
        "5200000",
        "tkr",
        "1000",
    )
    assert (first["label"], first["status"], first["period"]) == ("Skola", "budget", "2031")
    entry = next(e for e in data["evidence"] if e["pointer"] == "/amounts/0/value")
    assert (entry["status"], [p["quote"] for p in entry["parts"]]) == ("derived", ["tkr", "5 200"])


def test_table_without_a_unit_is_no_money() -> None:
    assert amounts(TABLE.format(head="Område\tElever 2031\tElever 2030")) == []


TRAP = (helpers.ROOT / "corpus/not_money.list").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize("number", TRAP)
def test_numbers_that_are_no_money(number: str) -> None:
    assert (
        amounts(f"Bakgrund\n\nÄrendet gäller {number} och avser {number}.\n\nBeslut\n\nNämnden godkänner.")
        == []
    )


def test_a_sum_named_again_without_its_unit() -> None:
    found = amounts("Ada äskar 2 128 kr till kaffe.\n\nBeslut\n\nGodkänna äskningen på 2128.")
    assert [(x["raw"], x["value"], x["currency"], x["unit"]) for x in found] == [
        ("2 128 kr", "2128", "SEK", "kr"), ("2128", "2128", "SEK", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["äskningen på 2129", "äskningen på 2128 stolar", "en promenad på 2128", "bidraget på 2128:-"]
)
def test_a_number_that_is_not_that_sum_again(text: str) -> None:
    found = amounts(f"Ada äskar 2 128 kr till kaffe.\n\nBeslut\n\nGodkänna {text}.")
    assert [x["raw"] for x in found if x["unit"] is None] == []
