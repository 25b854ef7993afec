"""PostgreSQL's answer to what the store asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from protokoll_extract.errors import MissingExtraError, StoreError
from protokoll_extract.store.database import NOTHING, SECONDS_PER_QUESTION, Row, TooSlow, Values

_PARAMETER = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)\b")


class Postgres:
    """A server's database, given as ``postgresql://…``. Opened for reading, it refuses every write."""

    name = "postgres"

    def __init__(self, address: str, *, write: bool) -> None:
        try:
            import psycopg
            from psycopg.rows import dict_row, tuple_row
        except ImportError as error:
            raise MissingExtraError(
                "extra.postgres", "PostgreSQL", "psycopg is not installed",
                "Install it with `pip install 'protokoll-extract[postgres]'`.",
            ) from error  # fmt: skip
        self._psycopg = psycopg
        self._tuple_row = tuple_row
        self._shown = re.sub(r"//[^@/]*@", "//", address)
        # Questions are short: compiling them takes longer than answering.
        limits = (
            f"-c statement_timeout={int(1000 * SECONDS_PER_QUESTION)} -c default_transaction_read_only=on"
            " -c jit=off"
        )
        try:
            self._connection: Any = psycopg.connect(
                address, autocommit=True, row_factory=dict_row, options="" if write else limits
            )
        except psycopg.Error as error:
            raise self._unusable(error) from error

    def rows(self, sql: str, values: Values = NOTHING) -> list[Row]:
        return self._fetched(self._connection.cursor(), sql, values)

    def tuples(self, sql: str, values: Values = NOTHING) -> list[tuple[Any, ...]]:
        """The rows without their names: for very many of them."""
        return self._fetched(self._connection.cursor(row_factory=self._tuple_row), sql, values)

    def _fetched(self, cursor: Any, sql: str, values: Values) -> list[Any]:
        try:
            return list(cursor.execute(_translated(sql), dict(values)).fetchall())
        except self._psycopg.errors.QueryCanceled as error:
            raise TooSlow from error
        except self._psycopg.Error as error:
            raise self._unusable(error) from error

    def run(self, sql: str, values: Values = NOTHING) -> None:
        self.run_many(sql, [values])

    def run_many(self, sql: str, values: Iterable[Values]) -> None:
        many = [dict(each) for each in values]
        try:
            with self._connection.cursor() as cursor:
                if many:
                    cursor.executemany(_translated(sql), many)
        except self._psycopg.Error as error:
            raise self._unusable(error) from error

    def script(self, sql: str) -> None:
        """Several statements within the running transaction; no semicolon inside one."""
        for statement in filter(str.strip, re.sub(r"--[^\n]*", "", sql).split(";")):
            self.run(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._connection.transaction():
            yield

    def tidy(self) -> None:
        """After a removal: the space of what was removed is given up."""
        self._connection.execute("VACUUM FULL")

    def close(self) -> None:
        self._connection.close()

    def _unusable(self, error: Exception) -> StoreError:
        reason = " ".join(str(error).lower().split()).rstrip(".") or type(error).__name__
        return StoreError(
            "store.unusable", self._shown, reason, "Check that the server runs and lets you in."
        )


def _translated(sql: str) -> str:
    return _PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))
