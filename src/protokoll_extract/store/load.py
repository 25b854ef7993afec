"""From a folder of extracted documents to the archive."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from protokoll_extract.errors import InputError, InvalidOutputError, ProtokollError
from protokoll_extract.store.database import Database
from protokoll_extract.store.masking import Guard
from protokoll_extract.store.migrate import get_meta
from protokoll_extract.store.sources import Sources
from protokoll_extract.store.words import ANALYSIS
from protokoll_extract.store.write import Incoming, Writer

PageSizes = Callable[[Path], list[tuple[float, float]]]
_AT_ONCE = 500


@dataclass
class Report:
    """What one run did."""

    added: int = 0
    unchanged: int = 0
    with_file: int = 0
    failed: list[tuple[Path, ProtokollError]] = field(default_factory=list)


def json_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The JSON files meant: those named, and those in the folders named."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in {".json", ".jsonl"} and p.is_file())
        else:
            yield path


def load(
    database: Database,
    files: Iterable[Path],
    sources: Sources,
    page_sizes: PageSizes,
    guard: Guard | None = None,
) -> Report:
    """Puts all documents in the files into the archive; one that cannot be read does not stop the rest."""
    report = Report()
    pending: list[Incoming] = []
    again = get_meta(database, "analysis") not in (None, ANALYSIS)
    if again:
        rebuild(database)
    for path in files:
        try:
            pending += [_incoming(entry, path, sources, page_sizes) for entry in _documents(path)]
        except ProtokollError as error:
            report.failed.append((path, error))
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            failure = InvalidOutputError("input.permission", str(path), reason, "Check the path.")
            report.failed.append((path, failure))
        if len(pending) >= _AT_ONCE:
            _write(database, pending, report, guard)
            pending = []
    _write(database, pending, report, guard)
    return report


def _write(database: Database, pending: list[Incoming], report: Report, guard: Guard | None) -> None:
    with database.transaction():
        writer = Writer(database, guard)
        for incoming in pending:
            try:
                put = writer.put(incoming)
            except InputError as error:
                report.failed.append((Path(error.subject), error))
                continue
            report.added += put
            report.unchanged += not put
            report.with_file += incoming.file is not None
        writer.finish()


def rebuild(database: Database) -> int:
    """Makes all tables anew from the documents within the archive, wholly or not at all."""
    with database.transaction():
        writer = Writer(database)
        documents = database.rows("SELECT id FROM document ORDER BY id")
        for row in documents:
            kept = stored(database, str(row["id"]))
            if kept is not None:
                writer.remove(str(row["id"]))
                writer.put(kept)
        writer.finish()
    return len(documents)


def stored(database: Database, identity: str) -> Incoming | None:
    """A document as it lies in the archive, with its file and pages."""
    sql = "SELECT x.json, x.text, d.json_sha256 FROM document_data x JOIN document d ON d.id = x.document_id"
    found = database.rows(f"{sql} WHERE d.id = :id", {"id": identity})
    if not found:
        return None
    file = database.rows("SELECT path FROM source_file WHERE document_id = :id", {"id": identity})
    sizes = database.rows(
        "SELECT width, height FROM page WHERE document_id = :id ORDER BY number", {"id": identity}
    )
    return Incoming(
        json=json.loads(zlib.decompress(found[0]["json"])),
        text=zlib.decompress(found[0]["text"]).decode("utf-8") if found[0]["text"] else None,
        file=Path(file[0]["path"]) if file else None,
        pages=[(row["width"], row["height"]) for row in sizes],
        fingerprint=str(found[0]["json_sha256"]),
    )


def remove(database: Database, identities: Iterable[str]) -> list[str]:
    """Takes documents out of the archive and gives back those that were there; nothing of them is left."""
    with database.transaction():
        writer = Writer(database)
        gone = [identity for identity in identities if writer.remove(identity)]
        writer.finish()
    if gone:
        database.tidy()
    return gone


def _documents(path: Path) -> Iterator[dict[str, Any]]:
    content = path.read_bytes()
    lines = content.splitlines() if path.suffix == ".jsonl" else [content]
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
        except ValueError as error:
            where = f"line {number} " if path.suffix == ".jsonl" else ""
            raise InvalidOutputError(
                "output.invalid", str(path), f"{where}is not JSON", "Extract the document again."
            ) from error
        if _is_document(entry):
            yield entry
        elif path.suffix == ".jsonl" or (isinstance(entry, dict) and entry.get("type") == "protokoll"):
            raise InvalidOutputError(
                "output.invalid", str(path), "it is not a whole document", "Extract the document again."
            )


def _is_document(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and entry.get("type") == "protokoll"
        and re.fullmatch(r"[0-9a-f]{16}", str(entry.get("id"))) is not None
        and isinstance(entry.get("source"), dict)
        and isinstance(entry.get("items"), list)
    )


def _incoming(entry: dict[str, Any], path: Path, sources: Sources, page_sizes: PageSizes) -> Incoming:
    beside = path.with_suffix(".txt")
    text = None
    if path.suffix == ".json" and beside.is_file():
        text = beside.read_text(encoding="utf-8")
    source = entry["source"]
    file = sources.find(Path(str(source.get("name") or "")).name, str(source.get("sha256")))
    media_type = str(source.get("media_type"))
    drawn = media_type == "application/pdf" or media_type.startswith("image/")
    sizes = page_sizes(file) if file and drawn else []
    return Incoming(json=entry, text=text, file=file, pages=sizes)
