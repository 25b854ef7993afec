"""The shape of a person's name, and of an organisation's."""

from __future__ import annotations

from functools import cache

import regex

from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import abbreviations, organisations, parties

# One word of a name: Åsa, Karl-Erik, O'Neill, S., McCoy.
WORD = r"(?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}’'´`]*(?:-\p{Lu}?[\p{L}\p{M}]+)*)"


@cache
def name_pattern() -> str:
    """A regex for a full name: two to four words, small particles between them."""
    particles = "|".join(p for p in table("attendance")["names"]["particles"] if p not in ("och", "av"))
    quoted = r"[\"”“'][\p{L} ]{2,20}[\"”“']"
    return rf"{WORD}(?:\s+(?:(?:{particles})\s+)*(?:{WORD}|{quoted})){{1,3}}"


@cache
def _name() -> regex.Pattern[str]:
    return regex.compile(name_pattern())


@cache
def _org_words() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    data = table("attendance")["organisations"]
    return frozenset(data["first"]), frozenset(data["last"]), tuple(data["suffixes"])


def is_organisation(text: str) -> bool:
    """Does the text look like (or stand in a register as) an organisation's name?"""
    words = text.split()
    if not words:
        return False
    first, last, suffixes = _org_words()
    return (
        words[0] in first
        or words[-1] in last
        or text.casefold() in organisations()
        or text in abbreviations()
        or any(w.casefold().endswith(suffixes) for w in (words[0], words[-1]))
    )


@cache
def _roles() -> frozenset[str]:
    return frozenset(w.casefold() for w in table("attendance")["roles"]["words"])


def is_role(word: str) -> bool:
    """Is the word by itself a role ("VD", "Ordförande")?"""
    return word.casefold() in _roles()


def is_person_name(text: str) -> bool:
    return bool(_name().fullmatch(text)) and not is_organisation(text)


@cache
def _party_shape() -> regex.Pattern[str]:
    return regex.compile(r"\p{L}{1,5}|-|–")


def party_code(raw: str, *, elected: bool) -> str | None:
    """The upper-case code of a party as written in parentheses, or None.

    A national party anywhere; an unknown short code only beside an elected person's name.
    """
    code = raw.strip()
    if not _party_shape().fullmatch(code):
        return None
    if code.upper() in parties():
        return code.upper()
    return (
        code.upper()
        if elected and (code.isupper() or code.islower()) and code not in abbreviations()
        else None
    )
