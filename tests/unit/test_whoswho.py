"""Who's who within a document: people, organisations, parties, and the offices of the meeting."""

from __future__ import annotations

from typing import Any

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
