"""The local engine: slots as processes of this machine, forked from one that has everything loaded."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from protokoll_extract.batch.job import Job, Outcome, State, from_bytes, to_bytes
from protokoll_extract.batch.launch import fork, forked
from protokoll_extract.batch.limits import Settings
from protokoll_extract.batch.parser import preload
from protokoll_extract.batch.slot import Slot

_BEAT = 0.5  # seconds after which a waiting caller hears that nothing has ended yet
_MOST_DEATHS = 5


@dataclass(slots=True)
class _Worker:
    """A slot's process, the line to it, and what it works on."""

    process: int
    line: Connection
    job: Job | None = None
    since: float = 0.0


class LocalEngine:
    """Runs jobs in ``workers`` slots of this machine."""

    name = "local"

    def __init__(self, settings: Settings, workers: int) -> None:
        self.workers = workers
        self._settings = settings
        self._team: list[_Worker] = []
        # No job may take longer, whatever its slot does: all attempts and the writing.
        limits = settings.limits
        reading = limits.pages * limits.ocr_seconds if settings.ocr is not None else 0.0
        self._longest = (6 * limits.seconds_at_most + reading) * limits.patience
        preload(settings.language, settings.ocr)

    def run(self, jobs: Iterator[Job]) -> Iterator[Outcome | None]:
        """The outcomes as they come; None now and then while there is none."""
        again: deque[Job] = deque()
        deaths: dict[str, int] = {}
        while True:
            self._hand_out(jobs, again)
            busy = [worker for worker in self._team if worker.job is not None]
            if not busy:
                return
            ready = wait([worker.line for worker in busy], _BEAT)
            for worker in busy:
                if worker.line in ready:
                    outcome = self._receive(worker, again, deaths)
                    if outcome is not None:
                        yield outcome
                elif time.monotonic() - worker.since > self._longest:
                    self._end(worker)  # its line closes: the next round finds it dead
            if not ready:
                yield None

    def close(self) -> None:
        """Ends all slots at once; results are whole or absent at any moment."""
        for worker in self._team:
            self._end(worker)
        for worker in self._team:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(worker.process, 0)
        self._team.clear()

    def _hand_out(self, jobs: Iterator[Job], again: deque[Job]) -> None:
        while True:
            worker = next((w for w in self._team if w.job is None), None)
            if worker is None and len(self._team) >= self.workers:
                return
            job = again.popleft() if again else next(jobs, None)
            if job is None:
                return
            worker = worker or self._start()
            worker.job, worker.since = job, time.monotonic()
            with contextlib.suppress(OSError):  # a dead slot is found when it is listened to
                worker.line.send_bytes(to_bytes(job.wire()))

    def _receive(self, worker: _Worker, again: deque[Job], deaths: dict[str, int]) -> Outcome | None:
        job = worker.job
        assert job is not None
        try:
            outcome = Outcome.from_wire(from_bytes(worker.line.recv_bytes()))
        except (EOFError, OSError, ValueError, KeyError, TypeError):
            self._bury(worker)
            deaths[job.key] = deaths.get(job.key, 0) + 1
            if deaths[job.key] < _MOST_DEATHS:
                again.append(job)
                return None
            reason = "its process was killed from outside, again and again"
            return Outcome(job.key, State.FAILED, "worker.killed", reason, "Run again.")
        worker.job = None
        return outcome

    def _start(self) -> _Worker:
        settings = self._settings
        theirs = tuple(worker.line.fileno() for worker in self._team)
        process, line = fork(lambda line: _serve(line, settings), theirs)
        worker = _Worker(process, line)
        self._team.append(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker.process, signal.SIGKILL)

    def _bury(self, worker: _Worker) -> None:
        self._end(worker)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(worker.process, 0)
        worker.line.close()
        self._team.remove(worker)


def _serve(line: Connection, settings: Settings) -> None:
    """A slot's process: jobs in, outcomes out, until the run closes the line."""
    slot = Slot(settings, forked((line.fileno(),)))
    with contextlib.suppress(EOFError, OSError):
        while True:
            job = Job.from_wire(from_bytes(line.recv_bytes()))
            line.send_bytes(to_bytes(slot.run(job).wire()))
    slot.close()
