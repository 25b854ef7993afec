"""What a file is, judged by its first bytes rather than by its suffix."""

from __future__ import annotations

from pathlib import PurePath

from protokoll_extract.errors import InputError

# Other programs' formats that people do hand over, with what to do about them.
_TO_PDF = "Save it as PDF or plain text and try again."
_KNOWN: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP-based file (Word, LibreOffice or an archive)", _TO_PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file", _TO_PDF),
    (b"{\\rtf", "an RTF file", _TO_PDF),
    (b"\x89PNG\r\n", "a PNG image", "Run OCR on it to get a PDF with a text layer."),
    (b"\xff\xd8\xff", "a JPEG image", "Run OCR on it to get a PDF with a text layer."),
    (b"II*\x00", "a TIFF image", "Run OCR on it to get a PDF with a text layer."),
    (b"MM\x00*", "a TIFF image", "Run OCR on it to get a PDF with a text layer."),
    (b"GIF8", "a GIF image", "Run OCR on it to get a PDF with a text layer."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and try again."),
)
# The PDF header may stand after some junk, but within the first 1024 bytes.
_PDF_WINDOW = 1024


def is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:_PDF_WINDOW]


def check_supported(data: bytes, name: str) -> None:
    """Raise InputError ``input.unsupported`` for a format that is known not to be readable.

    A file that is called .pdf but holds something else (an HTML error page, a
    picture) is refused too: reading it as text would hide the mistake.
    """
    called_pdf = PurePath(name).suffix.lower() == ".pdf"
    for magic, what, advice in _KNOWN:
        if data.startswith(magic):
            reason = f"this is not a PDF but {what}" if called_pdf else f"this is {what}"
            raise InputError("input.unsupported", name, reason, advice)
    if called_pdf:
        raise InputError(
            "input.unsupported",
            name,
            "this is not a PDF, though its name says so",
            "Check that the download is complete and that it is the file you meant.",
        )
