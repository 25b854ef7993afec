"""Pages as pictures read by Tesseract: words with places and how sure each reading is.

Tesseract is an external program with its Swedish model. A page's reading is kept in a cache, so
that an interrupted archive goes on where it stopped; the cache is named by what was read and how.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import mean, median
from typing import Any

from protokoll_extract.ingest.ocr_second import left_out, with_second
from protokoll_extract.ingest.ocr_words import DOUBTFUL, Reading
from protokoll_extract.ingest.readings import folder, write_private
from protokoll_extract.ingest.scan_picture import Place, ScanPicture, made_ready
from protokoll_extract.ingest.tesseract import DPI, SECOND, SWEDISH, has_second, program, read, turn_of

__all__ = ["DOUBTFUL", "DPI", "PageReading", "Reading", "cached", "keep", "program", "read_picture"]

# A page read worse than this on average may stand on its side.
_SIDEWAYS = 70
# Lines steeper than this (pixels a pixel) do not run across the page.
_STEEP = 0.2
_VERSION = 5


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page: by how many degrees clockwise the picture was ``turned`` to stand upright, its size then.

    ``tilt``: by how many degrees counter-clockwise it was then turned to lie straight; ``rules`` are the
    boxes of its ruling lines. Places are pixels of the picture as it was read.
    """

    width: int
    height: int
    turned: int
    tilt: float
    words: tuple[Reading, ...]
    rules: tuple[Place, ...] = ()

    @property
    def sureness(self) -> float:
        return mean(word.sure for word in self.words) if self.words else 0.0


def read_picture(image: Any, name: str) -> PageReading:
    """Reads a page's picture (a Pillow image at ``DPI``), upright or not, straight or askew.

    Raises InputError ``input.timeout`` or ``input.corrupt``, MissingExtraError ``extra.tesseract``.
    """
    program()
    picture = made_ready(image, DPI)
    reading, upended = _first(picture, 0, name)
    if upended or reading.sureness < _SIDEWAYS or len(reading.words) < 5:
        turn = turn_of(image, name)
        if turn:
            again = made_ready(image.rotate(-turn, expand=True), DPI)
            turned, _ = _first(again, turn, name)
            if upended or turned.sureness > reading.sureness:
                reading, picture = turned, again
    if reading.words and has_second():
        reading = replace(reading, words=with_second(reading.words, read(picture.image, SECOND, name)))
    words = left_out(picture, reading.words, name)
    return replace(reading, words=words)


def _first(picture: ScanPicture, turned: int, name: str) -> tuple[PageReading, bool]:
    """The reading in Swedish; and whether its lines run up or down the page, for Tesseract reads such too."""
    lines = read(picture.image, SWEDISH, name)
    words = tuple(word for line in lines for word in line.words)
    slopes = [line.slope for line in lines if len(line.words) > 2]
    width, height = picture.image.size
    reading = PageReading(width, height, turned, picture.tilt, words, picture.rules)
    return reading, bool(slopes) and abs(median(slopes)) > _STEEP


# --- the cache


def cached(key: str, page: int) -> PageReading | None:
    """A page's reading from an earlier run."""
    try:
        data = json.loads(_place(key, page).read_text(encoding="utf-8"))
        words = tuple(Reading(**{**word, "box": tuple(word["box"])}) for word in data.pop("words"))
        rules = tuple(tuple(place) for place in data.pop("rules"))
        return PageReading(**data, words=words, rules=rules)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(key: str, page: int, reading: PageReading) -> None:
    """Keep a page's reading; a cache that cannot be written to is no reason to stop."""
    with suppress(OSError):
        write_private(_place(key, page), json.dumps(asdict(reading), ensure_ascii=False))


def _place(key: str, page: int) -> Path:
    how = hashlib.sha256(f"{program()} {DPI} {_VERSION}".encode()).hexdigest()[:8]
    return folder() / key[:2] / f"{key}-{page}-{how}.json"
