"""From words with places to canonical text, by geometry.

Lines run from top to bottom; a wide gap in a line is a tab, a wide gap between
lines a blank line, the end of a page a form feed. Two columns of running prose
are read one after the other; lists that stand side by side stay row by row.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from protokoll_extract.text.normalise import normalise
from protokoll_extract.text.source import Box, Font, Page, Word
from protokoll_extract.text.span import Span

# All of these are shares of the font size (em), unless said otherwise.
_SAME_LINE = 0.42  # baseline shift within a line: for words of about one size
_RAISED = 0.62  # the same where the sizes differ as those of a raised figure and its word
_SMALLER = 0.85  # times the size of the word
_TOUCHING = 0.08  # words closer than this are one word that was drawn in parts
_TAB = 1.6  # a gap that is a column gap by itself
_TAB_ALIGNED = 0.55  # a gap that is one if neighbouring lines have a column there
_TAB_TO_MEDIAN = 2.2  # times the line's median gap: stretched justified lines have no tabs
_BLANK = 1.35  # times the usual line pitch
_MIN_COLUMN_LINES = 5
_MIN_PROSE_CHARS = 22


class RawWord(NamedTuple):
    """A word as read: text, box in points as displayed (origin top left), font.

    ``x``, ``y`` is where its baseline begins; ``angle`` is the direction of
    reading in degrees, counter-clockwise, 0 for ordinary text.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    font: Font
    x: float
    y: float
    angle: int


@dataclass(slots=True)
class RawPage:
    """One page as read; sizes and rules in points as displayed."""

    number: int
    width: float
    height: float
    words: list[RawWord]
    rules: list[Box]


class Cell(NamedTuple):
    """A word in its own direction of reading: ``start``..``end`` along, ``base`` across (points)."""

    start: float
    end: float
    base: float
    size: float
    word: RawWord


Line = list[Cell]


@dataclass(slots=True)
class Block:
    """Lines that are read one after another, all in one direction.

    ``uprights`` are the upright ruling lines of the page: they part cells.
    """

    lines: list[Line]
    uprights: Sequence[Box] = ()


def build(raw_pages: Sequence[RawPage]) -> tuple[str, tuple[Page, ...], tuple[Word, ...]]:
    """The canonical text with its pages and words; the page spans tile the text."""
    laid = [page_blocks(p) for p in raw_pages]
    pitch = usual_pitch(block for blocks in laid for block in blocks)
    writer = _Writer()
    pages: list[Page] = []
    start = 0
    for raw, blocks in zip(raw_pages, laid, strict=True):
        writer.page(raw.number, blocks, pitch)
        if raw is not raw_pages[-1]:
            writer.add("\f")
        pages.append(Page(raw.number, Span(start, writer.length), raw.width, raw.height, tuple(raw.rules)))
        start = writer.length
    return "".join(writer.out), tuple(pages), tuple(writer.words)


class _Writer:
    """Puts text together and notes where each word went."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.words: list[Word] = []

    def add(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def page(self, number: int, blocks: list[Block], pitch: float) -> None:
        for n, block in enumerate(blocks):
            if n:
                self.add("\n")
            tabs = _tab_columns(block)
            previous: Line | None = None
            for i, line in enumerate(block.lines):
                if previous and _is_apart(previous, line, pitch):
                    self.add("\n")
                self.line(number, line, separators(line, _near(tabs, i), block.uprights))
                previous = line

    def line(self, number: int, line: Line, gaps: list[str]) -> None:
        for gap, cell in zip(["", *gaps], line, strict=True):
            word = cell.word
            text = _canonical(word.text)
            self.add(gap)
            span = Span(self.length, self.length + len(text))
            self.words.append(Word(span, Box(number, word.x0, word.top, word.x1, word.bottom), word.font))
            self.add(text)
        self.add("\n")


def _canonical(text: str) -> str:
    return text if text.isascii() else normalise(text)[0]


# --- lines -----------------------------------------------------------------


def page_blocks(page: RawPage) -> list[Block]:
    """The page's blocks in reading order: the main direction first, then sideways text."""
    by_angle: dict[int, list[RawWord]] = {}
    for word in page.words:
        if _canonical(word.text):
            by_angle.setdefault(word.angle, []).append(word)
    groups = sorted(by_angle.items(), key=lambda kv: -sum(len(w.text) for w in kv[1]))
    blocks: list[Block] = []
    for angle, words in groups:
        lines = make_lines([_turn(w, angle) for w in words])
        rules = [_turn_rule(r, angle) for r in page.rules] if angle % 90 == 0 else []
        uprights = [r for r in rules if r.x1 - r.x0 < r.bottom - r.top]
        for block in split_columns(lines, rules):
            block.uprights = uprights
            blocks.append(block)
    return blocks


