"""From what somebody calls a body, an issuer or a person to the archive's ids."""

from __future__ import annotations

from protokoll_extract.errors import UsageError
from protokoll_extract.store.database import Database
from protokoll_extract.store.names import slug

_TABLES = {"issuer": "issuer", "body": "body", "person": "person", "organisation": "organisation"}
_MOST = 50


def ids_for(database: Database, kind: str, name: str) -> tuple[str, ...]:
    """The ids of all whose id or name holds what was said, letters and dots not minded.

    Raises:
        UsageError: there is none.
    """
    wanted = slug(name)
    rows = database.rows(f"SELECT id, name FROM {_TABLES[kind]} ORDER BY id")
    whole = [str(row["id"]) for row in rows if name == row["id"] or slug(row["name"]) == wanted]
    found = whole or [
        str(row["id"]) for row in rows if wanted in slug(row["name"]) or wanted in slug(row["id"])
    ]
    if not found:
        some = ", ".join(str(row["name"]) for row in rows[:8] if row["name"])
        raise UsageError(f"search.no_{kind}", name, f"no such {kind} in the archive", f"There are: {some} …")
    return tuple(found[:_MOST])
