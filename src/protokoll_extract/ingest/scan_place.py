"""Places on a scanned page: its words in order, and from the straight page back to it as it lies."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from statistics import mean

from protokoll_extract.ingest.ocr import PageReading
from protokoll_extract.ingest.ocr_words import DOUBTFUL, Reading
from protokoll_extract.text.source import Page, SourceText
from protokoll_extract.text.words import Box, Words

# Words whose baselines lie closer than this share of their size are on one line.
_LINE = 0.4
# Several words on average less sure than this (0 to 100) are no reading, nor is one that stands alone.
_HARDLY, _ALONE = 40, 25


def in_order(reading: PageReading) -> PageReading:
    """The reading with its words line by line, from left to right."""
    lines: list[list[Reading]] = []
    for word in sorted(reading.words, key=lambda x: x.base):
        if lines and word.base - lines[-1][0].base < _LINE * max(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = (sorted(line, key=lambda x: x.box[0]) for line in lines)
    words = tuple(word for line in ordered for word in _readable(line))
    return replace(reading, words=words)


def _readable(line: list[Reading]) -> Iterator[Reading]:
    """The line without handwriting and stamps: words that are hardly read, next to each other or alone."""
    for doubtful, group in groupby(line, key=lambda word: word.sure < DOUBTFUL):
        run = list(group)
        least = _HARDLY if len(run) > 1 else _ALONE if len(line) == 1 else 0
        if not doubtful or mean(word.sure for word in run) >= least:
            yield from run


def as_displayed(source: SourceText, tilts: dict[int, float]) -> SourceText:
    """The text with its places as the pages lie; ``tilts`` by page, in degrees counter-clockwise."""
    if not any(tilts.values()):
        return source
    sheets = {page.number: page for page in source.pages}
    pages = tuple(_page(page, tilts.get(page.number, 0.0)) for page in source.pages)
    return replace(source, words=_words(source.words, sheets, tilts), pages=pages)


def _words(words: Words, sheets: dict[int, Page], tilts: dict[int, float]) -> Words:
    out = Words()
    out.starts, out.ends, out.pages, out.fonts = words.starts, words.ends, words.pages, words.fonts
    for word in words:
        box = _turned(word.box, sheets[word.box.page], tilts.get(word.box.page, 0.0))
        out.x0.append(box.x0)
        out.top.append(box.top)
        out.x1.append(box.x1)
        out.bottom.append(box.bottom)
    return out


def _page(page: Page, tilt: float) -> Page:
    return replace(page, rules=tuple(_turned(rule, page, tilt) for rule in page.rules)) if tilt else page


def _turned(box: Box, page: Page, tilt: float) -> Box:
    """The box moved to where its middle lies on the page that is askew; its size stays."""
    cos, sin = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    x = (box.x0 + box.x1 - page.width) / 2
    y = (box.top + box.bottom - page.height) / 2
    right, down = x * cos - y * sin - x, x * sin + y * cos - y
    return Box(box.page, box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)
