"""A PDF as a scanner makes it: pictures of its pages, a little askew, with grain and no text layer."""

from __future__ import annotations

import io
from random import Random

import pypdfium2
from PIL import Image, ImageChops

from protokoll_extract.errors import ProtokollError
from protokoll_extract.ingest import ocr

LINES = (
    "SAMMANTRÄDESPROTOKOLL",
    "Kommunstyrelsen i Ekby kommun",
    "Sammanträdesdatum: 2026-01-12",
    "§ 12 Bidrag till Ekby hembygdsförening",
    "Beslut",
    "Kommunstyrelsen beviljar föreningen ett bidrag om 25 000 kr.",
)


def has_tesseract() -> bool:
    try:
        return bool(ocr.program())
    except ProtokollError:
        return False


def scan_of(pdf: bytes, *, dpi: int = 300, askew: float = 0.6, turned: int = 0, seed: int = 1) -> bytes:
    """The pages as pictures, each turned by up to ``askew`` degrees, and by ``turned`` as a whole."""
    rng = Random(seed)
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
        angle = rng.uniform(0.5 * askew, askew) * rng.choice((-1, 1))
        picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        grain = Image.effect_noise(picture.size, 10).point(lambda x: max(0, x - 128) * 2)
        picture = ImageChops.subtract(picture, grain)
        pages.append(picture.rotate(-turned, expand=True) if turned else picture)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=70)
    return out.getvalue()
