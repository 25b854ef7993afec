"""A search as an address: from the query string to filters and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from protokoll_extract.store.filters import Filters
from protokoll_extract.store.place import day_number
from protokoll_extract.store.question import LONGEST
from protokoll_extract.store.search import LAST_ROW, Order

ROWS = 20
# Swedish in the address, the filter's own name behind it.
_MANY = {
    "utgivare": "issuer", "organ": "body", "parti": "party", "person": "person",
    "organisation": "organisation", "slag": "kind", "utfall": "outcome",
}  # fmt: skip
_DAYS = {"fran": "first_day", "till": "last_day"}
_SUMS = {"minst": "least", "hogst": "most"}
_FLAGS = {"omrostning": "vote", "reservation": "reservation"}
_ORDERS: dict[str, Order] = {"bast": "best", "nyast": "newest", "aldst": "oldest"}
_MOST_VALUES = 20
SWEDISH = {own: name for names in (_MANY, _DAYS, _SUMS, _FLAGS) for name, own in names.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched, how it is ordered, and which page of it is shown (from 1)."""

    typed: str = ""
    filters: Filters = field(default_factory=Filters)
    order: str = "bast"
    page: int = 1

    @property
    def first(self) -> int:
        return (self.page - 1) * ROWS

    @property
    def own_order(self) -> Order:
        return _ORDERS[self.order]

    @property
    def is_empty(self) -> bool:
        return not self.typed and self.filters.is_empty

    def query(self, **changed: str | int | None) -> str:
        """The query string, with some of ``sida`` and ``ordning`` set otherwise."""
        pairs = [("q", self.typed)] if self.typed else []
        pairs += [(SWEDISH[name], value) for name, value in self.filters.chosen()]
        rest = {"ordning": self.order if self.order != "bast" else None, "sida": None, **changed}
        pairs += [(name, str(value)) for name, value in rest.items() if value not in (None, 1, "bast")]
        return urlencode(pairs)

    def asking(self, typed: str) -> Asked:
        """The same filters, with something else typed."""
        return replace(self, typed=typed, page=1)

    def with_filter(self, name: str, value: str) -> Asked:
        """The same search, narrowed by one more value of a filter."""
        return self._changed(name, value, add=True)

    def within_year(self, year: str) -> Asked:
        """The same search, narrowed to one year."""
        return self.with_filter("first_day", year).with_filter("last_day", year)

    def without_filter(self, name: str, value: str) -> Asked:
        return self._changed(name, value, add=False)

    def _changed(self, name: str, value: str, *, add: bool) -> Asked:
        now = getattr(self.filters, name)
        new: object
        if isinstance(now, tuple):
            new = (*now, value) if add else tuple(each for each in now if each != value)
        elif isinstance(now, bool):
            new = add
        else:
            new = value if add else None
        return replace(self, filters=replace(self.filters, **{name: new}), page=1)  # type: ignore[arg-type]


def asked(parameters: QueryParams) -> Asked:
    """Reads an address; what makes no sense in it is passed over."""
    many = {own: _clean(parameters.getlist(name)) for name, own in _MANY.items()}
    days = {own: _day(parameters.get(name)) for name, own in _DAYS.items()}
    sums = {own: _sum(parameters.get(name)) for name, own in _SUMS.items()}
    flags = {own: parameters.get(name) == "1" for name, own in _FLAGS.items()}
    order = parameters.get("ordning", "bast")
    page = parameters.get("sida", "1")
    return Asked(
        typed=" ".join(parameters.get("q", "")[:LONGEST].split()),
        filters=Filters(**many, **days, **sums, **flags),  # type: ignore[arg-type]
        order=order if order in _ORDERS else "bast",
        page=max(1, min(int(page), LAST_ROW // ROWS)) if re.fullmatch(r"[0-9]{1,6}", page) else 1,
    )


def _clean(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value[:200] for value in values if value))[:_MOST_VALUES]


def _day(value: str | None) -> str | None:
    fits = re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value or "")
    return value if fits and day_number(value) else None


def _sum(value: str | None) -> float | None:
    digits = re.sub(r"[\s\xa0.]", "", value or "").replace(",", ".")
    return float(digits) if re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,2})?", digits) else None
