"""Checks that every value in a document can be followed back to the text.

Works on the plain JSON data, so it tests what a reader of the file would see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Not read from the document: what the file is, not what the minutes say.
_OUTSIDE = frozenset(
    {"$schema", "schema_version", "id", "type", "source", "findings", "corrections", "evidence"}
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One value without proper evidence, or evidence that points nowhere."""

    pointer: str
    reason: str


def leaves(data: dict[str, Any]) -> Iterator[str]:
    """JSON Pointers (RFC 6901) of all values that need evidence: non-null, not a list or object."""
    for key, value in data.items():
        if key not in _OUTSIDE:
            yield from _leaves(value, f"/{_escape(key)}")


def _leaves(value: Any, pointer: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _leaves(child, f"{pointer}/{_escape(key)}")
    elif isinstance(value, list):
        for position, child in enumerate(value):
            yield from _leaves(child, f"{pointer}/{position}")
    elif value is not None:
        yield pointer


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def coverage_problems(data: dict[str, Any]) -> Iterator[Problem]:
    """Values with no evidence or several entries, and entries for no value."""
    wanted = list(leaves(data))
    found = Counter(entry["pointer"] for entry in data["evidence"])
    for pointer in wanted:
        if found[pointer] != 1:
            reason = f"{found[pointer]} evidence entries" if found[pointer] else "no evidence"
            yield Problem(pointer, reason)
    for pointer in sorted(found.keys() - set(wanted)):
        yield Problem(pointer, "evidence for a value that is not there")


def quote_problems(data: dict[str, Any], text: str) -> Iterator[Problem]:
    """Parts whose quote is not ``text[start:end]``, and entries without any part."""
    for entry in data["evidence"]:
        # A person's word needs no place in the text.
        if not entry["parts"] and entry["status"] != "corrected":
            yield Problem(entry["pointer"], "evidence without a quote")
        yield from _part_problems(entry["pointer"], entry["parts"], text)
    for position, finding in enumerate(data["findings"]):
        yield from _part_problems(f"/findings/{position}", finding["parts"], text)


def _part_problems(pointer: str, parts: list[dict[str, Any]], text: str) -> Iterator[Problem]:
    for part in parts:
        start, end, quote = part["start"], part["end"], part["quote"]
        if not 0 <= start < end <= len(text):
            yield Problem(pointer, f"places {start}..{end} are not in the text")
        elif text[start:end] != quote:
            yield Problem(pointer, f"the quote {quote[:40]!r} is not what stands at {start}..{end}")
