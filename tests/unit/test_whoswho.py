"""Who's who within a document: people, organisations, parties, and the offices of the meeting."""

from __future__ import annotations

from typing import Any

import pytest

import helpers
from helpers import Json


def data(text: str, front: str = "Närvarande\n\nAda Ek (S), ordförande\nBo Ås (M)\n") -> Json:
    return helpers.extract(f"Protokoll\n\n{front}\n§ 1 Läget\n\n{text}\n")


def people(found: Json) -> dict[str, Any]:
    return {person["name"]: person for person in found["people"]}


def test_every_mention_of_a_person() -> None:
    person = people(data("Ada Ek (S) yrkar bifall. Ada Eks yrkande avslås."))["Ada Ek"]
    assert len(person["mentions"]) == 3
    assert (person["party"], person["roles"]) == ("S", ["ordförande"])


def test_a_longer_name_is_somebody_else() -> None:
    found = people(data("Ada Ek Nur (C) yrkar bifall."))
    assert {"Ada Ek", "Ada Ek Nur"} <= found.keys()
    assert len(found["Ada Ek"]["mentions"]) == 1


def test_somebody_named_with_party_or_title() -> None:
    found = people(data("Xylia Qvist (KD) frågar. Ekonomichef Zeb Orvall svarar."))
    assert found["Xylia Qvist"]["party"] == "KD"
    assert "Zeb Orvall" in found


def test_capitals_alone_make_no_person() -> None:
    assert set(people(data("Forsbron Norra och Lilla Torget byggs om."))) == {"Ada Ek", "Bo Ås"}


def test_organisations_are_found_once_with_all_mentions() -> None:
    found = data("Älvdata AB får bidraget. Pengarna går till Älvdata AB.")["organisations"]
    assert [(o["name"], len(o["mentions"])) for o in found] == [("Älvdata AB", 2)]


def test_parties_by_their_letters() -> None:
    found = {party["id"]: party for party in data("Ida Ö (s) och Pål Nur (M) yrkar bifall.")["parties"]}
    assert set(found) == {"S", "M"}
    assert found["S"]["names_as_written"] == ["S", "s"]


def offices(found: Json) -> tuple[Any, Any, Any]:
    meeting = found["meeting"]
    return meeting["chair"], meeting["secretary"], meeting["adjusters"]


def test_chair_from_the_only_one_listed_as_such() -> None:
    assert offices(data("Inget.")) == ("Ada Ek", None, [])


def test_offices_from_what_the_meeting_decided() -> None:
    found = data("Bo Ås väljs till mötesordförande. Ada Ek väljs till mötessekreterare.", "")
    assert offices(found)[:2] == ("Bo Ås", "Ada Ek")
    assert offices(data("Bo Ås väljs att justera protokollet."))[2] == ["Bo Ås"]


def test_offices_at_the_start_of_a_sentence() -> None:
    found = data("Till mötesordförande väljs Bo Ås. Till mötessekreterare väljs Ada Ek.", "")
    assert offices(found)[:2] == ("Bo Ås", "Ada Ek")


def test_two_with_the_role_leave_the_office_open() -> None:
    front = "Närvarande\n\nAda Ek (S), ordförande\nBo Ås (M), ordförande\n"
    assert offices(data("Inget.", front))[0] is None


def test_ids_of_people_are_those_of_the_rows() -> None:
    found = data("Inget.")
    ids = {person["id"] for person in found["people"]}
    assert len(ids) == len(found["people"])
    assert {row["person"] for row in found["attendance"]} <= ids


NAMESAKES = """Närvarande ledamöter

Ada Ek (S), ordförande
Bo Ek (S)
Cia Ros (M)

Frånvarande ledamöter

Ada Ek (M)
"""


def test_one_name_with_two_parties_is_two_people() -> None:
    found = data("Ada Ek (M) har lämnat en motion. Ada Ek (S) yrkar avslag. Ada Ek svarar.", NAMESAKES)
    both = {person["party"]: person for person in found["people"] if person["name"] == "Ada Ek"}
    assert set(both) == {"S", "M"}
    assert [len(both[party]["mentions"]) for party in ("S", "M")] == [2, 2]
    assert [row["person"] for row in found["attendance"] if row["name"] == "Ada Ek"] == [
        both["S"]["id"], both["M"]["id"],
    ]  # fmt: skip
    assert [(x["text"], set(x["candidates"])) for x in found["open_mentions"]] == [
        ("Ada Ek", {both["S"]["id"], both["M"]["id"]})
    ]


