"""Where an organisation's name may begin: told by one word, whatever stands around it.

The marks are the reasons to try a grammar at a place; what they let through is judged there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import abbreviations, organisations, party_names

# What a name by each rule begins with, and what else it asks for.
BEGINS = {
    "organisation.company": ("capital", "company told"),
    "organisation.last": ("capital", "last told"),
    "organisation.first": ("first", "first"),
    "organisation.cue": ("cue", "cue"),
    "organisation.quoted": ("quoted", "quoted"),
    "organisation.agent": ("agent", "agent"),
    "organisation.trade": ("capital", "trade told"),
    "organisation.club": ("capital", "club told"),
    "organisation.organ": ("organ", "organ"),
}


def words_of(section: str, key: str) -> list[str]:
    """A list of the vocabulary of organisations."""
    found: list[str] = table("organisations")[section][key]
    return found


# Every word, and the first word of a registered name.
_WORD = regex.compile(r"(?<![\p{L}\p{N}-])[\p{L}-]+")
_FIRST = regex.compile(r"(?<![\p{L}\p{N}-])\p{Lu}[\p{L}-][\p{L}\p{N}-]*")


def organisation_marks(word: str) -> tuple[tuple[int, str], ...]:
    """What may begin in a word, by rule; and the words that a rule asks for later in the name."""
    found = [
        (at.start(), mark)
        for at in _WORD.finditer(word)
        for mark, pattern in _first_words()
        if pattern.match(word, at.start())
    ]
    found += [(at.start(), "registered") for at in _FIRST.finditer(word) if at.group().casefold() in _heads()]
    return (*found, *((at.start(), "abbreviation") for at in abbreviated().finditer(word)))


@cache
def _first_words() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """How the first word of a name by each rule looks, and the words asked for ("… told")."""
    organ_keys = ("words", "capital", "revisers", "owners", "by_adjective", "of_field")
    joint, also = _first_of("joints", "and"), _first_of("joints", "also")
    nation, shared = _first_of("last", "nation"), _first_of("organs", "shared")
    adjective = r"\p{Lu}[\p{L}\p{M}’'&-]*+(?<=a)"
    shapes = {
        "capital": r"\p{Lu}",
        "company told": _first_of("company", "after", "before"),
        "club told": rf"(?:{_first_of('club', 'letters', 'of_place')})(?!\p{{L}})",
        "last told": rf"(?:\p{{L}}*+-)*?\p{{L}}++(?<={ends_of('last', ('endings',))})"
        rf"|{_first_of('last', 'members')}",
        "trade told": _first_of("trade", "words"),
        "first": rf"{adjective}|{_first_of('first', 'for_what', 'lower_for_what', 'alone')}"
        rf"|[\p{{L}}\p{{M}}’'&-]++(?<={ends_of('first', ('endings',))})",
        "cue": _first_of("cue", "before"),
        "quoted": _first_of("cue", "before", "quoted"),
        "agent": r"\p{Lu}\p{Ll}+\p{Lu}\p{Ll}",
        "organ": rf"{adjective}|(?:{nation}|{shared})(?!\p{{L}})"
        rf"|[\p{{L}}-]++(?:(?<=-|-(?:{joint})|{ends_of('organs', organ_keys)})|\s+(?:{also})|[\p{{M}}’'&])",
    }
    return tuple((mark, regex.compile(shape)) for mark, shape in shapes.items())


def _first_of(section: str, *keys: str) -> str:
    return "|".join(word.split(" ")[0] for key in keys for word in words_of(section, key))


def ends_of(section: str, keys: Iterable[str]) -> str:
    """How a word ends that such a name may begin with: looked at first, since few words do."""
    parts = [part for key in keys for word in words_of(section, key) for part in word.split()]
    ends = {end.group() for part in parts if (end := regex.search(r"\p{L}*$", part)) is not None}
    by_letter: dict[str, list[str]] = {}
    for end in sorted(ends):
        by_letter.setdefault(end[-1:], []).append(end[:-1])
    groups = (f"(?:{'|'.join(heads)}){last}" for last, heads in by_letter.items())
    return rf"(?i:(?:{'|'.join(groups)})s?)"


@cache
def _heads() -> frozenset[str]:
    """The first words of registered names."""
    return frozenset(name.split(" ")[0].rstrip("+") for name in (*organisations(), *party_names()))


@cache
def abbreviated() -> Pattern:
    """Registered abbreviations that need no definition."""
    known = [short for short in words_of("head", "well_known") if short in abbreviations()]
    return gated(r"(?<![\p{L}\p{N}/-])\L<known>(?=(?:s|:s)?(?![\p{L}\p{N}/-]))", known=known)


@cache
def words_of_pages() -> frozenset[str]:
    """Words of page heads: "Sida" counts pages, it is not the authority of that name."""
    return frozenset(table("header")["furniture"]["words"])
