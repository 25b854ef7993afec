"""Twice the text costs about twice the time: no rule looks at the whole for each of its parts."""

from __future__ import annotations

import time

import pytest

from protokoll_extract.ingest import read_source
from protokoll_extract.pipeline import run

HEAD = "Protokoll\nKommunstyrelsen i Granvik\n2026-01-12\n\n§ 1\nBron\n\nBeslut\nKommunstyrelsen beslutar.\n"
# Each of them is almost what some rule looks for.
UNITS = (
    ".",
    "§ 3–5 mnkr – ",
    "kl. 18.00 tkr, ",
    "mnkr kap. Sida 1 av 2 ",
    "Anna Ek yrkar bifall till Bo Berg, ",
    "Ek, Anna (S) ",
)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    small, large = (min(_cost(unit, size) for _ in range(2)) for size in (6_000, 12_000))
    assert large < 3 * small + 0.1


def _cost(unit: str, size: int) -> float:
    source = read_source((HEAD + unit * (size // len(unit))).encode(), "a.txt")
    began = time.process_time()
    run(source)
    return time.process_time() - began
