"""Plants each kind of fault in generated documents and reads them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from faults.case import Case, made
from faults.kinds import KINDS
from generate.style import Style, styles
from protokoll_extract.ingest import read_source
from protokoll_extract.pipeline import run

# How many documents of each style are looked at for a kind that few of them can carry.
_SEEDS = 60
_FIRST = 500


@dataclass(frozen=True, slots=True)
class Result:
    """How often one kind of fault was planted and found."""

    kind: str
    planted: int
    found: int
    missed: tuple[str, ...]


def codes_of(text: str) -> Counter[str]:
    """The findings of a text: by code, with what they say."""
    data = run(read_source(text.encode(), "protokoll.txt"))
    return Counter(f"{finding.code} {finding.message}" for finding in data.findings)


@cache
def _case(name: str, seed: int) -> Case | None:
    """A clean document; styles that are odd on purpose have none."""
    style = styles()[name]
    if style.odd and set(style.odd) & {"left-over", "missing-number", "contents-disagree"}:
        return None
    return made(style, seed)


@cache
def _before(name: str, seed: int) -> Counter[str]:
    """The findings of the clean document."""
    case = _case(name, seed)
    return codes_of(case.text) if case is not None else Counter()


def _cases(given: Sequence[Style]) -> Iterator[tuple[Style, int]]:
    for seed in range(_FIRST, _FIRST + _SEEDS):
        for style in given:
            yield style, seed


def measure(kind: str, given: Sequence[Style], count: int) -> Result:
    """Plants ``kind`` in ``count`` documents, or in as many as can carry it."""
    plant, codes = KINDS[kind]
    planted = found = 0
    missed: list[str] = []
    for style, seed in _cases(given):
        if planted == count:
            break
        case = _case(style.name, seed)
        text = plant(case, Random(f"{kind} {style.name} {seed}")) if case is not None else None
        if case is None or text is None or text == case.text:
            continue
        planted += 1
        new = codes_of(text) - _before(style.name, seed)
        if any(line.split(" ", 1)[0] in codes for line in new):
            found += 1
        else:
            missed.append(f"{style.name}-{seed}")
    return Result(kind, planted, found, tuple(missed))


def clean_documents(given: Sequence[Style], count: int) -> list[tuple[str, list[str]]]:
    """Clean documents with findings, by name."""
    alarms: list[tuple[str, list[str]]] = []
    seen = 0
    for style, seed in _cases(given):
        if seen == count:
            break
        if _case(style.name, seed) is None:
            continue
        seen += 1
        if found := _before(style.name, seed):
            alarms.append((f"{style.name}-{seed}", sorted(found)))
    return alarms
