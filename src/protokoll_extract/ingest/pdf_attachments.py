"""Files attached to a PDF: named in a remark, never opened."""

from __future__ import annotations

import pypdfium2 as pdfium

from protokoll_extract.text.normalise import normalise
from protokoll_extract.text.source import Remark

# So many are named; the rest are counted. A name may be as long as anybody likes.
_NAMED, _LONGEST = 5, 80


def attachments(data: bytes) -> tuple[Remark, ...]:
    """A remark that names the files attached to the PDF; none without any."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return ()
    try:
        names = [_name(document, i) for i in range(document.count_attachments())]
    finally:
        document.close()
    if not names:
        return ()
    listed = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    were = "is an attached file that was" if len(names) == 1 else "are attached files that were"
    return (Remark("source.attachments", f"There {were} not read: {listed}."),)


def _name(document: pdfium.PdfDocument, index: int) -> str:
    try:
        name = document.get_attachment(index).get_name()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return "(without a name)"
    shown = " ".join(normalise(name)[0].split())
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
