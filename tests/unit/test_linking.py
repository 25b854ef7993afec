"""From names as written to register numbers: exact, abbreviated, by place and time, one slip of the pen."""

from __future__ import annotations

import pytest

import helpers
from protokoll_extract.linking.links import links_of
from protokoll_extract.model.protokoll import Protokoll
from protokoll_extract.resolve.registers import NOWHERE, Setting, link, party_at
from protokoll_extract.vocab.registers import organisations


@pytest.mark.parametrize(
    ("name", "number", "rule"),
    [
        ("Solna stad", "0184", "register.name"),
        ("Region Stockholm", "01", "register.name"),
        ("Stockholms läns landsting", "01", "register.name"),
        ("Tillväxtverket", "202100-6149", "register.name"),
        ("Länsstyrelsen Uppsala", "202100-2254", "register.name"),
        ("FK", "202100-5521", "register.abbreviation"),
        ("Vallentunna kommun", "0115", "register.near_name"),
        ("Arbetsförmedlnigen", "202100-2114", "register.near_name"),
    ],
)
def test_a_number_by_a_rule(name: str, number: str, rule: str) -> None:
    found = link(name)
    assert found is not None
    assert (found.entry.id, found.rule) == (number, rule)


@pytest.mark.parametrize(
    "name",
    ["Granviks kommun", "Solna", "Habo och Hjo kommun", "Lerviks kommun", "Länsstyrelsen", "Älvdata AB"],
)
def test_in_doubt_no_number(name: str) -> None:
    assert link(name) is None


def test_the_county_of_the_meeting_settles_its_board() -> None:
    found = link("Länsstyrelsen", Setting("0380", "03"))
    assert found is not None
    assert (found.entry.id, found.rule) == ("202100-2254", "register.by_county")


def test_one_slip_never_leads_from_one_register_name_to_another() -> None:
    wrong = [
        name
        for name, entry in organisations().items()
        if (found := link(name)) is not None and found.rule == "register.near_name" and found.entry != entry
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "setting", "name"),
    [
        ("FP", Setting(on="2010-03-01"), "Folkpartiet liberalerna"),
        ("FP", Setting(on="2017-03-01"), "Liberalerna"),
        ("L", Setting(on="2017-03-01"), "Liberalerna"),
        ("L", Setting(on="2010-03-01"), None),
        ("L", NOWHERE, "Liberalerna"),
        ("S", Setting(on="1999-01-01"), "Socialdemokraterna"),
        ("FPO", Setting("1421", "14"), "Folkviljan Orust"),
        ("FPO", Setting("0180", "01"), None),
        ("FPO", NOWHERE, None),
    ],
)
def test_letters_mean_a_party_there_and_then(code: str, setting: Setting, name: str | None) -> None:
    found = party_at(code, setting)
    assert (found.name if found else None) == name


def test_what_is_written_stays_and_the_link_is_derived() -> None:
    data = helpers.extract("Protokoll\n\n§ 1 Läget\n\nSvar från Vallentunna kommun har kommit.\n")
    (entry,) = data["organisations"]
    assert entry["name"] == "Vallentunna kommun"
    assert entry["register_ids"] == [{"scheme": "kommunkod", "id": "0115", "name": "Vallentuna kommun"}]
    (proof,) = [x for x in data["evidence"] if x["pointer"] == "/organisations/0/register_ids/0/id"]
    assert (proof["status"], proof["rule"]) == ("derived", "register.near_name")


def test_the_issuer_gives_the_body_its_number() -> None:
    data = helpers.extract("Solna stad\nKulturnämnden\n\nProtokoll\n\n§ 1 Läget\n\nInget nytt.\n")
    assert [(x["scheme"], x["id"]) for x in data["meeting"]["body"]["register_ids"]] == [
        ("kommunkod", "0184")
    ]


def test_a_party_that_changed_its_letters() -> None:
    text = "Protokoll 2012-05-03\n\nNärvarande\n\nAda Ek (fp)\n\n§ 1 Läget\n\nInget nytt.\n"
    (party,) = helpers.extract(text)["parties"]
    assert (party["id"], party["name"]) == ("FP", "Folkpartiet liberalerna")
    assert party["register_ids"][0]["id"] == "0003"


@pytest.mark.parametrize(
    "text",
    [
        "Järvälla kommun svarar. Järvälla kommun frågar. Bidrag till Järvälla kommun avslås.",
        "Yttrandet skickas.",
    ],
)
def test_a_name_that_is_always_written_so_is_no_slip(text: str) -> None:
    front = "Järvälla kommun\nSocialnämnden\n\n" if text == "Yttrandet skickas." else ""
    data = helpers.extract(f"{front}Protokoll\n\n§ 1 Läget\n\n{text} Länsstyrelsen svarar.\n")
    assert [x["register_ids"] for x in data["organisations"] if x["register_ids"]] == []
    assert data["meeting"]["body"]["register_ids"] == []


def test_every_link_is_listed_for_reading() -> None:
    data = helpers.extract("Protokoll\n\n§ 1 Läget\n\nAda Ek (S) talar. Vallentunna kommun svarar.\n")
    found = links_of([Protokoll.model_validate(data)])
    assert [(x.name, x.id, x.register_name, x.rule) for x in found] == [
        ("Vallentunna kommun", "0115", "Vallentuna kommun", "register.near_name"),
        ("S", "0002", "Socialdemokraterna", "register.party"),
    ]
