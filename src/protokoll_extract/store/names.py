"""Names and addresses that stay the same: slugs for people, bodies and paragraphs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from protokoll_extract.store.words import folded, tokens
from protokoll_extract.vocab.registers import municipality_names

UNKNOWN = "okand"
_LONGEST = 80
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W_]+")
# How å, ä and ö are written where the letter without them would mean somebody else.
_LONG = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe"})


def slug(text: str | None) -> str:
    """A text as part of an address: "Granviks kommun" → "granviks-kommun"."""
    plain = unicodedata.normalize("NFC", text or "").lower()
    if _NOT_ASCII.search(plain):
        plain = _WORD.sub(lambda m: m[0].translate(_LONG) if m[0] in _told_apart() else m[0], plain)
    plain = re.sub(r"[^a-z0-9]+", "-", folded(plain)).strip("-")
    return plain[:_LONGEST].strip("-") or UNKNOWN


@cache
def _told_apart() -> frozenset[str]:
    """Names of municipalities that are another's name without their dots, alone and as owners."""
    names = {word for name in municipality_names() for word in tokens(name)}
    dotted = {word for word in names if folded(word) != word and folded(word) in names}
    return frozenset({*dotted, *(f"{word}s" for word in dotted)})


def joined(*parts: str | None) -> str:
    return ".".join(slug(part) for part in parts)


def item_slugs(numbers: list[str | None]) -> list[str]:
    """One address a §: its number, with ``-2`` and so on where a number comes again."""
    seen: dict[str, int] = {}
    out = []
    for position, number in enumerate(numbers):
        plain = slug(number) if number else f"x{position + 1}"
        seen[plain] = seen.get(plain, 0) + 1
        out.append(plain if seen[plain] == 1 else f"{plain}--{seen[plain]}")
    return out
