"""Gains and losses between two versions: each value that became right or wrong, with its rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from protokoll_extract.evaluate.match import Entry
from protokoll_extract.evaluate.score import Outcome, Scored

Key = tuple[str, str, str, int]
"""Field, slot, compared value, and which of several equal ones."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one document that is better or worse than before.

    ``gold`` is None for a value that nothing in the gold answers to.
    """

    document: str
    field: str
    slot: str
    gain: bool
    what: str
    gold: Entry | None
    before: Entry | None
    after: Entry | None


def changes(before: Sequence[Scored], after: Sequence[Scored]) -> list[Change]:
    """All changes, document by document, gains first."""
    found = [x for old, new in zip(before, after, strict=True) for x in _changes(old, new)]
    return sorted(found, key=lambda x: not x.gain)


def _changes(old: Scored, new: Scored) -> Iterable[Change]:
    before, after = _by_gold(old.outcomes), _by_gold(new.outcomes)
    explained: set[tuple[str, str, str]] = set()
    for key, now in after.items():
        then = before[key]
        if then.right == now.right:
            continue
        what = "now right" if now.right else "no longer right"
        wrong = then.pred if now.right else now.pred
        if wrong is not None:
            explained.add((now.field, wrong.slot, wrong.value))
        yield Change(new.gold.label, now.field, now.slot, now.right, what, now.gold, then.pred, now.pred)
    yield from _wrong_values(old, new, explained)


def _by_gold(outcomes: Iterable[Outcome]) -> dict[Key, Outcome]:
    """The outcomes of gold values; the gold is the same in both versions, so are the keys."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found: dict[Key, Outcome] = {}
    ordered = sorted((x for x in outcomes if x.gold is not None), key=lambda x: not x.right)
    for outcome in ordered:
        assert outcome.gold is not None
        key = (outcome.field, outcome.gold.slot, outcome.gold.value)
        found[*key, seen[key]] = outcome
        seen[key] += 1
    return found


def _wrong_values(old: Scored, new: Scored, explained: set[tuple[str, str, str]]) -> Iterable[Change]:
    """Wrong values that came or went and are not the other side of a change already told."""
    before, after = _wrong(old.outcomes), _wrong(new.outcomes)
    for key in sorted(before.keys() | after.keys()):
        if key in explained:
            continue
        field, slot, _ = key
        then, now = before.get(key, []), after.get(key, [])
        for gone in then[len(now) :]:
            yield Change(new.gold.label, field, slot, True, "wrong value gone", None, gone, None)
        for come in now[len(then) :]:
            yield Change(new.gold.label, field, slot, False, "new wrong value", None, None, come)


def _wrong(outcomes: Iterable[Outcome]) -> dict[tuple[str, str, str], list[Entry]]:
    found: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.pred is not None and not outcome.right:
            found[outcome.field, outcome.pred.slot, outcome.pred.value].append(outcome.pred)
    return found
