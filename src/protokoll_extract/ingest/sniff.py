"""What a file is, judged by its first bytes rather than by its suffix."""

from __future__ import annotations

from pathlib import PurePath

import regex

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.plain import decode

# Other programs' formats that people do hand over, with what to do about them.
_TO_PDF = "Save it as PDF or plain text and try again."
_KNOWN: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive, or an office file of another kind than a text document", _TO_PDF),
    (b"GIF8", "a GIF image", "Run OCR on it to get a PDF with a text layer."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and try again."),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
# The PDF header may stand after some junk, but within the first 1024 bytes.
_PDF_WINDOW = 1024
_HTML = regex.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", regex.I | regex.S
)
_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
# The name of a Word document's main part in an old compound file, as UTF-16.
_WORD_STREAM = "WordDocument".encode("utf-16-le")
# What an encrypted office file of today holds: its key's description and the package itself.
_LOCKED_STREAMS = ("EncryptionInfo".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
_SECTOR = 512
_WORD_MAGIC = b"\xec\xa5"
_WORD_FLAGS = 11  # the flag of encryption is the lowest bit of this byte of the main part


def is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:_PDF_WINDOW]


def is_zip(data: bytes) -> bool:
    return data.startswith(_ZIP)


def is_rtf(data: bytes) -> bool:
    return data.startswith(b"{\\rtf")


def is_doc(data: bytes) -> bool:
    """An old Word document; spreadsheets and slides share its container."""
    return data.startswith(_OLE) and _WORD_STREAM in data


def is_locked(data: bytes) -> bool:
    """An office file that is encrypted with a password: a package of today, or an old Word document."""
    if not data.startswith(_OLE):
        return False
    if all(stream in data for stream in _LOCKED_STREAMS):
        return True
    # Parts of a compound file begin at its sectors.
    starts = range(_SECTOR, len(data) - _WORD_FLAGS, _SECTOR) if is_doc(data) else ()
    main = next((at for at in starts if data.startswith(_WORD_MAGIC, at)), None)
    return main is not None and bool(data[main + _WORD_FLAGS] & 1)


def is_image(data: bytes) -> bool:
    """A picture of one page (PNG, JPEG or TIFF)."""
    return data.startswith(_IMAGES)


def is_html(data: bytes, name: str) -> bool:
    """An HTML page, whatever its name; a fragment only if its name says so."""
    head = decode(data[:4096]).lstrip("\ufeff")
    if PurePath(name).suffix.lower() == ".pdf":
        return False  # A page of an error where a PDF should be: see check_supported.
    return bool(_HTML.match(head)) or PurePath(name).suffix.lower() in _HTML_SUFFIXES


def check_supported(data: bytes, name: str) -> None:
    """Raise InputError ``input.unsupported`` for a format that is known not to be readable.

    A file that is called .pdf but holds something else (an HTML error page, a
    picture) is refused too: reading it as text would hide the mistake.
    """
    called_pdf = PurePath(name).suffix.lower() == ".pdf"
    known = ((_OLE, "an old Microsoft Office file, and no Word document", _TO_PDF), *_KNOWN)
    for magic, what, advice in known:
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
