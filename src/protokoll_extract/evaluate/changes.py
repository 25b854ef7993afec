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
    """All changes, gains first; documents without an earlier output are left out."""
    known = [(old, new) for old, new in zip(before, after, strict=True) if old.failed is None]
    found = [x for old, new in known for x in _changes(old, new)]
    return sorted(found, key=lambda x: not x.gain)


def _changes(old: Scored, new: Scored) -> Iterable[Change]:
    before, after = _by_gold(old.outcomes), _by_gold(new.outcomes)
    explained: set[tuple[str, str, str]] = set()
    for key in dict.fromkeys([*after, *before]):
        then, now = before.get(key), after.get(key)
        was, is_now = then is not None and then.right, now is not None and now.right
        outcome = now or then
        if was == is_now or outcome is None:
            continue
        pair = then.pred if then is not None else None, now.pred if now is not None else None
        wrong = pair[0] if is_now else pair[1]
        if wrong is not None:
            explained.add((outcome.field, wrong.slot, wrong.value))
        what = "now right" if is_now else "no longer right"
        yield Change(new.gold.label, outcome.field, outcome.slot, is_now, what, outcome.gold, *pair)
    yield from _wrong_values(old, new, explained)


def _by_gold(outcomes: Iterable[Outcome]) -> dict[Key, Outcome]:
    """The outcomes of gold values; only fields on matched texts differ in their keys."""
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
