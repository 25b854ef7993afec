"""Precision, recall and F1 with their intervals, and how many documents hold no wrong value."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from protokoll_extract.evaluate.score import GROUPS, SOFT_GROUPS, Outcome, Scored
from protokoll_extract.evaluate.substance_fields import CELLS, CHANGED, MONEY

# Groups that count the same values again, cell by cell or fact by fact.
_REPEATED = frozenset({MONEY, CELLS, CHANGED})
SEED = 20260101
SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values are right, claimed and in the gold."""

    right: int = 0
    claimed: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.claimed + other.claimed, self.gold + other.gold)

    @property
    def precision(self) -> float | None:
        return self.right / self.claimed if self.claimed else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """None when there is neither gold nor a claim: nothing was tested."""
        return 2 * self.right / (self.claimed + self.gold) if self.claimed + self.gold else None


def tally(outcomes: Iterable[Outcome]) -> Tally:
    right = claimed = gold = 0
    for outcome in outcomes:
        right += outcome.right
        claimed += outcome.pred is not None
        gold += outcome.gold is not None
    return Tally(right, claimed, gold)


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of a table: all documents together, each body alike, and the intervals."""

    name: str
    micro: Tally
    macro_f1: float | None
    f1_interval: tuple[float, float] | None
    precision_interval: tuple[float, float] | None


def by_group(documents: Sequence[Scored]) -> list[Figures]:
    """A line for each group of fields that is tested at all, and one for everything claimed."""
    lines = [_figures(name, documents, lambda x, name=name: x.group == name) for name in GROUPS]  # type: ignore[misc]
    return [x for x in lines if x.micro.f1 is not None] + [
        _figures("all values", documents, lambda x: x.group not in _REPEATED)
    ]


def by_field(documents: Sequence[Scored]) -> list[tuple[str, Tally]]:
    """A tally for each field, in the order of the table of fields."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for document in documents:
        for outcome in document.outcomes:
            tallies[outcome.field] += tally([outcome])
    return list(tallies.items())


def by_status(documents: Sequence[Scored]) -> list[tuple[str, Tally]]:
    """Precision at two coverages: with the stated values alone, and with the derived ones too."""
    outcomes = [x for document in documents for x in document.outcomes]
    gold = tally(outcomes).gold
    stated = tally(x for x in outcomes if x.pred is not None and x.pred.rule.endswith("(stated)"))
    claimed = tally(x for x in outcomes if x.pred is not None)
    return [
        (name, Tally(x.right, x.claimed, gold))
        for name, x in (("stated values only", stated), ("all values", claimed))
    ]


def by_rule(documents: Sequence[Scored]) -> list[tuple[str, Tally]]:
    """Right and claimed for each rule that makes values, the least precise first."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for document in documents:
        for outcome in document.outcomes:
            if outcome.pred is not None and outcome.pred.rule:
                tallies[outcome.pred.rule] += Tally(int(outcome.right), 1, 0)
    return sorted(tallies.items(), key=lambda x: (x[1].precision or 0.0, -x[1].claimed, x[0]))


def _figures(name: str, documents: Sequence[Scored], wanted: Callable[[Outcome], bool]) -> Figures:
    tallies = [tally(filter(wanted, document.outcomes)) for document in documents]
    bodies: dict[str, Tally] = defaultdict(Tally)
    for document, one in zip(documents, tallies, strict=True):
        bodies[document.gold.body] += one
    again = _resampled(tallies)
    return Figures(
        name,
        total(tallies),
        mean(x.f1 for x in bodies.values()),
        _interval(x.f1 for x in again),
        _interval(x.precision for x in again),
    )


@cache
def _draws(count: int) -> list[list[int]]:
    """The documents of each sample; the same ones for every line of a table."""
    draw = random.Random(SEED)
    return [draw.choices(range(count), k=count) for _ in range(SAMPLES if count > 1 else 0)]


def _resampled(tallies: Sequence[Tally]) -> list[Tally]:
    right = [x.right for x in tallies]
    claimed = [x.claimed for x in tallies]
    gold = [x.gold for x in tallies]
    return [
        Tally(*(sum(map(column.__getitem__, sample)) for column in (right, claimed, gold)))
        for sample in _draws(len(tallies))
    ]


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of those that are defined."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _interval(values: Iterable[float | None]) -> tuple[float, float] | None:
    """95 % percentile interval of the values that are defined."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    last = len(known) - 1
    return known[round(0.025 * last)], known[round(0.975 * last)]


def word_for_word(documents: Sequence[Scored]) -> tuple[int, int]:
    """Of the texts that match softly, how many are the same in their normal form; and how many there are."""
    pairs = [
        (x.gold.value, x.pred.value)
        for document in documents
        for x in document.outcomes
        if x.right and x.group in SOFT_GROUPS and x.gold is not None and x.pred is not None
    ]
    return sum(gold == pred for gold, pred in pairs), len(pairs)


def without_wrong(documents: Sequence[Scored]) -> int:
    """Documents in which every claimed value is right."""
    return sum(_no_wrong(document) for document in documents)


def faultless(documents: Sequence[Scored]) -> int:
    """Documents in which every claimed value is right and nothing is missing."""
    return sum(all(x.right for x in document.outcomes) for document in documents)


def _no_wrong(document: Scored) -> bool:
    return document.failed is None and all(x.right or x.pred is None for x in document.outcomes)
