"""A whole run: the plan goes into the manifest, its pending rows to the engine, the outcomes back."""

from __future__ import annotations

import secrets
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Protocol

from protokoll_extract.batch.job import Job, Outcome, State
from protokoll_extract.batch.limits import Limits, Settings
from protokoll_extract.batch.manifest import NAME, Manifest, own_paths
from protokoll_extract.batch.output import Folder, OutputError, open_output
from protokoll_extract.batch.plan import Found, Plan, members_of
from protokoll_extract.batch.report import Summary, summary_of
from protokoll_extract.errors import UsageError

if TYPE_CHECKING:
    from protokoll_extract.ingest.scanned import OcrMode

_COMMIT_EVERY = 0.25  # seconds; what is not committed is read again after a crash, never lost
_COMMIT_AT = 100


class Engine(Protocol):
    """Something that runs jobs; see ``local`` and ``cluster``."""

    name: str
    workers: int

    def run(self, jobs: Iterator[Job]) -> Iterator[Outcome | None]:
        """The outcomes as they come, in any order; None now and then while there is none."""

    def close(self) -> None:
        """Ends at once."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do."""

    sources: tuple[str, ...]
    output: str
    suffixes: frozenset[str]
    limits: Limits
    language: str | None = None
    ocr: OcrMode | None = None
    mask: bool = True
    people: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    corrections: str = ""
    manifest: Path | None = None
    again: bool = False
    wait: bool = False
    follow_links: bool = False
    faults: bool = False


class Watcher(Protocol):
    """Hears how a run goes."""

    def planned(self, total: int) -> None:
        """So many inputs are to be opened; called again when archives add to them."""

    def refused(self, found: Found) -> None:
        """One input is not opened and counts as failed."""

    def ended(self, outcome: Outcome) -> None:
        """One input ended."""

    def waiting(self) -> None:
        """Nothing has ended for a moment."""


class Terminated(KeyboardInterrupt):
    """SIGTERM: ends like Ctrl-C, with its own exit code."""


def run(request: Request, start: Callable[[Settings], Engine], watcher: Watcher) -> Summary:
    """Does what is left to do.

    Raises Busy when another run works on the output, OutputError when it cannot be written to;
    KeyboardInterrupt leaves everything finished in place.
    """
    manifest = Manifest(_manifest_path(request), request.wait)
    try:
        with _terminable():
            return _Run(request, manifest, watcher).go(start)
    finally:
        manifest.close()


def _manifest_path(request: Request) -> Path:
    if request.manifest is not None:
        return request.manifest
    if "://" in request.output:
        raise UsageError(
            "usage.manifest", request.output, "a remote output needs a local manifest", "Add --manifest FILE."
        )
    return Path(request.output) / NAME


class _Run:
    def __init__(self, request: Request, manifest: Manifest, watcher: Watcher) -> None:
        self.request = request
        self.manifest = manifest
        self.watcher = watcher
        remote = any("://" in source for source in request.sources)
        output = request.output if "://" in request.output else str(Path(request.output).absolute())
        self.settings = Settings(
            output,
            secrets.token_hex(4),
            request.limits,
            request.language,
            request.ocr,
            request.mask,
            request.people,
            request.documents,
            request.corrections,
            network=remote,
            faults=request.faults,
        )
        own = own_paths(output, manifest.path)
        self.plan = Plan(request.suffixes, own, request.follow_links)
        self.output = open_output(output, self.settings.run)
        self.ended: list[Outcome] = []
        self.committed = time.monotonic()

    def go(self, start: Callable[[Settings], Engine]) -> Summary:
        if isinstance(self.output, Folder):
            self.output.clean()
        engine = start(self.settings)
        try:
            self.manifest.begin(self.settings, engine.name, engine.workers)
            self.manifest.register(
                self._told(self.plan.find(self.request.sources)), self.request.again, self.output.holds
            )
            self.watcher.planned(self.manifest.count_pending())
            outcome = "stopped"
            try:
                self._work(engine)
                outcome = "complete"
            finally:
                engine.close()
                self._commit()
                self.manifest.end(outcome)
        finally:
            engine.close()
            if isinstance(self.output, Folder):
                self.output.clean()
        return summary_of(self.manifest.path)

    def _work(self, engine: Engine) -> None:
        self._pass(engine, archives=True)
        self.watcher.planned(self.manifest.count_pending())
        # Once more as long as some are left: twins whose result belongs to another of them.
        while self.manifest.count_pending():
            self._pass(engine, archives=False)

    def _pass(self, engine: Engine, archives: bool) -> None:
        for outcome in engine.run(self.manifest.pending(archives)):
            if outcome is None:
                self.watcher.waiting()
            elif outcome.fatal:
                raise OutputError(outcome.code, self.settings.output, outcome.reason, outcome.advice)
            else:
                self._take(outcome)
            if time.monotonic() - self.committed > _COMMIT_EVERY or len(self.ended) >= _COMMIT_AT:
                self._commit()
        self._commit()

    def _take(self, outcome: Outcome) -> None:
        if outcome.state is State.OPENED:
            place = outcome.key
            members = self._told(members_of(place, outcome.stamp, outcome.members, self.plan))
            self.manifest.open_archive(outcome, members, self.request.again, self.output.holds)
        else:
            self.ended.append(outcome)
        self.watcher.ended(outcome)

    def _told(self, found: Iterator[Found]) -> Iterator[Found]:
        for each in found:
            if each.state is State.FAILED:
                self.watcher.refused(each)
            yield each

    def _commit(self) -> None:
        if self.ended:
            # First the results that nobody owns any more: after a stop here the rows are still to do.
            for id in list(self.manifest.outdated(self.ended)):
                self.output.remove(id)
            self.manifest.record(self.ended)
            self.ended = []
        self.committed = time.monotonic()


@contextmanager
def _terminable() -> Iterator[None]:
    def stop(signum: int, frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
