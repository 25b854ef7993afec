"""The piece of a text that shows why it was found, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Set

from protokoll_extract.store.words import tokens

# Private code points around a marked word: whoever shows the text escapes it and then makes marks of them.
OPEN, CLOSE = "\ue000", "\ue001"
_WORD = re.compile(r"[^\W_]+")


def marked(text: str, words: Set[str]) -> str:
    """The whole text with each of the words between ``OPEN`` and ``CLOSE``."""
    clean = text.replace(OPEN, "").replace(CLOSE, "")
    return _WORD.sub(lambda m: f"{OPEN}{m[0]}{CLOSE}" if _is_one(m[0], words) else m[0], clean)


def snippet(text: str, words: Set[str], length: int = 260) -> str:
    """About ``length`` letters around the first of the words, marked; the beginning when none is there."""
    clean = " ".join(text.replace(OPEN, "").replace(CLOSE, "").split())
    first = next((m.start() for m in _WORD.finditer(clean) if _is_one(m[0], words)), 0)
    start = 0 if first < length // 2 else _word_border(clean, first - length // 3)
    end = len(clean) if len(clean) - start <= length + 20 else _word_border(clean, start + length)
    piece = clean[start:end].strip()
    return ("… " if start else "") + marked(piece, words) + (" …" if end < len(clean) else "")


def holds(text: str, words: Set[str]) -> bool:
    """Whether any of the words stands in the text."""
    return any(token in words for token in tokens(text))


def _is_one(word: str, words: Set[str]) -> bool:
    return word.lower() in words


def _word_border(text: str, near: int) -> int:
    space = text.find(" ", near)
    return len(text) if space < 0 else space
