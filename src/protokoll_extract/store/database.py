"""What the store asks of a database, and SQLite's answer.

SQL in this room is written once, with ``:name`` parameters, and runs on both engines.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from protokoll_extract.errors import StoreError

Row = dict[str, Any]
Values = Mapping[str, Any]
NOTHING: Values = {}

# A question from the web may work this long, and take so long by the clock: a disk that is read for the first
# time, or a machine that has other things to do, is nobody's fault.
SECONDS_PER_QUESTION = 1.0
SECONDS_BY_THE_CLOCK = 5.0
_STEPS_BETWEEN_CHECKS = 10_000


class TooSlow(StoreError):
    """The question took longer than it may."""

    def __init__(self) -> None:
        super().__init__("store.too_slow", "search", "the question took too long", "Narrow it down.")


class Database(Protocol):
    """One connection. ``name`` is ``sqlite`` or ``postgres``."""

    name: str

    def rows(self, sql: str, values: Values = NOTHING) -> list[Row]: ...
    def tuples(self, sql: str, values: Values = NOTHING) -> list[tuple[Any, ...]]: ...
    def run(self, sql: str, values: Values = NOTHING) -> None: ...
    def run_many(self, sql: str, values: Iterable[Values]) -> None: ...
    def script(self, sql: str) -> None: ...
    @contextmanager
    def transaction(self) -> Iterator[None]: ...
    def tidy(self) -> None: ...
    def close(self) -> None: ...


def one(database: Database, sql: str, values: Values = NOTHING) -> Row | None:
    """The first row, or None."""
    found = database.rows(sql, values)
    return found[0] if found else None


class Sqlite:
    """A file. Opened for reading, it refuses every write and stops slow questions."""

    name = "sqlite"

    def __init__(self, path: Path, *, write: bool) -> None:
        self._path = path
        if not write and not path.is_file():
            raise StoreError(
                "store.not_found", str(path), "no such archive", "Make one with `protokoll index DIR`."
            )
        if write:
            self._connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._pragmas("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
        else:
            address = f"{path.resolve().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(address, uri=True, isolation_level=None)
            self._pragmas("query_only=ON", "trusted_schema=OFF", "mmap_size=268435456")
            self._connection.set_progress_handler(self._late, _STEPS_BETWEEN_CHECKS)
        self._pragmas("cache_size=-65536", "temp_store=MEMORY")
        self._until = self._until_by_the_clock = float("inf")
        self._reading = not write

    def _pragmas(self, *pragmas: str) -> None:
        try:
            for pragma in pragmas:
                self._connection.execute(f"PRAGMA {pragma}")
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    def _late(self) -> int:
        return time.thread_time() > self._until or time.monotonic() > self._until_by_the_clock

    def rows(self, sql: str, values: Values = NOTHING) -> list[Row]:
        cursor = self._connection.cursor()
        found = self._fetched(cursor, sql, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found]

    def tuples(self, sql: str, values: Values = NOTHING) -> list[tuple[Any, ...]]:
        """The rows without their names: for very many of them."""
        return self._fetched(self._connection.cursor(), sql, values)

    def _fetched(self, cursor: sqlite3.Cursor, sql: str, values: Values) -> list[tuple[Any, ...]]:
        if self._reading:
            self._until = time.thread_time() + SECONDS_PER_QUESTION
            self._until_by_the_clock = time.monotonic() + SECONDS_BY_THE_CLOCK
        try:
            return cursor.execute(sql, dict(values)).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise TooSlow from error
            raise self._unusable(error) from error
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    def run(self, sql: str, values: Values = NOTHING) -> None:
        try:
            self._connection.execute(sql, dict(values))
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    def run_many(self, sql: str, values: Iterable[Values]) -> None:
        try:
            self._connection.executemany(sql, (dict(each) for each in values))
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    def script(self, sql: str) -> None:
        """Several statements within the running transaction; no semicolon inside one."""
        for statement in filter(str.strip, re.sub(r"--[^\n]*", "", sql).split(";")):
            self.run(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self.run("COMMIT")

    def tidy(self) -> None:
        """After a removal: nothing of what was removed stays in the file or its log."""
        self.run("INSERT INTO item_text_fts(item_text_fts) VALUES ('optimize')")
        self.run("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        if not self._reading:
            self._connection.execute("PRAGMA optimize")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._connection.close()

    def _unusable(self, error: sqlite3.DatabaseError) -> StoreError:
        advice = "Check the file and the disk, or build the archive anew with `protokoll index --rebuild`."
        if "locked" in str(error):
            advice = "Another run is writing to it; wait for that one."
        return StoreError("store.unusable", str(self._path), str(error).lower().rstrip("."), advice)
