"""How the audit compares values: § numbers, names and titles without what printing adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

from protokoll_extract.extract.finding import Tree, Value

_NUMBER = regex.compile(r"\d+")
_NO_LETTER = regex.compile(r"[^\p{L}\d]")


def number(value: Value | None) -> int | None:
    """The § number without its letter."""
    match = _NUMBER.match(str(value.value)) if value is not None else None
    return int(match.group()) if match else None


def numbered(items: list[Tree]) -> list[Value]:
    return [item["number"] for item in items if item["number"] is not None]


def letters(value: Value) -> str:
    """Letters and digits alone, in small letters."""
    found: str = _NO_LETTER.sub("", str(value.value))
    return found.casefold()


def key(value: Value) -> str:
    """A name to compare by."""
    return " ".join(str(value.value).split()).casefold()


def namesakes(attendance: Iterable[Tree]) -> frozenset[str]:
    """Names that several people of the lists bear: who is meant elsewhere is not said of them."""
    people: dict[str, set[object]] = {}
    for row in attendance:
        if row["name"] is not None:
            ident = row["person"].value if row["person"] is not None else None
            people.setdefault(key(row["name"]), set()).add(ident)
    return frozenset(name for name, found in people.items() if len(found) > 1)


def near(name: str, known: Mapping[str, Value]) -> Value | None:
    """The only known name that is a slip or two away; None where none or several are."""
    from rapidfuzz.distance import OSA

    limit = 1 if len(name) < 10 else 2
    found = [other for other in known if OSA.distance(name, other, score_cutoff=limit) <= limit]
    return known[found[0]] if len(found) == 1 else None
