"""A batch that kills itself at its n-th step that reaches the disk, as SQLite's own tests do.

The steps are counted over the run and its slots: before and after each file is opened for writing,
synced, renamed or removed, and each transaction of the manifest. Everything runs in forked children.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from protokoll_extract.batch import output, run
from protokoll_extract.batch.limits import Limits, Settings
from protokoll_extract.batch.local import LocalEngine
from protokoll_extract.batch.parser import preload

_STEPS = ("BEGIN", "COMMIT", "PRAGMA wal_checkpoint")


class _Silent:
    """A watcher that says nothing."""

    def planned(self, total: int) -> None: ...
    def refused(self, found: Any) -> None: ...
    def ended(self, outcome: Any) -> None: ...
    def waiting(self) -> None: ...


def run_whole(source: Path, place: Path) -> None:
    assert _in_child(source, place, None, 0) == 0


def count_points(source: Path, place: Path) -> int:
    """How many steps a whole run takes."""
    steps: Synchronized[int] = multiprocessing.Value("i", 0)
    assert _in_child(source, place, steps, 0) == 0
    return int(steps.value)


def run_until(point: int, source: Path, place: Path) -> bool:
    """Whether the run came so far and died there."""
    return _in_child(source, place, multiprocessing.Value("i", 0), point) == -signal.SIGKILL


def _in_child(source: Path, place: Path, steps: Synchronized[int] | None, point: int) -> int:
    preload(None)  # once for all children
    child = os.fork()
    if child == 0:
        try:
            if steps is not None:
                _count(steps, point, os.getpid())
            request = run.Request((str(source),), str(place), frozenset({".txt"}), Limits())
            run.run(request, lambda settings: _engine(settings), _Silent())
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _engine(settings: Settings) -> LocalEngine:
    return LocalEngine(settings, 1)


def _count(steps: Synchronized[int], point: int, runner: int) -> None:
    def step() -> None:
        with steps.get_lock():
            steps.value += 1
            if steps.value == point:
                os.kill(runner, signal.SIGKILL)
                os.kill(os.getpid(), signal.SIGKILL)

    def around(call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*given: Any, **named: Any) -> Any:
            step()
            try:
                return call(*given, **named)
            finally:
                step()

        return stepped

    class Connection(sqlite3.Connection):
        def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
            watched = statement.startswith(_STEPS)
            cursor: sqlite3.Cursor = (around(super().execute) if watched else super().execute)(
                statement, *given
            )
            return cursor

    class Stepping:
        """The module ``os`` with some of its calls counted."""

        fsync, replace = staticmethod(around(os.fsync)), staticmethod(around(os.replace))

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

    connect = sqlite3.connect

    def connected(*given: Any, **named: Any) -> sqlite3.Connection:
        return connect(*given, **named, factory=Connection)

    for module, name, value in (
        (output, "os", Stepping()),
        (output, "open", around(open)),
        (Path, "unlink", around(Path.unlink)),
        (sqlite3, "connect", connected),
    ):
        setattr(module, name, value)
