"""Opening an archive by what the user calls it: a file, or a PostgreSQL address."""

from __future__ import annotations

from pathlib import Path

from protokoll_extract.store.database import Database, Sqlite
from protokoll_extract.store.migrate import migrate, require_current

_ADDRESSES = ("postgresql://", "postgres://")


def is_server(target: str) -> bool:
    return target.startswith(_ADDRESSES)


def open_for_reading(target: str) -> Database:
    """A connection that cannot change anything.

    Raises:
        StoreError: there is no archive, or it is of another version.
    """
    database = _open(target, write=False)
    require_current(database)
    return database


def open_for_writing(target: str) -> Database:
    """A connection to an archive that is made, or brought up to date, when needed."""
    database = _open(target, write=True)
    migrate(database)
    return database


def _open(target: str, *, write: bool) -> Database:
    if is_server(target):
        from protokoll_extract.store.postgres import Postgres

        return Postgres(target, write=write)
    return Sqlite(Path(target), write=write)
