"""What the words around a sum call it: left, budget, fee, cost, grant, outcome, asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from protokoll_extract.extract.finding import Value, derived
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table

_REACH = 160


def words_pattern(words: Iterable[str]) -> str:
    """An alternation of whole words, longest first, any white space for a space."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(r"\s+".join(regex.escape(part) for part in word.split(" ")) for word in ordered)


@cache
def _sentence_end() -> Pattern:
    units = {word for entry in table("units")["unit"] for word in entry["words"]}
    words = [a for a in table("decisions")["sentences"]["abbreviations"] if a not in units]
    abbreviations = "|".join(regex.escape(word) for word in words)
    return gated(rf"(?<!\b(?:{abbreviations}))[.](?=\s)|[;!?:](?=\s)|\n\s*\n|\f")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of ``text[start:end]``, as far as it matters for a sum."""
    left, right = max(0, start - _REACH), min(len(text), end + _REACH)
    for match in _sentence_end().finditer(text, left, start):
        left = match.end()
    if match := _sentence_end().search(text, end, right):
        right = match.start()
    return left, right


def clauses(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between its commas and conjunctions."""
    start = left
    for match in grammar("amount.clause").finditer(text, left, right):
        yield start, match.start()
        start = match.start()
    yield start, right


@dataclass(frozen=True, slots=True)
class _Word:
    value: str
    rank: int


@cache
def _words() -> tuple[Pattern, tuple[_Word, ...]]:
    groups, entries = [], []
    for i, entry in enumerate(table("units")["status"]):
        groups.append(f"(?P<s{i}>{_compounds(entry['words'])})")
        entries.append(_Word(entry["value"], entry.get("rank", 2)))
    return (
        gated(rf"(?<![\p{{L}}\d])(?:{'|'.join(groups)})(?![\p{{L}}\d\-])", regex.I),
        tuple(entries),
    )


def _compounds(words: list[str]) -> str:
    """The words; "*budget" is any word that ends so, taken whole before its end is looked at."""
    ends = words_pattern(word[1:] for word in words if word.startswith("*"))
    plain = words_pattern(word for word in words if not word.startswith("*"))
    return "|".join(filter(None, (plain, rf"[\p{{L}}-]*+(?<={ends})" if ends else "")))


def status_of(view: View, start: int, end: int) -> Value | None:
    """The status by the nearest word in the amount's clause, else in a clause before it."""
    text = view.text
    left, right = sentence_around(text, start, end)
    parts = list(clauses(text, left, right))
    own = next((i for i, (a, b) in enumerate(parts) if a <= start < b or start == a), len(parts) - 1)
    found = _best(text, *parts[own], start, end)
    at = own
    while found is None and at > 0 and not grammar("amount.new_matter").match(text, *parts[at]):
        at -= 1
        found = _best(text, *parts[at], start, end)
    if found is None:
        return None
    word, match = found
    return derived(word.value, view.spans(*match.span()), "amount.status")


def _best(text: str, left: int, right: int, start: int, end: int) -> tuple[_Word, regex.Match[str]] | None:
    pattern, entries = _words()
    best: tuple[tuple[int, int], _Word, regex.Match[str]] | None = None
    for match in pattern.finditer(text, left, right):
        if grammar("amount.compared").search(text, max(left, match.start() - 24), match.start()):
            continue
        if start <= match.start() < end:
            continue
        word = entries[int(str(match.lastgroup)[1:])]
        distance = start - match.end() if match.end() <= start else match.start() - end
        if best is None or (word.rank, distance) < best[0]:
            best = ((word.rank, distance), word, match)
    return (best[1], best[2]) if best else None
