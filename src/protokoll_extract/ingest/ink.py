"""Ink on a picture as arrays of True and False: runs, gaps, and the boxes round what hangs together."""

from __future__ import annotations

from typing import Any

# A numpy array of bool, rows by columns.
Pixels = Any


def long_runs(ink: Pixels, least: int) -> Pixels:
    """The ink that stands in level runs of at least ``least`` pixels."""
    import numpy

    rows, starts, ends = _runs(ink)
    long = ends - starts >= least
    out = numpy.zeros(ink.shape, bool)
    for row, start, end in zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True):
        out[row, start:end] = True
    return out


def closed(ink: Pixels, gap: int) -> Pixels:
    """The ink with level gaps of up to ``gap`` pixels filled."""
    import numpy

    width = ink.shape[1]
    place = numpy.where(ink, numpy.arange(width, dtype=numpy.int32), -gap - width)
    before = numpy.maximum.accumulate(place, axis=1)
    place = numpy.where(ink, numpy.arange(width, dtype=numpy.int32), 3 * width + gap)
    behind = numpy.minimum.accumulate(place[:, ::-1], axis=1)[:, ::-1]
    return ink | (behind - before <= gap + 1)


def boxes_of(ink: Pixels, grain: int = 1) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, top, x1, bottom) round level runs that touch from row to row, from top to bottom.

    ``grain``: runs up to so many pixels apart, sideways, still touch.
    """
    rows, starts, ends = _runs(ink)
    done: list[list[int]] = []
    open_boxes: list[list[int]] = []  # x0, top, x1, bottom
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        done += [box for box in open_boxes if box[3] < row - grain]
        open_boxes = [box for box in open_boxes if box[3] >= row - grain]
        touching = [box for box in open_boxes if start <= box[2] + grain and box[0] <= end + grain]
        merged = [start, row, end, row + 1]
        for box in touching:
            merged = [min(merged[0], box[0]), min(merged[1], box[1]), max(merged[2], box[2]), row + 1]
        open_boxes = [box for box in open_boxes if box not in touching]
        open_boxes.append(merged)
    found = sorted([*done, *open_boxes], key=lambda box: (box[1], box[0]))
    return [(x0, top, x1, bottom) for x0, top, x1, bottom in found]


def _runs(ink: Pixels) -> tuple[Any, Any, Any]:
    """Row, start and end of every level run of ink, row by row."""
    import numpy

    edges = numpy.zeros((ink.shape[0], ink.shape[1] + 2), numpy.int8)
    edges[:, 1:-1] = ink
    steps = numpy.diff(edges, axis=1)
    rows, starts = numpy.nonzero(steps == 1)
    return rows, starts, numpy.nonzero(steps == -1)[1]
