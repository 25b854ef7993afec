"""What the name of a paragraph style says of the paragraph."""

from __future__ import annotations

from functools import cache

import regex

from protokoll_extract.vocab.load import table


@cache
def _pattern(kind: str) -> regex.Pattern[str]:
    return regex.compile(table("documents")["style"][kind]["pattern"])


def level_of_name(name: str) -> int:
    """The heading level a style's name announces (1 to 9), 0 for none."""
    if match := _pattern("heading").fullmatch(name):
        return int(match["level"])
    return 1 if _pattern("title").fullmatch(name) else 0


def is_contents(name: str) -> bool:
    """Is this the style of a line in a contents list?"""
    return _pattern("contents").fullmatch(name) is not None
