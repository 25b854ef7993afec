"""Budget tables: a label and sums a row, their unit in the head."""

from __future__ import annotations

from random import Random
from typing import Any

from generate.fill import Slots
from generate.mark import mark


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def budget_table(rng: Random, spec: dict[str, Any], slots: Slots) -> tuple[tuple[str, ...], ...]:
    """A head, some rows and their sum; ``spec`` has labels and columns (name, status, period)."""
    unit, scale = rng.choice([("tkr", 1000), ("tkr", 1000), ("kr", 1), ("mnkr", 1_000_000)])
    labels = rng.sample(spec["labels"], min(len(spec["labels"]), rng.randrange(3, 6)))
    in_first = rng.random() < 0.5
    columns = [
        (name.format_map(slots), status, period.format_map(slots)) for name, status, period in spec["columns"]
    ]
    head = [f"Verksamhet, {unit}" if in_first else "Verksamhet"]
    head += [name if in_first else f"{name}, {unit}" for name, _, _ in columns]
    low, high = {"tkr": (300, 40_000), "kr": (50_000, 4_000_000), "mnkr": (3, 400)}[unit]
    numbers = [[rng.randrange(low, high) for _ in columns] for _ in labels]
    sums = [sum(column) for column in zip(*numbers, strict=True)]
    rows = [tuple(head)]
    for label, values in zip([*labels, "Summa"], [*numbers, sums], strict=True):
        cells = [
            mark("cell", _spaced(value), f"{value * scale}|cell:{label}:{status}:{period}")
            for value, (_, status, period) in zip(values, columns, strict=True)
        ]
        rows.append((label, *cells))
    return tuple(rows)
