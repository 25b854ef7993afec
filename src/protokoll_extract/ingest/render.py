"""A page of a PDF, or of a file of pictures, as a picture."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.pictures import pages_of_picture, picture_of
from protokoll_extract.ingest.sniff import is_image

# x0, top, x1, bottom in points from the page's upper left corner.
Box = tuple[float, float, float, float]


def page_image(path: Path, page: int, scale: float) -> Image.Image:
    """The page (from 1), ``scale`` pixels to the PDF point."""
    data = path.read_bytes()
    if is_image(data):
        picture = picture_of(data, page, scale, path.name)
        return picture  # type: ignore[no-any-return]
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            sheet: Image.Image = document[page - 1].render(scale=scale).to_pil()
            return sheet
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        reason = f"page {page} cannot be drawn"
        raise InputError("input.corrupt", path.name, reason, "Try another page.") from error


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in points; none when the file cannot be opened."""
    data = path.read_bytes()
    if is_image(data):
        return [(page.width, page.height) for page in pages_of_picture(data, path.name)]
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    try:
        return [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()


def page_png(
    path: Path,
    page: int,
    scale: float,
    hidden: Callable[[str], Iterable[tuple[int, int]]] = lambda _: (),
    boxes: Iterable[Box] = (),
) -> bytes:
    """The page as PNG, with a black bar over what ``hidden`` names in its text, and over ``boxes``."""
    picture = page_image(path, page, scale).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for x0, top, x1, bottom in (*_bars(path, page, hidden), *boxes):
        draw.rectangle((scale * x0 - 1, scale * top - 1, scale * x1 + 1, scale * bottom + 1), fill="black")
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _bars(path: Path, page: int, hidden: Callable[[str], Iterable[tuple[int, int]]]) -> list[Box]:
    """Boxes of the letters to hide, in points from the page's upper left corner."""
    data = path.read_bytes()
    if is_image(data):
        return []  # It has no letters of its own.
    document = pypdfium2.PdfDocument(data)
    try:
        sheet = document[page - 1]
        height = sheet.get_height()
        letters = sheet.get_textpage()
        get = pypdfium2.raw.FPDFText_GetUnicode
        text = "".join(chr(get(letters.raw, n)) for n in range(letters.count_chars()))
        boxes = [letters.get_charbox(n, loose=True) for start, end in hidden(text) for n in range(start, end)]
        return [(left, height - top, right, height - bottom) for left, bottom, right, top in boxes]
    finally:
        document.close()
