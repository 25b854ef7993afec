"""Small helpers for tests: from text to JSON data, and the promises every document keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from protokoll_extract.export.evidence import coverage_problems, quote_problems
from protokoll_extract.ingest import read_source
from protokoll_extract.pipeline import run
from protokoll_extract.segment.lines import Line, lines_of
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of

Json = Any

_OUTSIDE = frozenset({"id", "source", "evidence"})

ROOT = Path(__file__).resolve().parents[1]
CORPUS = sorted(path.parent for path in ROOT.glob("corpus/*/protokoll.txt"))
# One file of every document in the corpus: laid-out pages, and Word files of generated minutes.
EVERY = [
    *(folder / "protokoll.pdf" for folder in CORPUS),
    *sorted(ROOT.glob("corpus/generated/*/*.docx")),
]
# Documents that are not part of the project; tests that want them are skipped without them.
SHARED = ROOT.parent / "shared"


def source_of(text: str, name: str = "protokoll.txt") -> SourceText:
    return read_source(text.encode(), name)


def lines(text: str, name: str = "protokoll.txt") -> tuple[SourceText, tuple[Line, ...]]:
    source = source_of(text, name)
    return source, lines_of(source)


def whole(text: str) -> View:
    """The text as one view."""
    return view_of(text, [Span(0, len(text))])


def data_of(source: SourceText) -> Json:
    """The document as a reader of the JSON file sees it."""
    return run(source).model_dump(mode="json", by_alias=True)


def extract(text: str, name: str = "protokoll.txt") -> Json:
    return data_of(source_of(text, name))


def broken_promises(data: Json, text: str) -> list[str]:
    """Values without evidence, and quotes that do not stand where they say."""
    found = [*coverage_problems(data), *quote_problems(data, text)]
    return [f"{x.pointer}: {x.reason}" for x in found]


def codes(data: Json) -> list[str]:
    return [finding["code"] for finding in data["findings"]]


def plain(data: Json) -> Json:
    """What the minutes say: without ids, places, pages and the parts of findings."""
    out = {key: value for key, value in data.items() if key not in _OUTSIDE}
    out["items"] = [{**item, "pages": None} for item in data["items"]]
    out["findings"] = [{**finding, "parts": None} for finding in data["findings"]]
    return out


def differences(a: Json, b: Json, pointer: str = "") -> Iterator[str]:
    """JSON Pointers of the values that are not the same."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in a.keys() | b.keys():
            yield from differences(a.get(key), b.get(key), f"{pointer}/{key}")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for position, (x, y) in enumerate(zip(a, b, strict=True)):
            yield from differences(x, y, f"{pointer}/{position}")
    elif a != b:
        yield pointer
