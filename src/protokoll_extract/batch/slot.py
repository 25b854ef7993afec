"""One document at a time: its parser is started, watched from outside, asked again; its result is written."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from typing import Any

from protokoll_extract.batch import sandbox
from protokoll_extract.batch.job import Job, Outcome, State, from_bytes, to_bytes
from protokoll_extract.batch.limits import MEGABYTE, Settings
from protokoll_extract.batch.output import Output, OutputError, open_output
from protokoll_extract.batch.verdict import End, Ended, next_engine, outcome_of

_BEAT = 0.2  # seconds between two looks at a parser that is at work
_SMALL_MESSAGE = 64 * MEGABYTE


@dataclass(slots=True)
class Parser:
    """A running parser process and the line to it."""

    process: int
    line: Connection
    documents: int = 0


Launcher = Callable[[Settings], Parser]


@dataclass(slots=True)
class Slot:
    """Runs jobs one after the other; no document can harm it."""

    settings: Settings
    launch: Launcher
    output: Output = field(init=False)
    parser: Parser | None = None

    def __post_init__(self) -> None:
        self.output = open_output(self.settings.output, self.settings.run)

    def run(self, job: Job) -> Outcome:
        """What became of the job; never raises for anything the document does."""
        started = time.monotonic()
        ends: list[End] = []
        engine = next_engine(ends)
        while engine is not None:
            ends.append(self._attempt(job, engine))
            engine = next_engine(ends)
        outcome = replace(outcome_of(job, ends), seconds=round(time.monotonic() - started, 3))
        good = ends[-1]
        if outcome.state is State.DONE and good.json:
            try:
                written = self.output.write(outcome.id, good.json, good.text)
            except OutputError as error:
                reason = f"{error.reason}: {error.subject}"
                return Outcome(job.key, State.FAILED, error.code, reason, error.advice, fatal=True)
            outcome = replace(outcome, output_bytes=written)
        return outcome

    def close(self) -> None:
        if self.parser is not None:
            self._bury(self.parser)

    # One attempt

    def _attempt(self, job: Job, engine: str) -> End:
        parser = self.parser or self.launch(self.settings)
        self.parser = parser
        parser.documents += 1
        watch = _Watch(parser, self.settings)
        try:
            parser.line.send_bytes(to_bytes({"job": job.wire(), "engine": engine}))
            end = replace(watch.follow(), engine=engine)
        except _Overrun as overrun:
            seconds = watch.used()
            self._bury(parser)
            return End(overrun.how, engine, watch.told, seconds=seconds, peak_mb=watch.peak_mb)
        except (EOFError, OSError, ValueError, KeyError, TypeError):
            return replace(self._autopsy(parser, watch), engine=engine)
        if end.how is Ended.MEMORY or self._is_worn(parser):
            self._bury(parser)
        return end

    def _is_worn(self, parser: Parser) -> bool:
        limits = self.settings.limits
        grown = sandbox.resident_mb(parser.process) > limits.memory_mb // 2
        return grown or parser.documents >= limits.documents_per_parser

    def _autopsy(self, parser: Parser, watch: _Watch) -> End:
        """How a parser died of which nobody has asked it."""
        seconds = watch.used()
        status, peak = self._bury(parser, wait=2.0)
        died = os.waitstatus_to_exitcode(status)
        peak = max(peak, watch.peak_mb)
        how = Ended.KILLED if died == -signal.SIGKILL else Ended.CRASH
        # Libraries in C give up this way when they get no memory.
        if how is Ended.CRASH and died < 0 and peak > self.settings.limits.memory_mb // 2:
            how = Ended.MEMORY
        detail = signal.Signals(-died).name if died < 0 else f"exit {died}"
        return End(how, "", watch.told, detail=detail, seconds=seconds, peak_mb=peak)

    def _bury(self, parser: Parser, wait: float = 0.0) -> tuple[int, int]:
        """Ends the parser and all it has started; its exit status and peak memory."""
        self.parser = None
        until = time.monotonic() + wait
        parser.line.close()
        while True:
            process, status, usage = os.wait4(parser.process, os.WNOHANG)
            if process or time.monotonic() >= until:
                break
            time.sleep(0.005)
        _kill(os.killpg, parser.process)  # also what it may have started
        if not process:
            _kill(os.kill, parser.process)
            _, status, usage = os.wait4(parser.process, 0)
        return status, sandbox.rusage_mb(usage.ru_maxrss)


def _kill(kill: Callable[[int, int], None], process: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        kill(process, signal.SIGKILL)


class _Overrun(Exception):
    """The document is over a limit that is watched from outside."""

    def __init__(self, how: Ended) -> None:
        self.how = how


class _Watch:
    """Receives a parser's messages and looks at its clock and memory between them."""

    def __init__(self, parser: Parser, settings: Settings) -> None:
        self._parser = parser
        self._limits = settings.limits
        self._allowed = settings.limits.seconds
        self._pages = 0
        self._start = self._clock = time.monotonic()
        self._cpu = sandbox.cpu_seconds(parser.process)
        self._used = 0.0
        self.told: dict[str, Any] = {}
        self.peak_mb = 0

    def follow(self) -> End:
        while True:
            message = from_bytes(self._receive(_SMALL_MESSAGE))
            if "begin" in message:
                self.told = message["begin"]
                self._allow(int(self.told["pages"]))
            elif "pages" in message:
                self._allow(int(message["pages"]))
            elif "page" in message:
                self._begin_page()
            else:
                return self._end(message)

    def used(self) -> float:
        """Seconds of processor time since the job was sent; of the clock where that is not known."""
        now = sandbox.cpu_seconds(self._parser.process)
        if now is None or self._cpu is None:
            return round(time.monotonic() - self._start, 2)
        return round(now - self._cpu, 2)

    def _allow(self, pages: int) -> None:
        self._pages = pages
        self._allowed = self._limits.time_for(pages)

    def _begin_page(self) -> None:
        """A page is read off its picture: time for it, and then as much as before for all the rest."""
        self._clock, self._used = time.monotonic(), self.used()
        self._allowed = self._limits.time_for(self._pages) + self._limits.ocr_seconds

    def _receive(self, most: int) -> bytes:
        while not self._parser.line.poll(_BEAT):
            self._look()
        try:
            return self._parser.line.recv_bytes(most)
        except OSError as error:
            if "length" in str(error):  # the message is longer than allowed
                raise _Overrun(Ended.OUTPUT) from None
            raise

    def _look(self) -> None:
        waited = time.monotonic() - self._clock
        if self.used() - self._used > self._allowed or waited > self._allowed * self._limits.patience:
            raise _Overrun(Ended.HANG)
        self.peak_mb = max(self.peak_mb, sandbox.resident_mb(self._parser.process))
        # The system's own limit is on address space; this one also bites where that is missing.
        if self.peak_mb > 2 * self._limits.memory_mb + 256:
            raise _Overrun(Ended.MEMORY)

    def _end(self, message: dict[str, Any]) -> End:
        end, seconds = message["end"], self.used()
        self.peak_mb = max(self.peak_mb, int(message["peak_mb"]))
        told = {**self.told, **end}
        if "error" in end:
            code, reason, advice = (str(part) for part in end["error"])
            told |= {"code": code, "reason": reason, "advice": advice}
            return End(Ended.ERROR, "", told, detail=code, seconds=seconds, peak_mb=self.peak_mb)
        if "memory" in end:
            return End(Ended.MEMORY, "", told, seconds=seconds, peak_mb=self.peak_mb)
        if "members" in end or "unchanged" in end:
            return End(Ended.GOOD, "", told, seconds=seconds, peak_mb=self.peak_mb)
        most = self._limits.output_mb * MEGABYTE
        json, text = self._receive(most), self._receive(most)
        return End(Ended.GOOD, "", told, json=json, text=text, seconds=seconds, peak_mb=self.peak_mb)
