"""Each event of ``presence.toml`` is found in its example and not in its counter-example."""

from __future__ import annotations

from typing import Any

import pytest
import regex

import helpers
from protokoll_extract.extract.presence_events import find_adjournments, find_events
from protokoll_extract.segment.outline import outline_of
from protokoll_extract.vocab.load import table

PRESENCE = table("presence")


def kinds(sentence: str) -> list[str]:
    outline = outline_of(helpers.source_of(f"Protokoll\n\n§ 1 Val\n\n{sentence}\n\n§ 2 Taxa\n\nAntas.\n"))
    return [event.kind for at, item in enumerate(outline.items) for event in find_events(item, at)]


@pytest.mark.parametrize("entry", PRESENCE["event"], ids=lambda entry: entry["kind"])
def test_events(entry: dict[str, Any]) -> None:
    assert kinds(entry["example"]) == [entry["kind"]]
    assert kinds(entry["counter_example"]) == []


def test_places() -> None:
    place = PRESENCE["place"]
    assert place["example"] in place["words"]
    assert place["counter_example"] not in place["words"]


def test_breaks() -> None:
    entry = PRESENCE["adjourned"]
    assert list(find_adjournments(helpers.whole(entry["example"])))
    assert not list(find_adjournments(helpers.whole(entry["counter_example"])))


@pytest.mark.parametrize("key", ["serving"])
def test_about(key: str) -> None:
    entry = PRESENCE["about"]
    assert regex.search(entry[key], entry["example"].removesuffix("§ 12"))
    assert not regex.search(entry[key], entry["counter_example"].removesuffix("§ 12"))


@pytest.mark.parametrize("side", ["before", "after", "during"])
def test_when(side: str) -> None:
    words = regex.compile("|".join(PRESENCE["when"][side]))
    assert bool(words.match(PRESENCE["when"]["example"])) is (side == "after")
    assert not words.fullmatch(PRESENCE["when"]["counter_example"])
