"""The whole way, on any text: no exception, every value with evidence, every quote true."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import helpers
from minutes import Block, documents, text_of
from protokoll_extract.errors import ProtokollError
from protokoll_extract.export.json import to_json_bytes
from protokoll_extract.export.schema import schema
from protokoll_extract.pipeline import run
from protokoll_extract.segment.lines import lines_of
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import union

VALIDATOR = Draft202012Validator(schema())
GAP = st.sampled_from(["\n\n", "\n", "\n\f", "\r\n\r\n", "\n \t\n"])


def read(text: str) -> SourceText | None:
    """None for a text that is (rightly) refused, such as one of control characters."""
    try:
        return helpers.source_of(text)
    except ProtokollError:
        return None


def check(raw: bytes, name: str) -> None:
    try:
        source = helpers.read_source(raw, name)
    except ProtokollError as error:
        assert error.code and error.reason and error.advice
        return
    data = helpers.data_of(source)
    assert helpers.broken_promises(data, source.text) == []
    VALIDATOR.validate(data)
    stated = [e for e in data["evidence"] if e["status"] == "stated"]
    assert all(part["quote"].strip() for e in stated for part in e["parts"])


@settings(max_examples=150)
@given(documents(), GAP, st.sampled_from(["a.txt", "a.md", "a.org"]))
def test_minutes_of_any_shape(blocks: tuple[Block, ...], gap: str, name: str) -> None:
    check(text_of(blocks, gap).encode("utf-8", "surrogatepass"), name)


@settings(max_examples=100)
@given(st.text(alphabet="§§ 1234.:,()-\n\n\t\fABÅabåtJN%", max_size=99), st.sampled_from(["a.txt", "a.md"]))
def test_any_text(text: str, name: str) -> None:
    check(text.encode(), name)


@settings(max_examples=50)
@given(st.binary(max_size=80))
def test_any_bytes(raw: bytes) -> None:
    check(raw, "a.txt")


@settings(max_examples=40)
@given(documents())
def test_same_bytes_twice(blocks: tuple[Block, ...]) -> None:
    source = read(text_of(blocks))
    if source:
        assert to_json_bytes(run(source)) == to_json_bytes(run(source))


@given(documents(), GAP)
def test_lines_tile_what_is_not_blank(blocks: tuple[Block, ...], gap: str) -> None:
    source = read(text_of(blocks, gap))
    if not source:
        return
    lines = lines_of(source)
    assert [x.index for x in lines] == list(range(len(lines)))
    assert all(a.full.end <= b.full.start for a, b in itertools.pairwise(lines))
    covered = {p for s in union(x.full for x in lines) for p in range(s.start, s.end)}
    rest = "".join(c for i, c in enumerate(source.text) if i not in covered)
    assert not rest.strip()
    for line in lines:
        assert line.full.contains(line.span) and len(line.span)
        assert line.text(source) == line.text(source).strip()
        assert all(line.span.contains(cell) and len(cell) for cell in line.cells)
        assert "\t" not in "".join(source.quote(cell) for cell in line.cells)
