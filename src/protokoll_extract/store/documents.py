"""One document, one §: what a page about it needs."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from protokoll_extract.store.database import Database, Row, one
from protokoll_extract.store.reading import Document, Json

_DOCUMENT = (
    "SELECT d.*, b.name AS body, b.classification, b.issuer_id, u.name AS issuer FROM document d"
    " JOIN body b ON b.id = d.body_id JOIN issuer u ON u.id = b.issuer_id"
)


def document_row(database: Database, identity: str) -> Row | None:
    return one(database, f"{_DOCUMENT} WHERE d.id = :id", {"id": identity})


def documents(
    database: Database, body_id: str | None = None, *, first: int = 0, rows: int = 100
) -> list[Row]:
    """Newest first, with the number of §§, votes and findings in each."""
    where = " WHERE d.body_id = :body" if body_id else ""
    counts = (
        "SELECT x.*, (SELECT count(*) FROM item i WHERE i.document_id = x.id) AS items,"
        " (SELECT count(*) FROM item i WHERE i.document_id = x.id AND i.has_vote = 1) AS votes,"
        " (SELECT count(*) FROM finding f WHERE f.document_id = x.id AND f.severity <> 'info') AS doubts"
    )
    inner = f"{_DOCUMENT}{where} ORDER BY COALESCE(d.date, '') DESC, d.id LIMIT :rows OFFSET :first"
    ordered = f"{counts} FROM ({inner}) x ORDER BY COALESCE(x.date, '') DESC, x.id"
    return database.rows(ordered, {"body": body_id, "rows": rows, "first": first})


def document_json(database: Database, identity: str) -> Json | None:
    """The document as it was extracted, personal data masked."""
    row = one(database, "SELECT json FROM document_data WHERE document_id = :id", {"id": identity})
    return json.loads(zlib.decompress(row["json"])) if row else None


def read_document(database: Database, identity: str) -> Document | None:
    found = document_json(database, identity)
    return Document(found) if found is not None else None


def document_text(database: Database, identity: str) -> str | None:
    """The canonical text, where the archive has it, personal data masked."""
    row = one(database, "SELECT text FROM document_data WHERE document_id = :id", {"id": identity})
    return zlib.decompress(row["text"]).decode("utf-8") if row and row["text"] else None


def items_of_document(database: Database, identity: str) -> list[Row]:
    sql = "SELECT * FROM item WHERE document_id = :id ORDER BY position"
    return database.rows(sql, {"id": identity})


def item_row(database: Database, identity: str, slug: str) -> Row | None:
    sql = "SELECT * FROM item WHERE document_id = :id AND slug = :slug"
    return one(database, sql, {"id": identity, "slug": slug})


def source_file(database: Database, identity: str) -> Path | None:
    """Where the document's own file lay when it was put in."""
    row = one(database, "SELECT path FROM source_file WHERE document_id = :id", {"id": identity})
    return Path(row["path"]) if row else None


def page_size(database: Database, identity: str) -> dict[int, tuple[float, float]]:
    """Page → width and height in points."""
    sql = "SELECT number, width, height FROM page WHERE document_id = :id"
    return {row["number"]: (row["width"], row["height"]) for row in database.rows(sql, {"id": identity})}
