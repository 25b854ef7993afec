"""A §'s own text where there is no picture of the page: in pieces, each with the mark it belongs to."""

from __future__ import annotations

from protokoll_extract.store.database import Database
from protokoll_extract.store.documents import document_text
from protokoll_extract.web.marks import mark_id
from protokoll_extract.web.paragraph import Paragraph

# Values whose words are framed; a § is text all through, so the sections are not.
_FRAMED = ("/title", "/text", "/raw", "/yes", "/no", "/abstain")


def pieces(database: Database, shown: Paragraph) -> list[tuple[str, str]]:
    """Text and mark id ("" for none), in order; the texts joined are the §'s text."""
    text = document_text(database, shown.document.id)
    span = shown.document.spans.get(int(shown.row["position"]))
    if text is None or span is None:
        return []
    start, end = span
    found: list[tuple[str, str]] = []
    at = start
    for low, high, mark in _places(shown, start, end):
        if low < at:
            continue
        found += [(text[at:low], ""), (text[low:high], mark)]
        at = high
    found.append((text[at:end], ""))
    return [piece for piece in found if piece[0]]


def _places(shown: Paragraph, start: int, end: int) -> list[tuple[int, int, str]]:
    """Places within the § in order, the longer first where two begin together."""
    found = []
    own = f"/items/{shown.row['position']}/"
    for pointer, parts in shown.document.places.items():
        mine = pointer.startswith((own, "/amounts/")) and pointer.endswith(_FRAMED)
        if not mine or "/sections/" in pointer:
            continue
        found += [
            (part["start"], part["end"], mark_id(pointer))
            for part in parts
            if start <= part["start"] and part["end"] <= end
        ]
    return sorted(found, key=lambda place: (place[0], -place[1]))
