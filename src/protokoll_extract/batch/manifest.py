"""The manifest: one row for each input that was ever seen, in a SQLite file beside the results.

"Done" is a row with the hash of the bytes and the fingerprint of the reading, never "the file is there".
Only the run itself writes here, and only one run at a time: the system frees its lock when it dies.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from protokoll_extract.batch.job import Job, Kind, Outcome, State, printable
from protokoll_extract.batch.limits import Settings
from protokoll_extract.batch.output import OutputError, cannot_write
from protokoll_extract.batch.plan import Found

NAME = "manifest.sqlite"
# A failure of the moment, not of the document: tried again by every run.
_PASSING = {"worker.killed"}.union(
    f"input.{what}" for what in ("not_found", "permission", "changed", "unreadable", "remote")
)
_DUPLICATE = "duplicate"
_PAGE = 500

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inputs (
  key BLOB PRIMARY KEY,          -- absolute path or address; an archive's member follows "!/"
  path TEXT NOT NULL,            -- the key for people
  name TEXT NOT NULL, kind TEXT NOT NULL, place BLOB NOT NULL, member INTEGER,
  seen_in INTEGER NOT NULL,      -- the run that saw it last
  seen_stamp TEXT NOT NULL,      -- size, times and inode when it was seen
  state TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL, advice TEXT NOT NULL,
  refused INTEGER NOT NULL,      -- 1: the plan did not let it be opened
  read_in INTEGER,               -- the run that opened it last
  stamp TEXT,                    -- as seen_stamp, when it was opened
  size INTEGER, sha256 TEXT,     -- of the bytes that were read
  fingerprint TEXT,              -- of the extractor, its vocabulary and settings
  id TEXT,                       -- documents/<first two>/<id>.json
  former TEXT,                   -- the id of its result before this one, while that is still there
  remark TEXT,                   -- findings about the whole document, such as document.not_minutes
  output_bytes INTEGER, reader TEXT, pages INTEGER, seconds REAL, peak_mb INTEGER,
  tries TEXT                     -- JSON: engine, end, seconds of processor time and peak memory of each
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inputs_by_state ON inputs (state, seen_in);
CREATE INDEX IF NOT EXISTS inputs_by_id ON inputs (id);
CREATE TABLE IF NOT EXISTS runs (
  run INTEGER PRIMARY KEY, began TEXT, ended TEXT, engine TEXT, workers INTEGER, fingerprint TEXT,
  outcome TEXT
);
"""

_SEE = """
INSERT INTO inputs (key, path, name, kind, place, member, seen_in, seen_stamp, state, code, reason, advice,
  refused)
VALUES (:key, :path, :name, :kind, :place, :member, :run, :stamp, :state, :code, :reason, :advice, :refused)
ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, member = excluded.member, seen_in = excluded.seen_in,
  seen_stamp = excluded.seen_stamp, state = excluded.state, code = excluded.code, reason = excluded.reason,
  advice = excluded.advice, refused = excluded.refused"""
_RECORD = """
UPDATE inputs SET state = :state, code = :code, reason = :reason, advice = :advice, read_in = :run,
  stamp = coalesce(nullif(:stamp, ''), seen_stamp), size = :size, sha256 = nullif(:sha256, ''),
  fingerprint = :fingerprint, former = CASE WHEN :passing THEN coalesce(id, former) END, id = nullif(:id, ''),
  remark = nullif(:remark, ''), output_bytes = :output_bytes, reader = :reader,
  pages = :pages, seconds = :seconds, peak_mb = :peak_mb, tries = :tries
WHERE key = :key"""


def own_paths(output: str, manifest: Path) -> frozenset[str]:
    """Real paths of what a run writes: never inputs, also where the output is their folder or lies in it."""
    beside = [manifest.with_suffix(ending) for ending in (".sqlite", ".sqlite-wal", ".sqlite-shm", ".lock")]
    places = [*beside, manifest] if "://" in output else [*beside, manifest, Path(output, "documents")]
    real = {os.path.realpath(place) for place in places}
    return frozenset(real if "://" in output else {*real, os.path.realpath(output)})


class Busy(Exception):
    """Another run holds the manifest."""


