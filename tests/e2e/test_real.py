"""Real documents that are not part of the project; skipped where they are not at hand."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from jsonschema import Draft202012Validator

import helpers
from helpers import SHARED, Json
from protokoll_extract.errors import InputError
from protokoll_extract.export.schema import schema
from protokoll_extract.ingest import read_source

REAL = sorted(
    path
    for path in SHARED.glob("real/*/*")
    if path.is_file() and path.parent.name != "gold" and path.suffix != ".json"
)
SEED = next(iter(sorted(SHARED.glob("seed/*.txt"))), None)
GOLD = sorted(SHARED.glob("real/gold/goteborg-ks__*.json"))
READABLE = {"input.no_text", "input.encrypted", "input.corrupt", "input.unsupported"}

pytestmark = pytest.mark.skipif(not REAL and SEED is None, reason="no real documents here")
VALIDATOR = Draft202012Validator(schema())


@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_valid_with_all_evidence_or_refused_with_a_code(path: Path) -> None:
    try:
        source = read_source(path)
    except InputError as error:
        assert error.code in READABLE
        return
    data = helpers.data_of(source)
    VALIDATOR.validate(data)
    assert helpers.broken_promises(data, source.text) == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_exactly_the_paragraphs_of_the_city(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    data = helpers.data_of(read_source(SHARED / "real" / gold["file"]))
    assert [item["number"] for item in data["items"]] == gold["all_numbers"]


@pytest.mark.parametrize("path", sorted(SHARED.glob("real/goteborg-ks/*.txt")), ids=lambda path: path.stem)
def test_every_paragraph_of_the_city_in_order_and_each_gap_found(path: Path) -> None:
    source = read_source(path)
    data = helpers.data_of(source)
    numbers = [item["number"] for item in data["items"]]
    assert numbers == regex.findall(r"(?m)^\f?§ (\d+)(?= Ärendenummer)", source.text)
    assert all(item["title"] and item["diary_numbers"] for item in data["items"])
    gaps = [a for a, b in pairwise(map(int, numbers)) if b > a + 1]
    assert helpers.codes(data).count("items.missing_number") == len(gaps)


# The pasted text of a partnership


@pytest.fixture(scope="module")
def seed() -> Json:
    if SEED is None:
        pytest.skip("no pasted text here")
    return _seed(SEED)


@cache
def _seed(path: Path) -> Json:
    return helpers.data_of(read_source(path))


def test_seed_attendance(seed: Json) -> None:
    def count(capacity: str, present: bool, serving: bool | None = None) -> int:
        return sum(
            row["present"] is present and row["serving"] is (serving if present else row["serving"])
            for row in seed["attendance"]
            if row["capacity"] == capacity
        )

    absent = [row for row in seed["attendance"] if row["present"] is False]
    assert count("member", True) == 15
    assert len([row for row in absent if row["capacity"] in ("member", "adjunct")]) == 9
    assert (count("substitute", True, True), count("substitute", True, False)) == (7, 5)
    assert count("substitute", False) == 6


def test_seed_paragraphs(seed: Json) -> None:
    assert [int(item["number"]) for item in seed["items"]] == list(range(1, 13))
    assert [item["title"] for item in seed["items"]] == [entry["title"] for entry in seed["contents"]]
    assert all(entry["page"] for entry in seed["contents"])
    assert seed["findings"] == []


def test_seed_decisions(seed: Json) -> None:
    points = {item["number"]: item["decisions"] for item in seed["items"]}
    assert [(point["number"], point["kind"]) for point in points["7"]] == [
        ("1", "adopted"),
        ("2", "submitted"),
    ]
    assert [point["kind"] for point in (*points["1"], *points["12"])] == ["opened", "closed"]
    assert [len(points[n]) for n in ("8", "9")] == [1, 1]
    assert points["10"] == points["11"] == []


def test_seed_facts(seed: Json) -> None:
    values = [amount["value"] for amount in seed["amounts"]]
    assert values == ["116800000", "34500000", "134000000", "181000000", "1004400", "1004400"]
    assert [percentage["value"] for percentage in seed["percentages"]] == ["46", "46"]
    laws = [ref for ref in seed["references"] if ref["kind"] == "law"]
    assert [(law["sfs"], law["chapter"], law["section"]) for law in laws] == [("2022:1379", "2", "14")]


def test_seed_partial_presence(seed: Json) -> None:
    ends = [part["end"] for row in seed["attendance"] for part in row["presence"] if part["kind"] == "until"]
    assert ends == ["8", "9", "9"]
