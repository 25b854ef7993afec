"""Text files to SourceText: find the encoding, make the text canonical, cut it at form feeds."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import PurePath

import regex

from protokoll_extract.errors import InputError
from protokoll_extract.text.normalise import normalise
from protokoll_extract.text.source import Page, SourceText
from protokoll_extract.text.span import Span

_BOMS = (
    # UTF-32 LE begins with the UTF-16 LE mark and must be asked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = regex.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
# Share of control characters above which a file is taken for binary.
_MAX_CONTROL = 0.02
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}


def read_plain(data: bytes, name: str) -> SourceText:
    """Decode ``data`` and build a SourceText without geometry.

    Raises InputError ``input.empty`` for nothing but white space and
    ``input.unsupported`` for binary content.
    """
    raw = decode(data)
    # NULs are dropped from the text, but many of them mean that this is no text.
    if len(_CONTROL.findall(raw)) > _MAX_CONTROL * len(raw):
        advice = "Save it as PDF or plain text and try again."
        raise InputError("input.unsupported", name, "this is not a text file", advice)
    text, origin = normalise(raw)
    if not text.strip():
        raise InputError("input.empty", name, "the file holds only white space", "Check its content.")
    suffix = PurePath(name).suffix.lower()
    return SourceText(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/markdown" if suffix in _MARKDOWN else "text/plain",
        reader="plain",
        text=text,
        pages=pages_of(text),
        origin=origin,
        has_pages="\f" in text,
    )


def pages_of(text: str) -> tuple[Page, ...]:
    """Pages that tile the text; a form feed is the last character of the page it ends."""
    cuts = [i + 1 for i, c in enumerate(text) if c == "\f"] if "\f" in text else []
    if not cuts or cuts[-1] != len(text):
        cuts.append(len(text))
    starts = [0, *cuts[:-1]]
    return tuple(Page(n, Span(a, b)) for n, (a, b) in enumerate(zip(starts, cuts, strict=True), start=1))


def decode(data: bytes) -> str:
    """The characters of ``data``; never fails, since Latin-1 takes every byte."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    wide = _utf16_without_mark(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_eight_bit(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 is told by a NUL as every second byte, since Swedish text is mostly Latin-1."""
    head = data[:4096]
    half = len(head) // 2
    if half == 0 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _decode_eight_bit(data: bytes) -> str:
    """Windows-1252, Latin-1, or UTF-8 with some broken bytes."""
    lenient = data.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= c <= "\udcff" for c in lenient)
    good = sum(c >= "\x80" for c in lenient) - broken
    if good > broken:
        # Mostly valid sequences: keep them, and read only the stray bytes as Windows-1252.
        return "".join(_stray(c) if "\udc80" <= c <= "\udcff" else c for c in lenient)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _stray(char: str) -> str:
    byte = bytes([ord(char) - 0xDC00])
    return byte.decode("cp1252", "ignore") or byte.decode("latin-1")
