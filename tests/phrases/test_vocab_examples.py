"""Each word-table entry of amounts, dates and references matches its example and not its counter-example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from protokoll_extract.extract.amounts import find_amounts, find_percentages
from protokoll_extract.extract.dates import find_dates, find_time_range, find_times
from protokoll_extract.extract.references import find_calls, find_diary_numbers, find_laws, find_objectives
from protokoll_extract.extract.referred import find_dated, find_paragraphs
from protokoll_extract.extract.reports import find_eu_acts, find_reports
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import table

Entry = dict[str, Any]
Check = Callable[[View, Entry], bool]


def _currency(view: View, entry: Entry) -> bool:
    return any(found["currency"].value == entry["currency"] for found in find_amounts(view))


def _amount_says(key: str) -> Check:
    def check(view: View, entry: Entry) -> bool:
        return any(found[key] and found[key].value == entry["value"] for found in find_amounts(view))

    return check


def _any(find: Callable[[View], Iterator[Any]]) -> Check:
    return lambda view, entry: any(True for _ in find(view))


CHECKS: dict[tuple[str, str], Check] = {
    ("units", "unit"): _currency,
    ("units", "prefix"): _currency,
    ("units", "percent"): _any(find_percentages),
    ("units", "bound"): _amount_says("bound"),
    ("units", "status"): _amount_says("status"),
    ("months", "month"): _any(find_dates),
    ("months", "time_label"): _any(find_times),
    ("months", "time_separator"): lambda view, entry: find_time_range(view)[1] is not None,
    ("references", "law_ending"): _any(find_laws),
    ("references", "not_law"): _any(find_laws),
    ("references", "law_link"): _any(find_laws),
    ("references", "diary_label"): _any(find_diary_numbers),
    ("references", "not_diary_prefix"): _any(find_diary_numbers),
    ("references", "call"): _any(find_calls),
    ("references", "objective"): _any(find_objectives),
    ("references", "report"): lambda view, entry: any(
        found["kind"].value == entry["kind"] for found in find_reports(view)
    ),
    ("references", "eu_act"): lambda view, entry: any(found["name"] for found in find_eu_acts(view)),
    ("references", "document"): _any(lambda view: find_dated(view, "document", None)),
    ("references", "meeting"): _any(lambda view: find_dated(view, "meeting", None)),
    ("references", "paragraph_body"): _any(lambda view: find_paragraphs(view, {})),
}


def _entries() -> Iterator[Any]:
    for name in ("units", "months", "references"):
        for kind, entries in table(name).items():
            for entry in entries:
                yield pytest.param(name, kind, entry, id=f"{name}-{kind}-{entry['example']}")


def _matches(name: str, kind: str, entry: Entry, text: str) -> bool:
    return CHECKS[name, kind](view_of(text, [Span(0, len(text))]), entry)


@pytest.mark.parametrize(("name", "kind", "entry"), list(_entries()))
def test_example_and_counter_example(name: str, kind: str, entry: Entry) -> None:
    assert _matches(name, kind, entry, entry["example"])
    assert not _matches(name, kind, entry, entry["counter_example"])
