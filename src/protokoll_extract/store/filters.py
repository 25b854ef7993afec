"""What a search can be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from protokoll_extract.store.expression import Marked
from protokoll_extract.store.marks import mark
from protokoll_extract.store.place import day_range


@dataclass(frozen=True, slots=True)
class Filters:
    """Ids of the archive, codes of the contract, ISO days (a year or month means all of it), kronor.

    Several values of one filter mean any of them; several filters mean all of them. ``party`` and ``person``
    mean those who acted in the §: proposed, voted, dissented, spoke, stood aside.
    """

    issuer: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    first_day: str | None = None
    last_day: str | None = None
    least: float | None = None
    most: float | None = None
    vote: bool = False
    reservation: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Filters()

    def marks(self) -> tuple[Marked, ...]:
        found = []
        for name in ("issuer", "body", "party", "person", "organisation", "kind", "outcome"):
            values: tuple[str, ...] = getattr(self, name)
            if values:
                found.append(Marked(tuple(mark(name, value) for value in values)))
        found += [Marked((mark(name),)) for name in ("vote", "reservation") if getattr(self, name)]
        return tuple(found)

    def conditions(self) -> tuple[str, dict[str, Any]]:
        """SQL on the number ``m.id`` of a §, with its values; empty when all may pass."""
        parts: list[str] = []
        values: dict[str, Any] = {}
        if self.first_day or self.last_day:
            parts.append("m.id BETWEEN :low AND :high")
            values["low"], values["high"] = day_range(self.first_day, self.last_day)
        if self.least is not None or self.most is not None:
            parts.append(
                "EXISTS (SELECT 1 FROM amount a WHERE a.item_id = m.id"
                " AND a.number >= :least AND a.number <= :most)"
            )
            values["least"] = -1e300 if self.least is None else self.least
            values["most"] = 1e300 if self.most is None else self.most
        return " AND ".join(parts), values

    def chosen(self) -> list[tuple[str, str]]:
        """Name and value of each filter that is set, as for an address."""
        found: list[tuple[str, str]] = []
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                found += [(each.name, str(one)) for one in value]
            elif value is not None and value is not False:
                found.append(
                    (each.name, "1" if value is True else f"{value:g}" if isinstance(value, float) else value)
                )
        return found
