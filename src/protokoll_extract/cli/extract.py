"""``protokoll extract``: documents in, JSON and canonical text out."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import click

from protokoll_extract.cli.inputs import (
    CORRECTIONS,
    LANGUAGE,
    OCR,
    PICTURES,
    READABLE,
    Done,
    Failed,
    corrections_of,
    exit_code,
    expand,
    read_each,
    ready,
    ready_to_read,
    say_failure,
    unreadable,
)
from protokoll_extract.cli.privacy import guard_of, privacy_options

Row = dict[str, Any]


@click.command("extract")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", metavar="DIR", help="Write DIR/<name>.json and DIR/<name>.txt.")
@click.option("--json", "as_json", is_flag=True, help="With -o: the summary as JSON, not as a table.")
@LANGUAGE
@OCR
@CORRECTIONS
@privacy_options
@click.pass_obj
def command(
    settings: dict[str, bool],
    files: tuple[str, ...],
    output: str | None,
    as_json: bool,
    language: str | None,
    ocr: Literal["auto", "all"] | None,
    corrections: str | None,
    pii: str,
    takedown: str | None,
) -> int:
    """Read minutes (PDF, Word, HTML, text …) and write them as data.

    A folder means all readable files in it. Without -o the JSON goes to stdout: one document,
    or one line for each (JSON Lines) when there are several.
    """
    paths, failed = expand(files, READABLE | PICTURES if ocr else READABLE)
    for failure in failed:
        say_failure(failure)
    total = len(paths) + len(failed)
    outcomes = read_each(
        paths,
        settings["debug"],
        ready(language),
        guard_of(pii, takedown),
        ready_to_read(ocr),
        corrections_of(corrections),
    )
    if output is None:
        failed += _print_documents(outcomes, lines=total > 1)
    else:
        failed += _write_documents(outcomes, Path(output), _shared_stems(paths), as_json, failed)
    return exit_code(total, failed)


def _print_documents(outcomes: Iterable[Done | Failed], lines: bool) -> list[Failed]:
    from protokoll_extract.export.json import to_json_bytes, to_json_line

    failed = []
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            say_failure(outcome)
            failed.append(outcome)
            continue
        write = to_json_line if lines else to_json_bytes
        sys.stdout.buffer.write(write(outcome.document))
        sys.stdout.buffer.flush()
    return failed


def _write_documents(
    outcomes: Iterable[Done | Failed],
    folder: Path,
    shared: frozenset[str],
    as_json: bool,
    earlier: list[Failed],
) -> list[Failed]:
    rows: list[Row] = []
    failed: list[Failed] = []
    for outcome in outcomes:
        result = _write_one(outcome, folder, shared) if isinstance(outcome, Done) else outcome
        if isinstance(result, Failed):
            say_failure(result)
            failed.append(result)
        else:
            rows.append(result)
    if as_json:
        refused = [_refusal(failure) for failure in [*earlier, *failed]]
        click.echo(json.dumps({"documents": rows, "failed": refused}, ensure_ascii=False, indent=2))
    elif rows:
        _print_table(rows)
    return failed


def _write_one(done: Done, folder: Path, shared: frozenset[str]) -> Row | Failed:
    from protokoll_extract.export.json import to_json_bytes, write_atomic

    name = _name(done, shared)
    target = folder / f"{name}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / f"{name}.txt", done.text.encode("utf-8"))
        write_atomic(target, to_json_bytes(done.document))
    except OSError as error:
        return Failed(done.path, unreadable(target, error))
    return summary(done, target)


def _name(done: Done, shared: frozenset[str]) -> str:
    """The output's name: the file's, with its folder's before it or its id behind it if others share it."""
    path = done.path
    if _key(path.stem) not in shared:
        return path.stem
    with_folder = _with_folder(path)
    return with_folder if _key(with_folder) not in shared else f"{path.stem}-{done.document.id}"


def _with_folder(path: Path) -> str:
    return f"{path.resolve().parent.name}-{path.stem}"


def _shared_stems(paths: list[Path]) -> frozenset[str]:
    """Names that several inputs would get (as a file system that ignores case sees them)."""
    counts = Counter(_key(name) for path in paths for name in {path.stem, _with_folder(path)})
    return frozenset(name for name, count in counts.items() if count > 1)


def _key(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()


def summary(done: Done, target: Path) -> Row:
    """What was found, as one row."""
    document = done.document
    labels = document.meeting.paragraphs
    return {
        "file": str(done.path),
        "written": str(target),
        "id": document.id,
        "date": document.meeting.date,
        "body": document.meeting.body.name,
        "paragraphs": {"first": labels.first, "last": labels.last, "count": len(document.items)},
        "present": sum(attendee.present is True for attendee in document.attendance),
        "decisions": sum(len(item.decisions) for item in document.items),
        "amounts": len(document.amounts),
        "findings": len(document.findings),
    }


def _refusal(failure: Failed) -> Row:
    error = failure.error
    return {"file": str(failure.path), "code": error.code, "reason": error.reason, "advice": error.advice}


def _print_table(rows: list[Row]) -> None:
    from protokoll_extract.cli.tables import columns, show

    table = columns("file", "date", "body", "§§", "present", "decisions", "amounts", "findings", right=3)
    for row in rows:
        labels = row["paragraphs"]
        written = Path(row["written"]).name
        numbers = [str(row[key]) for key in ("present", "decisions", "amounts", "findings")]
        span = f" ({labels['first']}–{labels['last']})" if labels["first"] else ""
        count = f"{labels['count']}{span}"
        table.add_row(written, row["date"] or "—", row["body"] or "—", count, *numbers)
    show(table)
