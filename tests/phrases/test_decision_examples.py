"""Words of deciding: each entry matches its example and not its counter-example."""

from __future__ import annotations

from typing import Any

import pytest
import regex

import helpers
from helpers import Json, whole
from protokoll_extract.extract.kinds import kind_of
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.vocab.load import table

Entry = dict[str, Any]
DATA = table("decisions")


def item(text: str, heading: str = "") -> Json:
    return helpers.extract(f"Protokoll\n\n§ 1 Läget\n\n{heading}\n\n{text}\n")["items"][0]


def kinds(text: str, heading: str = "") -> list[str | None]:
    return [decision["kind"] for decision in item(text, heading)["decisions"]]


@pytest.mark.parametrize("entry", DATA["kind"], ids=lambda entry: entry["label_sv"])
def test_kind(entry: Entry) -> None:
    found, other = kind_of(entry["example"]), kind_of(entry["counter_example"])
    assert found is not None and (found.name, found.label_sv) == (entry["kind"], entry["label_sv"])
    assert other is None or other.label_sv != entry["label_sv"]


@pytest.mark.parametrize("name", ["dissent_heading", "proposal_kind", "procedure"])
def test_patterns_of_kinds(name: str) -> None:
    for entry in DATA[name]:
        assert regex.search(entry["pattern"], entry["example"]), entry
        assert not regex.search(entry["pattern"], entry["counter_example"]), entry


def test_proposed_to_a_higher_body() -> None:
    assert kinds(DATA["proposed"]["example"], "Beslut") == ["proposed"]
    assert kinds(DATA["proposed"]["counter_example"], "Beslut") == ["adopted"]


def test_offices_by_title_and_label() -> None:
    words = DATA["election"]
    assert regex.search(words["title"], words["example"])
    assert not regex.search(words["title"], words["counter_example"])
    assert regex.match(words["office"], "Mötessekreterare: Bo Ek")


def test_tasks() -> None:
    text = "Protokoll\n\nNärvarande: Ada Ek, Bo Ås\n\n§ 1 Läget\n\n{}\n"
    found = [
        [d["label_sv"] for d in helpers.extract(text.format(DATA["task"][key]))["items"][0]["decisions"]]
        for key in ("example", "counter_example")
    ]
    assert found == [[DATA["task"]["label_sv"]], []]


def test_outcome_by_title() -> None:
    assert regex.search(DATA["outcome"]["for_information"], DATA["outcome"]["example"])
    assert not regex.search(DATA["outcome"]["for_information"], DATA["outcome"]["counter_example"])


@pytest.mark.parametrize("kind", ["opened", "closed"])
def test_opening_and_closing(kind: str) -> None:
    assert kinds(DATA[kind]["example"]) == [kind]
    assert kind not in kinds(DATA[kind]["counter_example"])


def test_free_sentences() -> None:
    assert len(kinds(DATA["free"]["example"])) == 1
    assert kinds(DATA["free"]["counter_example"]) == []


def test_lead_in_is_no_decision() -> None:
    points = item(f"{DATA['lead']['example']}\n\n{DATA['lead']['counter_example']}", "Beslut")["decisions"]
    assert [point["text"] for point in points] == [DATA["lead"]["counter_example"]]


def test_acts() -> None:
    assert [p["by"] for p in item(DATA["acts"]["example"])["proposals"]] == [["Bo Ek"]]
    assert item(DATA["acts"]["counter_example"])["proposals"] == []


def test_sentences() -> None:
    def count(text: str) -> int:
        return len(list(sentences(whole(text))))

    assert count(DATA["sentences"]["example"]) == 1
    assert count(f"{DATA['sentences']['counter_example']} Alla gick hem.") == 2


@pytest.mark.parametrize("word", DATA["sentences"]["abbreviations"])
def test_abbreviation_ends_no_sentence(word: str) -> None:
    assert len(list(sentences(whole(f"Det gäller {word}. Norrvik och andra.")))) == 1


def test_offices() -> None:
    def adjusters(text: str) -> list[str]:
        return list(helpers.extract(f"Protokoll\n\n§ 1 Val\n\n{text}\n")["meeting"]["adjusters"])

    assert adjusters(DATA["offices"]["example"]) == ["Bo Ek"]
    assert adjusters(DATA["offices"]["counter_example"]) == []
