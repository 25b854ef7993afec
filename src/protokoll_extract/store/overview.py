"""The archive as a whole: its bodies, their meetings in time, what is missing, what is new."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from protokoll_extract.store.database import Database, Row, one
from protokoll_extract.store.migrate import get_meta
from protokoll_extract.store.names import slug

_MOST_WORDS = 8
# §§ that decide nothing else are left out of what is new.
_ROUTINE = frozenset({"opened", "closed", "immediate_adjustment", "elected"})


@dataclass(frozen=True, slots=True)
class Completeness:
    """One body's §§ in one year: how many the archive has, and which below the highest it has not."""

    year: str
    there: int
    highest: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.there / self.highest if self.highest else 1.0


def counts(database: Database) -> Row:
    found = one(
        database,
        "SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM item) AS items,"
        " (SELECT count(*) FROM decision) AS decisions, (SELECT count(*) FROM vote) AS votes,"
        " (SELECT count(*) FROM body) AS bodies, (SELECT min(date) FROM document) AS first_day,"
        " (SELECT max(date) FROM document) AS last_day",
    )
    return found or {}


def state(database: Database) -> str:
    """Changes when the archive's content does."""
    return get_meta(database, "state") or "empty"


def is_masked(database: Database) -> bool:
    """Whether personal data is masked: always, unless documents were put in unmasked."""
    return get_meta(database, "masked") != "0"


def bodies(database: Database, rows: int = 1000, first: int = 0) -> list[Row]:
    """The bodies with meetings, the latest first."""
    order = "ORDER BY COALESCE(d.last_day, '') DESC, b.id LIMIT :rows OFFSET :first"
    return _bodies(database, order, {"rows": rows, "first": first})


def bodies_called(
    database: Database, typed: str = "", *, first: int = 0, rows: int = 200
) -> tuple[list[Row], int]:
    """The bodies whose own and issuer's name hold all that was typed, by issuer; and how many there are."""
    words = [word for word in slug(typed).split("-") if typed.strip()][:_MOST_WORDS]
    values: Row = {f"word_{letters(n)}": f"%{word}%" for n, word in enumerate(words)}
    where = " AND ".join(["1 = 1", *(f"b.id LIKE :{name}" for name in values)])
    unnamed = "CASE WHEN COALESCE(u.name, b.name) IS NULL THEN 1 ELSE 0 END"
    order = f"WHERE {where} ORDER BY {unnamed}, COALESCE(u.name, b.name), b.id LIMIT :rows OFFSET :first"
    found = _bodies(database, order, {**values, "rows": rows, "first": first})
    there = f"SELECT count(DISTINCT d.body_id) FROM document d JOIN body b ON b.id = d.body_id WHERE {where}"
    return found, int(database.tuples(there, values)[0][0])


def _bodies(database: Database, rest: str, values: Row) -> list[Row]:
    # The meetings are put together before names are looked at.
    meetings = (
        "SELECT body_id, count(*) AS meetings, min(date) AS first_day, max(date) AS last_day"
        " FROM document GROUP BY body_id"
    )
    return database.rows(
        "SELECT b.id, b.name, b.classification, b.issuer_id, u.name AS issuer, d.meetings, d.first_day,"
        f" d.last_day FROM ({meetings}) d JOIN body b ON b.id = d.body_id"
        f" JOIN issuer u ON u.id = b.issuer_id {rest}",
        values,
    )


def body(database: Database, identity: str) -> Row | None:
    return one(
        database,
        "SELECT b.*, u.name AS issuer, (SELECT count(*) FROM document d WHERE d.body_id = b.id) AS documents"
        " FROM body b JOIN issuer u ON u.id = b.issuer_id WHERE b.id = :id",
        {"id": identity},
    )


def named(database: Database, identities: Iterable[str]) -> list[Row]:
    """The bodies with these ids, with the names of their issuers."""
    inside, values = _among(identities)
    return database.rows(
        "SELECT b.id, b.name, b.issuer_id, u.name AS issuer FROM body b JOIN issuer u ON u.id = b.issuer_id"
        f" WHERE b.id IN ({inside})",
        values,
    )


