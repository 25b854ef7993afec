"""Decision points and their kinds."""

from __future__ import annotations

from typing import Any

import pytest

import helpers
from protokoll_extract.extract.kinds import kind_of


def points(text: str, heading: str = "Beslut\n\n") -> list[dict[str, Any]]:
    (item,) = helpers.extract(f"Protokoll\n\n§ 1 Läget\n\n{heading}{text}\n")["items"]
    return list(item["decisions"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Förslaget att avslå motionen bifalls.", "approved"),
        ("Förslaget att genast avslå den nya motionen bifalls.", "approved"),
        ("Motionen avslås med hänvisning till att planen redan har antagits.", "rejected"),
        ("att ge förvaltningen i uppdrag att återremittera ärendet", "assigned"),
        ("Ärendet bordläggs och rapporten läggs till handlingarna.", "tabled"),
        ("Paragrafen förklaras omedelbart justerad.", "immediate_adjustment"),
        ("Det blir som det blir.", None),
    ],
)
def test_the_verb_that_is_not_governed_decides(text: str, kind: str | None) -> None:
    found = kind_of(text)
    assert (found.name if found else None) == kind


@pytest.mark.parametrize(
    "lead",
    [
        "Kommunstyrelsen beslutar",
        "Kommunstyrelsen beslutar följande.",
        "Kommunstyrelsen beslutar för egen del:",
        "Kommunstyrelsen beslutade:",
    ],
)
def test_lead_in_names_who_decides(lead: str) -> None:
    (point,) = points(f"{lead}\n\nPlanen antas.")
    assert (point["text"], point["decided_by"]) == ("Planen antas.", "Kommunstyrelsen")


def test_a_proposal_to_a_higher_body_is_no_decision_of_this_one() -> None:
    kinds = [
        p["kind"] for p in points("Kommunstyrelsen föreslår att kommunfullmäktige beslutar:\n\nPlanen antas.")
    ]
    assert kinds == ["proposed"]


def test_a_signature_line_is_no_decision() -> None:
    assert len(points("Planen antas.\n\n__________")) == 1


def test_decisions_are_verbatim() -> None:
    text = "Planen antas , trots stafvningen, i sin helhet."
    assert [p["text"] for p in points(text)] == [text]


def test_what_is_only_proposed_is_not_decided() -> None:
    assert points("Planen antas.", "Förslag till beslut\n\n") == []


def test_free_text_decides_only_where_no_heading_does() -> None:
    found = points("Planen antas.\n\nBeslut\n\nPlanen avslås.", "")
    assert [p["text"] for p in found] == ["Planen avslås."]


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("Socialnämnden beslutar att anta planen.", ["Socialnämnden beslutar att anta planen."]),
        ("Beslöts att anta planen.", ["Beslöts att anta planen."]),
        ("Ordföranden finner att nämnden beslutar att anta planen.", []),
        ("Socialnämnden beslutar att godkänna propositionsordningen.", []),
    ],
)
def test_below_the_vote_the_body_decides_without_a_heading(text: str, decided: list[str]) -> None:
    front = "Socialnämnden\n\nProtokoll\n\n§ 1 Läget\n\nYrkanden\n\nAda Ek (S) yrkar avslag.\n\n"
    way = f"Beslutsgång\n\nOmröstning begärs.\n\n{text}\n\nAda Ek (S) reserverar sig mot beslutet.\n"
    (item,) = helpers.extract(front + way)["items"]
    assert [x["text"] for x in item["decisions"]] == decided
    assert [x["kind"] for x in item["dissent"]] == ["reservation"]


def test_names_a_line_each_below_who_dissents_are_one_reservation() -> None:
    text = "Planen antas.\n\nReservationer\n\nMot beslutet reserverar sig\n\nAda Ek (S)\n\nBo Ås (M)"
    (item,) = helpers.extract(f"Protokoll\n\n§ 1 Läget\n\nBeslut\n\n{text}\n")["items"]
    names = [[one["raw"] if isinstance(one, dict) else one for one in x["by"]] for x in item["dissent"]]
    assert names == [["Ada Ek", "Bo Ås"]]


