"""``protokoll batch``: an archive at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from protokoll_extract.cli.inputs import (
    CORRECTIONS,
    LANGUAGE,
    OCR,
    PICTURES,
    READABLE,
    corrections_of,
    ready,
    ready_to_read,
)
from protokoll_extract.cli.privacy import privacy_options
from protokoll_extract.errors import EXIT_INTERRUPTED, UsageError

if TYPE_CHECKING:
    from protokoll_extract.batch.limits import Settings
    from protokoll_extract.batch.run import Engine, Request

_EXIT_TERMINATED = 143


@click.command("batch")
@click.argument("sources", nargs=-1, metavar="[SRC...]")
@click.option("-o", "--output", required=True, metavar="DIR", help="A folder, or an address such as s3://…")
@click.option("--from", "lists", multiple=True, metavar="LIST", help="More sources, one a line; - is stdin.")
@click.option(
    "-w", "--workers", type=click.IntRange(1), help="Documents at a time; the processors if left out."
)
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True)
@click.option(
    "--scheduler", metavar="ADDRESS", help="With --engine dask: a running scheduler, else a local one."
)
@click.option(
    "--chunk", type=click.IntRange(1), default=1, show_default=True, help="Documents in a Dask task."
)
@click.option("--manifest", type=click.Path(path_type=Path), help="Elsewhere than DIR/manifest.sqlite.")
@click.option(
    "--limit", "limits", multiple=True, metavar="NAME=NUMBER", help="Change a limit; see docs/BATCH.md."
)
@click.option("--retry-failed", is_flag=True, help="Try again what failed before in the same way.")
@click.option("--wait", is_flag=True, help="Wait when another run works on DIR, instead of leaving it to it.")
@click.option("--follow-links", is_flag=True, help="Also read links that lead out of a folder.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON line for each input that ended, then the summary."
)
@click.option("--no-self-test", is_flag=True, help="Do not first prove that the limits bite.")
@click.option("--faults", is_flag=True, hidden=True, help="Tests only: obey files that misbehave on purpose.")
@LANGUAGE
@CORRECTIONS
@OCR
@privacy_options
def command(
    sources: tuple[str, ...],
    output: str,
    lists: tuple[str, ...],
    workers: int | None,
    engine: str,
    scheduler: str | None,
    chunk: int,
    manifest: Path | None,
    limits: tuple[str, ...],
    retry_failed: bool,
    wait: bool,
    follow_links: bool,
    as_json: bool,
    no_self_test: bool,
    faults: bool,
    language: str | None,
    corrections: str | None,
    ocr: Literal["auto", "all"] | None,
    pii: str,
    takedown: str | None,
) -> int:
    """Read whole archives, each document in a process of its own, and account for every input.

    SRC: files, folders, patterns, ZIP and tar archives, addresses. Run the same command again to go on
    after a stop: what is done stays done. Results lie in DIR/documents, see `protokoll status DIR`.
    """
    from protokoll_extract.batch.doctor import require_isolation
    from protokoll_extract.batch.limits import Limits
    from protokoll_extract.batch.plan import read_list
    from protokoll_extract.batch.run import Request
    from protokoll_extract.export.privacy import NOTHING, read_takedown

    named = (*sources, *(source for path in lists for source in read_list(path)))
    if not named:
        raise UsageError(
            "usage.sources", "protokoll batch", "nothing to read", "Name files, folders or --from."
        )
    corrections_of(corrections)
    held_back = read_takedown(Path(takedown)) if takedown else NOTHING
    request = Request(
        sources=named,
        output=output,
        suffixes=READABLE | PICTURES if ocr else READABLE,
        limits=Limits().with_settings(limits),
        language=ready(language),
        ocr=ready_to_read(ocr),
        mask=pii == "mask",
        people=held_back.people,
        documents=tuple(sorted(held_back.documents)),
        corrections=Path(corrections).read_text(encoding="utf-8") if corrections else "",
        manifest=manifest,
        again=retry_failed,
        wait=wait,
        follow_links=follow_links,
        faults=faults,
    )
    if not no_self_test and engine == "local":
        require_isolation()
    return _run(request, _starter(engine, workers, scheduler, chunk), as_json)


def _run(request: Request, start: Callable[[Settings], Engine], as_json: bool) -> int:
    from protokoll_extract.batch.manifest import Busy
    from protokoll_extract.batch.run import Terminated, run
    from protokoll_extract.cli.batch_report import print_summary, watching

    try:
        with watching(as_json) as watcher:
            summary = run(request, start, watcher)
    except Busy:
        click.echo(f"protokoll: another run is working on {request.output}; nothing was done", err=True)
        return 0
    except KeyboardInterrupt as stopped:
        click.echo("protokoll: interrupted; run the same command again to go on", err=True)
        return _EXIT_TERMINATED if isinstance(stopped, Terminated) else EXIT_INTERRUPTED
    if as_json:
        click.echo(json.dumps({"summary": summary.row()}, ensure_ascii=False))
    else:
        print_summary(summary, request.output)
    return 1 if summary.failed or summary.known_failed else 0


def _starter(
    engine: str, workers: int | None, scheduler: str | None, chunk: int
) -> Callable[[Settings], Engine]:
    count = workers or _processors()

    def start(settings: Settings) -> Engine:
        if engine == "dask":
            from protokoll_extract.batch.cluster import DaskEngine

            return DaskEngine(settings, count, scheduler, chunk)
        from protokoll_extract.batch.local import LocalEngine

        return LocalEngine(settings, count)

    return start


def _processors() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
