"""A page of a PDF as a picture."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from protokoll_extract.errors import InputError


def page_image(path: Path, page: int, scale: float) -> Image.Image:
    """The page (from 1), ``scale`` pixels to the PDF point."""
    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
        try:
            picture: Image.Image = document[page - 1].render(scale=scale).to_pil()
            return picture
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        reason = f"page {page} cannot be drawn"
        raise InputError("input.corrupt", path.name, reason, "Try another page.") from error


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in points; none when the file cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError:
        return []
    try:
        return [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()
