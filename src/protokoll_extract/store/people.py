"""People and organisations over the whole archive."""

from __future__ import annotations

from collections import Counter

from protokoll_extract.store.database import Database, Row, one
from protokoll_extract.store.names import slug
from protokoll_extract.store.words import folded

_ITEM = "i.document_id, i.slug, i.label, i.title, i.date, b.name AS body, u.name AS issuer"
_JOINS = (
    " JOIN item i ON i.id = a.item_id JOIN body b ON b.id = i.body_id JOIN issuer u ON u.id = b.issuer_id"
)
MOST_ACTS = 500


def person(database: Database, identity: str) -> Row | None:
    return one(
        database,
        "SELECT p.*, u.name AS issuer FROM person p JOIN issuer u ON u.id = p.issuer_id WHERE p.id = :id",
        {"id": identity},
    )


def people_named(database: Database, typed: str, rows: int = 5) -> list[Row]:
    """People whose name holds what was typed."""
    wanted = slug(typed)
    if len(wanted) < 3 or wanted == "okand":
        return []
    return database.rows(
        "SELECT p.id, p.name, u.name AS issuer FROM person p JOIN issuer u ON u.id = p.issuer_id"
        " WHERE p.folded = :name OR p.folded LIKE :start OR p.folded LIKE :end"
        " ORDER BY p.name, p.id LIMIT :rows",
        {"name": wanted, "start": f"{wanted}-%", "end": f"%-{wanted}", "rows": rows},
    )


def organisations_named(database: Database, typed: str, rows: int = 5) -> list[Row]:
    wanted = folded(typed.strip().lower())
    if len(wanted) < 3:
        return []
    sql = "SELECT id, name FROM organisation WHERE folded = :name ORDER BY name, id LIMIT :rows"
    return database.rows(sql, {"name": wanted, "rows": rows})


def mandates(database: Database, identity: str) -> list[Row]:
    """Body, role, capacity and party, with how many meetings and at how many of them the person was."""
    return database.rows(
        "SELECT d.body_id, b.name AS body, m.role, m.capacity, m.party, m.organisation, count(*) AS meetings,"
        " sum(CASE WHEN m.present = 1 THEN 1 ELSE 0 END) AS present,"
        " sum(CASE WHEN m.present = 0 THEN 1 ELSE 0 END) AS absent,"
        " min(d.date) AS first_day, max(d.date) AS last_day"
        " FROM mandate m JOIN document d ON d.id = m.document_id JOIN body b ON b.id = d.body_id"
        " WHERE m.person_id = :id"
        " GROUP BY d.body_id, b.name, m.role, m.capacity, m.party, m.organisation"
        " ORDER BY max(d.date) DESC, d.body_id, COALESCE(m.role, ''), COALESCE(m.party, '')",
        {"id": identity},
    )


def attendance(database: Database, identity: str) -> list[Row]:
    """Each meeting the person is listed for, newest first."""
    return database.rows(
        "SELECT d.id AS document_id, d.date, b.name AS body, m.role, m.present, m.serving, m.serves_for"
        " FROM mandate m JOIN document d ON d.id = m.document_id JOIN body b ON b.id = d.body_id"
        " WHERE m.person_id = :id ORDER BY COALESCE(d.date, '') DESC, d.id LIMIT 300",
        {"id": identity},
    )


def acts(database: Database, identity: str) -> list[Row]:
    """What the person did, newest first: proposals, votes, dissent and so on."""
    return database.rows(
        f"SELECT a.kind, a.party, a.source, {_ITEM} FROM act a{_JOINS}"
        " WHERE a.person_id = :id ORDER BY a.item_id DESC, a.position LIMIT :most",
        {"id": identity, "most": MOST_ACTS},
    )


def tally(database: Database, identity: str) -> Counter[str]:
    """How often the person did what, by kind of act; ``listed`` and ``away`` count meetings."""
    sql = "SELECT kind, count(*) AS n FROM act WHERE person_id = :id GROUP BY kind"
    found = Counter({row["kind"]: int(row["n"]) for row in database.rows(sql, {"id": identity})})
    meetings = one(
        database,
        "SELECT count(*) AS listed, COALESCE(sum(there), 0) AS there, COALESCE(sum(away), 0) AS away FROM"
        " (SELECT max(CASE WHEN present = 1 THEN 1 ELSE 0 END) AS there,"
        " min(CASE WHEN present = 0 THEN 1 ELSE 0 END) AS away"
        " FROM mandate WHERE person_id = :id GROUP BY document_id) x",
        {"id": identity},
    )
    return found + Counter({key: int(value) for key, value in (meetings or {}).items()})


def parties_of(database: Database, identity: str) -> list[str]:
    """The parties the person is listed or named with, the latest first."""
    rows = database.rows(
        "SELECT party, max(date) AS latest FROM"
        " (SELECT m.party, d.date FROM mandate m JOIN document d ON d.id = m.document_id"
        " WHERE m.person_id = :id UNION ALL"
        " SELECT a.party, i.date FROM act a JOIN item i ON i.id = a.item_id WHERE a.person_id = :id) x"
        " WHERE party IS NOT NULL GROUP BY party ORDER BY COALESCE(max(date), '') DESC, party",
        {"id": identity},
    )
    return [str(row["party"]) for row in rows]


def people(database: Database, *, first: int = 0, rows: int = 100) -> list[Row]:
    return database.rows(
        "SELECT p.id, p.name, u.name AS issuer FROM person p JOIN issuer u ON u.id = p.issuer_id"
        " ORDER BY p.id LIMIT :rows OFFSET :first",
        {"first": first, "rows": rows},
    )


def organisation(database: Database, identity: str) -> Row | None:
    return one(database, "SELECT * FROM organisation WHERE id = :id", {"id": identity})


def organisations(database: Database, *, first: int = 0, rows: int = 100) -> list[Row]:
    return database.rows(
        "SELECT id, name, kind FROM organisation ORDER BY id LIMIT :rows OFFSET :first",
        {"first": first, "rows": rows},
    )


def organisation_items(
    database: Database, identity: str, *, first: int = 0, rows: int = 200
) -> tuple[list[Row], int]:
    """§§ that name the organisation, newest first, and how many there are in all."""
    found = database.rows(
        f"SELECT a.mentions, d.name AS source, {_ITEM} FROM organisation_item a{_JOINS}"
        " JOIN document d ON d.id = i.document_id"
        " WHERE a.organisation_id = :id ORDER BY a.item_id DESC LIMIT :rows OFFSET :first",
        {"id": identity, "rows": rows, "first": first},
    )
    sql = "SELECT count(*) AS n FROM organisation_item WHERE organisation_id = :id"
    return found, int(database.rows(sql, {"id": identity})[0]["n"])


def issuers_naming(database: Database, identity: str) -> int:
    """In how many issuers' minutes the organisation's name stands."""
    sql = (
        "SELECT count(DISTINCT b.issuer_id) AS n FROM organisation_item a JOIN item i ON i.id = a.item_id"
        " JOIN body b ON b.id = i.body_id WHERE a.organisation_id = :id"
    )
    return int(database.rows(sql, {"id": identity})[0]["n"])
