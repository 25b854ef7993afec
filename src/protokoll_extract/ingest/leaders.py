"""Dotted leaders on a page's picture: they confuse the reading of the line they stand on.

Where a line holds nothing above a low band for a long stretch, dots lead from its title to its
page number. They are painted over before the line is read again, and put back as dots.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

# All are shares of the line's height.
_BAND = 0.35  # how high dots may reach from the line's foot
_LEAST = 2.5  # how long leaders are at least
_PAD = 0.15  # painted a little wider than found
_DARK = 140
# Leaders have dots in at least this share of their columns.
_DOTTED = 0.1


class Leader(NamedTuple):
    """A stretch of dots: its box in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


class LineBox(NamedTuple):
    """A line as read: its box in pixels, and how far it falls to the right (pixels a pixel)."""

    box: tuple[int, int, int, int]
    slope: float
    height: float


def without_leaders(image: Any, lines: Iterable[LineBox]) -> tuple[Any, list[Leader]]:
    """The picture with the leaders of these lines painted over, and where they stood."""
    import numpy

    pixels = numpy.asarray(image.convert("L"))
    found = [leader for line in lines for leader in _leaders(numpy, pixels, line)]
    if not found:
        return image, []
    painted = pixels.copy()
    for leader in found:
        painted[leader.top : leader.bottom, leader.x0 : leader.x1] = 255
    from PIL import Image

    return Image.fromarray(painted), found


def _leaders(numpy: Any, pixels: Any, line: LineBox) -> Iterable[Leader]:
    x0, top, x1, bottom = line.box
    dark = pixels[top:bottom, x0:x1] < _DARK
    if not dark.size:
        return
    straight = _straightened(numpy, dark, line.slope)
    rows = numpy.flatnonzero(straight.any(axis=1))
    if not len(rows):
        return
    # The band is measured from where the line's own ink ends.
    height = min(line.height, float(rows[-1] - rows[0] + 1))
    edge = max(0, int(rows[-1] + 1 - _BAND * height))
    low = ~straight[:edge].any(axis=0)
    dotted = straight[edge:].any(axis=0)
    for start, end in _runs(numpy, low):
        inked = numpy.flatnonzero(dotted[start:end])
        if end - start < _LEAST * line.height or len(inked) < _DOTTED * (end - start):
            continue
        left, right = start + int(inked[0]), start + int(inked[-1]) + 1
        pad = int(_PAD * line.height)
        yield Leader(x0 + max(left - pad, start), top, x0 + min(right + pad, end), bottom)


def _straightened(numpy: Any, dark: Any, slope: float) -> Any:
    """The line's ink with each column moved so that its foot is level."""
    out = numpy.zeros_like(dark)
    height, width = dark.shape
    middle = width / 2
    for column in range(width):
        shift = max(-height, min(height, round(slope * (column - middle))))
        source = dark[max(0, shift) : height + min(0, shift), column]
        out[max(0, -shift) : max(0, -shift) + len(source), column] = source
    return out


def _runs(numpy: Any, flags: Any) -> Iterable[tuple[int, int]]:
    """Start and end of every stretch of True."""
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], flags.astype(numpy.int8), [0]))))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
