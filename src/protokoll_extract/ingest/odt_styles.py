"""What the styles of an OpenDocument text say: heading level, space, numbers of lists and headings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import regex

from protokoll_extract.ingest.style_names import is_contents, level_of_name

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LENGTH = regex.compile(r"(?P<n>\d+(?:\.\d+)?)(?P<unit>cm|mm|in|pt|pc)?")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0}
# Space in points from which paragraphs stand apart.
_APART = 4.5
_PRIVATE = regex.compile(r"[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph's formatting, its own and inherited."""

    level: int
    before: bool
    after: bool


class Styles:
    """The paragraph styles of one document, common and automatic."""

    def __init__(self, roots: list[Any]) -> None:
        self._nodes: dict[str, Any] = {}
        for root in roots:
            for node in root.iter(f"{STYLE}style"):
                if node.get(f"{STYLE}family") == "paragraph":
                    self._nodes[node.get(f"{STYLE}name", "")] = node

    def of(self, name: str) -> Style:
        chain = self._chain(name)
        return Style(
            _level(chain), _space(chain, "margin-top") >= _APART, _space(chain, "margin-bottom") >= _APART
        )

    def _chain(self, name: str) -> list[Any]:
        out: list[Any] = []
        while name in self._nodes and self._nodes[name] not in out:
            out.append(self._nodes[name])
            name = out[-1].get(f"{STYLE}parent-style-name", "")
        return out


def _level(chain: list[Any]) -> int:
    names = [node.get(f"{STYLE}display-name") or node.get(f"{STYLE}name", "") for node in chain]
    if any(is_contents(name) for name in names):
        return 0
    for node, name in zip(chain, names, strict=True):
        outline = node.get(f"{STYLE}default-outline-level")
        if outline and outline.isdecimal():
            return int(outline)
        if level := level_of_name(name):
            return level
    return 0


def _space(chain: list[Any], side: str) -> float:
    for node in chain:
        properties = node.find(f"{STYLE}paragraph-properties")
        value = properties.get(f"{_FO}{side}") if properties is not None else None
        match = _LENGTH.fullmatch(value or "")
        if match:
            return float(match["n"]) * _POINTS.get(match["unit"] or "pt", 1.0)
    return 0.0


class Lists:
    """Counts the numbers that lists and numbered headings print."""

    def __init__(self, roots: list[Any]) -> None:
        self._levels: dict[tuple[str, int], Any] = {}
        self._outline: dict[int, Any] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for root in roots:
            for style in root.iter(f"{TEXT}list-style"):
                for node in style:
                    level = node.get(f"{TEXT}level", "")
                    if level.isdecimal():
                        self._levels[style.get(f"{STYLE}name", ""), int(level)] = node
            for node in root.iter(f"{TEXT}outline-level-style"):
                self._outline[int(node.get(f"{TEXT}level", "1"))] = node

    def begin(self, style: str) -> None:
        self._counts[style].clear()

    def label(self, style: str, level: int) -> str:
        """The next item's number or bullet as printed."""
        node = self._levels.get((style, level))
        if node is None or not node.tag.endswith("number"):
            sign = node.get(f"{TEXT}bullet-char", "•") if node is not None else "•"
            return str(_PRIVATE.sub("•", sign))
        return self._numbered(node, self._counts[style], level)

    def outline(self, level: int) -> str:
        """The number of the next heading at this level, "" where headings carry none."""
        node = self._outline.get(level)
        return self._numbered(node, self._counts["\x00outline"], level) if node is not None else ""

    def _numbered(self, node: Any, counts: dict[int, int], level: int) -> str:
        form = node.get(f"{STYLE}num-format") or ""
        start = node.get(f"{TEXT}start-value", "1")
        counts[level] = counts.get(level, (int(start) if start.isdecimal() else 1) - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if not form:
            return _around(node, "")
        shown = node.get(f"{TEXT}display-levels", "1")
        first = level - (int(shown) if shown.isdecimal() else 1) + 1
        number = ".".join(_figure(form, counts.get(n, 1)) for n in range(max(1, first), level + 1))
        return _around(node, number)


def _around(node: Any, number: str) -> str:
    return f"{node.get(f'{STYLE}num-prefix', '')}{number}{node.get(f'{STYLE}num-suffix', '')}".strip()


def _figure(form: str, number: int) -> str:
    if form in ("a", "A"):
        return chr(ord(form) + (number - 1) % 26)
    return str(number)
