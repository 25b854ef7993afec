"""The Dask engine: the one module that imports Dask. The same slots, on a cluster's workers.

A task is some jobs; its slot lives on in the worker's process and starts its parsers as fresh
interpreters, since Dask's workers run threads. Results go from the workers straight to the output.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from typing import Any

from protokoll_extract.batch.job import Job, Outcome, State
from protokoll_extract.batch.launch import spawned
from protokoll_extract.batch.limits import Settings
from protokoll_extract.batch.slot import Slot
from protokoll_extract.errors import MissingExtraError, UsageError

_AHEAD = 3  # tasks given out for each thread, so that none waits for the next
_MOST_DEATHS = 5
_here = threading.local()


def run_jobs(jobs: list[dict[str, Any]], settings: dict[str, Any]) -> list[dict[str, Any]]:
    """The task: runs jobs in this thread's slot. Everything is plain data, and it may run twice."""
    slot: Slot | None = getattr(_here, "slot", None)
    if slot is None or slot.settings.wire() != settings:
        if slot is not None:
            slot.close()
        slot = _here.slot = Slot(Settings.from_wire(settings), spawned)
    return [slot.run(Job.from_wire(job)).wire() for job in jobs]


class DaskEngine:
    """Runs jobs on a Dask cluster: one at ``address``, or a local one of ``workers`` processes."""

    name = "dask"

    def __init__(self, settings: Settings, workers: int, address: str | None = None, chunk: int = 1) -> None:
        try:
            import distributed
        except ImportError as error:
            raise MissingExtraError(
                "missing.scale",
                "--engine dask",
                "Dask is not installed",
                "pip install 'protokoll-extract[scale]'.",
            ) from error
        dask: Any = distributed  # its calls are not typed
        self._settings = settings.wire()
        self._chunk = chunk
        self._cluster: Any = None
        if address is None:
            self._cluster = dask.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
            )
        try:
            self._client = dask.Client(address or self._cluster, timeout=30)
        except OSError as error:
            raise UsageError(
                "usage.scheduler", str(address), "no Dask scheduler answers there", "Check --scheduler."
            ) from error
        self.workers = workers if address is None else max(1, self._threads())

    def _threads(self) -> int:
        return sum(int(threads) for threads in self._client.nthreads().values())

    def run(self, jobs: Iterator[Job]) -> Iterator[Outcome | None]:
        """The outcomes as they come; None now and then while there is none."""
        import distributed

        dask: Any = distributed
        waiting: dict[Any, tuple[list[Job], int]] = {}
        done = dask.as_completed()

        def give(batch: list[Job], deaths: int) -> None:
            wires = [job.wire() for job in batch]
            future = self._client.submit(run_jobs, wires, self._settings, pure=False)
            waiting[future.key] = batch, deaths
            done.add(future)

        chunks = iter(lambda: list(itertools.islice(jobs, self._chunk)), [])
        while True:
            while len(waiting) < _AHEAD * max(1, self.workers):
                batch = next(chunks, None)
                if batch is None:
                    break
                give(batch, 0)
            if not waiting:
                return
            future = next(done)
            batch, deaths = waiting.pop(future.key)
            try:
                yield from (Outcome.from_wire(wire) for wire in future.result())
            except dask.KilledWorker:
                # One of them, or the operator, killed workers: each alone from here on.
                if deaths < _MOST_DEATHS:
                    for job in batch:
                        give([job], deaths + 1)
                else:
                    yield from (_killed(job) for job in batch)

    def close(self) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


def _killed(job: Job) -> Outcome:
    reason = "the workers that had it were killed, again and again"
    return Outcome(job.key, State.FAILED, "worker.killed", reason, "Run again.")
