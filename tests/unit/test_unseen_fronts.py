"""Front pages with habits of their own: names above offices, days of signing, places behind times."""

from __future__ import annotations

from typing import Any

import pytest

import helpers


def meeting(front: str) -> dict[str, Any]:
    text = f"{front}\n\n§ 1 Övriga frågor\n\nInget fanns att ta upp.\n"
    return dict(helpers.extract(text)["meeting"])


def test_names_above_their_offices() -> None:
    found = meeting(
        "Protokoll\n\nAda Bergvall\tBo Lundell\nOrdförande\tsekreterare\n\n"
        "Ida Nur\tÖsten Ek\nJusterare\tJusterare\n\n"
        "ANSLAG/BEVIS"
    )
    assert (found["chair"], found["secretary"]) == ("Ada Bergvall", "Bo Lundell")
    assert found["adjusters"] == ["Ida Nur", "Östen Ek"]


def test_names_below_their_offices() -> None:
    found = meeting("Protokoll\n\nOrdförande\tSekreterare\n\nAda Bergvall\tBo Lundell\n\nANSLAG/BEVIS")
    assert (found["chair"], found["secretary"]) == ("Ada Bergvall", "Bo Lundell")


@pytest.mark.parametrize(
    "later",
    [
        "Protokolljustering\tLervik den 27.1.2032\n\tAda Bergvall\tBo Lundell",
        "Protokollet framlagt till påseende\tLervik den 30.1.2032",
        "Anslaget är uppsatt\t2032-01-30 – 2032-02-21",
    ],
)
def test_day_of_signing_or_posting_is_not_the_meetings(later: str) -> None:
    found = meeting(
        f"PROTOKOLL\nKommunstyrelsen\nSammanträdestid\t26.1.2032 kl 17.00-20.35\n\n"
        f"{later}\n\tLervik 31.1.2032"
    )
    assert found["date"] == "2032-01-26"


def test_two_days_in_the_title() -> None:
    found = meeting("PROTOKOLL NR 5/2031/2032\n\nMöte med sektionens styrelse den 26-27 januari 2032")
    assert (found["date"], found["end_date"]) == ("2032-01-26", "2032-01-27")
    assert found["number"] == "5/2031/2032"


def test_day_behind_a_meeting_is_no_number() -> None:
    assert meeting("Protokoll föreningsmöte 21 september\nDatum: 2031-09-21")["number"] is None


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("2031-12-08 kl. 08.30-12:00 Strandskolans konferensrum", "Strandskolans konferensrum"),
        ("Sandvik 15 december 2031 kl. 13:00-16:30", "Sandvik"),
        ("2031-12-08 kl. 08.30-12:00", None),
    ],
)
def test_place_beside_the_time(value: str, place: str | None) -> None:
    assert meeting(f"Socialnämnden\nProtokoll\nPlats och tid\t{value}")["place"]["raw"] == place


def test_office_said_in_a_sentence() -> None:
    found = meeting(
        "Protokoll\n\nJustering och sekreterare\nAtt justera dagens "
        "protokoll valdes Bo Lundell. Sekreterare är Ada Bergvall."
    )
    assert found["secretary"] == "Ada Bergvall"


def test_adjusters_one_below_the_other() -> None:
    text = "Protokoll\n\n§ 1 Övriga frågor\n\nInget.\n\nJusteras:\n\nAda Bergvall\n\nBo Lundell\n"
    assert helpers.extract(text)["meeting"]["adjusters"] == ["Ada Bergvall", "Bo Lundell"]


def test_chair_of_the_day() -> None:
    text = (
        "Årsmöte 2031\n\n§ 1 Ordf. för mötet\n\nTill ordf. för årsmötet valdes Ada Bergvall.\n\n"
        "§ 2 Övrigt\n\nInget.\n"
    )
    assert helpers.extract(text)["meeting"]["chair"] == "Ada Bergvall"


def test_word_that_counts_pages_is_no_organisation() -> None:
    text = "Socialnämnden\tSAMMANTRÄDESPROTOKOLL\tSida\n\t\t1(16)\n\n§ 1 Övrigt\n\nInget.\n\nSida 1 (16)\n"
    names = [x["name"] for x in helpers.extract(text)["organisations"]]
    assert "Sida" not in names


def test_body_beside_a_line_with_a_person() -> None:
    found = helpers.extract(
        "HÖGSKOLAN I GRANVIK\tPROTOKOLL\nStyrelsen\nSekreterare Ada Bergvall\n\n"
        "Närvarande ledamöter:\tBo Lundell\n\n"
        "§ 1 Övrigt\n\nInget.\n"
    )
    assert found["meeting"]["body"]["name"] == "Styrelsen"
    assert [row["name"] for row in found["attendance"] if row["capacity"] == "member"] == ["Bo Lundell"]


def test_second_place_and_time_is_of_the_adjustment() -> None:
    found = meeting(
        "Pensionärsrådet\t10 april 2031\nPlats och tid\tHamnen, kl 13:00-16:00\nJusterare\tAda Bergvall\n"
        "Plats och tid\tKommunhuset 2031-04-22\nSekreterare\tBo Lundell\tParagrafer 1-1"
    )
    assert (found["date"], found["adjustment"]["date"]) == ("2031-04-10", "2031-04-22")


def test_secretary_below_a_label_beside_the_paragraphs() -> None:
    found = meeting("Protokoll\nSekreterare\t\tParagrafer 101-103\n\tAda Bergvall\nOrdförande\n\tBo Lundell")
    assert (found["secretary"], found["chair"]) == ("Ada Bergvall", "Bo Lundell")
    assert found["paragraphs"] == {"first": "101", "last": "103"}


def test_signatures_below_the_label_that_heads_them() -> None:
    found = meeting("Protokoll\nUnderskrifter\tSekreterare\n\tAda Bergvall\n\tOrdförande\n\tBo Lundell")
    assert (found["secretary"], found["chair"]) == ("Ada Bergvall", "Bo Lundell")


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("Vård- och omsorgskontoret den 25 februari 2031", "Vård- och omsorgskontoret"),
        ("Kommunalhuset plan 4, 2031-06-05", "Kommunalhuset plan 4"),
        ("Torsdagen den 26 november kl 10.00", None),
        ("Protokollet är justerat 23 mars", None),
    ],
)
def test_place_of_the_adjustment(value: str, place: str | None) -> None:
    found = meeting(f"Protokoll\nJusteringens plats och tid\t{value}")
    assert found["adjustment"]["place"] == place


def test_label_is_no_value_of_the_label_above() -> None:
    found = meeting("Protokoll\nJustering\n\nUnderskrifter\tSekreterare\n\tAda Bergvall")
    assert found["adjustment"]["place"] is None


def test_committee_with_an_adjective() -> None:
    found = meeting(
        "GRANVIKS KOMMUN\tPROTOKOLL\nKommunstyrelsens allmänna utskott\tSammanträdesdatum\n\t2031-09-11"
    )
    assert found["body"]["name"] == "Kommunstyrelsens allmänna utskott"