class Manifest:
    """The manifest of one output, open for one run.

    Raises Busy when another run holds it (unless told to ``wait``), OutputError when it cannot be used.
    """

    def __init__(self, path: Path, wait: bool = False) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Not inherited by forked processes: it is free as soon as this one is gone.
            self._lock = open(path.with_suffix(".lock"), "ab")  # noqa: SIM115
            fcntl.lockf(self._lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except (BlockingIOError, PermissionError) as error:
            if isinstance(error, PermissionError) and not path.parent.exists():
                raise cannot_write(str(path), error) from error
            raise Busy from None
        except OSError as error:
            raise cannot_write(str(path), error) from error
        with self._told():
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_SCHEMA)
            if "remark" not in {row[1] for row in self._db.execute("PRAGMA table_info(inputs)")}:
                self._db.execute("ALTER TABLE inputs ADD COLUMN remark TEXT")
        self.run = 0

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._db.close()
        self._lock.close()

    def begin(self, settings: Settings, engine: str, workers: int) -> None:
        """A new run; its number marks what it has seen."""
        self.settings = settings
        self._good, self._bad = settings.fingerprint_of, settings.limits_fingerprint()
        with self._told():
            row = (_now(), engine, workers, settings.fingerprint())
            added = self._db.execute(
                "INSERT INTO runs (began, engine, workers, fingerprint) VALUES (?, ?, ?, ?)", row
            )
            self.run = int(added.lastrowid or 0)

    def end(self, outcome: str) -> None:
        with self._told():
            self._db.execute(
                "UPDATE runs SET ended = ?, outcome = ? WHERE run = ?", (_now(), outcome, self.run)
            )
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # What there is to do

    def register(self, found: Iterable[Found], again: bool, held: Callable[[str], bool]) -> None:
        """Notes every input as seen, and as pending unless its row says that it needs no work.

        ``again``: documents that failed are tried again. ``held(id)``: whether a result is still there.
        """
        with self._told(), self._transaction():
            for each in found:
                self._register(each, again, held)

    def _register(self, found: Found, again: bool, held: Callable[[str], bool]) -> None:
        key = os.fsencode(found.key)
        row = self._db.execute(
            "SELECT state, code, stamp, fingerprint, id FROM inputs WHERE key = ?", (key,)
        ).fetchone()
        if found.refusal is None and row is not None and self._stands(row, found.stamp, again, held):
            self._db.execute("UPDATE inputs SET seen_in = ? WHERE key = ?", (self.run, key))
            if row[0] == State.OPENED:
                self._see_members(found, again, held)
            return
        # The hash is kept only where the same bytes would need no new reading.
        keep = row is not None and row[0] == State.DONE and row[3] == self._good(row[4]) and held(row[4])
        self._db.execute(
            f"{_SEE}{'' if keep else ', sha256 = NULL, former = coalesce(id, former), id = NULL'}",
            {
                "key": key,
                "path": printable(found.key),
                "name": found.name,
                "kind": found.kind,
                "place": os.fsencode(found.place),
                "member": found.member,
                "run": self.run,
                "stamp": found.stamp,
                "state": found.state,
                **dict(zip(("code", "reason", "advice"), found.refusal or ("", "", ""), strict=True)),
                "refused": found.refusal is not None,
            },
        )

    def _see_members(self, archive: Found, again: bool, held: Callable[[str], bool]) -> None:
        """The members of an archive that has not changed, as they were listed then."""
        rows = self._db.execute(
            "SELECT key, member, state, code, reason, advice, refused FROM inputs"
            " WHERE kind = 'member' AND place = ?",
            (os.fsencode(archive.place),),
        ).fetchall()
        for key, member, state, code, reason, advice, refused in rows:
            found = Found(
                os.fsdecode(key), Kind.MEMBER, archive.place, archive.stamp, member,
                State(state) if refused else State.PENDING, (code, reason, advice) if refused else None,
            )  # fmt: skip
            self._register(found, again, held)

    def _stands(
        self, row: tuple[str, str, str, str, str], stamp: str, again: bool, held: Callable[[str], bool]
    ) -> bool:
        """Whether an earlier outcome is still true: same file, same reading, result in place."""
        state, code, then, fingerprint, id = row
        if not stamp or stamp != then:
            return False
        if state == State.FAILED:
            return not again and code not in _PASSING and fingerprint == self._bad
        if state == State.OPENED:
            return True
        done = state == State.DONE or (state == State.SKIPPED and code == _DUPLICATE)
        return done and fingerprint == self._good(id) and held(id)

    def pending(self, archives: bool) -> Iterator[Job]:
        """The archives, or the documents, that are to be opened, in the order of their keys."""
        after = b""
        while rows := self._db.execute(
            "SELECT key, name, kind, place, member, sha256 FROM inputs"
            " WHERE state = 'pending' AND seen_in = ?"
            f" AND kind {'=' if archives else '<>'} 'archive' AND key > ? ORDER BY key LIMIT {_PAGE}",
            (self.run, after),
        ).fetchall():
            after = rows[-1][0]
            for key, name, kind, place, member, sha256 in rows:
                yield Job(os.fsdecode(key), name, Kind(kind), os.fsdecode(place), member, sha256)

    def count_pending(self) -> int:
        count: int = self._db.execute(
            "SELECT count(*) FROM inputs WHERE state = 'pending' AND seen_in = ?", (self.run,)
        ).fetchone()[0]
        return count

    # What became of it

    def open_archive(
        self, outcome: Outcome, members: Iterable[Found], again: bool, held: Callable[[str], bool]
    ) -> None:
        """Notes an archive as opened and its members as inputs, both or neither."""
        with self._told(), self._transaction():
            self._record(outcome)
            for member in members:
                self._register(member, again, held)

    def outdated(self, outcomes: Iterable[Outcome]) -> Iterator[str]:
        """Ids of results that are nobody's any more once these outcomes are recorded."""
        for outcome in outcomes:
            key, former = os.fsencode(outcome.key), self._former(outcome)
            if former is not None:
                others = self._db.execute(
                    "SELECT 1 FROM inputs WHERE id = ? AND state IN ('done', 'skipped') AND key <> ?",
                    (former, key),
                )
                if others.fetchone() is None:
                    yield former

    def _former(self, outcome: Outcome) -> str | None:
        """The id of the input's earlier result, if the outcome takes its place."""
        if outcome.code == "unchanged" or outcome.code in _PASSING:
            return None
        key = os.fsencode(outcome.key)
        row = self._db.execute("SELECT coalesce(id, former) FROM inputs WHERE key = ?", (key,)).fetchone()
        return row[0] if row is not None and row[0] != outcome.id else None

    def record(self, outcomes: Iterable[Outcome]) -> None:
        """Commits outcomes in one transaction."""
        with self._told(), self._transaction():
            for outcome in outcomes:
                self._record(outcome)

    def _record(self, outcome: Outcome) -> None:
        key = os.fsencode(outcome.key)
        tries = json.dumps([asdict(t) for t in outcome.tries])
        if outcome.state is State.DONE and outcome.code == "unchanged":
            self._db.execute(
                "UPDATE inputs SET state = 'done', code = '', reason = '', advice = '',"
                " stamp = coalesce(nullif(?, ''), seen_stamp) WHERE key = ?",
                (outcome.stamp, key),
            )
            return
        failed, former = outcome.state is State.FAILED, self._former(outcome)
        row = {**outcome.wire(), "key": key, "run": self.run, "tries": tries}
        row |= {
            "fingerprint": self._bad if failed else self._good(outcome.id),
            "passing": outcome.code in _PASSING,
        }
        self._db.execute(_RECORD, row)
        if former is not None:
            # Its twins had no result of their own.
            self._db.execute(
                "UPDATE inputs SET state = 'pending', sha256 = NULL"
                " WHERE id = ? AND code = ? AND seen_in = ?",
                (former, _DUPLICATE, self.run),
            )
        if outcome.state is State.DONE:
            self._settle_twins(key, outcome.id)

    def _settle_twins(self, key: bytes, id: str) -> None:
        """Of inputs with the same bytes the first key owns the result, whichever was read first.

        The result was just written for ``key``; if it belongs to another, that one is read once more.
        """
        others = self._db.execute(
            "SELECT key, seen_in FROM inputs WHERE id = ? AND state = 'done' AND key <> ?", (id, key)
        ).fetchall()
        if not others:
            return
        owner = min([key, *(other for other, seen_in in others if seen_in == self.run)])
        reason = f"the same bytes as {printable(os.fsdecode(owner))}"
        for twin in (key, *(other for other, _ in others)):
            if twin != owner:
                self._db.execute(
                    "UPDATE inputs SET state = 'skipped', code = ?, reason = ?, advice = '' WHERE key = ?",
                    (_DUPLICATE, reason, twin),
                )
        if owner != key:
            self._db.execute("UPDATE inputs SET state = 'pending', sha256 = NULL WHERE key = ?", (owner,))

    # The system underneath

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise manifest_error(self.path, error) from error


def manifest_error(path: Path, error: sqlite3.Error) -> OutputError:
    said = str(error)
    if "full" in said or "disk I/O" in said:
        reason = f"the disk is full ({said})"
        return OutputError("output.disk_full", str(path), reason, "Make room and run the same command again.")
    if "malformed" in said or "not a database" in said:
        advice = "Move it away and run the same command again: all is read anew."
        return OutputError("output.manifest", str(path), f"the manifest is damaged ({said})", advice)
    advice = "Check that it is a manifest of this tool and may be written."
    return OutputError("output.manifest", str(path), f"the manifest cannot be used ({said})", advice)


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z")
