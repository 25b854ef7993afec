"""Zipped office documents: which kind one is, and whether it is safe to unpack."""

from __future__ import annotations

import io
import zipfile

from protokoll_extract.errors import InputError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
# What a document may unpack to: text of thousands of pages fits, a bomb does not.
MAX_UNPACKED = 500 * 1024 * 1024
_MAX_PARTS = 20_000


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
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError) as error:
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
    except (KeyError, zipfile.BadZipFile):
        return b""


def corrupt(name: str, reason: str) -> InputError:
    return InputError("input.corrupt", name, reason, "Fetch the file again, or save it anew.")


def encrypted(name: str) -> InputError:
    reason = "the document is encrypted with a password"
    return InputError("input.encrypted", name, reason, "Save a copy without a password.")
