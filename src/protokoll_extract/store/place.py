"""The number of a § in the archive: made from its day and document alone, so all archives agree.

A later day gives a higher number. Within a meeting a later § gives a lower one. Reading numbers downwards
is therefore reading the archive from the newest day, each meeting from its first §.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

_DAY_ONE = date(1600, 1, 1).toordinal()
_SLOT_BITS, _ITEM_BITS = 18, 10
ITEMS_A_SLOT = 1 << _ITEM_BITS
SLOTS = 1 << _SLOT_BITS


def day_number(day: str | None) -> int:
    """Days since 1600, 0 for none. A month or year is its first day, what is past a month its last."""
    if not day:
        return 0
    try:
        year, month, dom = (*(int(part) for part in day.split("-")), 1, 1)[:3]
        dom = min(dom, monthrange(year, month)[1])
        return max(0, date(year, month, dom).toordinal() - _DAY_ONE)
    except ValueError:
        return 0


def first_slot(sha256: str) -> int:
    """Where a document would like to lie among those of its day."""
    return int(sha256[:12], 16) % SLOTS


def slots_needed(items: int) -> int:
    return max(1, -(-items // ITEMS_A_SLOT))


def item_number(day: int, slot: int, position: int) -> int:
    """The number of the § at ``position`` in the document whose lowest slot is ``slot``."""
    return (((day << _SLOT_BITS) + slot) << _ITEM_BITS) + ITEMS_A_SLOT - 1 - position


def day_range(first: str | None, last: str | None) -> tuple[int, int]:
    """The lowest and highest number of the days from ``first`` to ``last``, both within."""
    low = day_number(first) << (_SLOT_BITS + _ITEM_BITS)
    high = (day_number(_end_of(last)) + 1 if last else 1 << 30) << (_SLOT_BITS + _ITEM_BITS)
    return low, high - 1


def _end_of(day: str | None) -> str | None:
    """The last day of a month or year."""
    if day and len(day) == 4:
        return f"{day}-12-31"
    if day and len(day) == 7:
        return f"{day}-31"
    return day
