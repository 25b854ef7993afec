"""Words of a page put together to lines, and what stands between the words and between the lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median, median_low

from protokoll_extract.text.record import record
from protokoll_extract.text.words import Box, Font

# All of these are shares of the font size (em), unless said otherwise.
_SAME_LINE = 0.42  # baseline shift within a line: for words of about one size
_RAISED = 0.62  # the same where the sizes differ as those of a raised figure and its word
_SMALLER = 0.85  # times the size of the word
_UNDER = 0.8  # a word so much lower than another above it is on a line of its own
_TOUCHING = 0.08  # words closer than this are one word that was drawn in parts
_DOUBLED = 0.2  # the same word drawn twice for effect is moved by less
_SPACED = 5  # so many letters in a row, each apart, are words set with space between letters
_APART = 1.1  # but not further apart than this
_TAB = 1.6  # a gap that is a column gap by itself
_TAB_ALIGNED = 0.55  # a gap that is one if neighbouring lines have a column there
_TAB_SHARED = 0.42  # the same in a row of columns, if several lines have one there
_TAB_IN_ROWS = 0.6  # a gap that is one where two other rows of columns have such a gap, too
_TAB_TO_MEDIAN = 2.2  # times the line's median gap: stretched justified lines have no tabs
_EVEN = 0.06  # gaps that differ by no more are even
_STRETCHED = 3.0  # a justified line's gaps are hardly wider
_SAME_WALL = 4.0  # points: ruling lines closer than this are one, drawn twice
_BLANK = 1.35  # times the usual line pitch
_PITCH_GRAIN = 0.05
_COMMON = 0.1  # share of all steps that makes a step a common one


@record
class RawWord:
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


@record
class Cell:
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


def make_lines(cells: list[Cell]) -> list[Line]:
    """Cells grouped to lines from top to bottom, each from left to right."""
    lines: list[Line] = []
    base = size = 0.0
    for cell in sorted(cells, key=attrgetter("base")):
        # Most words of a line stand on the very same baseline.
        if lines and (
            cell.base == base
            or (cell.base - base <= _shift(size, cell.size) and not _stands_under(lines[-1], cell))
        ):
            lines[-1].append(cell)
            # The largest word carries the line, so that small raised ones do not drag it.
            if cell.size > size:
                base, size = cell.base, cell.size
        else:
            lines.append([cell])
            base, size = cell.base, cell.size
    return [_mend(sorted(line, key=attrgetter("start"))) for line in lines]


def _shift(a: float, b: float) -> float:
    """How far (points) the baselines of two sizes may lie apart on one line."""
    large = max(a, b)
    return large * (_RAISED if min(a, b) <= _SMALLER * large else _SAME_LINE)


def _stands_under(line: Line, cell: Cell) -> bool:
    """Does a word of the line stand right above it? A larger one beside them has drawn two lines together."""
    return any(
        cell.base - above.base > _UNDER * min(above.size, cell.size)
        and above.start < cell.end - _DOUBLED * cell.size
        and cell.start < above.end - _DOUBLED * cell.size
        for above in line
    )


def _mend(line: Line) -> Line:
    """Join words that were drawn in parts, and drop what was drawn twice for effect."""
    last = line[0]
    out: Line = [last]
    for cell in line[1:]:
        size = last.size if last.size > cell.size else cell.size
        if cell.start - last.end < _DOUBLED * size and _mendable(last, cell):
            if cell.word.text == last.word.text and abs(cell.start - last.start) < _DOUBLED * cell.size:
                continue
            if -0.3 < (cell.start - last.end) / size < _TOUCHING:
                last = out[-1] = _join(last, cell)
                continue
        out.append(cell)
        last = cell
    return _unspaced(out) if len([c for c in out if len(c.word.text) == 1]) >= _SPACED else out


def _unspaced(line: Line) -> Line:
    """Words that are set with space between their letters, put together again."""
    out: Line = []
    run: Line = []
    for cell in line:
        if run and (len(cell.word.text) > 1 or cell.start - run[-1].end > _APART * cell.size):
            out += _words_of(run)
            run = []
        if len(cell.word.text) == 1:
            run.append(cell)
        else:
            out.append(cell)
    return out + _words_of(run)


def _words_of(run: Line) -> Line:
    """The words of letters that stand apart at even steps; wider gaps are between words."""
    letters = sum(cell.word.text.isalpha() for cell in run)
    if letters < _SPACED:
        return run
    step = median_low([b.start - a.end for a, b in pairwise(run)])
    out = run[:1]
    for cell in run[1:]:
        if cell.start - out[-1].end <= step + 0.2 * cell.size:
            out[-1] = _join(out[-1], cell)
        else:
            out.append(cell)
    return out


def _mendable(a: Cell, b: Cell) -> bool:
    """On one baseline, or a raised figure at its word (m² drawn as m and 2)."""
    raised = min(a.size, b.size) <= _SMALLER * max(a.size, b.size)
    return raised or abs(a.base - b.base) < 0.15 * b.size


def _join(a: Cell, b: Cell) -> Cell:
    word = replace(
        a.word,
        text=a.word.text + b.word.text,
        x0=min(a.word.x0, b.word.x0),
        top=min(a.word.top, b.word.top),
        x1=max(a.word.x1, b.word.x1),
        bottom=max(a.word.bottom, b.word.bottom),
    )
    return replace(a, end=max(a.end, b.end), word=word)


# --- gaps within and between lines -------------------------------------------


def separators(line: Line, columns: Sequence[float] = (), uprights: Sequence[Box] = ()) -> list[str]:
    """What stands between the words: a space, or a tab for a column gap.

    ``columns`` are places (points) where neighbouring lines begin a column;
    ``uprights`` are ruling lines, which part cells however narrow the gap.
    """
    if len(line) < 2:
        return []
    pairs = list(pairwise(line))
    gaps = [(b.start - a.end) / (a.size if a.size > b.size else b.size) for a, b in pairs]
    middle = line[0].base - 0.2 * line[0].size
    walls = [r for r in uprights if r.top < middle < r.bottom]
    if max(gaps) <= _TAB_ALIGNED and not walls:
        return [" "] * len(gaps)
    # With few gaps the median says nothing of how far a justified line is stretched.
    stretched = len(gaps) > 3 and _is_prose(line)
    limit = max(_TAB, _TAB_TO_MEDIAN * median_low(gaps)) if stretched else _TAB
    even = not walls and len(gaps) > 1 and max(gaps) < _STRETCHED and max(gaps) - min(gaps) < _EVEN
    if even and _is_prose(line):
        return [" "] * len(gaps)  # Stretched to the margin: columns do not stand at even gaps.
    out = []
    is_row = max(gaps) > limit
    for gap, (a, b) in zip(gaps, pairs, strict=True):
        between = _walls_between(walls, a.end, b.start)
        apart = gap > limit or (
            gap > (_TAB_SHARED if is_row else _TAB_ALIGNED) and _stands_at(columns, gap, b.start)
        )
        # An empty cell between two ruling lines has its tab too.
        out.append("\t" * max(between, apart) or " ")
    return out


def _is_prose(line: Line) -> bool:
    """Words that go on in small letters or with commas, as running text does and cells do not."""
    commas = sum(cell.word.text[-1] == "," for cell in line)
    return commas > 1 or any(cell.word.text[0].islower() for cell in line[1:])


def _walls_between(walls: Sequence[Box], end: float, start: float) -> int:
    """How many upright ruling lines stand between two words; a line drawn twice counts once."""
    places = sorted(r.x0 for r in walls if end - 1 < r.x0 and r.x1 < start + 1)
    return sum(i == 0 or x - places[i - 1] > _SAME_WALL for i, x in enumerate(places))


def _stands_at(columns: Sequence[float], gap: float, start: float) -> bool:
    """Does a word stand where a column of the lines around it begins? A narrow gap takes two of them."""
    least = 1 if gap > _TAB_ALIGNED else 2
    return sum(abs(start - x) < 1.0 for x in columns) >= least


def gaps_of(block: Block) -> list[list[str]]:
    """For each line, what stands between its words, seen beside the lines around it."""
    alone = [separators(line, (), block.uprights) for line in block.lines]
    # For each line, where a clear tab leads to.
    tabs = [
        [c.start for c, gap in zip(line[1:], gaps, strict=True) if gap != " "]
        if gaps.count(" ") < len(gaps)
        else []
        for line, gaps in zip(block.lines, alone, strict=True)
    ]
    if not any(tabs):
        return alone
    wide = [_after_wide_gaps(line) if row else [] for line, row in zip(block.lines, tabs, strict=True)]
    columns = []
    for i, row in enumerate(tabs):
        near = [x for other in tabs[max(0, i - 3) : i + 4] for x in other]
        if row:
            others = [x for j in range(max(0, i - 3), min(len(tabs), i + 4)) if j != i for x in wide[j]]
            near += [x for x in others if sum(abs(x - y) < 1.0 for y in others) > 1]
        columns.append(near)
    return [
        separators(line, near, block.uprights) if near else gaps
        for line, gaps, near in zip(block.lines, alone, columns, strict=True)
    ]


def _after_wide_gaps(line: Line) -> list[float]:
    """Where the words begin that stand behind a wide gap, be it a column's or not."""
    pairs = pairwise(line)
    return [b.start for a, b in pairs if b.start - a.end > _TAB_IN_ROWS * max(a.size, b.size)]


def steps_of(block: Block) -> list[float]:
    """The steps from each line to the next, in em of the larger one."""
    sizes = [max([c.size for c in line]) for line in block.lines]
    bases = [min([c.base for c in line]) for line in block.lines]
    return [
        (below - above) / max(a, b)
        for (above, below), (a, b) in zip(pairwise(bases), pairwise(sizes), strict=True)
    ]


def usual_pitch(every_step: Iterable[float]) -> float:
    """The document's line pitch in em: the smallest step that is common.

    The rows of lists and tables, and paragraphs, stand further apart than wrapped lines do.
    """
    steps = [step for step in every_step if 0.9 < step < 2.0]
    counts = Counter(round(step / _PITCH_GRAIN) for step in steps)
    common = [k for k in counts if counts[k] + counts[k + 1] >= _COMMON * len(steps)]
    return (min(common) + 0.5) * _PITCH_GRAIN if common else median(steps) if steps else 1.2


def is_apart(step: float, pitch: float) -> bool:
    """Is the step to the next line so large that a blank line stands between?"""
    # A negative step is the next column of prose.
    return step > _BLANK * pitch or step < 0
