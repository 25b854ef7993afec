"""What a search may mean besides its words: a party, votes, reservations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from protokoll_extract.store.database import Database
from protokoll_extract.store.filters import Filters
from protokoll_extract.store.search import search
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import parties, party_codes

_MOST = 3
_PIECE = re.compile(r'"[^"]*"|\S+')


@dataclass(frozen=True, slots=True)
class Hint:
    """Words read as filters: ``named`` holds name and value of each, ``typed`` is the rest of the question,
    ``total`` how many §§ ``typed`` with ``filters`` finds."""

    named: tuple[tuple[str, str], ...]
    typed: str
    filters: Filters
    total: int


def hints(database: Database, typed: str, filters: Filters) -> list[Hint]:
    """The filters that words of the question name and that would find something: all together, then each."""
    pieces = _PIECE.findall(typed)
    named = [
        (n, name, value)
        for n, piece in enumerate(pieces)
        for name, value in _named(piece, alone=len(pieces) == 1)
        if value not in _chosen(filters, name)
    ][:_MOST]
    found: list[Hint] = []
    for some in [named, *([each] for each in named)] if len(named) > 1 else [named] if named else []:
        gone = {n for n, _, _ in some}
        rest = " ".join(piece for n, piece in enumerate(pieces) if n not in gone)
        narrowed = filters
        for _, name, value in some:
            more = (*narrowed.party, value) if name == "party" else True
            narrowed = replace(narrowed, **{name: more})  # type: ignore[arg-type]
        total = search(database, rest, narrowed, rows=0, as_typed=True).total
        if total:
            found.append(Hint(tuple((name, value) for _, name, value in some), rest, narrowed, total))
    return found


def _chosen(filters: Filters, name: str) -> tuple[str, ...]:
    value = getattr(filters, name)
    return value if isinstance(value, tuple) else ("1",) if value else ()


def _named(piece: str, *, alone: bool) -> Iterator[tuple[str, str]]:
    """Filter and value of a word. Letters name a party in capitals, in brackets, or standing alone."""
    word = piece.strip("().,;:!?")
    name = _filter_words().get(word.lower())
    if name:
        yield name, "1"
    letters = piece.startswith("(") or (word.isupper() and len(word) > 1) or (alone and len(word) > 1)
    code = word.upper() if letters and word.upper() in parties() else _party_names().get(word.lower())
    if code:
        yield "party", code


@cache
def _filter_words() -> dict[str, str]:
    return {word: entry["filter"] for entry in table("search")["hint"] for word in entry["words"]}


@cache
def _party_names() -> dict[str, str]:
    return {name.lower(): code for name, code in party_codes().items()}
