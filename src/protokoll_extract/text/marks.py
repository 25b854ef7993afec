"""Marks: what the words of a text may be the beginning of, each word looked at only once.

Texts share most of their words, and a name begins with few of them. What a word may begin is
remembered, so patterns are tried at a handful of places and not at every letter.
"""

from __future__ import annotations

from collections.abc import Callable

Marks = dict[str, list[int]]


def marks_of(text: str, look: Callable[[str], tuple[tuple[int, str], ...]]) -> Marks:
    """Where each mark stands, in order.

    ``look``: the marks in what stands between two spaces, each with its offset there; remembers
    what it has seen.
    """
    found: Marks = {}
    at = 0
    for word in text.split(" "):
        for offset, mark in look(word):
            found.setdefault(mark, []).append(at + offset)
        at += len(word) + 1
    return found
