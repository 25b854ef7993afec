"""Faults planted in fictional minutes: each kind once, and clean minutes that raise no alarm.

`make faults` does the same with forty documents a kind.
"""

from __future__ import annotations

import pytest

from faults.kinds import KINDS
from faults.measure import clean_documents, measure
from generate.style import styles
from protokoll_extract.audit.issue import SEVERITIES

# Between them these print every form that a fault needs.
NAMES = (
    "kommun-lines", "kommun-run", "kommun-rows", "assembly-table", "assembly-marks", "committee-party-first",
    "association-plain", "joint-authority", "church",
)  # fmt: skip
STYLES = [styles()[name] for name in NAMES]


@pytest.mark.parametrize("kind", KINDS)
def test_fault_is_found(kind: str) -> None:
    result = measure(kind, STYLES, 1)
    assert (result.planted, result.found) == (1, 1), result.missed


def test_clean_minutes_raise_no_alarm() -> None:
    assert clean_documents(STYLES, 18) == []


def test_kinds_are_many_and_answered_by_codes_of_the_audit() -> None:
    assert len(KINDS) >= 25
    assert {code for _, codes in KINDS.values() for code in codes} <= SEVERITIES.keys()
