"""Columns of running prose that stand side by side; lists side by side are rows and stay so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from protokoll_extract.ingest.pdf_lines import Block, Line, separators
from protokoll_extract.text.words import Box

_MIN_COLUMN_LINES = 5
_MIN_PROSE_CHARS = 22
# Columns that flow: so many lines each, so many of them (shares) full, wrapped, and level at most;
# a full line is so wide (share of its column); words are level within so much (points).
_MIN_FLOW_LINES = 12
_MIN_FULL = 0.15
_MIN_WRAPPED = 0.1
_FULL = 0.85
_LEVEL = 0.6
_MAX_LEVEL = 0.35


def split_columns(lines: list[Line], rules: Sequence[Box]) -> list[Block]:
    """Cut the lines where two columns of running prose stand side by side."""
    gutter = _find_gutter(lines)
    if gutter is None:
        return [Block(lines)] if lines else []
    blocks: list[Block] = []
    in_columns = True
    for run, free in _runs(lines, gutter):
        sides = _sides(run, gutter)
        if free and (_is_prose(sides) or _flow(run, sides, gutter)) and not _has_rows(run, gutter, rules):
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


def _flow(lines: list[Line], sides: list[list[Line]], gutter: float) -> bool:
    """Do two columns go down the page each in its own step, with headings and short lines in them?

    Rows of a table stand on common baselines; so do most lists side by side.
    """
    if min(map(len, sides)) < _MIN_FLOW_LINES:
        return False
    edges = (gutter - 3.0, max(line[-1].end for line in sides[1]))
    for side, edge in zip(sides, edges, strict=True):
        start = min(line[0].start for line in side)
        full = sum(line[-1].end - start > _FULL * (edge - start) for line in side)
        wrapped = sum(line[0].word.text[:1].islower() for line in side)
        broken = sum("\t" in separators(line) for line in side)
        if full < _MIN_FULL * len(side) or wrapped < _MIN_WRAPPED * len(side) or broken > 0.1 * len(side):
            return False
    level = sum(_is_level(line, gutter) for line in lines)
    return level < _MAX_LEVEL * min(map(len, sides))


def _is_level(line: Line, gutter: float) -> bool:
    """Do the words on both sides of the gutter stand on one baseline?"""
    left = [c.base for c in line if c.start < gutter]
    right = [c.base for c in line if c.start >= gutter]
    return bool(left and right) and abs(left[-1] - right[0]) < _LEVEL


def _has_rows(lines: list[Line], gutter: float, rules: Sequence[Box]) -> bool:
    """Whether ruled lines cross the gutter within the run: then it is a table."""
    top, bottom = lines[0][0].base, lines[-1][0].base
    crossing = [r for r in rules if r.x0 < gutter < r.x1 and top < r.top < bottom]
    return len(crossing) > 0
