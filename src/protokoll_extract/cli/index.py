"""``protokoll index``: a folder of extracted documents as one archive that can be searched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from protokoll_extract.cli.app import say_error
from protokoll_extract.cli.inputs import unreadable
from protokoll_extract.cli.privacy import privacy_options
from protokoll_extract.errors import InputError, UsageError

if TYPE_CHECKING:
    from protokoll_extract.store.database import Database
    from protokoll_extract.store.load import Report
    from protokoll_extract.store.masking import Guard

STORE_NAME = "protokoll.db"


@click.command("index")
@click.argument("paths", nargs=-1, metavar="DIR...")
@click.option("--store", metavar="FILE|URL", help="The archive: a file or postgresql://… [DIR/protokoll.db]")
@click.option(
    "--sources", multiple=True, metavar="DIR", help="Where the documents' own files lie (page pictures)."
)
@click.option("--rebuild", is_flag=True, help="Make the search index anew from what the archive holds.")
@click.option("--remove", multiple=True, metavar="ID", help="Take a document out, leaving no trace of it.")
@click.option("--datasette", metavar="FILE", help="Also write names and questions for Datasette.")
@privacy_options
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON.")
def command(
    paths: tuple[str, ...],
    store: str | None,
    sources: tuple[str, ...],
    rebuild: bool,
    remove: tuple[str, ...],
    datasette: str | None,
    as_json: bool,
    pii: str,
    takedown: str | None,
) -> int:
    """Put the documents in DIR (JSON from `extract -o DIR`) into an archive for search and for the desk.

    Documents that lie there already are left alone, changed ones replaced. Personal data and the names of
    private persons are masked before anything is stored.
    """
    if not (paths or rebuild or remove or datasette or takedown):
        raise UsageError("usage.nothing", "index", "nothing to do", "Name a folder or --rebuild.")
    target = _target(paths, store)
    from protokoll_extract.store.connect import open_for_writing
    from protokoll_extract.store.holding import hold_back
    from protokoll_extract.store.load import rebuild as rebuild_all
    from protokoll_extract.store.load import remove as remove_all

    _check(paths)
    database = open_for_writing(target)
    try:
        guard = _guard(pii, takedown)
        held, masked = hold_back(database, guard)
        gone = [*held, *remove_all(database, remove)]
        report = _load(database, paths, sources, guard)
        if rebuild:
            rebuild_all(database)
        count = int(database.rows("SELECT count(*) AS n FROM document")[0]["n"])
        items = int(database.rows("SELECT count(*) AS n FROM item")[0]["n"])
    finally:
        database.close()
    missing = [each for each in remove if each not in gone]
    for each in missing:
        say_error(InputError("input.not_found", each, "no such document in the archive", "Check the id."))
    if datasette is not None:
        _tell_datasette(target, Path(datasette))
    _say(target, report, gone, masked, count, items, as_json)
    return 1 if report.failed or missing else 0


def _tell_datasette(target: str, path: Path) -> None:
    from protokoll_extract.export.json import write_atomic
    from protokoll_extract.store.datasette import metadata

    try:
        write_atomic(path, metadata(Path(target).stem))
    except OSError as error:
        raise unreadable(path, error) from error


def _target(paths: tuple[str, ...], store: str | None) -> str:
    if store is not None:
        return store
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    if len(folders) != 1:
        raise UsageError("usage.store", "index", "which archive is meant?", "Name it with --store.")
    return str(folders[0] / STORE_NAME)


def _check(paths: tuple[str, ...]) -> None:
    for path in paths:
        if not Path(path).exists():
            raise InputError("input.not_found", path, "no such file or folder", "Check the path.")


def _guard(pii: str, takedown: str | None) -> Guard:
    from protokoll_extract.export.privacy import NOTHING, read_takedown
    from protokoll_extract.store.masking import Guard

    return Guard(pii == "mask", read_takedown(Path(takedown)) if takedown else NOTHING)


def _load(database: Database, paths: tuple[str, ...], sources: tuple[str, ...], guard: Guard) -> Report:
    from protokoll_extract.ingest.render import page_sizes
    from protokoll_extract.store.load import Report, json_files, load
    from protokoll_extract.store.sources import Sources

    places = [Path(path) for path in paths]
    files = list(json_files(places))
    if paths and not files:
        raise InputError(
            "input.empty_folder", paths[0], "no JSON in the folder",
            f"Extract first: protokoll extract {paths[0]} -o FOLDER, then protokoll index FOLDER.",
        )  # fmt: skip
    if not files:
        return Report()
    folders = [*(Path(source) for source in sources), *(place for place in places if place.is_dir())]
    report = load(database, files, Sources(folders), page_sizes, guard)
    for _, error in report.failed:
        say_error(error)
    return report


def _say(
    target: str, report: Report, gone: list[str], masked: int, count: int, items: int, as_json: bool
) -> None:
    if as_json:
        done = {
            "store": target,
            "added": report.added,
            "unchanged": report.unchanged,
            "with_source": report.with_file,
            "removed": gone,
            "masked_further": masked,
            "failed": [{"file": str(path), "code": error.code} for path, error in report.failed],
            "documents": count,
            "paragraphs": items,
        }
        click.echo(json.dumps(done, ensure_ascii=False, indent=2))
        return
    changes = f"{report.added} put in, {report.unchanged} unchanged, {len(gone)} removed"
    changes += f", {masked} masked further" if masked else ""
    click.echo(f"{target}: {count} documents, {items} §§ ({changes}; {report.with_file} with their source)")