def test_namesakes_are_present_each_for_themselves() -> None:
    found = data("Ada Ek (S) yrkar bifall.\n\nBeslut\n\nNämnden bifaller yrkandet.", NAMESAKES)
    ids = {person["party"]: person["id"] for person in found["people"] if person["name"] == "Ada Ek"}
    assert ids["S"] in found["items"][0]["deciding"] and ids["M"] not in found["items"][0]["present"]
    assert not [x for x in found["findings"] if x["code"].startswith(("attendance.", "person.", "party."))]


def test_two_rows_of_one_party_are_one_person() -> None:
    found = data("Inget.", "Närvarande ledamöter\n\nAda Ek (S)\n\nErsättare\n\nAda Ek (S)\n")
    assert len([person for person in found["people"] if person["name"] == "Ada Ek"]) == 1


OFTEN = "Jörgen Fjällman (S) yrkar bifall. Jörgen Fjällman (S) reserverar sig. Jörgen Fjällman (S) talar. "


def test_a_slip_in_a_name_is_no_second_person() -> None:
    found = people(data(OFTEN + "Jögen Fjällman (S) lämnar in ett yttrande."))
    assert "Jögen Fjällman" not in found
    assert found["Jörgen Fjällman"]["names_as_written"] == ["Jörgen Fjällman", "Jögen Fjällman"]


@pytest.mark.parametrize("other", ["Jörgen Fjällman (M)", "Georgen Fjällman (S)", "Torgen Fjällman (S)"])
def test_another_party_or_two_letters_are_somebody_else(other: str) -> None:
    assert other[:-4] in people(data(OFTEN + f"{other} lämnar in ett yttrande."))


@pytest.mark.parametrize("other", ["Maria Fjällman", "Anna Karlsson"])
def test_another_given_name_or_a_common_surname_is_somebody_else(other: str) -> None:
    known = {"Maria Fjällman": "Marie Fjällman", "Anna Karlsson": "Anna Carlsson"}[other]
    often = OFTEN.replace("Jörgen Fjällman", known)
    assert {other, known} <= people(data(often + f"{other} (S) lämnar in ett yttrande.")).keys()


def test_letters_of_a_local_party_behind_somebody_with_an_office() -> None:
    found = people(data("Beslut\n\nBo Ås (SPI) utses att jämte ordföranden justera dagens protokoll.", ""))
    assert found["Bo Ås"]["party"] == "SPI"
    assert people(data("Bo Åström (HOP) deltar.", ""))["Bo Åström"]["party"] is None


def test_nobody_stands_behind_in() -> None:
    found = people(data("Vi deltar i Urban Almhus och i Anna Eks förslag. Urban Almgren svarar."))
    assert "Urban Almhus" not in found and "Urban Almgren" in found


def test_a_letter_once_doubled_is_the_same_family_name() -> None:
    found = people(data("Vi tackar Anna Almgreson. Anna Almgresson svarar.", ""))
    assert found["Anna Almgreson"]["names_as_written"] == ["Anna Almgreson", "Anna Almgresson"]
    assert {"Anna Almgreson", "Anna Almgresson"} <= people(
        data("Anna Almgreson (S) talar. Anna Almgresson (M) svarar.", "")
    ).keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Ek talar. Kom ihåg att tacka Ada E. Kostnaden delas.", ["Ada Ek"]),
        ("Ada Ek talar. Ada ”Algen” Ek sjunger.", ["Ada Ek"]),
        ("Jukka-Pekka Almvirta talar.", ["Jukka-Pekka Almvirta"]),
        ("Ada Ek Brandingenjör deltar.", ["Ada Ek"]),
        ("Ada Almdals Barnsjukhus tackar.", []),
        ("Ada Elina församling tackar.", []),
        ("Reglerna om Lex Maria gäller.", []),
        ("Hans Lars motion avslås.", []),
        ("Vera Almskolans aula hyrs.", []),
    ],
)
def test_who_is_named_and_what_only_looks_so(text: str, expected: list[str]) -> None:
    data = helpers.extract(f"Protokoll\n\n§ 1 Läget\n\n{text}\n")
    assert [person["name"] for person in data["people"]] == expected


def test_a_title_keeps_what_stands_before_it() -> None:
    data = helpers.extract("Protokoll\n\n§ 1 Läget\n\nOrdet gick till 1:e vice ordförande Ada Ek.\n")
    assert data["people"][0]["roles"] == ["1:e vice ordförande"]
