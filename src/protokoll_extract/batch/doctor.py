"""Does this system hold a parser to its limits? Tried out, not looked up."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from protokoll_extract.batch.job import Job, Kind, Outcome, State
from protokoll_extract.batch.launch import forked
from protokoll_extract.batch.limits import Limits, Settings
from protokoll_extract.batch.parser import preload
from protokoll_extract.batch.slot import Launcher, Slot
from protokoll_extract.errors import ProtokollError

if TYPE_CHECKING:
    from protokoll_extract.ingest.scanned import OcrMode

# Small, so that a trial takes no time; what only waits needs no more than a moment.
_LIMITS = Limits(seconds=4.0, memory_mb=128)
_IDLE = replace(_LIMITS, seconds=0.2, patience=2.0)
_GOOD = "Protokoll\nKommunstyrelsen\n2026-01-12\n\n§ 1 Val av justerare\nBeslut\nAnna Ek utses.\n"
# What is handed in, and how it must end.
_QUICK = {"hang": "limit.time", "memory": "limit.memory", "segfault": "worker.crash"}
_FULL = {
    **_QUICK,
    "spin-in-c": "limit.time",
    "abort": "worker.crash",
    "exit": "worker.crash",
    "multiply": "limit.time",
    "flood": "internal",
    "recurse": "internal",
    "write": "internal",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One trial: what was tried, whether it ended as it must, how, and in how many seconds."""

    tried: str
    good: bool
    found: str
    seconds: float


def check(quick: bool = False, launch: Launcher | None = None) -> Iterator[Check]:
    """Runs documents that misbehave, then one that does not."""
    if launch is None:
        preload(None)
        launch = forked()
    faults = _QUICK if quick else _FULL
    for fault, wanted in faults.items():
        yield _try(launch, fault, f"FAULT {fault}\n", wanted)
    if not quick:
        yield _try(launch, "good minutes", _GOOD, "")


def _try(launch: Launcher, name: str, content: str, wanted: str) -> Check:
    limits = _IDLE if wanted == "limit.time" else _LIMITS
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tried.txt")
        path.write_text(content, encoding="utf-8")
        slot = Slot(Settings(folder, "doctor", limits, faults=True), launch)
        try:
            outcome = slot.run(Job(str(path), path.name, Kind.FILE, str(path)))
        finally:
            slot.close()
    found = outcome.code or str(outcome.state)
    good = outcome.code == wanted and (wanted != "" or outcome.state is State.DONE)
    return Check(name, good, found, round(time.monotonic() - began, 2))


def require_isolation() -> None:
    """Refuses to run where a document could harm the others. Raises ProtokollError ``isolation.weak``."""
    weak = [trial.tried for trial in check(quick=True) if not trial.good]
    if weak:
        raise ProtokollError(
            "isolation.weak",
            "protokoll batch",
            f"this system does not hold documents to their limits ({', '.join(weak)})",
            "See protokoll doctor; --no-self-test runs all the same.",
        )


def examine(path: str, limits: Limits, language: str | None, ocr: OcrMode | None = None) -> Outcome:
    """One document under the limits of a batch: every attempt and its end. Writes nothing that stays."""
    archive, inside, member = path.partition("!/")
    with tempfile.TemporaryDirectory() as folder:
        preload(language, ocr)
        slot = Slot(Settings(folder, "doctor", limits, language, ocr), forked())
        try:
            if not inside:
                return slot.run(Job(path, Path(path).name, Kind.FILE, path))
            return _member(slot, archive, member)
        finally:
            slot.close()


def _member(slot: Slot, archive: str, member: str) -> Outcome:
    listed = slot.run(Job(archive, archive, Kind.ARCHIVE, archive))
    for position, name, refusal in listed.members:
        if name == member and not refusal:
            job = Job(f"{archive}!/{name}", Path(name).name, Kind.MEMBER, archive, position)
            return slot.run(job)
    return replace(listed, state=State.FAILED, code=listed.code or "input.not_found")
