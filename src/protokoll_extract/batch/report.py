"""What a manifest tells, also while a run is writing it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from protokoll_extract.batch.manifest import NAME, manifest_error
from protokoll_extract.errors import InputError

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    """The last run in numbers: ``inputs`` is the sum of the others.

    ``codes`` count why inputs failed or were skipped, ``remarks`` what was noticed of documents that were
    read. ``unchanged`` were done before; ``known_failed`` failed before in the same way and were not tried
    again.
    """

    run: int
    began: str
    ended: str | None
    engine: str
    workers: int
    outcome: str | None
    inputs: int
    done: int
    unchanged: int
    failed: int
    known_failed: int
    skipped: int
    pending: int
    not_seen: int
    pages: int
    output_bytes: int
    seconds: float
    peak_mb: int
    codes: dict[str, int]
    remarks: dict[str, int]

    def row(self) -> Row:
        return asdict(self)


def manifest_in(place: Path) -> Path:
    """The manifest in an output folder, or the file itself. Raises InputError when there is none."""
    path = place / NAME if place.is_dir() else place
    if not path.is_file():
        reason = "there is no manifest: nothing was run into it"
        raise InputError("input.not_found", str(place), reason, "Name the folder given to batch -o.")
    return path


def summary_of(path: Path) -> Summary:
    """The last run's numbers."""
    with closing(_open(path)) as db:
        try:
            last = db.execute(
                "SELECT run, began, ended, engine, workers, outcome FROM runs ORDER BY run DESC LIMIT 1"
            ).fetchone()
            if last is None:
                raise InputError("input.not_found", str(path), "no run has begun yet", "Run protokoll batch.")
            counted = db.execute(_COUNT, {"run": last["run"]}).fetchone()
            codes = db.execute(_CODES, {"run": last["run"]}).fetchall()
            remarks = db.execute(_REMARKS, {"run": last["run"]}).fetchall()
        except sqlite3.Error as error:
            raise manifest_error(path, error) from error
    return Summary(**dict(last), **dict(counted), codes=dict(codes), remarks=dict(remarks))


_NOW = "seen_in = :run AND state <> 'opened'"
_COUNT = f"""
SELECT count(*) FILTER (WHERE {_NOW}) AS inputs,
  count(*) FILTER (WHERE {_NOW} AND state = 'done' AND read_in = :run) AS done,
  count(*) FILTER (WHERE {_NOW} AND state = 'done' AND read_in < :run) AS unchanged,
  count(*) FILTER (WHERE {_NOW} AND state = 'failed' AND (read_in = :run OR refused)) AS failed,
  count(*) FILTER (WHERE {_NOW} AND state = 'failed' AND read_in < :run AND NOT refused) AS known_failed,
  count(*) FILTER (WHERE {_NOW} AND state = 'skipped') AS skipped,
  count(*) FILTER (WHERE {_NOW} AND state = 'pending') AS pending,
  count(*) FILTER (WHERE seen_in < :run AND state <> 'opened') AS not_seen,
  coalesce(sum(pages) FILTER (WHERE {_NOW} AND state = 'done'), 0) AS pages,
  coalesce(sum(output_bytes) FILTER (WHERE {_NOW} AND state = 'done'), 0) AS output_bytes,
  round(coalesce(sum(seconds) FILTER (WHERE {_NOW} AND read_in = :run), 0), 3) AS seconds,
  coalesce(max(peak_mb) FILTER (WHERE {_NOW} AND read_in = :run), 0) AS peak_mb
FROM inputs
"""
_CODES = (
    f"SELECT code, count(*) AS n FROM inputs WHERE {_NOW} AND code <> '' GROUP BY code ORDER BY n DESC, code"
)


_REMARKS = (
    f"SELECT remark, count(*) AS n FROM inputs WHERE {_NOW} AND state = 'done' AND remark <> ''"
    " GROUP BY remark ORDER BY n DESC, remark"
)


def rows_of(path: Path, states: tuple[str, ...] = (), remarked: bool = False) -> Iterator[Row]:
    """The inputs' rows in the order of their keys; if given, only those in ``states`` or with a remark."""
    which = [f"state IN ({', '.join('?' * len(states))})"] if states else []
    which += ["state = 'done' AND remark <> ''"] if remarked else []
    wanted = f"WHERE {' OR '.join(which)}" if which else ""
    with closing(_open(path)) as db:
        try:
            for row in db.execute(
                "SELECT path, kind, state, code, reason, advice, size, sha256, id, remark, reader, pages,"
                f" seconds, peak_mb, output_bytes, tries, seen_in, read_in FROM inputs {wanted} ORDER BY key",
                states,
            ):
                yield {**dict(row), "tries": _tries(row["tries"])}
        except sqlite3.Error as error:
            raise manifest_error(path, error) from error


def _tries(told: str | None) -> list[Row]:
    """The attempts; none where somebody wrote something else there."""
    try:
        tries = json.loads(told or "[]")
    except ValueError:
        return []
    return tries if isinstance(tries, list) else []


def _open(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise manifest_error(path, error) from error
    db.row_factory = sqlite3.Row
    return db
