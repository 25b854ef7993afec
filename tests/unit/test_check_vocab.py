"""The vocabulary's own check: faults, overlaps and dead entries are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import helpers
from protokoll_extract.cli.app import cli
from protokoll_extract.evaluate import vocabulary
from protokoll_extract.evaluate.vocab_entries import Entry, entries


def entry(name: str, words: tuple[str, ...], example: str = "", counter: str = "") -> Entry:
    data = {"kind": "decision", "example": example, "counter_example": counter}
    return Entry("headings", "kind", name, data, words, ())


def checked(monkeypatch: pytest.MonkeyPatch, *made: Entry, text: str = "") -> list[tuple[str, str]]:
    monkeypatch.setattr(vocabulary, "entries", lambda: iter(made))
    return [(r.kind, r.what) for r in vocabulary.check([text]).remarks]


def test_the_vocabulary_does_what_its_examples_say() -> None:
    found = vocabulary.check()
    assert [r for r in found.remarks if r.faulty] == []
    assert [r for r in found.remarks if r.kind == "overlap"] == []
    assert found.run > 0.7 * found.entries and found.looked_for == 0


def test_faulty_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(monkeypatch, entry("decision", ("Beslut",), "Bakgrund", "Beslut"))
    assert found == [("example", "“Bakgrund” is not read"), ("counter-example", "“Beslut” is read")]


def test_overlaps(monkeypatch: pytest.MonkeyPatch) -> None:
    made = (entry("a", ("Beslut:", "Val"), "Beslut", "Hej"), entry("b", ("beslut",), "Beslut", "Hej"))
    assert checked(monkeypatch, *made) == [("overlap", "“beslut” stands in a, b")]


def test_dead_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    made = (entry("a", ("Beslut",), "Beslut", "Hej"), entry("b", ("Utfall",), "Beslut", "Hej"))
    assert checked(monkeypatch, *made, text="BESLUT\nTaxan antas.\n") == [
        ("dead", "none of 1 words and 0 patterns in the texts")
    ]


def test_every_table_has_entries() -> None:
    folder = Path(vocabulary.__file__).parents[1] / "vocab" / "data"
    assert {e.file for e in entries()} == {p.stem for p in folder.glob("*.toml")}


def test_command() -> None:
    text = str(helpers.CORPUS[0] / "protokoll.txt")
    result = CliRunner().invoke(cli, ["check-vocab", "--json", text], standalone_mode=False)
    data = json.loads(result.output)
    assert result.return_value == 0
    assert data["looked_for"] > 0 and {r["kind"] for r in data["remarks"]} == {"dead"}
    strict = CliRunner().invoke(cli, ["check-vocab", "--strict", text], standalone_mode=False)
    assert strict.return_value == 1