def issuers_named(database: Database, identities: Iterable[str]) -> list[Row]:
    """The issuers with these ids; one that has no name is called by its body."""
    inside, values = _among(identities)
    return database.rows(
        "SELECT u.id, COALESCE(u.name, min(b.name)) AS name FROM issuer u JOIN body b ON b.issuer_id = u.id"
        f" WHERE u.id IN ({inside}) GROUP BY u.id, u.name",
        values,
    )


def _among(identities: Iterable[str]) -> tuple[str, dict[str, str]]:
    """What stands between the brackets of IN, and its values."""
    values = {f"id_{letters(n)}": identity for n, identity in enumerate(sorted(set(identities)))}
    return ", ".join(f":{name}" for name in values) or "NULL", values


def letters(number: int) -> str:
    """A number in letters, for the names of parameters: 0 is "a", 27 is "bb"."""
    head, last = divmod(number, 26)
    return (letters(head - 1) if head else "") + "abcdefghijklmnopqrstuvwxyz"[last]


def meetings(database: Database, body_ids: Iterable[str]) -> dict[str, list[Row]]:
    """Body → its meetings with a known day, the earliest first."""
    found: dict[str, list[Row]] = {}
    for identity in body_ids:
        found[identity] = database.rows(
            "SELECT id, date, number, first_paragraph, last_paragraph FROM document"
            " WHERE body_id = :body AND date IS NOT NULL ORDER BY date, id",
            {"body": identity},
        )
    return found


def completeness(database: Database, body_id: str) -> list[Completeness]:
    """Year by year, the latest first, for §§ are numbered anew each year."""
    rows = database.rows(
        "SELECT year, number FROM item WHERE body_id = :body AND year IS NOT NULL AND number IS NOT NULL",
        {"body": body_id},
    )
    seen: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        digits = re.match(r"\d+", row["number"])
        if digits:
            seen[row["year"]].add(int(digits[0]))
    found = []
    for year, numbers in sorted(seen.items(), reverse=True):
        highest = max(numbers)
        missing = [number for number in range(1, highest + 1) if number not in numbers]
        found.append(Completeness(year, len(numbers), highest, tuple(runs(missing))))
    return found


def runs(numbers: list[int]) -> Iterable[str]:
    """Numbers in order as runs: 1, 2, 3, 7 → "1–3", "7"."""
    start = last = None
    for number in [*numbers, None]:
        if start is not None and last is not None and number != last + 1:
            yield f"{start}–{last}" if last > start else f"{start}"
            start = None
        if start is None:
            start = number
        last = number


def latest_items(database: Database, *, votes: bool = False, rows: int = 8, of_one: int = 3) -> list[int]:
    """Numbers of the newest §§ that decide something (or with a vote): no routine, few of one meeting.

    A § about a matter has a diary number, a sum or somebody against it; others only fill up.
    """
    where = "has_vote = 1" if votes else "decisions > 0"
    sql = (
        "SELECT i.*, EXISTS (SELECT 1 FROM diary_number n WHERE n.item_id = i.id)"
        " OR EXISTS (SELECT 1 FROM amount a WHERE a.item_id = i.id) AS numbers FROM"
        " (SELECT id, document_id, kinds, has_vote, has_reservation FROM item"
        f" WHERE {where} ORDER BY id DESC LIMIT :rows) i ORDER BY i.id DESC"
    )
    matters: list[int] = []
    fill: list[int] = []
    seen: Counter[str] = Counter()
    for row in database.rows(sql, {"rows": 20 * rows}):
        if row["kinds"] and not set(row["kinds"].split()) - _ROUTINE:
            continue
        is_matter = row["numbers"] or row["has_vote"] or row["has_reservation"]
        if is_matter and seen[row["document_id"]] < of_one:
            seen[row["document_id"]] += 1
            matters.append(int(row["id"]))
        elif not is_matter:
            fill.append(int(row["id"]))
    return sorted([*matters[:rows], *fill[: max(0, rows - len(matters))]], reverse=True)
