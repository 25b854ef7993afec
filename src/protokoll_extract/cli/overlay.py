"""The evidence of one page, drawn on the picture of that page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from protokoll_extract.ingest.render import page_image
from protokoll_extract.model.protokoll import Protokoll
from protokoll_extract.text.mask import BLOCK

_SCALE = 2.0
_LEGEND = 30
Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
# The kind of a value by the first part of its pointer, or the part inside an item.
_KINDS: dict[str, Colour] = {
    "meeting": (31, 119, 180),
    "attendance": (44, 160, 44),
    "contents": (127, 127, 127),
    "decisions": (214, 39, 40),
    "proposals": (255, 127, 14),
    "dissent": (148, 103, 189),
    "amounts": (188, 140, 20),
    "references": (23, 150, 170),
    "people": (227, 119, 194),
    "items": (110, 90, 70),
    "hidden": (0, 0, 0),
}
_AS = {"votes": "proposals", "statements": "dissent", "recusals": "dissent", "percentages": "amounts"}
_AS |= dict.fromkeys(("organisations", "parties", "programmes", "places", "open_mentions"), "people")


def kind_of(pointer: str) -> str:
    """Which kind of value a pointer leads to: a key of the legend."""
    parts = pointer.split("/")
    inner = parts[3] if parts[1] == "items" and len(parts) > 3 else ""
    for part in (_AS.get(inner, inner), _AS.get(parts[1], parts[1])):
        if part in _KINDS:
            return part
    return "items"


def png_of(path: Path, page: int, document: Protokoll) -> tuple[bytes, int]:
    """The picture as PNG bytes and the number of places on it."""
    picture = page_image(path, page, _SCALE).convert("RGB")
    places = dict.fromkeys(_places(document, page))
    veil = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(veil)
    # Large places first, so that a small one inside them stays visible.
    for kind, box in sorted(places, key=lambda place: (place[0] == "hidden", -_area(place[1]))):
        frame = tuple(_SCALE * side for side in box)
        fill = 255 if kind == "hidden" else 28
        draw.rectangle(frame, outline=(*_KINDS[kind], 255), fill=(*_KINDS[kind], fill), width=2)
    framed = Image.alpha_composite(picture.convert("RGBA"), veil).convert("RGB")
    out = io.BytesIO()
    _with_legend(framed, sorted({kind for kind, _ in places}, key=list(_KINDS).index)).save(out, "PNG")
    return out.getvalue(), len(places)


def _places(document: Protokoll, page: int) -> Iterator[tuple[str, Box]]:
    for entry in document.evidence:
        for part in entry.parts:
            if part.page == page and part.box is not None:
                yield "hidden" if is_blocked(part.quote) else kind_of(entry.pointer), part.box


def is_blocked(quote: str) -> bool:
    """Has masking left nothing to read here?"""
    return BLOCK in quote and not any(x.isalnum() for x in quote)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _with_legend(picture: Image.Image, kinds: list[str]) -> Image.Image:
    sheet = Image.new("RGB", (picture.width, picture.height + _LEGEND), "white")
    sheet.paste(picture, (0, _LEGEND))
    draw = ImageDraw.Draw(sheet)
    x = 10.0
    for kind in kinds:
        draw.rectangle((x, 8, x + 14, 22), fill=_KINDS[kind])
        draw.text((x + 20, 6), kind, fill="black", font_size=14)
        x += 34 + draw.textlength(kind, font_size=14)
    return sheet
