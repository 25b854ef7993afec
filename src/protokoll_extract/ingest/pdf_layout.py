"""From words with places to canonical text, by geometry.

Lines run from top to bottom; a wide gap in a line is a tab, a wide gap between
lines a blank line, the end of a page a form feed. Two columns of running prose
are read one after the other; lists that stand side by side stay row by row.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from protokoll_extract.ingest.pdf_columns import split_columns
from protokoll_extract.ingest.pdf_lines import (
    Block,
    Cell,
    Line,
    RawPage,
    RawWord,
    gaps_of,
    is_apart,
    make_lines,
    steps_of,
    usual_pitch,
)
from protokoll_extract.text.normalise import normalise
from protokoll_extract.text.source import Page
from protokoll_extract.text.span import Span
from protokoll_extract.text.words import Box, Words


def build(raw_pages: Sequence[RawPage]) -> tuple[str, tuple[Page, ...], Words]:
    """The canonical text with its pages and words; the page spans tile the text."""
    laid = [page_blocks(p) for p in raw_pages]
    steps = [[steps_of(block) for block in blocks] for blocks in laid]
    pitch = usual_pitch(step for page in steps for block in page for step in block)
    writer = _Writer()
    pages: list[Page] = []
    start = 0
    for raw, blocks, page_steps in zip(raw_pages, laid, steps, strict=True):
        for n, (block, block_steps) in enumerate(zip(blocks, page_steps, strict=True)):
            if n:
                writer.add("\n")
            writer.block(raw.number, block, [is_apart(step, pitch) for step in block_steps])
        if raw is not raw_pages[-1]:
            writer.add("\f")
        pages.append(Page(raw.number, Span(start, writer.length), raw.width, raw.height, tuple(raw.rules)))
        start = writer.length
    return "".join(writer.out), tuple(pages), writer.words()


class _Writer:
    """Puts text together and notes where each word went."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.pages: list[int] = []
        self.placed: list[RawWord] = []

    def add(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def block(self, page: int, block: Block, apart: list[bool]) -> None:
        """``apart``: for each line but the first, whether a blank line stands above it."""
        for line, gaps, blank in zip(block.lines, gaps_of(block), [False, *apart], strict=True):
            if blank:
                self.add("\n")
            self.line(page, line, gaps)

    def line(self, page: int, line: Line, gaps: list[str]) -> None:
        words = [cell.word for cell in line]
        pieces = [""] * (2 * len(words))
        pieces[1::2] = [text if (text := word.text).isascii() else canonical(text) for word in words]
        pieces[2::2] = gaps
        places = list(accumulate(map(len, pieces), initial=self.length))
        self.out += pieces
        self.starts += places[1::2]
        self.ends += places[2::2]
        self.pages += [page] * len(words)
        self.placed += words
        self.length = places[-1]
        self.add("\n")

    def words(self) -> Words:
        return Words(
            self.starts,
            self.ends,
            self.pages,
            [word.x0 for word in self.placed],
            [word.top for word in self.placed],
            [word.x1 for word in self.placed],
            [word.bottom for word in self.placed],
            [word.font for word in self.placed],
        )


# Asked for words beyond ASCII only; the same few hundred come again and again.
@lru_cache(maxsize=8192)
def canonical(text: str) -> str:
    return normalise(text)[0]


# --- lines -----------------------------------------------------------------


def page_blocks(page: RawPage) -> list[Block]:
    """The page's blocks in reading order: the main direction first, then sideways text."""
    blocks: list[Block] = []
    for angle, words in _by_angle(
        [w for w in page.words if (text := w.text) and (text.isascii() or canonical(text))]
    ):
        lines = make_lines(_cells(words, angle))
        rules = [_turn_rule(r, angle) for r in page.rules] if angle % 90 == 0 else []
        uprights = [r for r in rules if r.x1 - r.x0 < r.bottom - r.top]
        for block in split_columns(lines, rules):
            block.uprights = uprights
            blocks.append(block)
    return blocks


def _by_angle(words: list[RawWord]) -> list[tuple[int, list[RawWord]]]:
    """The words of each direction of reading, that of most letters first."""
    angles = dict.fromkeys([word.angle for word in words])
    if len(angles) < 2:
        return [(angle, words) for angle in angles]
    groups: dict[int, list[RawWord]] = {angle: [] for angle in angles}
    for word in words:
        groups[word.angle].append(word)
    return sorted(groups.items(), key=lambda group: -sum(len(word.text) for word in group[1]))


def _cells(words: Sequence[RawWord], angle: int) -> list[Cell]:
    """The words' places along and across their direction of reading."""
    if angle == 0:
        return [Cell(w.x0, w.x1, w.y, w.font.size or 1.0, w) for w in words]
    return [_turn(w, angle) for w in words]


def _turn(word: RawWord, angle: int) -> Cell:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    if angle % 90 == 0:
        ends = (word.x0 * cos - word.top * sin, word.x1 * cos - word.bottom * sin)
        start, end = min(ends), max(ends)
    else:
        # A slanted word's box is larger than the word: measure from the baseline to the middle.
        start = word.x * cos - word.y * sin
        middle = (word.x0 + word.x1) / 2 * cos - (word.top + word.bottom) / 2 * sin
        end = max(start, 2 * middle - start)
    return Cell(start, end, word.x * sin + word.y * cos, word.font.size or 1.0, word)


def _turn_rule(rule: Box, angle: int) -> Box:
    """A ruling line in the frame of :class:`Cell`, for right angles: x along, top and bottom across."""
    if angle == 0:
        return rule
    cos, sin = round(math.cos(math.radians(angle))), round(math.sin(math.radians(angle)))
    along = sorted((rule.x0 * cos - rule.top * sin, rule.x1 * cos - rule.bottom * sin))
    across = sorted((rule.x0 * sin + rule.top * cos, rule.x1 * sin + rule.bottom * cos))
    return Box(rule.page, along[0], across[0], along[1], across[1])
