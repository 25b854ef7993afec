"""A short turn of the fuzzer with a fixed seed, and everything the long ones have found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fuzzing import TARGETS, mutate

# What fuzzing found, as `<target>-<what it was>`; each was repaired.
FOUND = sorted((Path(__file__).parent / "found").glob("*"))
COUNTS = {"text": 60, "pdf": 250, "second_pdf": 150, "docx": 200, "odt": 300, "html": 300, "archive": 400}


@pytest.mark.parametrize("name", TARGETS)
def test_only_errors_with_a_code_escape(name: str) -> None:
    target, seeds = TARGETS[name]
    dice = random.Random(2026)
    for content in seeds:
        target(content)
    for _ in range(COUNTS[name]):
        target(mutate(dice.choice(seeds), dice, seeds))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_stays_repaired(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protokoll_extract.ingest.pdf_second._SECONDS", 1)
    TARGETS[path.name.split("-", 1)[0]][0](path.read_bytes())
