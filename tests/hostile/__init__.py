"""Files that mean harm, or only look like it: each kind with the ends that are right for it.

All made here, from nothing; each has one fault. ``DONE`` means that its text must be in the result.
"""

from __future__ import annotations

from dataclasses import dataclass

DONE = "done"


@dataclass(frozen=True)
class Kind:
    """A hostile file: its content, the codes that are right, and a word its text must keep when read."""

    content: bytes
    ends: frozenset[str]
    word: str = ""


def kind(content: bytes, *ends: str, word: str = "") -> Kind:
    return Kind(content, frozenset(ends), word)
