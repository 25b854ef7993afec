"""Where the names of organisations and places may begin, found in one look at a text."""

from __future__ import annotations

from functools import cache, lru_cache

from protokoll_extract.extract.organisation_marks import organisation_marks, words_of
from protokoll_extract.extract.place_marks import place_marks
from protokoll_extract.text.marks import Marks, marks_of


@lru_cache(maxsize=1 << 15)
def _in_word(word: str) -> tuple[tuple[int, str], ...]:
    return (*organisation_marks(word), *place_marks(word))


@cache
def _glued() -> tuple[tuple[str, str], ...]:
    """ "Kultur samt" is looked at as one word."""
    return tuple((f" {also} ", f"\t{also} ") for also in words_of("joints", "also"))


# A document is gone through once for its organisations and once for its places.
@lru_cache(maxsize=1024)
def name_marks(text: str) -> Marks:
    """Where in a text the names of organisations and places may begin; not to be changed."""
    for word, glued in _glued():
        text = text.replace(word, glued)
    return marks_of(text, _in_word)
