"""Which gold value goes with which predicted one: the declared ways of matching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

SOFT_LIMIT = 0.85
"""Two texts are the same, softly, when this share of their characters agrees in order."""

Shape = Literal["bag", "set", "sequence", "soft"]
Pair = tuple["Entry | None", "Entry | None"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of one field, in gold or in a prediction.

    ``slot`` says where it belongs (a §, a row of the attendance); only entries of one slot are
    compared. ``value`` is the form that is compared, ``shown`` what is printed. A predicted
    entry also knows the rule that made it and the words it stands on.
    """

    slot: str
    value: str
    shown: str
    rule: str = ""
    quote: str = ""


def match(gold: Sequence[Entry], pred: Sequence[Entry], shape: Shape) -> list[Pair]:
    """All entries, each once: pairs that agree, and with None the ones left over."""
    if shape == "set":
        gold, pred = _distinct(gold), _distinct(pred)
    ways: dict[Shape, Callable[[Sequence[Entry], Sequence[Entry]], list[tuple[int, int]]]] = {
        "bag": _same, "set": _same, "sequence": _common_sequence, "soft": _alike,
    }  # fmt: skip
    links = ways[shape](gold, pred)
    left_gold = {i for i, _ in links}
    left_pred = {j for _, j in links}
    pairs: list[Pair] = [(gold[i], pred[j]) for i, j in links]
    pairs += [(entry, None) for i, entry in enumerate(gold) if i not in left_gold]
    pairs += [(None, entry) for j, entry in enumerate(pred) if j not in left_pred]
    return pairs


def _distinct(entries: Sequence[Entry]) -> list[Entry]:
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        first.setdefault((entry.slot, entry.value), entry)
    return list(first.values())


def _same(gold: Sequence[Entry], pred: Sequence[Entry]) -> list[tuple[int, int]]:
    """Equal slot and value, each entry used once."""
    free: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j, entry in enumerate(pred):
        free[entry.slot, entry.value].append(j)
    links = []
    for i, entry in enumerate(gold):
        if candidates := free[entry.slot, entry.value]:
            links.append((i, candidates.pop(0)))
    return links


def _common_sequence(gold: Sequence[Entry], pred: Sequence[Entry]) -> list[tuple[int, int]]:
    """The longest common subsequence: a value at the wrong place in the order is not right."""
    longest = [[0] * (len(pred) + 1) for _ in range(len(gold) + 1)]
    for i in reversed(range(len(gold))):
        for j in reversed(range(len(pred))):
            if gold[i].value == pred[j].value:
                longest[i][j] = longest[i + 1][j + 1] + 1
            else:
                longest[i][j] = max(longest[i + 1][j], longest[i][j + 1])
    links, i, j = [], 0, 0
    while i < len(gold) and j < len(pred):
        if gold[i].value == pred[j].value:
            links.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return links


def _alike(gold: Sequence[Entry], pred: Sequence[Entry]) -> list[tuple[int, int]]:
    """Within a slot the most alike pairs first, each entry once, down to the limit."""
    likely = [
        (-likeness(left.value, right.value), i, j)
        for i, left in enumerate(gold)
        for j, right in enumerate(pred)
        if left.slot == right.slot
    ]
    links: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_pred: set[int] = set()
    for unlike, i, j in sorted(likely):
        if -unlike >= SOFT_LIMIT and i not in used_gold and j not in used_pred:
            links.append((i, j))
            used_gold.add(i)
            used_pred.add(j)
    return sorted(links)


def likeness(left: str, right: str) -> float:
    """0 to 1; exactly 0 is also given when the limit cannot be reached."""
    if left == right:
        return 1.0
    measure = SequenceMatcher(None, left, right, autojunk=False)
    if measure.real_quick_ratio() < SOFT_LIMIT or measure.quick_ratio() < SOFT_LIMIT:
        return 0.0
    return measure.ratio()
