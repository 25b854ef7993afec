"""``protokoll doctor``: does isolation work here, and what does a document do to its reader?"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Literal

import click

from protokoll_extract.cli.inputs import LANGUAGE, OCR, ready, ready_to_read


@click.command("doctor")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option(
    "--limit", "limits", multiple=True, metavar="NAME=NUMBER", help="Change a limit; see docs/BATCH.md."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each trial or file.")
@LANGUAGE
@OCR
def command(
    files: tuple[str, ...],
    limits: tuple[str, ...],
    as_json: bool,
    language: str | None,
    ocr: Literal["auto", "all"] | None,
) -> int:
    """Prove that documents which hang, crash or swell are stopped on this system.

    With FILE: read it as a batch would, and show every attempt. A member of an archive is
    ARCHIVE!/NAME. Exit code 1 if a limit does not bite, or a file fails.
    """
    if not files:
        return _system(as_json)
    return _files(files, limits, as_json, ready(language), ready_to_read(ocr))


def _system(as_json: bool) -> int:
    from protokoll_extract.batch.doctor import check

    good = True
    for trial in check():
        good = good and trial.good
        if as_json:
            click.echo(json.dumps(asdict(trial)))
        else:
            word = ("read" if trial.found == "done" else "stopped") if trial.good else "NOT AS IT MUST"
            click.echo(f"{word:<15}{trial.tried:<15}{trial.found:<15}{trial.seconds:.2f} s")
    if not as_json:
        click.echo(
            "Documents cannot harm each other here." if good else "Do not run archives on this system."
        )
    return 0 if good else 1


def _files(
    files: tuple[str, ...],
    limits: tuple[str, ...],
    as_json: bool,
    language: str | None,
    ocr: Literal["auto", "all"] | None,
) -> int:
    from protokoll_extract.batch.doctor import examine
    from protokoll_extract.batch.job import State
    from protokoll_extract.batch.limits import Limits
    from protokoll_extract.cli.batch_report import failure_line

    failed = False
    for file in files:
        outcome = examine(file, Limits().with_settings(limits), language, ocr)
        failed = failed or outcome.state is State.FAILED
        if as_json:
            click.echo(
                json.dumps({k: v for k, v in outcome.wire().items() if k != "members"}, ensure_ascii=False)
            )
            continue
        click.echo(failure_line(file, outcome) if outcome.code else f"{file}: {outcome.state}")
        for trial in outcome.tries:
            click.echo(
                f"  {trial.engine:<12}{trial.end:<20}{trial.seconds:6.2f} s of processor{trial.peak_mb:6} MB"
            )
    return 1 if failed else 0
