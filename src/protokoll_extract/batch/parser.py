"""The process that opens documents: it may hang, crash or swell, and tells its slot what it found.

``parse`` is the one pure function of a document: bytes in, JSON and text out. Everything else here
receives jobs and answers them.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from protokoll_extract.batch import sandbox
from protokoll_extract.batch.archive import Shelf, list_members
from protokoll_extract.batch.faults import obey
from protokoll_extract.batch.job import FIRST, SECOND, Job, Kind, from_bytes, to_bytes
from protokoll_extract.batch.limits import MEGABYTE, Limits, Settings
from protokoll_extract.errors import InputError, ProtokollError
from protokoll_extract.text.source import SourceText

if TYPE_CHECKING:
    from protokoll_extract.ingest.scanned import OcrMode

_MOST_MESSAGE = 64 * MEGABYTE
_CACHE_MB = 64  # of one page's reading, which a parser may keep where pages are read off their pictures


@dataclass(frozen=True, slots=True)
class Parsed:
    """What came out of one document. ``remark``: codes of findings about the whole of it."""

    id: str
    json: bytes
    text: bytes
    reader: str
    pages: int
    remark: str


def parse(
    data: bytes,
    name: str,
    engine: str,
    settings: Settings,
    begins: Callable[[int], object] = lambda page: None,
) -> Parsed:
    """One document. The same bytes, name, engine and settings always give the same result.

    ``begins(page)`` is called before a page is read off its picture.

    Raises ProtokollError for what cannot be read.
    """
    from protokoll_extract.export.json import to_json_bytes
    from protokoll_extract.export.privacy import Takedown, protect
    from protokoll_extract.pipeline import run
    from protokoll_extract.review.apply import apply
    from protokoll_extract.review.correction import corrections_in

    source = _by_ocr(data, name, settings.ocr, begins) if engine == FIRST else None
    source = source or _READERS[engine](data, name)
    _check(len(source.pages), settings.limits.pages, "pages", name)
    _check(len(source.text), settings.limits.characters, "characters", name)
    document = run(source, language=settings.language)
    if settings.corrections:
        document = apply(document, corrections_in(settings.corrections))
    held_back = Takedown(settings.people, frozenset(settings.documents))
    shown, text = protect(document, source.text, mask_personal_data=settings.mask, takedown=held_back)
    remark = " ".join(sorted({f.code for f in document.findings if f.code.startswith("document.")}))
    return Parsed(
        document.id, to_json_bytes(shown), (text or "").encode(), source.reader, len(source.pages), remark
    )


def _by_ocr(
    data: bytes, name: str, mode: OcrMode | None, begins: Callable[[int], object]
) -> SourceText | None:
    """A PDF or a picture read with OCR; None where none is asked for, and for other files."""
    from protokoll_extract.ingest import sniff

    if mode is None:
        return None
    from protokoll_extract.ingest.scanned import read_picture_file, read_scanned

    if _is_pdf(data):
        return read_scanned(data, name, mode, begins)
    return read_picture_file(data, name, begins) if sniff.is_image(data) else None


def _by_pdfium(data: bytes, name: str) -> SourceText:
    from protokoll_extract.ingest import read_source, sniff

    if not _is_pdf(data):
        if sniff.is_rtf(data) or sniff.is_doc(data):
            # Read by LibreOffice, a program of its own: watched by the clock from here on.
            sandbox.allow_programs()
        return read_source(data, name)
    from protokoll_extract.ingest.pdf import read_pdf_first

    return read_pdf_first(data, name)


def _by_pdfplumber(data: bytes, name: str) -> SourceText:
    from protokoll_extract.ingest.pdf_second import read_pdf_again

    return read_pdf_again(data, name)


_READERS = {FIRST: _by_pdfium, SECOND: _by_pdfplumber}


def preload(language: str | None, ocr: OcrMode | None = None) -> None:
    """Imports what every document needs, so that forked processes have it at once."""
    from protokoll_extract.ingest.pdf import page_count

    if ocr is not None:
        from protokoll_extract.ingest import scanned  # noqa: F401
        from protokoll_extract.ingest.ocr import program

        program()
    settings = Settings("", "", language=language)
    page_count(b"%PDF-")
    parse(
        "Protokoll\nKommunstyrelsen\n2026-01-12\n\n§ 1 Val\nBeslut\nAnna Ek utses.\n".encode(),
        "a",
        FIRST,
        settings,
    )


def serve(connection: Connection, settings: Settings) -> None:
    """Answers jobs until the slot closes the connection."""
    sandbox.silence()
    sandbox.enclose(settings.limits.memory_mb, settings.network, 0 if settings.ocr is None else _CACHE_MB)
    # What was preloaded stays: do not walk through it again and again. A document is one heap that grows
    # and goes: walking through it while it grows finds nothing, so it is done between documents.
    gc.freeze()
    gc.disable()
    shelf = Shelf(settings.limits)
    while True:
        try:
            asked = from_bytes(connection.recv_bytes(_MOST_MESSAGE))
        except (EOFError, OSError):
            return
        for message in _answer(asked, settings, shelf, connection.send_bytes):
            connection.send_bytes(message)
        gc.collect()


def _answer(
    asked: dict[str, Any], settings: Settings, shelf: Shelf, send: Callable[[bytes], object]
) -> Iterator[bytes]:
    """A ``begin`` message, then ``end``; after a good end the JSON and the text.

    Before each page that is read off its picture, ``page`` is sent at once.
    """
    sandbox.reset_peak()
    job = Job.from_wire(asked["job"])
    parsed: Parsed | None = None
    try:
        if job.kind is Kind.ARCHIVE:
            yield to_bytes({"begin": {"stamp": _stamp_of(job.place), "pages": 1 << 20}})
            end: dict[str, Any] = {"members": list_members(job.place, settings.limits)}
        else:
            data, stamp = _bytes_of(job, settings.limits, shelf)
            begin = {"stamp": stamp, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            yield to_bytes({"begin": {**begin, "pages": 0, "pdf": _is_pdf(data)}})
            if job.known == begin["sha256"]:
                end = {"unchanged": True}
            else:
                if settings.faults:
                    obey(data)
                yield to_bytes({"pages": _pages_of(data)})
                begins = lambda page: send(to_bytes({"page": page}))  # noqa: E731
                parsed = parse(data, job.name, asked["engine"], settings, begins)
                end = {"id": parsed.id, "reader": parsed.reader, "pages": parsed.pages}
                end["remark"] = parsed.remark
    except ProtokollError as error:
        end = {"error": [error.code, error.reason, error.advice]}
    except MemoryError:
        end = {"memory": True}
    except Exception as error:
        end = {"error": ["internal", f"internal error, {_said(error)}", "Please report it."]}
    yield to_bytes({"end": end, "peak_mb": sandbox.peak_mb()})
    if parsed is not None:
        yield parsed.json
        yield parsed.text


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _is_pdf(data: bytes) -> bool:
    from protokoll_extract.ingest.sniff import is_pdf

    return is_pdf(data)


def _pages_of(data: bytes) -> int:
    if not _is_pdf(data):
        return 0
    from protokoll_extract.ingest.pdf import page_count

    return page_count(data)


# --- from a job to its bytes -------------------------------------------------------


def _bytes_of(job: Job, limits: Limits, shelf: Shelf) -> tuple[bytes, str]:
    """The input's bytes, and the file's stamp when they were read. Raises InputError."""
    if job.kind is Kind.REMOTE:
        from protokoll_extract.batch.remote import read

        data, stamp = read(job.place, limits.input_mb * MEGABYTE), ""
    elif job.kind is Kind.MEMBER:
        assert job.member is not None
        data, stamp = shelf.read(job.place, job.member), _stamp_of(job.place)
    else:
        data, stamp = _read_file(job.place, limits)
    if not data:
        raise InputError(
            "input.empty", job.name, "the file is empty", "Check that it was saved or downloaded."
        )
    return data, stamp


def _read_file(path: str, limits: Limits) -> tuple[bytes, str]:
    """A regular file's bytes; one that changes while it is read is refused."""
    try:
        # Not to be kept waiting by a pipe that was put in the file's place.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
        with open(handle, "rb") as file:
            before = stamp_of(os.fstat(handle))
            _check_size(os.fstat(handle).st_size, limits, path)
            data = file.read(limits.input_mb * MEGABYTE + 1)
            _check_size(len(data), limits, path)
            if stamp_of(os.fstat(handle)) != before:
                reason = "the file changed while it was read"
                raise InputError("input.changed", path, reason, "Run again when it is at rest.")
            return data, before
    except FileNotFoundError:
        raise InputError("input.not_found", path, "there is no such file", "Check the path.") from None
    except PermissionError:
        reason = "the file may not be read"
        raise InputError("input.permission", path, reason, "Ask for read permission.") from None
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or type(error).__name__})"
        raise InputError("input.unreadable", path, reason, "Check the path and the disk.") from None


