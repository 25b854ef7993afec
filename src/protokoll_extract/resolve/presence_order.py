"""The §§ in the order they were handled, where the document says that it is another than the printed one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

import regex

from protokoll_extract.extract.finding import Tree
from protokoll_extract.extract.presence_events import Event
from protokoll_extract.extract.sitting import Turn
from protokoll_extract.text.span import Span

T = TypeVar("T")
_LABEL = regex.compile(r"(\d+)\s*([a-z]?)")


@lru_cache(maxsize=1024)  # Every row is laid beside every §.
def label_key(label: str) -> tuple[int, str]:
    """A § label to sort by: "12 a" stands between 12 and 13."""
    match = _LABEL.match(label)
    return (int(match[1]), match[2]) if match else (0, label)


@dataclass(frozen=True, slots=True)
class Order:
    """``printed``: for each turn the position of its § in the minutes; ``spans``: where the order is said."""

    printed: tuple[int, ...]
    spans: tuple[Span, ...] = ()

    def handled(self, things: Sequence[T]) -> list[T]:
        """Things of the §§ as printed, in the order of handling."""
        return [things[position] for position in self.printed]

    def as_printed(self, things: Sequence[T]) -> list[T]:
        """Things in the order of handling, back in the order of the minutes."""
        turns = {position: turn for turn, position in enumerate(self.printed)}
        return [things[turns[position]] for position in range(len(things))]

    def events(self, events: Iterable[Event]) -> list[Event]:
        """The events at the turns of their §§."""
        turns = {position: turn for turn, position in enumerate(self.printed)}
        moved = [replace(event, position=turns[event.position]) for event in events]
        return sorted(moved, key=lambda event: event.position) if self.spans else moved


def order_of(items: Sequence[Tree], turns: Iterable[Turn]) -> Order:
    """The order of handling; what names a § that is not there, or is there twice, moves nothing."""
    labels = [label_key(str(i["number"].value)) if i["number"] is not None else None for i in items]
    once = {label: at for at, label in enumerate(labels) if label is not None and labels.count(label) == 1}
    order = list(range(len(items)))
    spans: list[Span] = []
    for turn in turns:
        moved = _positions(turn, once)
        anchor = once.get(label_key(turn.anchor)) if turn.anchor is not None else None
        if not moved or (turn.side != "sequence" and (anchor is None or anchor in moved)):
            continue
        before = list(order)
        if turn.side == "sequence":
            slots = sorted(order.index(position) for position in moved)
            for slot, position in zip(slots, moved, strict=True):
                order[slot] = position
        elif anchor is not None:
            order = [position for position in order if position not in moved]
            at = order.index(anchor) + (turn.side == "after")
            order[at:at] = moved
        if order != before:
            spans.append(turn.span)
    return Order(tuple(order), tuple(spans))


def _positions(turn: Turn, once: dict[tuple[int, str], int]) -> list[int]:
    """The positions of the §§ named, in the order they are named; none if one is missing or named twice."""
    out: list[int] = []
    for first, last in turn.ranges:
        if first == last and label_key(first) not in once:
            return []
        out += [at for label, at in sorted(once.items()) if label_key(first) <= label <= label_key(last)]
    return out if len(set(out)) == len(out) else []
