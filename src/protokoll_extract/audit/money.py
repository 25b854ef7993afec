"""Sums against their parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from protokoll_extract.audit.issue import Issue, issue
from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.span import Span
from protokoll_extract.vocab.load import table


def tables(items: list[Tree]) -> Iterator[Issue]:
    """The sum row of a table against the rows above it, column by column."""
    for at, item in enumerate(items):
        for i, found in enumerate(item["tables"]):
            yield from _table(found, f"/items/{at}/tables/{i}")


def _table(found: Tree, pointer: str) -> Iterator[Issue]:
    rows = found["rows"]
    width = max(len(row["cells"]) for row in rows)
    scale = Decimal(str(found["scale"].value)) if found["scale"] is not None else Decimal(1)
    for column in range(width):
        parts: list[Value] = []
        for at, row in enumerate(rows):
            cell = row["cells"][column] if column < len(row["cells"]) else None
            value = cell["value"] if cell is not None else None
            if row["kind"].value != "sum":
                parts.append(value) if value is not None else None
                continue
            if value is not None and len(parts) >= 2 and len(parts) == _filled(rows[:at], column):
                yield from _sum(row, value, parts, scale, f"{pointer}/rows/{at}/cells/{column}")
            parts = []


def _filled(rows: list[Tree], column: int) -> int:
    """Rows above that print something in the column; one we could not read spoils the sum."""
    last = max((i for i, row in enumerate(rows) if row["kind"].value == "sum"), default=-1)
    return sum(
        1
        for row in rows[last + 1 :]
        if column < len(row["cells"]) and row["cells"][column]["raw"] is not None
    )


def _sum(row: Tree, value: Value, parts: list[Value], scale: Decimal, pointer: str) -> Iterator[Issue]:
    numbers = [Decimal(str(part.value)) for part in parts]
    total, stated = sum(numbers), Decimal(str(value.value))
    # Rounded parts may miss their rounded sum by half a unit of the last place each.
    place = min(_place(n, scale) for n in (*numbers, stated))
    slack = place * Decimal(len(parts)) / 2 if place != scale or scale >= 1_000_000 else Decimal(0)
    if abs(total - stated) > slack:
        message = f"{row['label'].value}: {_plain(stated)} is stated, the rows come to {_plain(total)}."
        yield issue("money.sum_differs", message, value, *parts, pointers=[pointer])


def _place(number: Decimal, scale: Decimal) -> Decimal:
    """The last place that is printed."""
    digits = (number / scale).normalize().as_tuple().exponent
    return scale * Decimal(10) ** min(0, int(digits))


def _plain(number: Decimal | int) -> str:
    return f"{Decimal(number):f}"


# "X, varav Y och Z"


@cache
def _part() -> Pattern:
    return gated("|".join(table("audit")["part"]["patterns"]))


def parts(amounts: list[Tree], text: str) -> Iterator[Issue]:
    """A part that is more than its whole."""
    for at, (whole, part) in enumerate(pairwise(amounts)):
        if whole["value"] is None or part["value"] is None or whole.get("label") or part.get("label"):
            continue
        gap = Span(whole["raw"].spans[-1].end, max(whole["raw"].spans[-1].end, part["raw"].spans[0].start))
        between = text[gap.start : gap.end]
        if len(between) > 40 or "." in between.strip(". ") or not _part().search(between):
            continue
        if Decimal(str(part["value"].value)) > Decimal(str(whole["value"].value)):
            message = f"{part['raw'].value} is said to be a part of {whole['raw'].value}."
            pointers = [f"/amounts/{at}/value", f"/amounts/{at + 1}/value"]
            yield issue("money.part_exceeds", message, whole["raw"], part["raw"], pointers=pointers)


def unclear(amounts: list[Tree]) -> Iterator[Issue]:
    """A number that can be read in two ways has no value."""
    for at, amount in enumerate(amounts):
        if amount["value"] is None:
            message = f"{amount['raw'].value} can be read in two ways."
            yield issue("money.unclear", message, amount["raw"], pointers=[f"/amounts/{at}/value"])
