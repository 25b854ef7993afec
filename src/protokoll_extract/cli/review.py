"""``protokoll review``: doubtful values out, people's corrections in, and their check."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from protokoll_extract.cli.inputs import (
    LANGUAGE,
    OCR,
    Failed,
    exit_code,
    expand,
    read_one,
    ready,
    ready_to_read,
    say_failure,
    unreadable,
)
from protokoll_extract.cli.privacy import takedown_option
from protokoll_extract.errors import InputError, ProtokollError, UsageError

if TYPE_CHECKING:
    from protokoll_extract.export.privacy import Takedown
    from protokoll_extract.ingest.scanned import OcrMode
    from protokoll_extract.model.protokoll import Protokoll
    from protokoll_extract.review.correction import Corrections
    from protokoll_extract.review.doubts import Doubt


@click.group("review")
def command() -> None:
    """Have people look at doubtful values, and keep what they say.

    export a table, fill it in, import it: every later run applies the corrections (--corrections FILE of
    `extract` and `batch`). check tries each of them against what is read today.
    """


@command.command("export")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, metavar="FILE", help="The table to write: .csv or .xlsx.")
@click.option(
    "--sources", multiple=True, metavar="DIR", help="Where the documents' own files lie: page pictures."
)
@click.option("--derived", multiple=True, metavar="RULE", help="Also values derived by this rule, or 'all'.")
@click.option(
    "--field", "fields", multiple=True, metavar="FIELD", help="Also every value of it: items[].title."
)
@click.option("--info", is_flag=True, help="Also findings for information.")
@click.option("--excel", is_flag=True, help="CSV as Nordic Excel opens it: ; between cells.")
@click.option("--unmasked", is_flag=True, help="No black bars over personal data in the pictures.")
@takedown_option
def export(
    paths: tuple[str, ...],
    output: str,
    sources: tuple[str, ...],
    derived: tuple[str, ...],
    fields: tuple[str, ...],
    info: bool,
    excel: bool,
    unmasked: bool,
    takedown: str | None,
) -> int:
    """Write doubtful values as a table to fill in.

    PATH is a JSON file from `protokoll extract`, or a folder of them. One row a value, with its quote, its
    page and why it is in doubt. Write `right` or `unknown` under verdict, or the right value under
    correct_value.
    """
    from protokoll_extract.export.archive import SUFFIXES
    from protokoll_extract.export.privacy import protection
    from protokoll_extract.review.doubts import Wish, doubts

    target = Path(output)
    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError("usage.format", output, "the table is a .csv or an .xlsx file", "Name it so.")
    files, failed = expand(paths, SUFFIXES)
    for failure in failed:
        say_failure(failure)
    found: list[Doubt] = []
    count = 0
    held_back = protection("keep", takedown)
    for document in held_back.shown(_documents(files, failed)):
        count += 1
        found += doubts(document, Wish(info, derived, fields))
    if not count and not failed:
        raise UsageError(
            "usage.no_documents", paths[0], "there are no extracted documents here",
            "Run `protokoll extract -o` first, and name its output.",
        )  # fmt: skip
    try:
        drawn = _draw(found, target, sources, not unmasked, held_back.takedown)
        _write_table(found, target, drawn, excel)
    except OSError as error:
        raise unreadable(target, error) from error
    pictures = f", {len(drawn)} pictures" if sources else ""
    click.echo(f"{target}: {len(found)} values of {count} documents{pictures}")
    return exit_code(len(files) + len(failed), failed)


def _documents(files: list[Path], failed: list[Failed]) -> Iterator[Protokoll]:
    from protokoll_extract.export.archive import documents

    def refuse(path: Path, error: ProtokollError) -> None:
        failed.append(Failed(path, error))
        say_failure(failed[-1])

    return documents(files, refuse)


def _draw(
    found: list[Doubt], target: Path, sources: tuple[str, ...], masked: bool, takedown: Takedown
) -> set[str]:
    """Draw the pages into a folder beside the table; returns the pictures' names."""
    if not sources:
        return set()
    from protokoll_extract.export.json import write_atomic
    from protokoll_extract.review.pictures import pictures
    from protokoll_extract.store.sources import Sources

    folder = _pages(target)
    drawn = set()
    for name, draw in pictures(found, Sources(map(Path, sources)), masked=masked, takedown=takedown):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / name, draw())
        drawn.add(name)
    return drawn


def _pages(target: Path) -> Path:
    return target.with_name(f"{target.stem}-pages")


def _write_table(found: list[Doubt], target: Path, drawn: set[str], excel: bool) -> None:
    from protokoll_extract.export.json import write_atomic
    from protokoll_extract.review.pictures import picture_name
    from protokoll_extract.review.sheet import csv_bytes, row_of
    from protokoll_extract.review.workbook import xlsx_bytes

    rows = []
    for doubt in found:
        name = picture_name(doubt)
        rows.append(row_of(doubt, f"{_pages(target).name}/{name}" if name in drawn else ""))
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(target, xlsx_bytes(rows) if target.suffix.lower() == ".xlsx" else csv_bytes(rows, excel))


