"""A scanned page's picture made ready for reading: set straight, ruling lines and leaders taken out.

Ruling lines part the cells of tables, and confuse the reading of what stands in them; dotted leaders
confuse the reading of their line. Both are found on the picture, kept as places, and painted over.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from protokoll_extract.ingest.ink import Pixels, boxes_of, closed, long_runs

# All lengths are shares of an inch, so that they hold at any resolution.
_LEVEL, _UPRIGHT = 0.3, 0.23  # ruling lines are at least this long: upright ones more than letters' stems
_THICK = 0.025  # and at most this thick
_DOT = 0.033  # leaders' dots are at most this high
_ABOVE, _BELOW = 0.09, 0.05  # and have nothing above and below them for this far
_BETWEEN = 0.08  # from dot to dot
_LEADER = 0.3  # leaders are at least this long
_DOTS, _EVEN = 6, 0.7  # have so many dots, and this share of their steps even
_BARE = 0.2  # share of a ruling line's length that other ink may touch on either side
_DARK = 150
# Scans lie at most this much askew (degrees); less than the second figure is left as it is.
_ASKEW, _STRAIGHT = 4.0, 0.08
# Pixels of ink that say enough about how a page lies.
_ENOUGH = 400

Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ScanPicture:
    """The picture as it is read; ``rules`` and ``leaders`` are boxes (x0, top, x1, bottom) in its pixels.

    ``tilt``: by how many degrees counter-clockwise it was turned about its middle to lie straight.
    """

    image: Any
    tilt: float
    rules: tuple[Place, ...]
    leaders: tuple[Place, ...]


def made_ready(image: Any, dpi: int) -> ScanPicture:
    """The picture (a Pillow image) straight and without lines and leaders."""
    import numpy
    from PIL import Image

    image = image.convert("L")
    paper = _paper(image)
    tilt = tilt_of(image, dpi)
    if tilt:
        image = image.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=paper)
    pixels = numpy.array(image)
    ink: Pixels = pixels < min(_DARK, paper - 60)
    rules = tuple(_rules(ink, dpi))
    for place in rules:
        _wipe(pixels, ink, place, paper)
    leaders = tuple(_leaders(ink, dpi))
    for place in leaders:
        _wipe(pixels, ink, place, paper)
    return ScanPicture(Image.fromarray(pixels), tilt, rules, leaders)


def _paper(image: Any) -> int:
    """The commonest grey: the paper's."""
    histogram = image.histogram()
    return max(range(128, 256), key=lambda grey: histogram[grey])


def _wipe(pixels: Any, ink: Pixels, place: Place, paper: int) -> None:
    x0, top, x1, bottom = place
    pixels[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2] = paper
    ink[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2] = False


# --- how the page lies


def tilt_of(image: Any, dpi: int) -> float:
    """By how many degrees (counter-clockwise) the picture must be turned for its lines to run level."""
    import numpy

    small = numpy.asarray(image.reduce(max(1, dpi // 75)))
    y, x = numpy.nonzero(small < _DARK)
    if len(y) < _ENOUGH:
        return 0.0
    best = _sharpest(x, y, 0.0, _ASKEW, 0.25)
    best = _sharpest(x, y, best, 0.25, 0.05)
    return 0.0 if abs(best) < _STRAIGHT or abs(best) >= _ASKEW else round(best, 2)


def _sharpest(x: Any, y: Any, middle: float, reach: float, step: float) -> float:
    """The angle at which lines and the space between them differ most."""
    count = round(reach / step)
    angles = [middle + step * n for n in range(-count, count + 1)]
    # Nothing is turned where turning gains nothing.
    return max(angles, key=lambda angle: (_contrast(x, y, angle), -abs(angle)))


def _contrast(x: Any, y: Any, angle: float) -> float:
    import numpy

    rows = numpy.round(y - x * math.tan(math.radians(angle))).astype(int)
    ink = numpy.bincount(rows - rows.min()).astype(float)
    return float((numpy.diff(ink) ** 2).sum())


# --- ruling lines


def _rules(ink: Pixels, dpi: int) -> Iterator[Place]:
    yield from _level_rules(ink, round(_LEVEL * dpi), dpi)
    for top, x0, bottom, x1 in _level_rules(ink.T, round(_UPRIGHT * dpi), dpi):
        yield x0, top, x1, bottom


def _level_rules(ink: Pixels, least: int, dpi: int) -> Iterator[Place]:
    thick = max(2, round(_THICK * dpi))
    for x0, top, x1, bottom in boxes_of(long_runs(closed(ink, 3), least)):
        if bottom - top > thick:
            continue
        # Feet and bars of letters stand in rows too, but have the letters on one side of them.
        above = ink[max(0, top - 5) : max(0, top - 2), x0:x1]
        below = ink[bottom + 2 : bottom + 5, x0:x1]
        if all(not side.size or side.any(axis=0).mean() < _BARE for side in (above, below)):
            yield x0, top, x1, bottom


# --- leaders


def _leaders(ink: Pixels, dpi: int) -> Iterator[Place]:
    """Rows of dots at even steps with nothing above them."""
    import numpy

    high = round(_DOT * dpi)
    specks = _low_specks(ink, high, round(_ABOVE * dpi), round(_BELOW * dpi))
    # Dots that are not quite level still make one row.
    thick = specks.copy()
    for step in (1, 2):
        thick[step:] |= specks[:-step]
        thick[:-step] |= specks[step:]
    rows = long_runs(closed(thick, round(_BETWEEN * dpi)), round(_LEADER * dpi))
    for x0, top, x1, bottom in boxes_of(rows, grain=2):
        # Bits of letters may hang together with the dots: the dots stand where most of the specks are.
        weight = numpy.convolve(specks[top:bottom, x0:x1].sum(axis=1), numpy.ones(high), "same")
        middle = top + int(weight.argmax())
        top, bottom = max(top, middle - high // 2 - 1), min(bottom, middle + high // 2 + 2)
        dots = ink[top:bottom, x0:x1].any(axis=0)
        around = ink[max(0, top - 2 * high) : top, x0:x1].sum(axis=0)
        letters = around + ink[bottom : bottom + high, x0:x1].sum(axis=0) > 2  # No mere grain.
        # Letters that the row of specks runs into are none of its dots.
        for start, end in _stretches(~closed(letters[None], high // 2)[0], round(_LEADER * dpi)):
            if _is_even(dots[start:end]):
                yield x0 + start, top, x0 + end, bottom


def _stretches(flags: Any, least: int) -> Iterator[tuple[int, int]]:
    """Start and end of every stretch of True that is long enough."""
    import numpy

    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], flags.astype(numpy.int8), [0]))))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start >= least:
            yield start, end


def _low_specks(ink: Pixels, high: int, above: int, below: int) -> Pixels:
    """Ink at most ``high`` pixels tall, with no other ink so far ``above`` it or so far ``below``."""
    import numpy

    count = numpy.cumsum(ink, axis=0, dtype=numpy.int16)
    padded = numpy.pad(count, ((above, below), (0, 0)), mode="edge")
    padded[:above] = 0
    around = padded[above + below :] - padded[: ink.shape[0]]
    return ink & (around <= high)


def _is_even(dots: Any) -> bool:
    """Do the marks stand at even steps?"""
    import numpy

    steps = numpy.diff(numpy.flatnonzero(numpy.diff(dots.astype(numpy.int8)) == 1))
    if len(steps) < _DOTS:
        return False
    usual = numpy.median(steps)
    return bool((abs(steps - usual) <= max(2, 0.3 * usual)).mean() >= _EVEN)
