"""The archive as a whole: its bodies, their meetings in time, what is missing, what is new."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from protokoll_extract.store.database import Database, Row, one
from protokoll_extract.store.migrate import get_meta

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


def bodies(database: Database, rows: int = 1000) -> list[Row]:
    """All bodies with meetings, the latest first."""
    meetings = (
        "SELECT body_id, count(*) AS meetings, min(date) AS first_day, max(date) AS last_day"
        " FROM document GROUP BY body_id"
    )
    return database.rows(
        "SELECT b.id, b.name, b.classification, b.issuer_id, u.name AS issuer, d.meetings, d.first_day,"
        f" d.last_day FROM ({meetings}) d JOIN body b ON b.id = d.body_id JOIN issuer u ON u.id = b.issuer_id"
        " ORDER BY COALESCE(d.last_day, '') DESC, b.id LIMIT :rows",
        {"rows": rows},
    )


def body(database: Database, identity: str) -> Row | None:
    return one(
        database,
        "SELECT b.*, u.name AS issuer FROM body b JOIN issuer u ON u.id = b.issuer_id WHERE b.id = :id",
        {"id": identity},
    )


def named(database: Database, identities: Iterable[str], most: int = 200) -> list[Row]:
    """The bodies with these ids, with the names of their issuers."""
    values = {f"id_{letters(n)}": identity for n, identity in enumerate(sorted(identities)[:most])}
    inside = ", ".join(f":{name}" for name in values) or "NULL"
    return database.rows(
        "SELECT b.id, b.name, b.issuer_id, u.name AS issuer FROM body b JOIN issuer u ON u.id = b.issuer_id"
        f" WHERE b.id IN ({inside})",
        values,
    )


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
