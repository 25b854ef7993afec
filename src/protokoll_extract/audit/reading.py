"""How the audit compares values: § numbers, names and titles without what printing adds."""

from __future__ import annotations

import regex

from protokoll_extract.extract.finding import Tree, Value


def number(value: Value | None) -> int | None:
    """The § number without its letter."""
    match = regex.match(r"\d+", str(value.value)) if value is not None else None
    return int(match.group()) if match else None


def numbered(items: list[Tree]) -> list[Value]:
    return [item["number"] for item in items if item["number"] is not None]


def letters(value: Value) -> str:
    """Letters and digits alone, in small letters."""
    found: str = regex.sub(r"[^\p{L}\d]", "", str(value.value))
    return found.casefold()


def key(value: Value) -> str:
    """A name to compare by."""
    return " ".join(str(value.value).split()).casefold()
