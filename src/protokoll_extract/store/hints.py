"""What a search may mean besides its words: a party, votes, reservations, a kind of decision, a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from protokoll_extract.store.database import Database
from protokoll_extract.store.filters import Filters
from protokoll_extract.store.place import day_number
from protokoll_extract.store.search import search
from protokoll_extract.store.words import left_out
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import parties, party_codes

_MOST = 3
_MOST_WORDS = 6
_ISO_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True, slots=True)
class Hint:
    """Words read as filters: ``named`` holds name and value of each (``day`` stands for both ends), ``typed``
    is the rest of the question, ``total`` how many §§ ``typed`` with ``filters`` finds."""

    named: tuple[tuple[str, str], ...]
    typed: str
    filters: Filters
    total: int


def hints(database: Database, typed: str, filters: Filters) -> list[Hint]:
    """The filters that words of the question name and that would find something: all, or else each."""
    pieces = _pieces(typed)
    named = [
        (n, name, value)
        for n, piece in enumerate(pieces)
        for name, value in _named(piece, alone=len(pieces) == 1)
        if value not in _chosen(filters, name) and not (name == "kind" and filters.kind)
    ][:_MOST]
    found: list[Hint] = []
    # All of them first; one alone only where all find nothing.
    for some in [named, *([each] for each in named)] if len(named) > 1 else [named] if named else []:
        gone = {n for n, _, _ in some}
        rest = " ".join(piece for n, piece in enumerate(pieces) if n not in gone)
        narrowed = filters
        for _, name, value in some:
            narrowed = _narrowed(narrowed, name, value)
        answer = search(database, rest, narrowed, rows=0)
        left = {word for note, word in answer.notes if note == "left_out"}
        if answer.total and len(left) == len(answer.notes):
            kept = " ".join(piece for piece in rest.split() if piece.lower() not in left)
            found.append(Hint(tuple((name, value) for _, name, value in some), kept, narrowed, answer.total))
            if some is named:
                break
    return found


def found_apart(database: Database, typed: str, filters: Filters) -> list[tuple[str, int]]:
    """The pieces of a question that nothing answers whole, and how many §§ each finds by itself."""
    pieces = list(dict.fromkeys(piece for piece in _pieces(typed) if piece.lower() not in left_out()))
    if len(pieces) < 2:
        return []
    counted = [
        (piece, search(database, piece, filters, rows=0, as_typed=True).total)
        for piece in pieces[:_MOST_WORDS]
    ]
    return [(piece, total) for piece, total in counted if total]


def _pieces(typed: str) -> list[str]:
    return [found[0] for found in _piece().finditer(typed)]


def _narrowed(filters: Filters, name: str, value: str) -> Filters:
    if name == "day":
        return replace(filters, first_day=value, last_day=value)
    if name == "party":
        return replace(filters, party=(*filters.party, value))
    if name == "kind":
        return replace(filters, kind=(value,))
    return replace(filters, vote=True) if name == "vote" else replace(filters, reservation=True)


def _chosen(filters: Filters, name: str) -> tuple[str, ...]:
    value = filters.first_day if name == "day" else getattr(filters, name)
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ("1",) * bool(value)


def _named(piece: str, *, alone: bool) -> Iterator[tuple[str, str]]:
    """Filter and value of a piece. Letters name a party in capitals, in brackets, or standing alone."""
    day = _day(piece)
    if day:
        yield "day", day
    word = piece.strip("().,;:!?")
    if word.lower() in _filter_words():
        yield _filter_words()[word.lower()]
    letters = piece.startswith("(") or (word.isupper() and len(word) > 1) or (alone and len(word) > 1)
    code = word.upper() if letters and word.upper() in parties() else _party_names().get(word.lower())
    if code:
        yield "party", code


def _day(piece: str) -> str | None:
    """The day or month that a piece is, as ISO: "2026-09-15", "den 15 september 2026", "september 2026"."""
    if _ISO_DAY.fullmatch(piece):
        return piece if day_number(piece) else None
    found = _piece().fullmatch(piece)
    if found is None or not found["month"]:
        return None
    month = f"{found['year']}-{_months()[found['month'].lower()]:02}"
    day = f"{month}-{int(found['dom']):02}" if found["dom"] else month
    return day if day_number(day) else None


@cache
def _piece() -> re.Pattern[str]:
    """A date in words, what stands in quotes, or what stands between blanks."""
    months = "|".join(re.escape(name) for name in sorted(_months(), key=len, reverse=True))
    date = rf"(?:den\s+)?(?:(?P<dom>\d{{1,2}})\s+)?(?P<month>{months})\s+(?P<year>(?:19|20)\d\d)(?!\d)"
    return re.compile(rf'(?<!\S){date}|"[^"]*"|\S+', re.IGNORECASE)


@cache
def _months() -> dict[str, int]:
    return {word: entry["number"] for entry in table("months")["month"] for word in entry["words"]}


@cache
def _filter_words() -> dict[str, tuple[str, str]]:
    """Word → the filter it names, and its value."""
    return {
        word: (entry["filter"], entry.get("value", "1"))
        for entry in table("search")["hint"]
        for word in entry["words"]
    }


@cache
def _party_names() -> dict[str, str]:
    return {name.lower(): code for name, code in party_codes().items()}
