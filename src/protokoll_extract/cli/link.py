"""``protokoll link``: people, mandates and matters over many documents."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from protokoll_extract.cli.inputs import (
    LANGUAGE,
    READABLE,
    Failed,
    exit_code,
    expand,
    read_one,
    ready,
    say_failure,
    unreadable,
)
from protokoll_extract.cli.privacy import Guard, guard_of, privacy_options
from protokoll_extract.errors import ProtokollError

if TYPE_CHECKING:
    from protokoll_extract.model.protokoll import Protokoll
    from protokoll_extract.model.register import Register


@click.command("link")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", metavar="DIR", help="Write DIR/register.json and tables to review.")
@click.option(
    "--corrections",
    metavar="FILE",
    help="Corrections by hand; DIR/corrections.txt is taken when it is there.",
)
@LANGUAGE
@privacy_options
@click.pass_obj
def command(
    settings: dict[str, bool],
    paths: tuple[str, ...],
    output: str | None,
    corrections: str | None,
    language: str | None,
    pii: str,
    takedown: str | None,
) -> int:
    """Join people and matters over many documents.

    PATH is a folder or file: JSON that extract wrote, else the documents themselves. Without -o the register
    goes to stdout. With -o: register.json, people.csv, mandates.csv, cases.csv, and to be read by somebody:
    joins.csv (all but those by the same name and party), doubtful.csv, and links.csv (names to registers).
    """
    from protokoll_extract.linking.corrections import Corrections, read_corrections
    from protokoll_extract.linking.register import register_of

    given = Path(corrections) if corrections else Path(output or ".", "corrections.txt")
    known = read_corrections(given) if corrections or (output and given.exists()) else Corrections()
    files, failed = _files(paths)
    total = len(files) + len(failed)
    documents: list[tuple[str, Protokoll]] = []
    for outcome in _read(files, settings["debug"], ready(language), guard_of(pii, takedown)):
        if isinstance(outcome, Failed):
            failed.append(outcome)
        else:
            documents.append(outcome)
    for failure in failed:
        say_failure(failure)
    register = register_of(documents, known)
    _say_corrections(register, given)
    _write(register, Path(output)) if output else sys.stdout.buffer.write(_json(register))
    return exit_code(total, failed)


def _files(paths: tuple[str, ...]) -> tuple[list[Path], list[Failed]]:
    """JSON files where a folder has any that extract wrote, else the documents in it."""
    files: list[Path] = []
    failed: list[Failed] = []
    for path in paths:
        results, _ = expand((path,), frozenset({".json"}))
        results = [file for file in results if file.name != "register.json"]
        if Path(path).is_dir() and results:
            files += results
            continue
        found, refused = expand((path,), READABLE)
        files += found
        failed += refused
    return list(dict.fromkeys(files)), failed


def _read(
    files: list[Path], debug: bool, language: str | None, guard: Guard
) -> Iterator[tuple[str, Protokoll] | Failed]:
    from protokoll_extract.export.json import read_json

    seen: set[str] = set()
    for path in files:
        try:
            if path.suffix == ".json":
                document = guard(read_json(path), None)[0]
            else:
                outcome = read_one(path, debug, language, guard)
                if isinstance(outcome, Failed):
                    yield outcome
                    continue
                document = outcome.document
        except ProtokollError as error:
            yield Failed(path, error)
            continue
        except OSError as error:
            yield Failed(path, unreadable(path, error))
            continue
        if document.id not in seen:  # The same document twice says nothing new.
            seen.add(document.id)
            yield str(path), document


def _say_corrections(register: Register, file: Path) -> None:
    for number in register.refused_corrections:
        click.echo(f"{file}:{number}: not followed, the two are named in one document", err=True)
    for number in register.unused_corrections:
        click.echo(f"{file}:{number}: speaks of nobody in these documents", err=True)


def _json(register: Register) -> bytes:
    return (register.model_dump_json(indent=2) + "\n").encode()


# Tables


def _write(register: Register, folder: Path) -> None:
    from protokoll_extract.export.json import write_atomic

    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / "register.json", _json(register))
        for name, rows in _tables(register).items():
            write_atomic(folder / f"{name}.csv", _csv(rows))
    except OSError as error:
        raise unreadable(folder, error) from error
    click.echo(
        f"{folder}/register.json: {len(register.people)} people in {len(register.documents)} documents, "
        f"{len(register.joins)} joins to read, {len(register.doubtful)} doubtful pairs, "
        f"{len(register.cases)} matters that come back"
    )


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _tables(register: Register) -> dict[str, list[tuple[object, ...]]]:
    return {
        "people": list(_people(register)),
        "mandates": list(_mandates(register)),
        "joins": list(_joins(register)),
        "doubtful": list(_doubtful(register)),
        "cases": list(_cases(register)),
        "links": list(_links(register)),
    }


_Rows = Iterator[tuple[object, ...]]


def _people(register: Register) -> _Rows:
    yield "id", "name", "party", "basis", "documents", "names_as_written"
    for p in register.people:
        yield p.id, p.name, p.party, p.basis, len(p.sightings), " | ".join(p.names_as_written)


def _mandates(register: Register) -> _Rows:
    yield "person", "name", "body", "issuer", "capacity", "role", "party", "from", "to", "documents"
    for p in register.people:
        for m in p.mandates:
            yield (
                p.id, p.name, m.body, m.issuer, m.capacity, m.role, m.party, m.first, m.last, m.documents
            )  # fmt: skip


def _joins(register: Register) -> _Rows:
    yield "person", "reason", *(f"{side} {x}" for side in ("left", "right") for x in _SIGHTING)
    for j in register.joins:
        yield j.person, j.reason, *(getattr(s, x) for s in (j.left, j.right) for x in _SIGHTING)


def _links(register: Register) -> _Rows:
    yield "kind", "name", "scheme", "id", "register name", "rule", "documents"
    for x in register.links:
        yield x.kind, x.name, x.scheme, x.id, x.register_name, x.rule, len(x.documents)


_SIGHTING = ("name", "party", "date", "quote", "document")


def _doubtful(register: Register) -> _Rows:
    names = {person.id: person.name for person in register.people}
    yield "left", "right", "reason", "correction if one", "correction if two"
    for d in register.doubtful:
        yield names[d.left], names[d.right], d.reason, d.same, d.different


def _cases(register: Register) -> _Rows:
    yield (
        "case", "threads", "collective", "date", "body", "paragraph", "title", "diary_numbers", "decisions",
        "document",
    )  # fmt: skip
    for case in register.cases:
        for step in case.steps:
            yield (
                case.id, " | ".join(case.threads), case.collective, step.date, step.body, step.number,
                step.title, " | ".join(step.diary_numbers), " | ".join(step.decisions), step.document,
            )  # fmt: skip
