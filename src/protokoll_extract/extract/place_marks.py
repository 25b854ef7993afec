"""Where the name of a place may begin, told by one word."""

from __future__ import annotations

from functools import cache

import regex

from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import counties

# How a name is set off from what stands around it.
END = r"(?=(?:s|:s)?(?![\p{L}\p{N}+]))"
START = r"(?<![\p{L}\p{N}-])"


def place_marks(word: str) -> tuple[tuple[int, str], ...]:
    """Which kinds of places may begin in a word."""
    return tuple((at.start(), kind) for kind, begins in _first_words() for at in begins.finditer(word))


@cache
def _first_words() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """What the name of each kind of place begins with; for a property, the number it ends with."""
    data = table("places")["place"]
    streets, regions = "|".join(data["streets"]), "|".join(data["regions"])
    firsts = [name.split(" ")[0] for name in counties()]
    return (
        ("municipality", regex.compile(rf"{START}\L<before>(?!\S)", before=data["before"])),
        ("county", regex.compile(rf"{START}\L<firsts>(?![\p{{L}}\p{{N}}])", firsts=firsts)),
        ("property", regex.compile(r"\d:\d")),
        ("street", regex.compile(rf"{START}\p{{Lu}}\p{{L}}*(?:{streets})")),
        ("area", regex.compile(rf"{START}\p{{Lu}}\p{{L}}{{2,}}(?:{regions})")),
    )
