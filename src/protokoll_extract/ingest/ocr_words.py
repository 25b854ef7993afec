"""What is read off a page's picture: words and lines, in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from protokoll_extract.ingest.scan_picture import Place

# Readings (0 to 100) below this are doubtful.
DOUBTFUL = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """One word: its box and baseline in pixels of the picture as it was read, and how sure (0 to 100).

    ``sign``: a sign or number in it comes from the second reading.
    """

    text: str
    box: Place
    base: float
    size: float
    sure: int
    sign: bool = False


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line: its box, how far it falls to the right (pixels a pixel), its letters' height, its words."""

    box: Place
    slope: float
    height: float
    words: tuple[Reading, ...]
