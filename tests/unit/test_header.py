"""The meeting: body, title, number, date, times, place, §§, offices, adjustment."""

from __future__ import annotations

from typing import Any

import pytest

import helpers


def meeting(front: str) -> dict[str, Any]:
    text = f"{front}\n\n§ 1 Övriga frågor\n\nInget fanns att ta upp.\n"
    return dict(helpers.extract(text)["meeting"])


@pytest.mark.parametrize(
    ("front", "number"),
    [
        ("PROTOKOLL 4/2031", "4/2031"),
        ("Protokoll nr 7", "7"),
        ("PROTOKOLL NR 6", "6"),
        ("Protokoll (nummer 4)", "4"),
        ("Sammanträdesprotokoll nr 12:2031", "12:2031"),
        ("Protokoll 2031", None),
        ("Protokoll 9 december 2031", None),
        ("Protokoll 2031-02-03", None),
    ],
)
def test_number(front: str, number: str | None) -> None:
    assert meeting(f"Direktionen\n{front}")["number"] == number


@pytest.mark.parametrize(
    ("front", "date", "end"),
    [
        ("Sammanträdesdatum: 2031-02-03", "2031-02-03", None),
        ("Datum\nden 3 februari 2031", "2031-02-03", None),
        ("Datum och tid: måndagen den 3 februari 2031, klockan 18:00-21:25", "2031-02-03", None),
        ("Plats och tid: Salen, 2031-02-03 kl. 9", "2031-02-03", None),
        ("Datum: 2031-02-03 - 2031-02-04", "2031-02-03", "2031-02-04"),
        ("2031-02-03", "2031-02-03", None),
        ("Justeringsdatum: 2031-02-03", None, None),
        ("Datum: i februari", None, None),
    ],
)
def test_date(front: str, date: str | None, end: str | None) -> None:
    found = meeting(f"Direktionen\nProtokoll\n{front}")
    assert (found["date"], found["end_date"]) == (date, end)


@pytest.mark.parametrize(
    ("front", "start", "end"),
    [
        ("Tid: 10:00 – 12:00", "10:00", "12:00"),
        ("Tid: kl. 9.30-11.15", "09:30", "11:15"),
        ("Tid: 9.30-11.15", "09:30", "11:15"),
        ("Kl. 9-11", "09:00", "11:00"),
        ("Plats och tid: Salen, kl 13:15-16:40, ajournering kl 14:30-14:50", "13:15", "16:40"),
        ("Tid: klockan 18", "18:00", None),
        ("Tid: 25:00", None, None),
    ],
)
def test_times(front: str, start: str | None, end: str | None) -> None:
    found = meeting(f"Direktionen\nProtokoll\n{front}")
    assert (found["start_time"], found["end_time"]) == (start, end)


def test_times_from_the_opening_and_closing_where_the_front_page_is_silent() -> None:
    text = "Protokoll\n\n§ 1 A\n\nOrdföranden öppnar mötet kl. 10:00.\n\n§ 2 B\n\nMötet avslutas kl. 12.30.\n"
    data = helpers.extract(text)
    assert (data["meeting"]["start_time"], data["meeting"]["end_time"]) == ("10:00", "12:30")
    status = {e["pointer"]: e["status"] for e in data["evidence"]}
    assert status["/meeting/start_time"] == status["/meeting/end_time"] == "derived"


@pytest.mark.parametrize(
    ("front", "name", "address", "room"),
    [
        ("Plats: Kommunhuset, Stora salen", "Kommunhuset", None, "Stora salen"),
        ("Plats: Residenset, Kvarngatan 4, 990 12 Lerby", "Residenset", "Kvarngatan 4, 990 12 Lerby", None),
        ("Plats: Kvarngatan 4", None, "Kvarngatan 4", None),
        ("Plats: Kommunhuset\nlokal: Forssalen (plan 2)", "Kommunhuset", None, "Forssalen (plan 2)"),
        ("Plats och tid: Kommunhuset, kl 13-15", "Kommunhuset", None, None),
    ],
)
def test_place(front: str, name: str | None, address: str | None, room: str | None) -> None:
    place = meeting(f"Direktionen\nProtokoll\n{front}")["place"]
    assert (place["name"], place["address"], place["room"]) == (name, address, room)


@pytest.mark.parametrize(
    ("front", "first", "last"),
    [
        ("Paragrafer: §§ 12-24", "12", "24"),
        ("§§ 01 - 12", "01", "12"),
        ("Paragrafer\t12–24", "12", "24"),
        ("Paragraf: § 7", "7", "7"),
        ("", "1", "1"),
    ],
)
def test_paragraphs(front: str, first: str, last: str) -> None:
    assert meeting(f"Direktionen\nProtokoll\n{front}")["paragraphs"] == {"first": first, "last": last}


@pytest.mark.parametrize(
    ("front", "name", "classification", "issuer"),
    [
        ("Norrviks kommun\nSocialnämnden", "Socialnämnden", "nämnd", "Norrviks kommun"),
        ("Region Norrvik\nRegionstyrelsen", "Regionstyrelsen", "regionstyrelse", "Region Norrvik"),
        ("Organ: Barn- och utbildningsnämnden", "Barn- och utbildningsnämnden", "nämnd", None),
        (
            "Norrviks kommun, Kultur- och fritidsnämnden",
            "Kultur- och fritidsnämnden",
            "nämnd",
            "Norrviks kommun",
        ),
        ("Protokoll från Socialnämndens sammanträde", "Socialnämnden", "nämnd", None),
        ("Fört vid kyrkorådets sammanträde den 3 mars 2031.", "kyrkorådet", "kyrkofullmäktige", None),
        ("Tekniska utskottet", "Tekniska utskottet", "utskott", None),
        ("Kommunala pensionärsrådet", "Kommunala pensionärsrådet", "råd", None),
        ("Strategiska partnerskapet Norrvik", "Strategiska partnerskapet Norrvik", "partnerskap", None),
    ],
)
def test_body(front: str, name: str, classification: str, issuer: str | None) -> None:
    body = meeting(f"{front}\n\nProtokoll")["body"]
    assert (body["name"], body["classification"], body["issuer"]) == (name, classification, issuer)
    assert body["register_ids"] == []


def test_offices_from_labels() -> None:
    found = meeting(
        "Protokoll\nOrdförande: Ada Ek (S)\nSekreterare: Bo Ås\nJusterare: Ida Ö (M) och Pål Nur (C)"
    )
    assert (found["chair"], found["secretary"]) == ("Ada Ek", "Bo Ås")
    assert found["adjusters"] == ["Ida Ö", "Pål Nur"]


def test_adjustment() -> None:
    found = meeting("Protokoll\nJusteringens plats och tid: Kommunhuset, 2031-02-10")["adjustment"]
    assert (found["place"], found["date"], found["signed_digitally"]) == ("Kommunhuset", "2031-02-10", None)
    assert meeting("Protokoll\nJustering: Digital justering, 2031-02-10")["adjustment"]["place"] is None


def test_nothing_is_filled_in() -> None:
    found = meeting("Protokoll")
    unknown = ("number", "date", "end_date", "start_time", "end_time", "chair", "secretary")
    assert all(found[key] is None for key in unknown)
    assert found["adjusters"] == found["diary_numbers"] == []
    assert found["body"].pop("register_ids") == []
    assert set(found["place"].values()) == set(found["body"].values()) == {None}
