"""PDF to SourceText with PDFium's raw API: words, boxes, fonts and ruling lines."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from protokoll_extract.errors import InputError
from protokoll_extract.growing import growing
from protokoll_extract.ingest.layers import check_layers
from protokoll_extract.ingest.pdf_attachments import attachments
from protokoll_extract.ingest.pdf_display import Display
from protokoll_extract.ingest.pdf_layout import build
from protokoll_extract.ingest.pdf_lines import RawPage
from protokoll_extract.ingest.pdf_rules import rules_of
from protokoll_extract.ingest.pdf_words import Fonts, read_words
from protokoll_extract.text.source import SourceText

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 5000
# PDFium keeps global state and must not be entered by two threads at once.
LOCK = threading.RLock()


def read_pdf(data: bytes, name: str) -> SourceText:
    """Read a PDF's text layer.

    Raises InputError ``input.encrypted``, ``input.corrupt``, ``input.too_large``
    (pages) or ``input.no_text``.
    """
    check_whole(data, name)
    with LOCK:
        pages = read_raw_pages(data, name)
    if pages is not None and any(page.words for page in pages):
        return source_of(pages, "pypdfium2", data, name)
    # Each of the two readers finds nothing in some files that the other one reads.
    from protokoll_extract.ingest.pdf_second import read_pdf_again

    return read_pdf_again(data, name, opened=bool(pages))


def pages_of_pdf(data: bytes, name: str) -> list[RawPage]:
    """The pages as PDFium reads them, with or without words. Raises InputError as ``read_pdf`` does."""
    check_whole(data, name)
    with LOCK:
        pages = read_raw_pages(data, name)
    if not pages:
        raise _corrupt(name, "the PDF is damaged")
    return pages


def page_picture(data: bytes, page: int, scale: float) -> Image:
    """A page (from 1) as a picture, ``scale`` pixels to the point."""
    with LOCK:
        document = pdfium.PdfDocument(data)
        try:
            picture: Image = document[page - 1].render(scale=scale, grayscale=True).to_pil()
            return picture
        finally:
            document.close()


def read_pdf_first(data: bytes, name: str) -> SourceText:
    """As ``read_pdf``, by PDFium alone, for callers who ask the second reader themselves."""
    check_whole(data, name)
    with LOCK:
        pages = read_raw_pages(data, name)
    if pages is None:
        raise _corrupt(name, "the PDF is damaged")
    return source_of(pages, "pypdfium2", data, name)


@growing()
def source_of(pages: list[RawPage], reader: str, data: bytes, name: str) -> SourceText:
    """The pages' words laid out as text. Raises InputError when there are no pages, or no words."""
    if not pages:
        raise _corrupt(name, "the PDF has no pages")
    if not any(page.words for page in pages):
        raise no_text(name)
    text, placed, words = build(pages)
    with LOCK:
        remarks = attachments(data)
    return SourceText(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        reader=reader,
        text=text,
        pages=placed,
        words=words,
        has_pages=True,
        remarks=(*remarks, *check_layers(pages)),
    )


def page_count(data: bytes) -> int:
    """How many pages PDFium sees; 0 if it cannot open the file."""
    with LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError:
            return 0
        try:
            return len(document)
        finally:
            document.close()


def no_text(name: str) -> InputError:
    return InputError(
        "input.no_text",
        name,
        "the PDF has no text layer (it seems to be a scan)",
        "Read it with --ocr (needs Tesseract and its Swedish model).",
    )


def check_whole(data: bytes, name: str) -> None:
    """Refuse a cut-off file: readers that repair it would silently lose pages."""
    if b"%%EOF" not in data[-65536:]:
        raise _corrupt(name, "the PDF is cut off: its end is missing")


def check_page_count(count: int, name: str) -> None:
    if count > MAX_PAGES:
        reason = f"the PDF has {count} pages, more than {MAX_PAGES}"
        raise InputError("input.too_large", name, reason, "Split it.")


def encrypted(name: str) -> InputError:
    return InputError(
        "input.encrypted", name, "the PDF is encrypted with a password", "Save a copy without a password."
    )


def _corrupt(name: str, reason: str) -> InputError:
    return InputError("input.corrupt", name, reason, "Fetch the file again or save it anew as PDF.")


@growing()
def read_raw_pages(data: bytes, name: str) -> list[RawPage] | None:
    """All pages' words, fonts and ruling lines, not yet laid out; None if PDFium cannot open the file."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # A wrong password, or a way of encrypting that it does not know.
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise encrypted(name) from None
        return None
    try:
        count = len(document)
        check_page_count(count, name)
        fonts = Fonts()
        return [_read_page(document, i, name, fonts) for i in range(count)]
    finally:
        document.close()


def _read_page(document: Any, index: int, name: str, fonts: Fonts) -> RawPage:
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        raise _corrupt(name, f"page {index + 1} cannot be read")
    try:
        view = Display(page)
        words = read_words(page, view, fonts)
        rules = rules_of(page, view, index + 1)
        return RawPage(index + 1, view.width, view.height, words, rules)
    finally:
        raw.FPDF_ClosePage(page)