def _turn(word: RawWord, angle: int) -> Cell:
    """The word's place along and across its direction of reading."""
    if angle == 0:
        return Cell(word.x0, word.x1, word.y, word.font.size or 1.0, word)
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


def make_lines(cells: list[Cell]) -> list[Line]:
    """Cells grouped to lines from top to bottom, each from left to right."""
    lines: list[Line] = []
    base = size = 0.0
    for cell in sorted(cells, key=lambda c: c.base):
        if lines and cell.base - base <= _shift(size, cell.size):
            lines[-1].append(cell)
            # The largest word carries the line, so that small raised ones do not drag it.
            if cell.size > size:
                base, size = cell.base, cell.size
        else:
            lines.append([cell])
            base, size = cell.base, cell.size
    return [_mend(sorted(line, key=lambda c: c.start)) for line in lines]


def _shift(a: float, b: float) -> float:
    """How far (points) the baselines of two sizes may lie apart on one line."""
    large = max(a, b)
    return large * (_RAISED if min(a, b) <= _SMALLER * large else _SAME_LINE)


def _mend(line: Line) -> Line:
    """Join words that were drawn in parts, and drop what was drawn twice for effect."""
    out: Line = []
    for cell in line:
        if out and _mendable(out[-1], cell):
            last = out[-1]
            gap = (cell.start - last.end) / max(last.size, cell.size)
            if cell.word.text == last.word.text and abs(cell.start - last.start) < 0.2 * cell.size:
                continue
            if -0.3 < gap < _TOUCHING:
                out[-1] = _join(last, cell)
                continue
        out.append(cell)
    return out


def _mendable(a: Cell, b: Cell) -> bool:
    """On one baseline, or a raised figure at its word (m² drawn as m and 2)."""
    raised = min(a.size, b.size) <= _SMALLER * max(a.size, b.size)
    return raised or abs(a.base - b.base) < 0.15 * b.size


def _join(a: Cell, b: Cell) -> Cell:
    word = a.word._replace(
        text=a.word.text + b.word.text,
        x0=min(a.word.x0, b.word.x0),
        top=min(a.word.top, b.word.top),
        x1=max(a.word.x1, b.word.x1),
        bottom=max(a.word.bottom, b.word.bottom),
    )
    return a._replace(end=max(a.end, b.end), word=word)


# --- gaps within and between lines -------------------------------------------


def separators(line: Line, columns: Sequence[float] = (), uprights: Sequence[Box] = ()) -> list[str]:
    """What stands between the words: a space, or a tab for a column gap.

    ``columns`` are places (points) where neighbouring lines begin a column;
    ``uprights`` are ruling lines, which part cells however narrow the gap.
    """
    if len(line) < 2:
        return []
    pairs = list(pairwise(line))
    gaps = [(b.start - a.end) / max(a.size, b.size) for a, b in pairs]
    walls = [r for r in uprights if r.top < line[0].base - 0.2 * line[0].size < r.bottom]
    if max(gaps) <= _TAB_ALIGNED and not walls:
        return [" "] * len(gaps)
    # With few gaps the median says nothing of how far a justified line is stretched.
    limit = max(_TAB, _TAB_TO_MEDIAN * median(gaps)) if len(gaps) > 3 else _TAB
    return [
        "\t"
        if gap > limit
        or (gap > _TAB_ALIGNED and _stands_at(columns, b.start))
        or any(a.end - 1 < r.x0 and r.x1 < b.start + 1 for r in walls)
        else " "
        for gap, (a, b) in zip(gaps, pairs, strict=True)
    ]


def _stands_at(columns: Sequence[float], start: float) -> bool:
    return any(abs(start - x) < 1.0 for x in columns)


def _tab_columns(block: Block) -> list[list[float]]:
    """For each line, where a clear tab leads to."""
    return [
        [c.start for c, gap in zip(line[1:], gaps, strict=True) if gap == "\t"]
        for line in block.lines
        for gaps in [separators(line, (), block.uprights)]
    ]


