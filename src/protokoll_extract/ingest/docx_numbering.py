"""The numbers and bullets that Word prints before a paragraph and keeps out of its text.

"§ 12" before a heading is often such a number: without them the §§ of the minutes are lost.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import regex

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Bullets of symbol fonts are private characters; on paper they are a bullet.
_PRIVATE = regex.compile(r"[\ue000-\uf8ff]|^o$")
_SLOT = regex.compile(r"%([1-9])")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int
    style: str | None


class Numbering:
    """Counts list paragraphs in the order of the document."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {int(x.get(f"{W}ilvl", "0")): _level(x) for x in abstract.iter(f"{W}lvl")}
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for num in root.iter(f"{W}num"):
            pointer = num.find(f"{W}abstractNumId")
            starts = {}
            for override in num.iter(f"{W}lvlOverride"):
                value = override.find(f"{W}startOverride")
                if value is not None:
                    starts[int(override.get(f"{W}ilvl", "0"))] = int(value.get(f"{W}val", "1"))
            if pointer is not None:
                self._lists[num.get(f"{W}numId", "")] = (pointer.get(f"{W}val", ""), starts)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list ties to a paragraph style, 0 if it ties none."""
        abstract, _ = self._lists.get(list_id, ("", {}))
        return next((n for n, x in self._levels.get(abstract, {}).items() if x.style == style), 0)

    def label(self, list_id: str, depth: int) -> str:
        """The next paragraph's number or bullet as printed, "" for none."""
        abstract, starts = self._lists.get(list_id, ("", {}))
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return _PRIVATE.sub("•", level.text) or "•"
        counts = self._counts[abstract]
        if depth in starts and (list_id, depth) not in self._begun:
            counts.pop(depth, None)
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, starts.get(depth, level.start) - 1) + 1
        for deeper in [n for n in counts if n > depth]:
            del counts[deeper]
        label: str = _SLOT.sub(lambda slot: _number(levels, counts, int(slot[1]) - 1), level.text)
        return label


def _level(element: Any) -> _Level:
    def value(tag: str, default: str) -> str:
        found = element.find(f"{W}{tag}")
        return default if found is None else str(found.get(f"{W}val", default))

    style = value("pStyle", "")
    start = value("start", "1")
    return _Level(
        value("numFmt", "decimal"),
        value("lvlText", ""),
        int(start) if start.isdecimal() else 1,
        style or None,
    )


def _number(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    number = counts.get(depth, level.start)
    if level.form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if level.form == "lowerLetter" else letter.upper()
    if level.form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if level.form == "lowerRoman" else roman.upper()
    return f"{number:02d}" if level.form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out
