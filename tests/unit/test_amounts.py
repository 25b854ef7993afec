"""Amounts and percentages: printed forms, scale, bounds, and what is no money."""

from __future__ import annotations

import pytest

from protokoll_extract.extract.amounts import find_amounts, find_percentages
from protokoll_extract.extract.finding import Tree
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of


def whole(text: str) -> View:
    return view_of(text, [Span(0, len(text))])


def amounts(text: str) -> list[Tree]:
    return list(find_amounts(whole(text)))


@pytest.mark.parametrize(
    ("text", "raw", "value", "currency"),
    [
        ("totalt 73,4 mnkr", "73,4 mnkr", "73400000", "SEK"),
        ("4 018 tkr", "4 018 tkr", "4018000", "SEK"),
        ("2 047 500 kr.", "2 047 500 kr", "2047500", "SEK"),
        ("3\u00a0250\u00a0000\u00a0kr", "3\u00a0250\u00a0000\u00a0kr", "3250000", "SEK"),
        ("3\u202f250\u2009000 kr", "3\u202f250\u2009000 kr", "3250000", "SEK"),
        ("3.250.000 kr", "3.250.000 kr", "3250000", "SEK"),
        ("12.000 kr", "12.000 kr", "12000", "SEK"),
        ("1,7 miljoner\nkronor", "1,7 miljoner\nkronor", "1700000", "SEK"),
        ("1,4 mdkr", "1,4 mdkr", "1400000000", "SEK"),
        ("12,9 mkr", "12,9 mkr", "12900000", "SEK"),
        ("415 kronor per timma", "415 kronor", "415", "SEK"),
        ("9400kr", "9400kr", "9400", "SEK"),
        ("75:-", "75:-", "75", "SEK"),
        ("kr 650", "kr 650", "650", "SEK"),
        ("17 000 SEK", "17 000 SEK", "17000", "SEK"),
        ("12,50 kr", "12,50 kr", "12.5", "SEK"),
        ("17. 8 000 tkr", "8 000 tkr", "8000000", "SEK"),
        ("17.8 000 tkr", "8 000 tkr", "8000000", "SEK"),
        ("-2,5 mnkr", "-2,5 mnkr", "-2500000", "SEK"),
        ("år 2031-03-02 700 kr", "700 kr", "700", "SEK"),
        ("$24.50/månad", "$24.50", "24.5", "USD"),
        ("$24.50", "$24.50", "24.5", "USD"),
        ("60 euro", "60 euro", "60", "EUR"),
        ("0 kr", "0 kr", "0", "SEK"),
    ],
)
def test_form(text: str, raw: str, value: str, currency: str) -> None:
    (found,) = amounts(text)
    assert (found["raw"].value, found["value"].value, found["currency"].value) == (raw, value, currency)
    assert found["raw"].spans[0].quote(text) == raw
    assert found["value"].rule == "amount.scale"


@pytest.mark.parametrize(
    "text",
    [
        "2031",
        "KS 2031/118",
        "mål 7.3",
        "3000 kvm",
        "(2031:1379)",
        "08-123 45 67",
        "2031 nr 94",
        "10 krav",
        "REGLEMENT-KR 26",
        "REGLEMENT KR 26",
        "885 000",
    ],
)
def test_no_money(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Max 2 004 000 kr per förstudie", "max"),
        ("högst 500 kr", "max"),
        ("upp till 500 kr", "max"),
        ("minst 500 kr", "min"),
        ("ca 500 kr", "about"),
        ("cirka 500 kr", "about"),
        ("73 mnkr kvar att fördela", "remaining"),
        ("för 500 kr", None),
    ],
)
def test_bound(text: str, bound: str | None) -> None:
    (found,) = amounts(text)
    assert (found["bound"].value if found["bound"] else None) == bound
    assert not found["raw"].value.startswith(("Max", "ca"))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("73 mnkr kvar att fördela", "available"),
        ("en budget om 73 mnkr", "budget"),
        ("Årsavgiften är 300 kr", "fee"),
        ("Budgeten är klar. Vi fick 300 kr", None),
    ],
)
def test_status(text: str, status: str | None) -> None:
    (found,) = amounts(text)
    assert (found["status"].value if found["status"] else None) == status


def test_range_shares_its_unit() -> None:
    low, high = amounts("400 000 - 700 000 kr")
    assert (low["raw"].value, low["value"].value, low["value"].status) == ("400 000 kr", "400000", "derived")
    assert [span.quote("400 000 - 700 000 kr") for span in low["raw"].spans] == ["400 000", "kr"]
    assert (high["raw"].value, high["value"].status) == ("700 000 kr", "stated")


def test_two_readings_give_no_value() -> None:
    assert [found["value"] for found in amounts("1,250 kr och 1.250 mnkr")] == [None, None]


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("3,7%", "3,7%", "3.7"),
        ("0,3 %", "0,3 %", "0.3"),
        ("35 procent", "35 procent", "35"),
        ("+/- 15%", "15%", "15"),
    ],
)
def test_percentage(text: str, raw: str, value: str) -> None:
    (found,) = find_percentages(whole(text))
    assert (found["raw"].value, found["value"].value) == (raw, value)


def test_percentage_range() -> None:
    assert [found["value"].value for found in find_percentages(whole("15-25 %"))] == ["15", "25"]
