"""Whether a page's text can be Swedish: letter pairs and words broken by signs are counted."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from protokoll_extract.vocab.load import table

_WORD = regex.compile(r"\p{L}{2,}")
# Fewer words than this say nothing of a page.
_FEWEST = 20


@cache
def _common() -> frozenset[str]:
    return frozenset(table("legible")["pairs"]["common"].split())


@cache
def _broken() -> regex.Pattern[str]:
    return regex.compile(table("legible")["broken"]["pattern"])


def is_legible(text: str) -> bool:
    """False for text that is not Swedish or badly misread; a short text is given the benefit of the doubt."""
    words = [word for word in text.split() if _WORD.search(word)]
    if len(words) < _FEWEST:
        return True
    vocab = table("legible")
    broken = sum(1 for word in words if _broken().search(word)) / len(words)
    return bool(broken <= vocab["broken"]["most"] and _pairs(text) >= vocab["pairs"]["least"])


def _pairs(text: str) -> float:
    """The share of neighbouring letters that are common in Swedish."""
    count = good = 0
    for word in _WORD.findall(text.casefold()):
        pairs = [a + b for a, b in pairwise(word)]
        count += len(pairs)
        good += sum(pair in _common() for pair in pairs)
    return good / count if count else 1.0
