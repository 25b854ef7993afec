"""What stands on the paper, block by block; every layout prints these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of its own, close to the lines around it. ``look``: plain, issuer, row, label."""

    text: str
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Para:
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: level 1 the title, 2 a paragraph's, 3 within a paragraph, 4 above a group of people."""

    text: str
    level: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of cells without rules: labels with values, names with organisations, columns side by side."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    head: bool = False
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Points with a marker: "1.", "-", "•" or nothing."""

    items: tuple[str, ...]
    marker: str


@dataclass(frozen=True, slots=True)
class Contents:
    entries: tuple[tuple[str, str], ...]  # text, anchor
    leader: str  # "dots" or "space"


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of dashes, as some end a paragraph."""

    text: str


Block = Line | Para | Head | Rows | Points | Contents | Break | Rule