def _check_size(size: int, limits: Limits, path: str) -> None:
    if size > limits.input_mb * MEGABYTE:
        reason = f"the file is larger than {limits.input_mb} MB"
        advice = "Split it, remove the pictures, or raise --limit input_mb=..."
        raise InputError("input.too_large", path, reason, advice)


def _check(count: int, most: int, what: str, name: str) -> None:
    if count > most:
        reason = f"the document has {count} {what}, more than {most}"
        raise InputError(f"limit.{what}", name, reason, f"Split it, or raise --limit {what}=...")


def _stamp_of(path: str) -> str:
    try:
        return stamp_of(os.stat(path))
    except OSError:
        return ""


def stamp_of(status: os.stat_result) -> str:
    """The same as long as nobody wrote to the file: the system keeps the time of change, not its user."""
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"


def main() -> None:
    """A parser in a fresh interpreter, for hosts that must not fork: ``python -m ...parser FD``."""
    connection = Connection(int(sys.argv[1]))
    asked = from_bytes(connection.recv_bytes(_MOST_MESSAGE))
    settings = Settings.from_wire(asked["settings"])
    sandbox.detach()
    preload(settings.language, settings.ocr)
    connection.send_bytes(to_bytes({"ready": True}))
    serve(connection, settings)


if __name__ == "__main__":
    main()
