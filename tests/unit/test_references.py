"""Laws, diary numbers, calls and objectives in their printed forms."""

from __future__ import annotations

import pytest

from protokoll_extract.extract.references import find_calls, find_diary_numbers, find_laws, find_objectives
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of


def whole(text: str) -> View:
    return view_of(text, [Span(0, len(text))])


@pytest.mark.parametrize(
    ("text", "raw", "sfs", "chapter", "section"),
    [
        (
            "Enligt förordning (2031:77) om stöd till påhittade fonder, 2 kap. 14 §, ska",
            "förordning (2031:77) om stöd till påhittade fonder, 2 kap. 14 §",
            "2031:77",
            "2",
            "14",
        ),
        (
            "kommunallagen (2017:725) 5 kap. 29 §",
            "kommunallagen (2017:725) 5 kap. 29 §",
            "2017:725",
            "5",
            "29",
        ),
        ("enligt 5 kap. 29 § kommunallagen", "5 kap. 29 § kommunallagen", "2017:725", "5", "29"),
        ("9 kap 10 § PBL", "9 kap 10 § PBL", "2010:900", "9", "10"),
        ("22 § delgivningslagen", "22 § delgivningslagen", "2010:1932", None, "22"),
        ("KL 5 kap. 10 §", "KL 5 kap. 10 §", "2017:725", "5", "10"),
        ("9 kap. 31 b § plan- och bygglagen", "9 kap. 31 b § plan- och bygglagen", "2010:900", "9", "31 b"),
        ("7 § i påhittslagen", "7 § i påhittslagen", None, None, "7"),
    ],
)
def test_law(text: str, raw: str, sfs: str | None, chapter: str | None, section: str | None) -> None:
    (found,) = find_laws(whole(text), on="2031-01-01")
    assert found["kind"].value == "law"
    assert found["raw"].value == raw
    values = tuple(found[key].value if found[key] else None for key in ("sfs", "chapter", "section"))
    assert values == (sfs, chapter, section)


def test_replaced_act_needs_a_date() -> None:
    (found,) = find_laws(whole("5 kap. 29 § kommunallagen"))
    assert found["sfs"] is None
    (found,) = find_laws(whole("5 kap. 29 § kommunallagen"), on="2015-03-01")
    assert (found["sfs"].value, found["sfs"].status) == ("1991:900", "derived")


@pytest.mark.parametrize(
    "text", ["11 kap. 21 §", "5 § förslagen", "§ 12 Kommunallagens roll", "förslag (2031:12)"]
)
def test_no_law(text: str) -> None:
    assert list(find_laws(whole(text))) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("RX 2031–0070", ["RX 2031-0070"]),
        ("XYZ-2031-01152:-1", ["XYZ-2031-01152:-1"]),
        ("KS 2031/118", ["KS 2031/118"]),
        ("(KS/2031:499)", ["KS/2031:499"]),
        ("(LS/4/2031)", ["LS/4/2031"]),
        ("Dnr 31/16 och 32/16", ["31/16", "32/16"]),
        ("Ärendenummer 2031-00001", ["2031-00001"]),
        ("2031-00001", []),
        ("Dnr. 2031/KS 0206 001", ["2031/KS 0206 001"]),
        ("(2031:1379)", []),
        ("utlysning 2031:2", []),
        ("EU 2031/679", []),
        ("VÄX 2021-2027", []),
        ("KS 2031-02-07", []),
    ],
)
def test_diary_numbers(text: str, values: list[str]) -> None:
    found = list(find_diary_numbers(whole(text)))
    assert [number["value"].value for number in found] == values
    assert all(number["raw"].spans[0].quote(text) == number["raw"].value for number in found)


@pytest.mark.parametrize(
    ("text", "raws", "values"),
    [
        ("utlysning 2031:2 och 2031:3", ["utlysning 2031:2", "2031:3"], ["2031:2", "2031:3"]),
        ("ESF-utlysning 2031:2", ["ESF-utlysning 2031:2"], ["2031:2"]),
        ("utlysta 2031:2", [], []),
    ],
)
def test_calls(text: str, raws: list[str], values: list[str]) -> None:
    found = list(find_calls(whole(text)))
    assert [call["raw"].value for call in found] == raws
    assert [call["value"].value for call in found] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("specifika målet 7.3", ["7.3"]),
        ("målen 7.2 (något) och 7.4 (annat)", ["7.2", "7.4"]),
        ("Programområde C.2", ["C.2"]),
        ("(koppling ERUF 7.3)", ["7.3"]),
        ("mål 7.3.1", []),
        ("7.3", []),
    ],
)
def test_objectives(text: str, values: list[str]) -> None:
    assert [found["value"].value for found in find_objectives(whole(text))] == values
