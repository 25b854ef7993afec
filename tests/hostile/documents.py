"""Hostile Word and web files."""

from __future__ import annotations

import io
import struct
import zipfile

from hostile import DONE, Kind, kind

WORD = "Granviksbron"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINES = ("Protokoll", "Kommunstyrelsen i Granvik", "2026-01-12", f"§ 1 {WORD}", "Beslut", "Anna Ek utses.")
DEEP = "limit.depth"


def word_xml(body: str, head: str = "") -> bytes:
    """The text part of a Word file."""
    root = f'<w:document xmlns:w="{_SPACE}"><w:body>{body}</w:body></w:document>'
    return f'<?xml version="1.0"?>{head}{root}'.encode()


def word(
    body: str = "", head: str = "", extra: dict[str, bytes] | None = None, xml: bytes | None = None
) -> bytes:
    """A Word file; ``xml`` stands for its whole text part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr("word/document.xml", word_xml(body, head) if xml is None else xml)
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def writer_xml(body: str) -> bytes:
    """The text part of an OpenDocument text."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    inside = f"<office:body><office:text>{body}</office:text></office:body>"
    return f"<office:document-content {names}>{inside}</office:document-content>".encode()


def writer(body: str = "", xml: bytes | None = None, extra: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument text; ``xml`` stands for its whole text part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", writer_xml(body) if xml is None else xml)
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def compound(streams: dict[str, bytes]) -> bytes:
    """An old compound file: header, table of sectors, directory, streams of whole sectors."""
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    table, body = [0xFFFFFFFD, 0xFFFFFFFE], b""
    for number, (name, content) in enumerate(streams.items(), start=1):
        first, sectors = len(table), -(-max(len(content), 4_096) // 512)
        following = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, sectors * 512, right=following))
        table += [*range(first + 1, first + sectors), 0xFFFFFFFE]
        body += content.ljust(sectors * 512, b"\0")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<9I", 0, 1, 1, 0, 4_096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack(
        "<109I", 0, *[0xFFFFFFFF] * 108
    )
    table += [0xFFFFFFFF] * (128 - len(table))
    return head + struct.pack("<128I", *table) + b"".join(entries).ljust(512, b"\0") + body


def _entry(
    name: str, kind: int, first: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    label = name.encode("utf-16-le")
    head = label.ljust(64, b"\0") + struct.pack("<HBB3I", len(label) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)


def _word_head(flags: int) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x041D, 0, flags)


def broken(package: bytes) -> bytes:
    """Its packed bytes are changed in the middle, its directory is whole."""
    data = bytearray(package)
    middle = data.rindex(b"content.xml", 0, data.index(b"PK\x01\x02")) + 30
    data[middle : middle + 40] = bytes(range(200, 240))
    return bytes(data)


def paragraphs(*lines: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def page(body: str) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def documents() -> dict[str, Kind]:
    """All of them, by file name."""
    plain = paragraphs(*LINES)
    plain_odt = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    tags = "".join(f"<p>{line}</p>" for line in LINES)
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + "]>"  # fmt: skip
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    return {
        "plain.docx": kind(word(plain), DONE, word=WORD),
        "bomb.docx": kind(word(plain + "<w:p/>" * 3_000_000), "limit.time", "limit.memory", DONE, word=WORD),
        "stuffed.docx": kind(word(plain, extra={"word/media/a.bin": bytes(150_000_000)}), DONE, word=WORD),
        "entities.docx": kind(word(paragraphs(*LINES, "&j;"), entity), "input.corrupt"),
        "outside.docx": kind(word(paragraphs(*LINES, "&a;"), outside), DONE, "input.corrupt", word=WORD),
        "deep.docx": kind(word(plain + "<w:sdt><w:sdtContent>" * 20_000), DEEP),
        "plain.odt": kind(writer(plain_odt), DONE, word=WORD),
        "deep.odt": kind(writer(plain_odt + "<text:section>" * 20_000), DEEP),
        "broken-inside.odt": kind(broken(writer(plain_odt * 50)), "input.corrupt"),
        "locked.odt": kind(writer(extra={"META-INF/manifest.xml": b"<x><encryption-data/></x>"}), "input.encrypted"),
        "odd-numbers.odt": kind(writer(plain_odt + '<text:h text:outline-level="x">a</text:h>'), DONE, "input.corrupt"),
        "slip.docx": kind(word(plain, extra={"../../ut.xml": b"x"}), DONE, word=WORD),
        "truncated.docx": kind(word(plain)[:-30], "input.corrupt"),
        "noise.docx": kind(b"PK\x03\x04" + bytes(range(256)) * 8, "input.corrupt"),
        "locked.docx": kind(compound({"EncryptionInfo": bytes(248), "EncryptedPackage": bytes(4_096)}), "input.encrypted"),
        "locked.doc": kind(compound({"WordDocument": _word_head(0x0100)}), "input.encrypted"),
        "old-sheet.doc": kind(compound({"Workbook": bytes(4_096)}), "input.unsupported"),
        "plain.html": kind(page(tags), DONE, word=WORD),
        "script.html": kind(page(tags + "<script>alert(1)</script><img src=x onerror=alert(1)>"), DONE, word=WORD),
        "remote.html": kind(page(tags + '<iframe src="http://127.0.0.1:9/"></iframe>'), DONE, word=WORD),
        "deep.html": kind(page(tags + "<div>" * 200_000 + "djup"), DEEP),
        "deep-300.html": kind(page("<div>" * 300 + tags), DONE, word=WORD),
        "formatting-left-open.html": kind(page("<font><b><i>" * 400 + tags), DONE, word=WORD),
        "many-tags.html": kind(page(tags + "<p>ord</p>" * 100_000), DONE, "limit.time", word=WORD),
    }  # fmt: skip
