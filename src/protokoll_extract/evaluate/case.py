"""One gold file beside one prediction, their §§ brought together."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from protokoll_extract.evaluate.gold import Gold
from protokoll_extract.evaluate.match import Entry, match
from protokoll_extract.evaluate.normal import number, plain

Json = dict[str, Any]

UNNUMBERED = "no §"


@dataclass(frozen=True, slots=True)
class Placed:
    """A § with its slot, and for a predicted one its pointer."""

    slot: str
    data: Json
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What the fields read: the gold, the prediction, and the §§ of both in common slots."""

    gold: Gold
    pred: Json
    gold_items: tuple[Placed, ...]
    pred_items: tuple[Placed, ...]
    evidence: Mapping[str, Json]
    annotated: tuple[tuple[int, int], ...]

    @property
    def whole(self) -> bool:
        return self.gold.scope is None

    def in_scope(self, item: str | None) -> bool:
        """Whether a fact under this § number counts."""
        scope = self.gold.scope
        return scope is None or (item is not None and number(item) in scope)

    def names(self, pointer: str, mentions: int) -> bool:
        """Whether the entry is mentioned before the first § or in a § of the scope."""
        starts = [
            part["start"]
            for position in range(mentions)
            for part in self.evidence[f"{pointer}/mentions/{position}/text"]["parts"]
        ]
        return any(a <= start < b for start in starts for a, b in self.annotated)

    def claim(self, slot: str, value: str, shown: object, pointer: str) -> Entry:
        """A predicted entry with the rule and the words behind the value at ``pointer``."""
        entry = self.evidence.get(pointer)
        if entry is None:
            return Entry(slot, value, str(shown))
        quote = " … ".join(part["quote"] for part in entry["parts"])
        return Entry(slot, value, str(shown), f"{entry['rule']} ({entry['status']})", quote)


def case_of(gold: Gold, pred: Json) -> Case:
    """Brings gold and prediction together."""
    items = gold.data["items"]
    gold_items = tuple(Placed(s, x) for s, x in zip(_slots(items), items, strict=True))
    case_items = tuple(_placed(gold, gold_items, pred["items"]))
    evidence = {x["pointer"]: x for x in pred["evidence"]}
    places = tuple(_annotated(evidence, len(pred["items"]), {x.pointer for x in case_items}))
    return Case(gold, pred, gold_items, case_items, evidence, places)


def _annotated(evidence: Json, items: int, scope: set[str]) -> Iterator[tuple[int, int]]:
    """Where in the text the annotated part stands: before the first §, and each § in scope."""
    starts = [
        (f"/items/{i}", min(part["start"] for x in heads for part in x["parts"]))
        for i in range(items)
        if (heads := [x for key in ("number", "title") if (x := evidence.get(f"/items/{i}/{key}"))])
    ]
    yield 0, starts[0][1] if starts else sys.maxsize
    ends = [*(start for _, start in starts), sys.maxsize][1:]
    for (pointer, start), following in zip(starts, ends, strict=True):
        if pointer in scope:
            yield start, following


def fact_slot(item: str | None) -> str:
    """Where amounts, percentages and laws belong: the contract knows only the § number."""
    return f"§ {number(item)}" if item is not None else UNNUMBERED


def _slots(items: list[Json]) -> list[str]:
    """A name for each §: its number or title, with a count when it occurs again."""
    seen: Counter[str] = Counter()
    slots = []
    for item in items:
        name = fact_slot(item["number"]) if item["number"] is not None else f"“{item['title'] or ''}”"
        seen[name] += 1
        slots.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return slots


def _placed(gold: Gold, gold_items: tuple[Placed, ...], items: list[Json]) -> Iterator[Placed]:
    """The predicted §§ in the gold's slots: by number, else by title; others only if all §§ count."""
    slots = _slots(items)
    known = {placed.slot for placed in gold_items}
    taken = known & set(slots)
    left = [x for x in gold_items if x.slot not in taken]
    open_items = [(s, x) for s, x in zip(slots, items, strict=True) if s not in known]
    pairs = match(
        [Entry("", plain(x.data["title"] or ""), x.slot) for x in left],
        [Entry("", plain(x["title"] or ""), slot) for slot, x in open_items],
        "soft",
    )
    renamed = {p.shown: g.shown for g, p in pairs if g is not None and p is not None}
    for position, (slot, item) in enumerate(zip(slots, items, strict=True)):
        slot = renamed.get(slot, slot)
        if gold.scope is None or slot in known:
            yield Placed(slot, item, f"/items/{position}")
