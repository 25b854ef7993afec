"""Headings, labels and closing lines: each entry matches its example and not its counter-example."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import helpers
from protokoll_extract.segment.headings import (
    GroupKind,
    group_heading,
    is_appendix,
    is_closing,
    is_contents,
    label,
    sub_heading,
)
from protokoll_extract.vocab.load import table

Entry = dict[str, Any]


# Examples that are not read as they should be, and why.
BUGS = {}


def entries(name: str, kind: str, key: str, bugs: dict[str, str] | None = None) -> list[Any]:
    out = []
    for entry in table(name)[kind]:
        reason = (bugs or {}).get(entry["example"])
        marks = [pytest.mark.xfail(reason=reason)] if reason else []
        out.append(pytest.param(entry, id=f"{entry[key]}-{entry['example']}", marks=marks))
    return out


@pytest.mark.parametrize("entry", entries("headings", "kind", "kind", BUGS))
def test_sub_heading(entry: Entry) -> None:
    assert sub_heading(entry["example"]) == entry["kind"]
    assert sub_heading(entry["counter_example"]) is None


@pytest.mark.parametrize("entry", entries("headings", "kind", "kind"))
def test_each_word_is_a_sub_heading(entry: Entry) -> None:
    """A word that stands under two kinds would never be read as the second one."""
    assert {word: sub_heading(word) for word in entry["words"]} == dict.fromkeys(
        entry["words"], entry["kind"]
    )


OTHERS: list[tuple[str, Callable[[str], bool]]] = [
    ("contents", is_contents),
    ("closing", is_closing),
    ("appendix", is_appendix),
]


@pytest.mark.parametrize(("name", "matches"), OTHERS, ids=[name for name, _ in OTHERS])
def test_other_headings(name: str, matches: Callable[[str], bool]) -> None:
    entry = table("headings")[name]
    assert matches(entry["example"])
    assert not matches(entry["counter_example"])


@pytest.mark.parametrize("entry", entries("attendance", "group", "capacity"))
def test_attendance_group(entry: Entry) -> None:
    kind = GroupKind(entry["capacity"], entry["present"], entry.get("serving"))
    assert group_heading(entry["example"]) == kind
    assert group_heading(entry["counter_example"]) != kind


def test_no_word_stands_in_two_attendance_groups() -> None:
    words = [word.casefold() for entry in table("attendance")["group"] for word in entry["words"]]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("entry", entries("header", "label", "field"))
def test_label(entry: Entry) -> None:
    assert label(entry["example"].partition(":")[0]) == entry["field"]
    assert label(entry["counter_example"]) != entry["field"]


def test_no_word_is_a_label_of_two_fields() -> None:
    fields = {word: {e["field"] for e in table("header")["label"] if word in e["words"]} for word in WORDS}
    assert {word for word, found in fields.items() if len(found) > 1} == set()


WORDS = [word for entry in table("header")["label"] for word in entry["words"]]


# What is only seen in a whole document


def minutes(front: str) -> helpers.Json:
    return helpers.extract(f"{front}\n\n§ 1 Mötet öppnas\n\nOrdföranden öppnar mötet.\n")


def test_title() -> None:
    entry = table("header")["title"]
    assert minutes(entry["example"])["meeting"]["title"] == entry["example"]
    assert minutes(entry["counter_example"])["meeting"]["title"] is None


def test_signed_digitally() -> None:
    entry = table("header")["signed_digitally"]
    for text, signed in ((entry["example"], True), (entry["counter_example"], None)):
        assert minutes(f"Protokoll\n\n{text}")["meeting"]["adjustment"]["signed_digitally"] is signed


def test_furniture() -> None:
    entry = table("header")["furniture"]
    for text, hidden in ((entry["example"], True), (entry["counter_example"], False)):
        data = helpers.extract(f"Protokoll\n\n§ 1 Läget\n\nAllt är väl.\n\n{text}\n\nOch så vidare.\n")
        shown = "\n".join(section["text"] for section in data["items"][0]["sections"])
        assert (text not in shown) is hidden


@pytest.mark.parametrize("entry", entries("bodies", "class", "classification", BUGS))
def test_body(entry: Entry) -> None:
    body = minutes(f"Protokoll\n\n{entry['example']}\n2031-02-03")["meeting"]["body"]
    assert (body["name"], body["classification"]) == (entry["example"], entry["classification"])
    other = minutes(f"Protokoll\n\n{entry['counter_example']}\n2031-02-03")["meeting"]["body"]
    assert other["classification"] is None
