"""The entries of the word tables: their words, patterns, examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import regex

from protokoll_extract.vocab.load import table

_PATTERNS = frozenset({"pattern", "patterns", "regex"})
_NO_WORDS = frozenset({"example", "counter_example"})
# What tells one entry of a list from the next.
_NAMES = ("name", "kind", "field", "capacity", "classification", "value", "label_sv", "currency", "number")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``place`` is its table and key, ``name`` tells it from its neighbours.

    ``words`` are those that say something by being there; ``data`` is all of it.
    """

    file: str
    key: str
    name: str
    data: dict[str, Any]
    words: tuple[str, ...]
    patterns: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"{self.file}.{self.key}" + (f" {self.name}" if self.name else "")

    @property
    def example(self) -> str | None:
        return self.data.get("example")

    @property
    def counter_example(self) -> str | None:
        return self.data.get("counter_example")


def entries() -> Iterator[Entry]:
    """Every entry of every table, in the order of the files."""
    data = files("protokoll_extract.vocab").joinpath("data")
    names = sorted(x.name.removesuffix(".toml") for x in data.iterdir() if x.name.endswith(".toml"))
    for file in names:
        for key, value in table(file).items():
            listed = value if isinstance(value, list) else [value]
            for entry in listed:
                if isinstance(entry, dict):
                    yield _entry(file, key, entry, one_of_many=len(listed) > 1)


def _entry(file: str, key: str, data: dict[str, Any], *, one_of_many: bool) -> Entry:
    name = next((str(data[x]) for x in _NAMES if x in data), "") if one_of_many else ""
    return Entry(file, key, name, data, tuple(_words(data)), tuple(_patterns(data)))


def _patterns(data: dict[str, Any]) -> Iterator[str]:
    for key in _PATTERNS & data.keys():
        yield from [data[key]] if isinstance(data[key], str) else data[key]


def _words(data: dict[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        if key in _PATTERNS | _NO_WORDS or key.startswith("not_") or not isinstance(value, list):
            continue
        # Lists of forms written as patterns are not words.
        yield from (x for x in value if isinstance(x, str) and regex.search(r"\p{L}", x) and "(?" not in x)
