"""Cases over several meetings, sums of money, and what the audit found."""

from __future__ import annotations

from protokoll_extract.store.database import Database, Row

_ITEM = "i.document_id, i.slug, i.label, i.title, i.date, b.name AS body, u.name AS issuer, d.name AS source"
_PLACE = (
    " JOIN body b ON b.id = i.body_id JOIN issuer u ON u.id = b.issuer_id"
    " JOIN document d ON d.id = i.document_id"
)
SORTS = {"storst": "a.number DESC", "minst": "a.number", "nyast": "a.item_id DESC", "aldst": "a.item_id"}

MOST_OF_A_CASE = 300


def case_items(database: Database, key: str) -> list[Row]:
    """The §§ of one diary number, the earliest meeting first and each meeting from its first §.

    Issuers number by themselves: the same number with two of them may be two matters (``issuer_id``).
    """
    return database.rows(
        f"SELECT n.raw, n.value, i.id, i.outcome, i.kinds, i.has_vote, u.id AS issuer_id, {_ITEM}"
        f" FROM diary_number n JOIN item i ON i.id = n.item_id{_PLACE} WHERE n.key = :key"
        " ORDER BY COALESCE(i.date, ''), i.document_id, i.id DESC LIMIT :most",
        {"key": key, "most": MOST_OF_A_CASE},
    )


def case_size(database: Database, key: str) -> int:
    """How many §§ one diary number has."""
    sql = "SELECT count(*) FROM diary_number WHERE key = :key"
    return int(database.tuples(sql, {"key": key})[0][0])


def case_keys(database: Database, item_id: int) -> list[Row]:
    """The diary numbers of a §, with how many §§ share each."""
    return database.rows(
        "SELECT n.key, n.raw, n.value,"
        " (SELECT count(*) FROM diary_number o WHERE o.key = n.key) AS items FROM diary_number n"
        " WHERE n.item_id = :id ORDER BY n.key",
        {"id": item_id},
    )


def amounts(
    database: Database,
    *,
    body: str | None = None,
    in_decision: bool = False,
    sort: str = "storst",
    first: int = 0,
    rows: int = 100,
) -> tuple[list[Row], int]:
    """Sums in kronor with their §§, and how many there are in all."""
    where = "a.number IS NOT NULL AND a.currency = 'SEK' AND a.item_id IS NOT NULL"
    where += " AND i.body_id = :body" if body else ""
    where += " AND a.in_decision = 1" if in_decision else ""
    values = {"body": body, "rows": rows, "first": first}
    chosen = f"{'amount a JOIN item i ON i.id = a.item_id' if body else 'amount a'} WHERE {where}"
    order = f"{SORTS.get(sort, SORTS['storst'])}, a.document_id, a.position"
    # The names of bodies are looked up for the rows of one page alone.
    found = database.rows(
        "SELECT a.raw, a.value, a.number, a.currency, a.bound, a.status, a.purpose, a.recipient, a.period,"
        f" a.page, a.in_decision, a.position, {_ITEM}"
        f" FROM (SELECT a.* FROM {chosen} ORDER BY {order} LIMIT :rows OFFSET :first) a"
        f" JOIN item i ON i.id = a.item_id{_PLACE} ORDER BY {order}",
        values,
    )
    return found, int(database.rows(f"SELECT count(*) AS n FROM {chosen}", values)[0]["n"])


def findings(
    database: Database, *, code: str | None = None, first: int = 0, rows: int = 100
) -> tuple[list[Row], list[Row]]:
    """What the audit found, newest document first; and how often each code comes."""
    where = " WHERE f.code = :code" if code else ""
    found = database.rows(
        "SELECT f.code, f.severity, f.message, f.page, d.id AS document_id, d.date, b.name AS body,"
        " u.name AS issuer FROM finding f JOIN document d ON d.id = f.document_id"
        " JOIN body b ON b.id = d.body_id JOIN issuer u ON u.id = b.issuer_id"
        f"{where} ORDER BY COALESCE(d.date, '') DESC, d.id, f.position LIMIT :rows OFFSET :first",
        {"code": code, "first": first, "rows": rows},
    )
    counted = database.rows(
        "SELECT code, severity, count(*) AS n, count(DISTINCT document_id) AS documents FROM finding"
        " GROUP BY code, severity ORDER BY count(*) DESC, code"
    )
    return found, counted


def findings_by_document(
    database: Database, *, code: str | None = None, first: int = 0, rows: int = 100
) -> tuple[list[Row], int]:
    """One row for each code of each document, the gravest first, then the newest; and how many there are."""
    where = " WHERE f.code = :code" if code else ""
    values = {"code": code, "first": first, "rows": rows}
    # Put together before the documents are looked at: a finding has less to sort than its document's row.
    each = (
        "SELECT f.document_id, f.code, f.severity, count(*) AS n, min(f.page) AS page,"
        " CASE f.severity WHEN 'loss' THEN 0 WHEN 'doubt' THEN 1 ELSE 2 END AS weight"
        f" FROM finding f{where} GROUP BY f.code, f.severity, f.document_id"
    )
    found = database.rows(
        "SELECT f.code, f.severity, f.weight, f.n, f.page, d.id AS document_id, d.name, d.date,"
        f" b.name AS body, u.name AS issuer FROM ({each}) f JOIN document d ON d.id = f.document_id"
        " JOIN body b ON b.id = d.body_id JOIN issuer u ON u.id = b.issuer_id"
        " ORDER BY f.weight, COALESCE(d.date, '') DESC, d.id, f.code LIMIT :rows OFFSET :first",
        values,
    )
    counted = database.rows(
        "SELECT count(*) AS n FROM"
        f" (SELECT DISTINCT f.document_id, f.code, f.severity FROM finding f{where}) x",
        values,
    )
    return found, int(counted[0]["n"])


def case_key(address: str) -> str:
    """The key in an address: "ks-2026-112" → "ks 2026 112"."""
    return " ".join(address.rsplit("-", 2)) if address.count("-") >= 2 else address.replace("-", " ")
