"""References to laws of the day, reports, EU acts, other §§, meetings and documents."""

from __future__ import annotations

import pytest

import helpers
from helpers import Json


def references(sentence: str, day: str = "2031-02-03") -> list[Json]:
    text = (
        f"Protokoll\n\nDatum: {day}\n\n§ 4 Val\n\nAda Ek väljs.\n\n"
        f"§ 5 Underlag\n\nBakgrund\n\n{sentence}\n\n§ 6 Annat\n\nInget.\n"
    )
    data = helpers.extract(text)
    assert helpers.broken_promises(data, text) == []
    return [reference for reference in data["references"] if reference["item"] == "5"]


def short(sentence: str, *keys: str) -> list[tuple[str | None, ...]]:
    return [(found["kind"], *(found[key] for key in keys)) for found in references(sentence)]


@pytest.mark.parametrize(("day", "sfs"), [("2010-03-04", "1991:900"), ("2031-03-04", "2017:725")])
def test_a_law_is_the_one_in_force_that_day(day: str, sfs: str) -> None:
    (found,) = references("Enligt kommunallagen 5 kap. 3 § ska det anmälas.", day)
    assert (found["sfs"], found["chapter"], found["section"]) == (sfs, "5", "3")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Betänkandet SOU 2031:17 är på remiss.", [("sou", "SOU 2031:17")]),
        ("Se SOU 2031:17 och 2031:18.", [("sou", "SOU 2031:17"), ("sou", "SOU 2031:18")]),
        ("Promemorian Ds 2031:4 är på remiss.", [("ds", "Ds 2031:4")]),
        ("Regeringen har lämnat prop. 2030/31:171.", [("prop", "prop. 2030/31:171")]),
        ("Förordning (EU) 2031/679 gäller.", [("eu_act", "(EU) 2031/679")]),
        ("Enligt direktiv 2031/24/EU gäller det.", [("eu_act", "(EU) 2031/24")]),
        ("Enligt förordning (EG) nr 1370/2007 gäller det.", [("eu_act", "(EG) 1370/2007")]),
    ],
)
def test_reports_and_acts(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert short(sentence, "value") == expected


def test_article_of_an_act() -> None:
    (found,) = references("Enligt artikel 6.1 i dataskyddsförordningen (EU) 2031/679 krävs en grund.")
    assert (found["section"], found["name"], found["number"]) == ("6.1", "dataskyddsförordningen", "2031/679")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Tekniska nämndens beslut den 18 augusti 2030, § 71.",
            ("71", "2030-08-18", "Tekniska nämndens", None),
        ),
        ("Beslut fattades 2030-08-18 § 71 om detta.", ("71", "2030-08-18", None, None)),
        ("Arbetsutskottets protokoll 2030-08-18, § 7 a.", ("7a", "2030-08-18", "Arbetsutskottets", None)),
        ("Beslut KSAU § 45/2030 gäller.", ("45", None, "KSAU", None)),
        ("Frågan avgjordes, se § 4.", ("4", None, None, "/items/0")),
    ],
)
def test_other_paragraphs(sentence: str, expected: tuple[str | None, ...]) -> None:
    found = [x for x in references(sentence) if x["kind"] == "paragraph"]
    assert [(x["number"], x["date"], x["body"], x["target"]) for x in found] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Enligt § 4 i stadgarna krävs det.",
        "Enligt 4 § kommunallagen krävs det.",
        "Enligt 5 kap. 4 § krävs det.",
        "Det gäller § 4 kommunallagen.",
        "Det finns 4 bänkar.",
    ],
)
def test_rules_are_no_paragraphs_of_minutes(sentence: str) -> None:
    assert [x for x in references(sentence) if x["kind"] == "paragraph"] == []


def test_documents_and_meetings_of_a_day() -> None:
    assert short(
        "Tekniska kontorets tjänsteutlåtande den 3 mars 2030 ligger till grund.", "name", "date", "body"
    ) == [("document", "tjänsteutlåtande", "2030-03-03", "Tekniska kontorets")]
    assert short("På sitt möte den 11 december 2030 beslutade partnerskapet.", "name", "date", "body") == [
        ("meeting", "möte", "2030-12-11", None)
    ]
    assert short("Ärendet bordläggs till sammanträdet den 8 maj 2031.", "date", "body") == [
        ("meeting", "2031-05-08", None)
    ]
    assert short("Detta gäller sammanträdet den 3 februari 2031.") == []
    assert short("Rapporten är klar. Den 3 mars 2030 var det fest.") == []


def test_a_reference_in_a_decision_points_to_it() -> None:
    data = helpers.extract(
        "Protokoll\n\n§ 1 Svar\n\nBeslut\n\n1. Yttrandet över SOU 2031:17 godkänns.\n2. Planen antas.\n"
    )
    (found,) = data["references"]
    assert found["decision"] == data["items"][0]["decisions"][0]["id"]
