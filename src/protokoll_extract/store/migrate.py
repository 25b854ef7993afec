"""The archive's schema: numbered steps, each run once, in order."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from protokoll_extract.errors import StoreError
from protokoll_extract.store.database import Database, one

_WORDS = {
    "sqlite": {"key": "INTEGER PRIMARY KEY", "blob": "BLOB", "number": "REAL"},
    "postgres": {"key": "BIGINT PRIMARY KEY", "blob": "BYTEA", "number": "DOUBLE PRECISION"},
}
_META = "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)"


@cache
def steps() -> dict[int, str]:
    """Number → SQL, as written."""
    folder = files("protokoll_extract.store").joinpath("migrations")
    found = {path.name: path for path in folder.iterdir() if path.name.endswith(".sql")}
    return {int(name[:4]): found[name].read_text(encoding="utf-8") for name in sorted(found)}


def latest() -> int:
    return max(steps())


def version(database: Database) -> int:
    """The last step that was run; 0 for an empty database."""
    if database.name == "sqlite":
        there = database.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'")
    else:
        there = database.rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'meta'")
    return int(get_meta(database, "schema") or 0) if there else 0


def migrate(database: Database) -> None:
    """Brings an older or empty database up to date, wholly or not at all."""
    with database.transaction():
        at = version(database)
        _refuse_newer(database, at)
        database.run(_META)
        for number, sql in steps().items():
            if number > at:
                database.script(for_engine(sql, database.name))
                put_meta(database, "schema", str(number))


def require_current(database: Database) -> None:
    """For readers, who may not migrate.

    Raises:
        StoreError: the archive is older or newer than this version of the package, or is no archive.
    """
    at = version(database)
    _refuse_newer(database, at)
    if at < latest():
        what = "is no archive yet" if at == 0 else f"has the older schema {at}"
        raise StoreError("store.old_schema", "archive", f"it {what}", "Run `protokoll index DIR` on it once.")


def _refuse_newer(database: Database, at: int) -> None:
    if at > latest():
        raise StoreError(
            "store.new_schema", "archive", f"its schema {at} is newer than this program's {latest()}",
            "Use the program's newer version.",
        )  # fmt: skip


def for_engine(sql: str, engine: str) -> str:
    """The step in one engine's own words."""
    kept = []
    for line in sql.splitlines():
        tagged = re.match(r"(sqlite|postgres): ", line)
        if tagged is None or tagged[1] == engine:
            kept.append(line[tagged.end() :] if tagged else line)
    text = "\n".join(kept)
    for word, own in _WORDS[engine].items():
        text = text.replace(f"{{{word}}}", own)
    return text


def get_meta(database: Database, key: str) -> str | None:
    row = one(database, "SELECT value FROM meta WHERE key = :key", {"key": key})
    return str(row["value"]) if row else None


def put_meta(database: Database, key: str, value: str) -> None:
    database.run(
        "INSERT INTO meta(key, value) VALUES (:key, :value)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        {"key": key, "value": value},
    )