@command.command("import")
@click.argument("tables", nargs=-1, required=True, metavar="TABLE...")
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="The corrections file; new ones go into it."
)
@click.option("--who", default="", metavar="NAME", help="Who looked, for rows that do not say it.")
@click.option("--when", metavar="DAY", help="When, as YYYY-MM-DD; today if left out.")
def import_(tables: tuple[str, ...], output: str, who: str, when: str | None) -> int:
    """Take what people wrote in a table into a file of corrections.

    A row that cannot be taken is said with its line and reason; then nothing is written. Rows nobody filled
    in are left alone; a new correction takes the place of an older one for the same value.
    """
    from protokoll_extract.export.json import write_atomic
    from protokoll_extract.review.correction import Corrections, content, merged, read_corrections
    from protokoll_extract.review.sheet import Refused, corrections_of, read_rows

    target = Path(output)
    day = _day(when)
    new, refused = [], 0
    for table in tables:
        for found in corrections_of(read_rows(Path(table)), who, day):
            if isinstance(found, Refused):
                click.echo(f"protokoll: {table} line {found.line}: {found.reason}", err=True)
                refused += 1
            else:
                new.append(found)
    if refused:
        reason = f"{refused} rows cannot be taken; nothing was written"
        raise InputError("input.review", tables[0], reason, "Mend them and import again.")
    known = read_corrections(target) if target.exists() else Corrections()
    all_of_them = merged(known, new)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(target, content(all_of_them))
    except OSError as error:
        raise unreadable(target, error) from error
    confirmed = sum(x.confirms for x in new)
    changed, total = len(new) - confirmed, len(all_of_them.entries)
    click.echo(f"{target}: {changed} corrected, {confirmed} confirmed; {total} in all")
    return 0


def _day(when: str | None) -> str:
    if when is None:
        return datetime.date.today().isoformat()
    try:
        return datetime.date.fromisoformat(when).isoformat()
    except ValueError:
        raise UsageError("usage.when", when, "this is no day", "Write YYYY-MM-DD.") from None


@command.command("check")
@click.argument("corrections", metavar="CORRECTIONS")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@LANGUAGE
@OCR
@click.pass_obj
def check(
    settings: dict[str, bool],
    corrections: str,
    sources: tuple[str, ...],
    language: str | None,
    ocr: OcrMode | None,
) -> int:
    """Try each correction against what is read today.

    SOURCE is a document, or a folder of them. Says of each correction whether it is needed, whether the value
    is read rightly by now, and whether it no longer fits. Exit code 1 if one does not fit, if a value that
    somebody confirmed is read otherwise, or if its document is not there.
    """
    from protokoll_extract.review.correction import read_corrections

    known = read_corrections(Path(corrections))
    files, failed = expand(sources)
    for failure in failed:
        say_failure(failure)
    wanted = {entry.document for entry in known.entries}
    seen: set[str] = set()
    bad = 0
    for path in files:
        if (identity := _identity(path)) not in wanted or identity in seen:
            continue
        outcome = read_one(path, settings["debug"], ready(language), None, ready_to_read(ocr))
        if isinstance(outcome, Failed):
            say_failure(outcome)
            failed.append(outcome)
            continue
        seen.add(outcome.document.id)
        bad += _check(path, outcome.document, known)
    lacking = [entry for entry in known.entries if entry.document not in seen]
    for entry in lacking:
        click.echo(f"no document  {entry.source or entry.document} {entry.pointer}")
    click.echo(f"{len(known.entries)} corrections: {bad} fail, {len(lacking)} without their document")
    return 1 if bad or lacking or failed else 0


def _identity(path: Path) -> str | None:
    """The id a document made from these bytes has."""
    from protokoll_extract.store.sources import file_hash

    digest = file_hash(path)
    return digest[:16] if digest is not None else None


def _check(path: Path, document: Protokoll, known: Corrections) -> int:
    """Say what became of one document's corrections; how many fail."""
    from protokoll_extract.review.apply import apply

    words = {"corrected": "needed", "confirmed": "right", "agrees": "read by now", "unfit": "unfit"}
    # Those for other bytes of the same file come first.
    others = len(known.outgrown(document))
    fails = 0
    for found, entry in zip(apply(document, known).corrections[others:], known.of(document.id), strict=True):
        undone = found.outcome == "corrected" and entry.confirms
        fails += undone or found.outcome == "unfit"
        word = "undone" if undone else words[found.outcome]
        was, now = (x if x is not None else "–" for x in (found.was, found.now))
        click.echo(f"{word:<12} {path} {found.pointer}: {was} → {now} ({found.who}, {found.when})")
    return fails
