"""The pages that doubtful values stand on, as pictures with the places framed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from protokoll_extract.export.privacy import NOTHING, Takedown
from protokoll_extract.ingest.render import Box, page_png
from protokoll_extract.review.doubts import Doubt
from protokoll_extract.store.masking import hidden_spans, is_masked_through
from protokoll_extract.store.sources import Sources

_SCALE = 2.0
_FRAME = (200, 30, 30)


def picture_name(doubt: Doubt) -> str | None:
    """What the page's picture is called; None for a value without a page."""
    return f"{doubt.document}-p{doubt.page}.png" if doubt.page is not None else None


def pictures(
    doubts: Iterable[Doubt], sources: Sources, *, masked: bool = True, takedown: Takedown = NOTHING
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The name of each page's picture, and what draws it; pages whose file is not there are left out.

    Args:
        sources: where the documents' own files lie.
        masked: black bars over personal data.
        takedown: black bars over these people's names, masked or not.
    """
    pages: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        if (name := picture_name(doubt)) is not None:
            pages.setdefault(name, []).append(doubt)
    for name, found in pages.items():
        path = sources.find(found[0].source, found[0].sha256)
        if path is not None and path.read_bytes()[:1024].lstrip()[:5] == b"%PDF-":
            yield name, _Drawing(path, found, masked, takedown)


class _Drawing:
    """One page with the places of its doubtful values."""

    def __init__(self, path: Path, doubts: list[Doubt], masked: bool, takedown: Takedown) -> None:
        self._takedown = takedown
        self._path, self._page, self._masked = path, doubts[0].page or 1, masked
        parts = [x for doubt in doubts for x in doubt.parts if x.page == doubt.page and x.box is not None]
        self._frames = list(dict.fromkeys(x.box for x in parts if x.box is not None))
        self._covered: list[Box] = [x.box for x in parts if x.box and is_masked_through(x.quote)]

    def _hidden(self, text: str) -> Iterator[tuple[int, int]]:
        if self._masked:
            yield from hidden_spans(text)
        yield from self._takedown.places(text)

    def __call__(self) -> bytes:
        content = page_png(self._path, self._page, _SCALE, self._hidden, self._covered)
        picture = Image.open(io.BytesIO(content)).convert("RGB")
        draw = ImageDraw.Draw(picture)
        for x0, top, x1, bottom in self._frames:
            frame = (_SCALE * x0 - 3, _SCALE * top - 3, _SCALE * x1 + 3, _SCALE * bottom + 3)
            draw.rectangle(frame, outline=_FRAME, width=3)
        out = io.BytesIO()
        picture.quantize(64).save(out, "PNG", optimize=True)
        return out.getvalue()