def test_what_was_done_before_is_told_where_the_body_decides_below() -> None:
    text = "Entreprenören valdes i maj.\n\nSocialnämnden beslutar att godkänna ombyggnaden."
    (item,) = helpers.extract(f"Socialnämnden\n\nProtokoll\n\n§ 1 Badet\n\n{text}\n")["items"]
    assert [x["text"] for x in item["decisions"]] == ["Socialnämnden beslutar att godkänna ombyggnaden."]


def test_who_takes_no_part_abstains_from_no_vote() -> None:
    text = "Beslut\n\nPlanen antas.\n\nReservation\n\nAda Ek (S) avstår från att delta i beslutet."
    (item,) = helpers.extract(f"Protokoll\n\n§ 1 Läget\n\n{text}\n")["items"]
    assert (item["votes"], [x["kind"] for x in item["dissent"]]) == ([], ["not_participating"])


def test_ids_are_readable_and_different() -> None:
    front = "Norrviks kommun\nKommunstyrelsen\nProtokoll 4/2031\n2031-02-19\n\n"
    text = f"{front}§ 3 Läget\n\nBeslut\n\n1. Antas.\n2. Höjs.\n"
    (item,) = helpers.extract(text)["items"]
    base = "norrviks-kommun/kommunstyrelsen/2031-02-19/4-2031/p3"
    assert [d["id"] for d in item["decisions"]] == [f"{base}/b1", f"{base}/b2"]


def outcome(text: str) -> object:
    (item,) = helpers.extract(f"Protokoll\n\nKommunstyrelsen\n\n§ 1 Läget\n\n{text}\n")["items"]
    return item["outcome"]


MOVED = "Yrkanden\n\nAda Ek (S) yrkar bifall. Bo Ås (M) yrkar återremiss.\n\nBeslut\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MOVED + "Ärendet återremitteras.", "referred_back"),
        (MOVED + "Ärendet återremitteras.\nFörvaltningen får i uppdrag att räkna om.", "referred_back"),
        (MOVED + "Informationen noteras.\nÄrendet bordläggs.", "tabled"),
        (MOVED + "Punkt 1 godkänns.\nPunkt 2 bordläggs.", "decided"),
        (MOVED + "Kommunstyrelsen föreslår att kommunfullmäktige beslutar:\nPlanen antas.", "proposed"),
        (
            "Kommunstyrelsens förslag till kommunfullmäktige\n\nPlanen antas.\n\n"
            "Yrkanden\n\nAda Ek (S) yrkar bifall.",
            "proposed",
        ),
        ("Yrkanden\n\nAda Ek (S) yrkar bifall till förslaget. Bo Ås (M) yrkar avslag.", None),
        ("Beslut\n\nIngen ansåg sig förhindrade att delta.", "for_information"),
    ],
)
def test_what_became_of_the_matter(text: str, expected: str | None) -> None:
    assert outcome(text) == expected


def test_a_lead_in_that_only_says_on_whose_word() -> None:
    changed = "Med ändring av beslutet den 3 maj, § 8:"
    found = points(f"På förlag av Ada Ek (M):\n\nPlanen antas.\n\n{changed}\n\nRamen utökas.")
    assert [x["text"] for x in found] == ["Planen antas.", "Ramen utökas."]


def test_a_pronoun_is_nobody_who_decides() -> None:
    text = "§ 1 Bänkar\n\nAda undrade och vi beslöt köpa bänkar.\n\n§ 2 Bord\n\nVi beslutar att köpa bord.\n"
    found = helpers.extract(f"Protokoll\nStyrelsemöte i Granviks gille 2031-05-11\n\n{text}")["items"]
    deciders = [point["decided_by"] for item in found for point in item["decisions"]]
    assert len(deciders) == 2
    assert not {"Ada undrade och vi", "Vi"} & set(deciders)
