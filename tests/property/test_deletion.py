"""Take any one part out of a document: nothing that only it stated may be claimed afterwards."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings

import helpers
from generate.compose import compose
from generate.document import build
from generate.layout_text import text_of as text_of_minutes
from generate.style import Style, chosen
from helpers import CORPUS, SHARED, Json
from minutes import Block, documents, text_of
from protokoll_extract.errors import ProtokollError
from protokoll_extract.extract.amounts import find_amounts, find_percentages
from protokoll_extract.extract.dates import find_dates
from protokoll_extract.segment.headings import group_heading, is_closing, is_contents, sub_heading

REAL = sorted(SHARED.glob("real/**/*.txt")) + sorted(SHARED.glob("seed/*.txt"))
# Deletions tried in one long document, spread over all of it; `DELETIONS=40 pytest …` tries more.
MOST = int(os.environ.get("DELETIONS", "5"))

Part = tuple[str, int, int]


# What a stated value is


def bare(text: str) -> str:
    return regex.sub(r"[\s\u00ad\u2010–-]", "", text)


def value_at(data: Json, pointer: str) -> Json:
    for key in pointer.split("/")[1:]:
        data = data[int(key)] if isinstance(data, list) else data[key]
    return data


def holds(quote: str, value: Json, rule: str) -> bool:
    """Can a reader of the quote see the value in it?"""
    if bare(quote) == bare(str(value)):
        return True
    view = helpers.whole(" ".join(quote.split()))
    if rule == "date":
        return [found.value for found in find_dates(view)] == [value]
    if rule == "amount.scale":
        return [found["value"].value for found in find_amounts(view)] == [value]
    if rule == "percentage":
        return [found["value"].value for found in find_percentages(view)] == [value]
    if rule in ("time", "time.clock", "law.normal"):
        return next(map(int, regex.findall(r"\d+", str(value)))) in map(int, regex.findall(r"\d+", quote))
    return rule == "vote.count" and int(quote) == value


def stated(data: Json) -> Iterator[tuple[str, Json, str, Json]]:
    """(kind of place, value, rule, parts) of each value that is stated."""
    for entry in data["evidence"]:
        if entry["status"] == "stated":
            place = regex.sub(r"/\d+", "/*", entry["pointer"])
            yield place, value_at(data, entry["pointer"]), entry["rule"], entry["parts"]


def values_at(data: Json) -> dict[str, set[Json]]:
    """All values by kind of place, stated or derived."""
    out: dict[str, set[Json]] = defaultdict(set)
    for entry in data["evidence"]:
        out[regex.sub(r"/\d+", "/*", entry["pointer"])].add(value_at(data, entry["pointer"]))
    return out


def turned_elsewhere(data: Json, place: str, value: Json) -> bool:
    """Does another place hold the same name with the family name first ("Ek, Ada" for "Ada Ek")?"""
    words = str(value).split()
    return len(words) > 1 and any(
        regex.sub(r"/\d+", "/*", entry["pointer"]) == place
        and value_at(data, entry["pointer"]) == value
        and all(word in " ".join(part["quote"] for part in entry["parts"]) for word in words)
        for entry in data["evidence"]
    )


def check_deletion(before: Json, text: str, start: int, end: int, name: str) -> None:
    remaining = text[:start] + text[end:]
    try:
        after = helpers.extract(remaining, name)
    except ProtokollError as error:
        assert error.code in ("input.empty", "input.unsupported")
        return
    assert helpers.broken_promises(after, remaining) == []
    for place, value, rule, parts in stated(after):
        quote = " ".join(part["quote"] for part in parts)
        assert holds(quote, value, rule), (place, value, quote)
    left, printed = values_at(after), bare(remaining)
    for place, value, _, parts in stated(before):
        only_there = all(start <= p["start"] and p["end"] <= end for p in parts)
        quotes = [bare(part["quote"]) for part in parts]
        if only_there and bare(str(value)) not in printed and not any(q in printed for q in quotes):
            read_elsewhere = any(k == place and v == value for k, v, _, _ in stated(after))
            read_elsewhere = read_elsewhere or turned_elsewhere(after, place, value)
            assert value not in left[place] or read_elsewhere, f"{place} is still {value!r}"


# The parts of a document


def sections(text: str) -> list[Part]:
    """Everything that a reader would call a part: each begins at a heading, a § or after a blank line.

    A part goes on to where the next one of its rank or a higher one begins.
    """
    starts: list[tuple[int, int, str]] = [(0, 0, "header")]
    blank, cursor = True, 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if is_contents(line):
            starts.append((cursor, 0, "contents"))
        elif regex.match(r"§ ?\d+", line) and not regex.search(r"(?:\t|\.{3,}|\s{2,})\d+$", line):
            starts.append((cursor, 0, "§"))
        elif is_closing(line):
            starts.append((cursor, 0, "closing"))
        elif group_heading(line.split("\t")[0]):
            starts.append((cursor, 0, "group"))
        elif sub_heading(line):
            starts.append((cursor, 1, "section"))
        elif line and blank:
            starts.append((cursor, 2, "block"))
        blank = not line
        cursor += len(raw)
    out = []
    for i, (start, rank, kind) in enumerate(starts):
        end = next((s for s, r, _ in starts[i + 1 :] if r <= rank), len(text))
        if text[start:end].strip():
            out.append((kind, start, end))
    return out


def some(parts: list[Part], most: int) -> list[Part]:
    step = -(-len(parts) // most)
    return parts[::step]


@pytest.mark.parametrize("folder", CORPUS, ids=lambda path: path.name)
def test_corpus(folder: Path) -> None:
    text = (folder / "protokoll.txt").read_text(encoding="utf-8")
    before = helpers.extract(text)
    parts = sections(text)
    assert {"header", "§", "block"} <= {kind for kind, _, _ in parts}
    for _, start, end in parts:
        check_deletion(before, text, start, end, "protokoll.txt")


@pytest.mark.skipif(not REAL, reason="the documents that are not ours to publish are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real(path: Path) -> None:
    text = helpers.read_source(path).text
    before = helpers.extract(text)
    for _, start, end in some(sections(text), MOST):
        check_deletion(before, text, start, end, path.name)


STYLES = chosen("development")


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("style", STYLES[::3], ids=lambda style: style.name)
def test_generated(style: Style, seed: int) -> None:
    text = helpers.source_of(text_of_minutes(build(compose(seed, style.bodies[0], style.name), style))).text
    before = helpers.extract(text)
    for _, start, end in some(sections(text), MOST):
        check_deletion(before, text, start, end, "protokoll.txt")


@settings(max_examples=40)
@given(documents())
def test_invented(blocks: tuple[Block, ...]) -> None:
    try:
        text = helpers.source_of(text_of(blocks)).text
    except ProtokollError:
        return  # Nothing to read in it.
    before = helpers.extract(text)
    for _, start, end in some(sections(text), 6):
        check_deletion(before, text, start, end, "protokoll.txt")


# A § stands on its own: without another one, it says what it said


def paragraphs(data: Json) -> list[str]:
    """Each § as one string, without what depends on the document's front page, its pages
    or (line ends) on how its other lines are wrapped."""
    out = []
    for item in data["items"]:
        decisions = [{**decision, "id": None} for decision in item["decisions"]]
        kept = json.dumps({**item, "pages": None, "decisions": decisions}, ensure_ascii=False)
        out.append(kept.replace("\\n", " "))
    return out


@pytest.mark.parametrize("folder", CORPUS, ids=lambda path: path.name)
def test_the_other_paragraphs_stay_as_they_are(folder: Path) -> None:
    text = (folder / "protokoll.txt").read_text(encoding="utf-8")
    before = helpers.extract(text)
    starts = [(start, end) for kind, start, end in sections(text) if kind == "§"]
    assert len(starts) == len(before["items"])
    for position, (start, end) in enumerate(starts):
        after = helpers.extract(text[:start] + text[end:])
        expected = paragraphs(before)
        del expected[position]
        assert paragraphs(after) == expected
        assert [row["name"] for row in after["attendance"]] == [row["name"] for row in before["attendance"]]
