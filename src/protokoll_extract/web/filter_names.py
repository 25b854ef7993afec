"""What the values of filters and facets are called, for readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from protokoll_extract.store import overview, people
from protokoll_extract.store.database import Database
from protokoll_extract.store.filters import Filters
from protokoll_extract.web.swedish import day, kronor, label

# Values of a facet that a page shows at most, besides those that are chosen.
SHOWN = 100


def filter_names(
    database: Database, filters: Filters, facets: Mapping[str, Mapping[str, int]] | None = None
) -> dict[tuple[str, str], str]:
    """Name of the filter and its value → what it is called. A party is called by its letters."""
    facets = facets or {}
    names: dict[tuple[str, str], str] = {}

    def seen(facet: str, chosen: tuple[str, ...]) -> Iterable[str]:
        return {*islice(facets.get(facet, ()), SHOWN + len(chosen)), *chosen}

    for each in overview.named(database, seen("body", filters.body)):
        names["body", each["id"]] = ", ".join(filter(None, (each["name"] or "Okänt organ", each["issuer"])))
    for each in overview.issuers_named(database, seen("issuer", filters.issuer)):
        names["issuer", each["id"]] = each["name"] or "Okänd utgivare"
    for kind in ("kind", "outcome"):
        codes = {*facets.get(kind, ()), *getattr(filters, kind)}
        names |= {(kind, code): label(kind, code) for code in codes}
    for identity in filters.person:
        found = people.person(database, identity)
        names["person", identity] = found["name"] if found else identity
    for identity in filters.organisation:
        known = people.organisation(database, identity)
        names["organisation", identity] = known["name"] if known else identity
    names["vote", "1"], names["reservation", "1"] = "Har omröstning", "Har reservation"
    names["outcome", "decided"] = "Avgjort, helt eller delvis"
    for name, word, value in (
        ("first_day", "från", filters.first_day),
        ("last_day", "till", filters.last_day),
    ):
        names[name, value or ""] = f"{word} {day(value)}"
    for name, word, sum_ in (("least", "minst", filters.least), ("most", "högst", filters.most)):
        names[name, f"{sum_:g}" if sum_ is not None else ""] = f"{word} {kronor(sum_)}"
    return names
