"""What a Word paragraph's style says: heading level, list, space above and below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from protokoll_extract.ingest.docx_numbering import W
from protokoll_extract.ingest.style_names import is_contents, level_of_name

# Space in twentieths of a point from which paragraphs stand apart.
_APART = 90


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph's formatting, its own and inherited. ``depth`` None: where the list ties its style."""

    name: str
    level: int
    list_id: str
    depth: int | None
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    based_on: str | None
    properties: Any | None


class Styles:
    """The style sheet of one document."""

    def __init__(self, root: Any) -> None:
        self._entries: dict[str, _Entry] = {}
        self._default = ""
        for style in root.iter(f"{W}style"):
            if style.get(f"{W}type") != "paragraph":
                continue
            key = style.get(f"{W}styleId", "")
            self._entries[key] = _Entry(
                _value(style, "name") or key, _value(style, "basedOn"), style.find(f"{W}pPr")
            )
            if style.get(f"{W}default") in ("1", "true"):
                self._default = key
        self._base = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")

    def of(self, paragraph: Any) -> Style:
        own = paragraph.find(f"{W}pPr")
        key = (_value(own, "pStyle") if own is not None else None) or self._default
        chain = list(self._chain(key))
        properties = [own, *(entry.properties for entry in chain), self._base]
        list_id, depth = _list(properties)
        return Style(
            key,
            _level([own], chain),
            list_id,
            depth,
            _space(properties, "before") >= _APART,
            _space(properties, "after") >= _APART,
        )

    def _chain(self, key: str | None) -> list[_Entry]:
        out: list[_Entry] = []
        seen: set[str] = set()
        while key and key in self._entries and key not in seen:
            seen.add(key)
            out.append(self._entries[key])
            key = self._entries[key].based_on
        return out


def _level(own: list[Any | None], chain: list[_Entry]) -> int:
    """The heading level: by outline level, by the name of a built-in style; contents lines have none."""
    if any(is_contents(entry.name) for entry in chain):
        return 0
    for properties in (*own, *(entry.properties for entry in chain)):
        outline = _value(properties, "outlineLvl") if properties is not None else None
        if outline is not None and outline.isdecimal():
            return int(outline) + 1 if int(outline) < 9 else 0
    return next((level for entry in chain if (level := level_of_name(entry.name))), 0)


def _list(properties: list[Any | None]) -> tuple[str, int | None]:
    """The list a paragraph is in and its depth there; "" for none (Word's list 0 switches one off)."""
    depth: int | None = None
    for entry in properties:
        numbering = entry.find(f"{W}numPr") if entry is not None else None
        if numbering is None:
            continue
        level, list_id = _value(numbering, "ilvl"), _value(numbering, "numId")
        if depth is None and level is not None and level.isdecimal():
            depth = int(level)
        if list_id is not None:
            return ("", None) if list_id == "0" else (list_id, depth)
    return "", None


def _space(properties: list[Any | None], side: str) -> int:
    for entry in properties:
        spacing = entry.find(f"{W}spacing") if entry is not None else None
        if spacing is None:
            continue
        if spacing.get(f"{W}{side}Autospacing") in ("1", "true", "on"):
            return _APART
        value = spacing.get(f"{W}{side}")
        if value is not None and value.lstrip("-").isdecimal():
            return int(value)
    return 0


def _value(element: Any, tag: str) -> str | None:
    found = element.find(f"{W}{tag}")
    return None if found is None else found.get(f"{W}val")
