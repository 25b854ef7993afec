"""Hostile Word and web files."""

from __future__ import annotations

import io
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
# What is right for a package that is wrong: refused, or read without what is wrong.
REFUSED = ("input.corrupt", "input.unsupported", "input.too_large", "limit.time", "limit.memory")


def word(body: str, head: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document xmlns:w="{_SPACE}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def paragraphs(*lines: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def page(body: str) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def documents() -> dict[str, Kind]:
    """All of them, by file name."""
    plain = paragraphs(*LINES)
    tags = "".join(f"<p>{line}</p>" for line in LINES)
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + "]>"  # fmt: skip
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    return {
        "plain.docx": kind(word(plain), DONE, word=WORD),
        "bomb.docx": kind(word(plain + "<w:p/>" * 3_000_000), DONE, *REFUSED),
        "stuffed.docx": kind(word(plain, extra={"word/media/a.bin": bytes(150_000_000)}), DONE, *REFUSED),
        "entities.docx": kind(word(paragraphs(*LINES, "&j;"), entity), *REFUSED),
        "outside.docx": kind(word(paragraphs(*LINES, "&a;"), outside), DONE, *REFUSED, word=WORD),
        "deep.docx": kind(word(plain + "<w:sdt><w:sdtContent>" * 20_000), *REFUSED),
        "slip.docx": kind(word(plain, extra={"../../ut.xml": b"x"}), DONE, *REFUSED),
        "truncated.docx": kind(word(plain)[:-30], *REFUSED),
        "noise.docx": kind(b"PK\x03\x04" + bytes(range(256)) * 8, *REFUSED),
        "old-locked.docx": kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000) + "EncryptedPackage".encode("utf-16-le"),
                                "input.encrypted", "input.unsupported", "input.corrupt", "extra.libreoffice"),
        "plain.html": kind(page(tags), DONE, word=WORD),
        "script.html": kind(page(tags + "<script>alert(1)</script><img src=x onerror=alert(1)>"), DONE, word=WORD),
        "remote.html": kind(page(tags + '<iframe src="http://127.0.0.1:9/"></iframe>'), DONE, word=WORD),
        "deep.html": kind(page(tags + "<div>" * 200_000 + "djup"), DONE, "limit.time", "limit.memory", "limit.depth", "input.corrupt"),
        "many-tags.html": kind(page(tags + "<p>ord</p>" * 100_000), DONE, "limit.time", word=WORD),
    }  # fmt: skip
