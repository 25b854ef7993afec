"""The one way in: a path or bytes to SourceText, or an InputError that says why not."""

from __future__ import annotations

import os
from pathlib import Path

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.sniff import check_supported, is_pdf
from protokoll_extract.text.source import SourceText

MAX_BYTES = 100 * 1024 * 1024


def read_source(path_or_bytes: str | os.PathLike[str] | bytes, name: str | None = None) -> SourceText:
    """Read a PDF or a text file (plain, Markdown, org, TeX, Typst) to canonical text.

    ``name`` stands for the document in the result and in errors; it defaults
    to the file's name. Its suffix refines the media type, never the decision
    whether a file is a PDF.

    Raises:
        InputError: ``input.not_found``, ``input.is_directory``, ``input.permission``,
            ``input.empty``, ``input.too_large``, ``input.unsupported``,
            ``input.encrypted``, ``input.corrupt`` or ``input.no_text``.
    """
    data, label = load(path_or_bytes, name)
    if is_pdf(data):
        from protokoll_extract.ingest.pdf import read_pdf

        return read_pdf(data, label)
    check_supported(data, label)
    from protokoll_extract.ingest.plain import read_plain

    return read_plain(data, label)


def load(path_or_bytes: str | os.PathLike[str] | bytes, name: str | None = None) -> tuple[bytes, str]:
    """The bytes and the name of a source; raises InputError for what cannot be loaded."""
    if isinstance(path_or_bytes, bytes):
        label = name or "<bytes>"
        _check_size(len(path_or_bytes), label)
        return path_or_bytes, label
    path = Path(path_or_bytes)
    label = name or path.name or str(path)
    try:
        # Size first: a huge file must be refused without being read.
        if path.is_dir():
            raise InputError("input.is_directory", label, "this is a directory", "Name the files in it.")
        _check_size(path.stat().st_size, label)
        return path.read_bytes(), label
    except FileNotFoundError:
        raise InputError("input.not_found", label, "there is no such file", "Check the path.") from None
    except PermissionError:
        raise InputError(
            "input.permission", label, "the file may not be read", "Ask for read permission."
        ) from None
    except (OSError, ValueError) as error:
        reason = f"the file cannot be read ({type(error).__name__})"
        raise InputError("input.not_found", label, reason, "Check the path and the disk.") from error


def _check_size(size: int, label: str) -> None:
    if size == 0:
        raise InputError("input.empty", label, "the file is empty", "Check that it was saved or downloaded.")
    if size > MAX_BYTES:
        reason = f"the file is larger than {MAX_BYTES // 1024 // 1024} MB"
        raise InputError("input.too_large", label, reason, "Split it or remove the pictures.")
