"""The one way in: a path or bytes to SourceText, or an InputError that says why not."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from protokoll_extract.errors import InputError
from protokoll_extract.ingest import sniff
from protokoll_extract.ingest.mhtml import MHTML, is_mhtml, page_of
from protokoll_extract.text.source import SourceText

if TYPE_CHECKING:
    from protokoll_extract.ingest.scanned import OcrMode

MAX_BYTES = 100 * 1024 * 1024


def read_source(
    path_or_bytes: str | os.PathLike[str] | bytes, name: str | None = None, *, ocr: OcrMode | None = None
) -> SourceText:
    """Read a document to canonical text.

    PDF; DOCX, ODT, HTML and MHTML (extra ``documents``); RTF and DOC (LibreOffice); text files (plain,
    Markdown, org, TeX, Typst). ``name`` stands for the document in the result and in errors; it
    defaults to the file's name. Its suffix refines the media type, never the decision whether a
    file is a PDF. ``ocr``: read pages of a PDF without a good text layer (``"auto"``), or all
    (``"all"``), off their pictures; needs Tesseract. So do pictures of pages (PNG, JPEG, TIFF), which
    cannot be read without.

    Raises:
        InputError: ``input.not_found``, ``input.is_directory``, ``input.permission``,
            ``input.empty``, ``input.too_large``, ``input.unsupported``,
            ``input.encrypted``, ``input.corrupt``, ``input.timeout`` or ``input.no_text``.
        MissingExtraError: ``extra.documents``, ``extra.libreoffice`` or ``extra.tesseract``.
    """
    data, label = load(path_or_bytes, name)
    if sniff.is_pdf(data) and ocr is not None:
        from protokoll_extract.ingest.scanned import read_scanned

        return read_scanned(data, label, ocr)
    if sniff.is_pdf(data):
        from protokoll_extract.ingest.pdf import read_pdf

        return read_pdf(data, label)
    if sniff.is_image(data):
        return _read_picture(data, label, ocr is not None)
    return _read_document(data, label) or _read_text(data, label)


def _read_picture(data: bytes, label: str, ocr: bool) -> SourceText:
    if not ocr:
        from protokoll_extract.ingest.pictures import refuse

        raise refuse(label)
    from protokoll_extract.ingest.scanned import read_picture_file

    return read_picture_file(data, label)


def _read_document(data: bytes, label: str) -> SourceText | None:
    """A document of elements; None for what is none."""
    if sniff.is_zip(data):
        from protokoll_extract.ingest.package import DOCX, kind_of

        kind = kind_of(data, label)
        if kind == DOCX:
            from protokoll_extract.ingest.docx import read_docx

            return read_docx(data, label)
        if kind is not None:
            from protokoll_extract.ingest.odt import read_odt

            return read_odt(data, label)
    elif sniff.is_locked(data):
        from protokoll_extract.ingest.package import encrypted

        raise encrypted(label)
    elif sniff.is_rtf(data) or sniff.is_doc(data):
        from protokoll_extract.ingest.office import DOC, RTF, read_office

        return read_office(data, label, RTF if sniff.is_rtf(data) else DOC)
    elif is_mhtml(data):
        from protokoll_extract.ingest.html import read_html

        source = read_html(page_of(data, label), label)
        return replace(source, sha256=sha256(data).hexdigest(), media_type=MHTML)
    elif sniff.is_html(data, label):
        from protokoll_extract.ingest.html import read_html

        return read_html(data, label)
    return None


def _read_text(data: bytes, label: str) -> SourceText:
    sniff.check_supported(data, label)
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
