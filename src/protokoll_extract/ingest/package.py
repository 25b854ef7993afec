"""Zipped office documents: which kind one is, and whether it is safe to unpack."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from protokoll_extract.errors import InputError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
# What a document may unpack to: text of thousands of pages fits, a bomb does not.
MAX_UNPACKED = 500 * 1024 * 1024
_MAX_PARTS = 20_000
# What zipfile raises on damaged packages, and RuntimeError on locked ones.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(OSError, EOFError, ValueError, KeyError, OverflowError, NotImplementedError, RuntimeError),
)


def kind_of(data: bytes, name: str) -> str | None:
    """The media type of a zipped document we read (DOCX or ODT), None for any other ZIP file.

    Raises InputError ``input.corrupt``, ``input.encrypted`` or ``input.too_large``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                reason = f"the file unpacks to more than {MAX_UNPACKED // 1024 // 1024} MB"
                raise InputError("input.too_large", name, reason, "Remove its pictures, or save it as PDF.")
            names = {part.filename for part in parts}
            kind = _kind(package, names)
            if kind is not None and any(part.flag_bits & 1 for part in parts):
                raise encrypted(name)
    except DAMAGED as error:
        raise corrupt(name, "the file is a damaged ZIP container") from error
    if kind == ODT and b"encryption-data" in _part(data, "META-INF/manifest.xml"):
        raise encrypted(name)
    return kind


def _kind(package: zipfile.ZipFile, names: set[str]) -> str | None:
    if "mimetype" in names and package.read("mimetype").strip().startswith(ODT.encode()):
        return ODT
    if "word/document.xml" in names or "word/document2.xml" in names:
        return DOCX
    return None


def _part(data: bytes, part: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read(part)
    except DAMAGED:
        return b""


def corrupt(name: str, reason: str) -> InputError:
    return InputError("input.corrupt", name, reason, "Fetch the file again, or save it anew.")


def damaged(name: str, what: str, error: Exception) -> InputError:
    """Why a document of elements cannot be read: elements stand too deep in each other, or it is broken.

    Raises MemoryError when there was too little memory to tell.
    """
    check_memory(getattr(error, "error_log", ()))
    if isinstance(error, MemoryError):
        raise error
    if isinstance(error, RecursionError) or "Excessive depth" in str(error):
        return too_deep(name)
    return corrupt(name, f"{what} is damaged ({type(error).__name__})")


def check_memory(log: Iterable[Any]) -> None:
    """Raises MemoryError when lxml's log says so: it calls the file broken, or ends it early."""
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in log):
        raise MemoryError


def too_deep(name: str) -> InputError:
    reason = "its elements stand too deep in each other"
    return InputError("limit.depth", name, reason, "Save it as PDF.")


def encrypted(name: str) -> InputError:
    reason = "the document is encrypted with a password"
    return InputError("input.encrypted", name, reason, "Save a copy without a password.")
