"""The places of a §'s values on its pages: what to frame, and on which page it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from protokoll_extract.store.reading import Document

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One value's boxes on one page, in points from the upper left corner."""

    id: str
    kind: str
    boxes: tuple[Box, ...]


@dataclass(slots=True)
class Sheet:
    """One page: its size in points, and the marks on it, large ones first."""

    number: int
    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)


def mark_id(pointer: str) -> str:
    """A JSON Pointer as an id within the page: "/items/2/title" → "m-items-2-title"."""
    return "m" + re.sub(r"[^A-Za-z0-9_]+", "-", pointer).rstrip("-")


def sheets(
    document: Document, pointers: Iterable[str], pages: Iterable[int], sizes: dict[int, tuple[float, float]]
) -> list[Sheet]:
    """The pages asked for, and those that any of the values stands on; only pages whose size is known."""
    found: dict[int, Sheet] = {}
    for number in pages:
        if number in sizes:
            found[number] = Sheet(number, *sizes[number])
    for pointer in dict.fromkeys(pointers):
        for number, boxes in _boxes(document, pointer).items():
            if number in sizes:
                sheet = found.setdefault(number, Sheet(number, *sizes[number]))
                sheet.marks.append(Mark(mark_id(pointer), _kind(pointer), tuple(boxes)))
    for sheet in found.values():
        sheet.marks.sort(key=lambda mark: -sum(_area(box) for box in mark.boxes))
    return list(found.values())


def _boxes(document: Document, pointer: str) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for part in document.places.get(pointer, []):
        if part.get("page") and part.get("box"):
            x0, top, x1, bottom = part["box"]
            found.setdefault(int(part["page"]), []).append((x0, top, x1, bottom))
    return found


def _kind(pointer: str) -> str:
    for kind in ("decisions", "votes", "dissent", "proposals", "amounts", "attendance", "references"):
        if f"/{kind}" in pointer:
            return kind
    return "text"


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
