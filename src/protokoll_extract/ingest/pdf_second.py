"""The second reading of a PDF: "nothing found" by one reader is never believed alone."""

from __future__ import annotations

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.patience import OutOfTime, within
from protokoll_extract.ingest.pdf import check_whole, no_text, source_of
from protokoll_extract.ingest.pdf_tables import raw_pages
from protokoll_extract.text.source import SourceText

# Circles of references keep it busy for ever; some five pages a second come out of it otherwise.
_SECONDS = 60


def read_pdf_again(data: bytes, name: str, opened: bool = False) -> SourceText:
    """Read with pdfplumber what PDFium could not open, or opened (``opened``) without finding a word.

    Raises InputError as ``read_pdf`` does.
    """
    check_whole(data, name)
    try:
        with within(_SECONDS):
            return source_of(raw_pages(data, name), "pdfplumber", data, name)
    except OutOfTime:
        reason = f"the PDF could not be read within {_SECONDS} s of processor time"
        raise InputError("input.timeout", name, reason, "It is damaged: save it anew as PDF.") from None
    except InputError as error:
        # The file is whole enough for PDFium to show its pages: they hold no text.
        if opened and error.code == "input.corrupt":
            raise no_text(name) from error
        raise
