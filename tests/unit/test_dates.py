"""Dates and times of day in their printed forms."""

from __future__ import annotations

import pytest

from protokoll_extract.extract.dates import find_dates, find_time_range, find_times, parse_date
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of


def whole(text: str) -> View:
    return view_of(text, [Span(0, len(text))])


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2031-03-19", "2031-03-19"),
        ("2031–03–19", "2031-03-19"),
        ("den 6 mars 2031", "2031-03-06"),
        ("TORSDAGEN DEN 6 MARS 2031", "2031-03-06"),
        ("2031-3-6", "2031-03-06"),
        ("6.3.2031", "2031-03-06"),
        ("6/3-2031", "2031-03-06"),
        ("6/3 2031", "2031-03-06"),
        ("6 sept. 2031", "2031-09-06"),
        ("Justerat:2031-03-19", "2031-03-19"),
    ],
)
def test_date(text: str, iso: str) -> None:
    assert [found.value for found in find_dates(whole(text))] == [iso]


@pytest.mark.parametrize(
    "text", ["20310319", "31 februari 2031", "6 mars", "Dnr 31/16", "6/3 2031:4", "mars 2031"]
)
def test_no_full_date(text: str) -> None:
    assert list(find_dates(whole(text))) == []


@pytest.mark.parametrize("text", ["2031-04-28--29", "28-29 april 2031", "28 april och 29 april 2031"])
def test_two_days(text: str) -> None:
    found = list(find_dates(whole(text)))
    assert [day.value for day in found] == ["2031-04-28", "2031-04-29"]
    assert sorted(day.status for day in found) == ["derived", "stated"]


def test_date_broken_over_lines() -> None:
    text = "Datum 2031-11-\n28"
    view = view_of(text, [Span(0, 14), Span(15, 17)])
    (found,) = find_dates(view)
    assert (found.value, [span.quote(text) for span in found.spans]) == ("2031-11-28", ["2031-11-\n28"])


def test_parse_date() -> None:
    assert parse_date("den 6 mars 2031, 7 mars 2031") == (4, 15, "2031-03-06")
    assert parse_date("ingen dag") is None


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("10:00", ["10:00"]),
        ("kl. 8.30", ["08:30"]),
        ("klockan 18.00", ["18:00"]),
        ("kl 11:00-12.15", ["11:00", "12:15"]),
        ("kl. 18", ["18:00"]),
        ("2031-03-19 19.00", ["19:00"]),
        ("2.14", []),
        ("(2031:1379)", []),
        ("XYZ-2031-00027:58", []),
        ("26:12 §", []),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    assert [found.value for found in find_times(whole(text))] == times


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Kl. 10:00 – 12:00", "10:00", "12:00"),
        ("Rådhuset, kl 18.00 till 19.15", "18:00", "19:15"),
        ("Tid: 18.00-20.30", "18:00", "20:30"),
        ("kl 18.00", "18:00", None),
        ("ingen tid", None, None),
    ],
)
def test_time_range(text: str, start: str | None, end: str | None) -> None:
    found = find_time_range(whole(text))
    assert tuple(time.value if time else None for time in found) == (start, end)
