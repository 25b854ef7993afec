"""Pictures of pages as files (PNG, JPEG, TIFF with one or more pages): each is a page to be read by OCR."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.pdf_lines import RawPage

MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff"}
# Resolutions (dots an inch) that scanners have; others are what a camera or a screen wrote there.
_LEAST, _MOST = 100, 1200
# What a page is taken for whose picture does not say its resolution: A4, in points.
_LONG = 842


def refuse(name: str) -> InputError:
    """The error for a picture when no OCR was asked for."""
    advice = "Read it with --ocr (needs Tesseract and its Swedish model)."
    return InputError("input.no_text", name, "this is a picture of a page", advice)


def media_type(data: bytes, name: str) -> str:
    with _opened(data, name) as file:
        return MEDIA_TYPES.get(file.format, "image/jpeg")


def pages_of_picture(data: bytes, name: str) -> list[RawPage]:
    """One page without words for each picture in the file, sizes in points.

    Raises InputError ``input.corrupt`` or ``input.too_large``.
    """
    from protokoll_extract.ingest.pdf import check_page_count

    with _opened(data, name) as file:
        count = getattr(file, "n_frames", 1)
        check_page_count(count, name)
        out = []
        for number in range(1, count + 1):
            width, height, dpi = _size(file, number)
            out.append(RawPage(number, width * 72 / dpi, height * 72 / dpi, [], []))
        return out


def picture_of(data: bytes, page: int, scale: float, name: str = "<picture>") -> Any:
    """A page (from 1) as a grey Pillow image, ``scale`` pixels to the point."""
    from PIL import Image, ImageOps

    with _opened(data, name) as file:
        width, height, dpi = _size(file, page)
        picture = ImageOps.exif_transpose(file)
        if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
            picture = picture.convert("RGBA")
            paper = Image.new("RGBA", picture.size, "white")
            picture = Image.alpha_composite(paper, picture)
        size = round(width * 72 / dpi * scale), round(height * 72 / dpi * scale)
        grey = picture.convert("L")
        return grey if grey.size == size else grey.resize(size, Image.Resampling.LANCZOS)


def _size(file: Any, page: int) -> tuple[int, int, float]:
    """Width and height in pixels as the picture is meant to be seen, and pixels an inch."""
    file.seek(page - 1)
    width, height = file.size
    turned = file.getexif().get(0x0112) if hasattr(file, "getexif") else None
    if turned in (5, 6, 7, 8):
        width, height = height, width
    stated = float((file.info.get("dpi") or (0, 0))[0] or 0)
    long = max(width, height)
    guessed = long * 72 / _LONG
    # A stated resolution that makes the page far from a sheet of paper is none.
    if _LEAST <= stated <= _MOST and 0.4 < guessed / stated < 2.5:
        return width, height, stated
    return width, height, guessed


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # It tells of every oddity; what matters is told by an error.
            warnings.simplefilter("ignore")
            file = Image.open(io.BytesIO(data), formats=tuple(MEDIA_TYPES))
            file.load()
        with file:
            yield file
    except Image.DecompressionBombError:
        raise InputError("input.too_large", name, "the picture is too large", "Scan it at 300 dpi.") from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        reason = f"the picture is damaged ({type(error).__name__})"
        raise InputError("input.corrupt", name, reason, "Fetch the file again or scan it anew.") from error
