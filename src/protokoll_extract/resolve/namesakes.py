"""Two people of one name in one document: told apart by the parties beside their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.resolve.entry import key_of
from protokoll_extract.resolve.parties import party_behind
from protokoll_extract.text.span import Span


@dataclass(frozen=True, slots=True)
class Names:
    """Whose a name is.

    ``shared``: names that the lists give to people of several parties, with these; ``rows``: whose
    they are where they stand in the lists.
    """

    text: str = ""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[tuple[Span, ...], str] = field(default_factory=dict)

    def key(self, value: Value) -> str | None:
        """The key of the person named at that place; None where it may be one or another."""
        name = key_of(str(value.value))
        if name not in self.shared:
            return name
        if value.spans in self.rows:
            return self.rows[value.spans]
        behind = party_behind(self.text, value.spans[-1].end)
        party = str(behind.value) if behind is not None else None
        return _with_party(name, party) if party in self.shared[name] else None

    def bearers(self, name: str) -> tuple[str, ...]:
        """The keys of all who bear a name that is shared."""
        return tuple(_with_party(name, party) for party in self.shared.get(name, ()))


def _with_party(name: str, party: str | None) -> str:
    return f"{name} ({party})"


NO_NAMESAKES = Names()


def names_of(attendance: Iterable[Tree], text: str) -> Names:
    """The names of the lists, and which of them several people share."""
    parties: dict[str, dict[str, None]] = {}
    places: dict[tuple[Span, ...], tuple[str, str]] = {}
    for row in attendance:
        if row["party"]["id"] is not None:
            name, party = key_of(str(row["name"].value)), str(row["party"]["id"].value)
            parties.setdefault(name, {})[party] = None
            places[row["name"].spans] = (name, party)
    shared = {name: tuple(found) for name, found in parties.items() if len(found) > 1}
    return Names(text, shared, {at: _with_party(*who) for at, who in places.items() if who[0] in shared})
