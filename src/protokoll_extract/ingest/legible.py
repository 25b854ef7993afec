"""Whether a page's text can be Swedish: letter pairs and words broken by signs are counted."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

import regex

from protokoll_extract.vocab.load import table

_LETTERS = regex.compile(r"\p{L}{2,}")
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
    told = [x for x in map(_told, text.split()) if x is not None]
    if len(told) < _FEWEST:
        return True
    vocab = table("legible")
    broken, pairs, common = (sum(column) for column in zip(*told, strict=True))
    legible = broken / len(told) <= vocab["broken"]["most"] and common / pairs >= vocab["pairs"]["least"]
    return bool(legible)


# The same few thousand words make up most of a document.
@lru_cache(maxsize=8192)
def _told(word: str) -> tuple[bool, int, int] | None:
    """Whether a word is broken, its pairs of letters, how many are common in Swedish; None without any."""
    if not _LETTERS.search(word):
        return None
    common = _common()
    pairs = [a + b for run in _LETTERS.findall(word.casefold()) for a, b in pairwise(run)]
    return _broken().search(word) is not None, len(pairs), sum(pair in common for pair in pairs)
