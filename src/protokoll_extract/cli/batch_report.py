"""How a batch shows its progress and its end."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from protokoll_extract.batch.job import Outcome, State, printable

if TYPE_CHECKING:
    from rich.progress import Progress

    from protokoll_extract.batch.plan import Found
    from protokoll_extract.batch.report import Row, Summary
    from protokoll_extract.batch.run import Watcher

_SAY_EVERY = 10.0  # seconds between two lines of progress where there is no terminal


class Lines:
    """Failures as they come, and a line of progress now and then."""

    def __init__(self) -> None:
        self.total = self.ended_count = self.failed = 0
        self.began = self.said = time.monotonic()

    def planned(self, total: int) -> None:
        self.total = self.ended_count + total

    def refused(self, found: Found) -> None:
        code, reason, advice = found.refusal or ("", "", "")
        self.failed += 1
        self.show_failure(Outcome(found.key, State.FAILED, code, reason, advice))

    def ended(self, outcome: Outcome) -> None:
        if outcome.state is State.OPENED:
            return
        self.ended_count += 1
        if outcome.state is State.FAILED:
            self.failed += 1
            self.show_failure(outcome)
        self.waiting()

    def show_failure(self, outcome: Outcome) -> None:
        click.echo(f"protokoll: {failure_line(printable(outcome.key), outcome)}", err=True)

    def waiting(self) -> None:
        if time.monotonic() - self.said >= _SAY_EVERY:
            self.said = time.monotonic()
            click.echo(f"[{self.ended_count}/{self.total}] {self.pace()}", err=True)

    def pace(self) -> str:
        passed = time.monotonic() - self.began
        rate = self.ended_count / passed if passed else 0.0
        left = (self.total - self.ended_count) / rate if rate else 0.0
        return f"{rate:.1f} a second, {span(left)} left, {self.failed} failed"


class JsonLines(Lines):
    """One JSON object on stdout for each input that ended."""

    def ended(self, outcome: Outcome) -> None:
        super().ended(outcome)
        self.say(outcome)

    def refused(self, found: Found) -> None:
        code, reason, advice = found.refusal or ("", "", "")
        self.say(Outcome(found.key, State.FAILED, code, reason, advice))

    def say(self, outcome: Outcome) -> None:
        row = {k: v for k, v in outcome.wire().items() if k not in ("members", "fatal")}
        click.echo(json.dumps({**row, "key": printable(outcome.key)}, ensure_ascii=False))

    def show_failure(self, outcome: Outcome) -> None:
        return


class Bar(Lines):
    """A bar on the terminal; failures scroll by above it."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress
        self.task = progress.add_task("Reading", total=None)

    def show_failure(self, outcome: Outcome) -> None:
        from rich.text import Text

        self.progress.console.print(Text(failure_line(printable(outcome.key), outcome), style="red"))

    def waiting(self) -> None:
        self.progress.update(self.task, completed=self.ended_count, total=self.total, description=self.pace())


@contextmanager
def watching(as_json: bool) -> Iterator[Watcher]:
    """The way this call shows how it goes."""
    if as_json:
        yield JsonLines()
    elif not sys.stderr.isatty():
        yield Lines()
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            yield Bar(progress)


def failure_line(path: str, outcome: Outcome) -> str:
    return " ".join(f"{path}: {outcome.reason} [{outcome.code}]. {outcome.advice}".split())


def row_line(row: Row) -> str:
    return " ".join(f"{row['path']}: {row['reason']} [{row['code']}]. {row['advice']}".split())


def print_summary(summary: Summary, place: str) -> None:
    """The run in a few lines on stdout."""
    s = summary
    click.echo(
        f"{s.inputs} inputs: {s.done} done, {s.unchanged} unchanged, {s.failed + s.known_failed} failed"
        f"{f' ({s.known_failed} as before)' if s.known_failed else ''}, {s.skipped} skipped"
        f"{f', {s.pending} left' if s.pending else ''}"
    )
    for code, count in s.codes.items():
        click.echo(f"  {count:>8}  {code}")
    for remark, count in s.remarks.items():
        click.echo(f"  {count:>8}  read, but {remark} (which: protokoll status {place} --remarked)")
    click.echo(
        f"{s.pages} pages, {s.output_bytes / 1e6:.1f} MB of results; this run: {s.seconds:.1f} s of work in"
        f" {s.workers} workers, {s.peak_mb} MB at most in one"
    )
    if s.failed or s.known_failed:
        click.echo(f"The reasons, one a line: protokoll status {place} --failed")


def span(seconds: float) -> str:
    """A length of time for people."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
