"""The piece of a text that shows why it was found, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Set

from protokoll_extract.store.words import tokens

# Private code points around a marked word: whoever shows the text escapes it and then makes marks of them.
OPEN, CLOSE = "\ue000", "\ue001"
_WORD = re.compile(r"[^\W_]+")
_EXACT_WEIGHS = 3


def marked(text: str, words: Set[str]) -> str:
    """The whole text with each of the words between ``OPEN`` and ``CLOSE``."""
    clean = text.replace(OPEN, "").replace(CLOSE, "")
    return _WORD.sub(lambda m: f"{OPEN}{m[0]}{CLOSE}" if _is_one(m[0], words) else m[0], clean)


def snippet(text: str, words: Set[str], length: int = 260, exact: Set[str] = frozenset()) -> str:
    """About ``length`` letters where most of the words stand together, marked; the beginning when none does.

    Words that are there as they were typed (``exact``) weigh more than their other forms.
    """
    clean = _on_one_line(text)
    before, piece, after = _piece(clean, _richest(clean, words, exact, length // 2), length)
    return before + marked(piece, words) + after


def around(text: str, found: str, length: int = 260) -> str | None:
    """About ``length`` letters around a piece of the text, which is marked; None where it does not stand."""
    clean, wanted = _on_one_line(text), _on_one_line(found)
    place = clean.find(wanted) if wanted else -1
    if place < 0:
        return None
    before, piece, after = _piece(clean, place, length)
    return before + piece.replace(wanted, f"{OPEN}{wanted}{CLOSE}") + after


def _on_one_line(text: str) -> str:
    return " ".join(text.replace(OPEN, "").replace(CLOSE, "").split())


def _piece(clean: str, first: int, length: int) -> tuple[str, str, str]:
    """A stretch of the text that holds the place ``first``, and what shows that more is before and after."""
    start = 0 if first < length // 2 else _word_border(clean, first - length // 3)
    end = len(clean) if len(clean) - start <= length + 20 else _word_border(clean, start + length)
    return "… " if start else "", clean[start:end].strip(), " …" if end < len(clean) else ""


def _richest(text: str, words: Set[str], exact: Set[str], reach: int) -> int:
    """Where a stretch of the text begins that has more of the words than any before it."""
    places = [(m.start(), m[0].lower()) for m in _WORD.finditer(text) if _is_one(m[0], words)]
    best, begins, last = 0, 0, 0
    for n, (start, _) in enumerate(places):
        while last < len(places) and places[last][0] < start + reach:
            last += 1
        weight = sum(_EXACT_WEIGHS if word in exact else 1 for word in {word for _, word in places[n:last]})
        if weight > best:
            best, begins = weight, start
    return begins


def holds(text: str, words: Set[str]) -> bool:
    """Whether any of the words stands in the text."""
    return any(token in words for token in tokens(text))


def _is_one(word: str, words: Set[str]) -> bool:
    return word.lower() in words


def _word_border(text: str, near: int) -> int:
    space = text.find(" ", near)
    return len(text) if space < 0 else space
