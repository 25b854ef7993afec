"""Counting what a search finds, by every value it can be narrowed to, without a row for each §.

Each § has two lines in ``item_counted``: where it belongs and what became of it. The database joins the
lines of all that is found to one text; few lines differ, and only those are taken apart here. The counts
are exact; only where an archive has very many §§ does counting end with the newest, and ``total`` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from protokoll_extract.store.database import Database, Values
from protokoll_extract.store.migrate import get_meta

FACETS = ("issuer", "body", "year", "kind", "outcome", "party", "vote", "reservation")
# So many §§ are counted, the newest of them: what a question may take is soon used up by more.
MOST_COUNTED = 200_000
_JOINED = {
    "sqlite": "group_concat(c.place, :line), group_concat(c.manner, :line)",
    "postgres": "string_agg(c.place, :line), string_agg(c.manner, :line)",
}
_BETWEEN = "\t"
_PLACE = ("body_id", "year")
_MANNER = ("has_vote", "has_reservation", "outcome", "kinds", "parties")


@dataclass(frozen=True, slots=True)
class Counted:
    """``total`` §§; filter → value → how many of them have it, the most frequent first.

    A total of one more than ``MOST_COUNTED`` means that there are more, and all figures are of the newest.
    """

    total: int
    facets: Mapping[str, Mapping[str, int]]


def counted_row(item: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``item`` as one of ``item_counted``."""
    return {"item_id": item["id"], "place": _line(item, _PLACE), "manner": _line(item, _MANNER)}


def _line(item: Mapping[str, Any], fields: tuple[str, ...]) -> str:
    values = ("" if item[field] is None else str(item[field]) for field in fields)
    return _BETWEEN.join(" ".join(value.split()) for value in values)


def counted(database: Database, sql: str, values: Values) -> Counted:
    """Counts the §§ whose numbers ``sql`` gives."""
    if int(get_meta(database, "items") or 0) > MOST_COUNTED:
        sql = f"SELECT id FROM ({sql}) x ORDER BY id DESC LIMIT :most_counted"
        values = {**values, "most_counted": MOST_COUNTED + 1}
    found = database.tuples(
        f"SELECT {_JOINED[database.name]} FROM ({sql}) m JOIN item_counted c ON c.item_id = m.id",
        {**values, "line": "\n"},
    )
    places, manners = (Counter(text.split("\n") if text else ()) for text in found[0])
    return Counted(places.total(), _facets(places, manners))


def _facets(places: Counter[str], manners: Counter[str]) -> dict[str, dict[str, int]]:
    facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for line, n in places.items():
        body, year = line.split(_BETWEEN)
        facets["body"][body] += n
        facets["issuer"][body.split(".")[0]] += n
        facets["year"][year] += n
    for line, n in manners.items():
        vote, reservation, outcome, kinds, parties = line.split(_BETWEEN)
        facets["outcome"][outcome] += n
        for name, several in (("kind", kinds), ("party", parties)):
            for value in several.split():
                facets[name][value] += n
        for name, flag in (("vote", vote), ("reservation", reservation)):
            facets[name]["1" if flag == "1" else ""] += n
    return {name: _most_frequent_first(counter) for name, counter in facets.items()}


def _most_frequent_first(counter: Counter[str]) -> dict[str, int]:
    found = ((value, n) for value, n in counter.items() if value)
    return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))