def _near(tabs: list[list[float]], i: int) -> list[float]:
    return [x for row in tabs[max(0, i - 3) : i + 4] for x in row]


def _line_size(line: Line) -> float:
    return max(c.size for c in line)


def _pitch(above: Line, below: Line) -> float:
    """The step from one line to the next, in em of the larger one."""
    size = max(_line_size(above), _line_size(below))
    return (min(c.base for c in below) - min(c.base for c in above)) / size


def usual_pitch(blocks: Iterable[Block]) -> float:
    """The document's usual line pitch in em: the median of steps that are no paragraph gaps."""
    steps = [step for block in blocks for a, b in pairwise(block.lines) if 0.9 < (step := _pitch(a, b)) < 2.0]
    return median(steps) if steps else 1.2


def _is_apart(above: Line, below: Line, pitch: float) -> bool:
    step = _pitch(above, below)
    # A negative step is the next column of prose.
    return step > _BLANK * pitch or step < 0


# --- columns of prose --------------------------------------------------------


def split_columns(lines: list[Line], rules: Sequence[Box]) -> list[Block]:
    """Cut the lines where two columns of running prose stand side by side."""
    gutter = _find_gutter(lines)
    if gutter is None:
        return [Block(lines)] if lines else []
    blocks: list[Block] = []
    in_columns = True
    for run, free in _runs(lines, gutter):
        sides = _sides(run, gutter)
        if free and _is_prose(sides) and not _has_rows(run, gutter, rules):
            blocks += [Block(side) for side in sides]
            in_columns = True
        elif in_columns:
            blocks.append(Block(list(run)))
            in_columns = False
        else:
            blocks[-1].lines += run
    return blocks


def _find_gutter(lines: list[Line]) -> float | None:
    """Where most lines begin anew after a gap, in points; None if there is no such place."""
    counts: dict[int, int] = {}
    for line in lines:
        for a, b in pairwise(line):
            if b.start - a.end > 0.9 * b.size:
                key = round(b.start / 2)
                counts[key] = counts.get(key, 0) + 1
    if not counts:
        return None
    best = max(counts, key=lambda k: counts[k] + counts.get(k + 1, 0))
    if counts[best] + counts.get(best + 1, 0) < _MIN_COLUMN_LINES:
        return None
    return best * 2 - 3.0


def _runs(lines: list[Line], gutter: float) -> list[tuple[list[Line], bool]]:
    """Consecutive lines that do, or do not, leave the gutter free."""
    runs: list[tuple[list[Line], bool]] = []
    for line in lines:
        free = not any(c.start < gutter < c.end for c in line) and all(
            b.start - a.end > 0.6 * b.size for a, b in pairwise(line) if a.end <= gutter <= b.start
        )
        if runs and runs[-1][1] == free:
            runs[-1][0].append(line)
        else:
            runs.append(([line], free))
    return runs


def _sides(lines: list[Line], gutter: float) -> list[list[Line]]:
    left = [[c for c in line if c.start < gutter] for line in lines]
    right = [[c for c in line if c.start >= gutter] for line in lines]
    return [[line for line in side if line] for side in (left, right)]


def _is_prose(sides: list[list[Line]]) -> bool:
    """Whether every side looks like wrapped running text: long, even, unbroken lines."""
    for side in sides:
        if len(side) < _MIN_COLUMN_LINES:
            return False
        widths = [line[-1].end - line[0].start for line in side]
        chars = [sum(len(c.word.text) + 1 for c in line) for line in side]
        broken = sum("\t" in separators(line) for line in side)
        wrapped = sum(line[0].word.text[:1].islower() for line in side)
        if median(widths) < 0.7 * max(widths) or median(chars) < _MIN_PROSE_CHARS:
            return False
        if broken > 0.1 * len(side) or wrapped < 0.35 * len(side):
            return False
    return True


def _has_rows(lines: list[Line], gutter: float, rules: Sequence[Box]) -> bool:
    """Whether ruled lines cross the gutter within the run: then it is a table."""
    top, bottom = lines[0][0].base, lines[-1][0].base
    crossing = [r for r in rules if r.x0 < gutter < r.x1 and top < r.top < bottom]
    return len(crossing) > 0
