"""Faults planted in invented minutes: how many the audit saw, and how often it cried over clean ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from protokoll_extract.errors import InputError
from protokoll_extract.evaluate.blocks import Block, Heading, Paragraph, Table

# The normal quantile of a 95 % interval.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Planted:
    """The figures of one run: by kind (found, planted), and clean documents (with a finding, all)."""

    styles: str
    kinds: dict[str, tuple[int, int]]
    clean: tuple[int, int]


def read_planted(path: Path) -> Planted:
    """The figures that ``make faults`` wrote.

    Raises:
        InputError: the file is not there or holds something else.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        kinds = {name: (int(found), int(planted)) for name, (found, planted) in data["kinds"].items()}
        alarms, documents = data["clean"]
        return Planted(str(data["styles"]), kinds, (int(alarms), int(documents)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            "input.faults", str(path), "no figures of planted faults", "Run `make faults` first."
        ) from error


def wilson(hits: int, count: int) -> tuple[float, float]:
    """95 % interval of a share, also where all or none hit."""
    if not count:
        return 0.0, 1.0
    share, square = hits / count, _Z * _Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _Z / (1 + square / count) * sqrt(share * (1 - share) / count + square / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def _share(hits: int, count: int) -> str:
    low, high = wilson(hits, count)
    return f"{hits / count if count else 0:.3f} ({low:.3f}–{high:.3f})"


def planted_blocks(planted: Planted) -> Iterator[Block]:
    """One section of the page."""
    found = sum(hits for hits, _ in planted.kinds.values())
    count = sum(all_ for _, all_ in planted.kinds.values())
    alarms, documents = planted.clean
    yield Heading(2, f"Planted faults, {planted.styles} styles")
    yield Paragraph(
        f"{len(planted.kinds)} kinds of faults, one at a time in invented minutes; a fault is seen when the "
        f"audit answers with a code that fits. Seen: {found} of {count}, {_share(found, count)}. Clean "
        f"minutes with any finding at all: {alarms} of {documents}, {_share(alarms, documents)}. "
        "Intervals are Wilson's, 95 %."
    )
    rows = [(kind, f"{hits} of {all_}", _share(hits, all_)) for kind, (hits, all_) in planted.kinds.items()]
    yield Table(("kind of fault", "seen", "share, 95 %"), rows)
