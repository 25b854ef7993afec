"""Hostile PDFs, written byte by byte."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf

from hostile import DONE, Kind, kind

WORD = "Granviksbron"
LINES = ("Protokoll", "Kommunstyrelsen i Granvik", "2026-01-12", f"§ 1 {WORD}", "Beslut", "Anna Ek utses.")
CORRUPT, ENCRYPTED, NO_TEXT = "input.corrupt", "input.encrypted", "input.no_text"
TIME, MEMORY, CRASH = "limit.time", "limit.memory", "worker.crash"
# What a bomb may end as: read in spite of it, or stopped by name.
STOPPED = (DONE, TIME, MEMORY, CORRUPT, NO_TEXT, CRASH)

Objects = dict[int, bytes]


def show(lines: tuple[str, ...] = LINES, before: str = "", font: str = "F1") -> bytes:
    """A content stream that shows lines from the top of an A4 page."""
    body = [f"{before}BT /{font} 11 Tf 72 760 Td 16 TL"]
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        body.append(f"({escaped}) Tj T*")
    return "\n".join([*body, "ET"]).encode("cp1252")


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def packed(data: bytes, extra: bytes = b"") -> bytes:
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + extra)


def objects(content: bytes | None = None) -> Objects:
    """A whole document of one page: 1 catalogue, 2 tree, 3 page, 4 content, 5 font."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        4: stream(show()) if content is None else content,
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }


def write(parts: Objects, trailer: bytes = b"", shift: int = 0, tail: bytes = b"%%EOF\n") -> bytes:
    """The objects as a file; ``shift`` makes every offset of the table wrong by so much."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in parts.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(parts) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += (
            (b"%010d 00000 n \n" % (places[number] + shift)) if number in places else b"0000000000 65535 f \n"
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n" % (size, trailer, start + shift) + tail
    return bytes(out)


def changed(changes: Objects, content: bytes | None = None, **how: object) -> bytes:
    return write({**objects(content), **changes}, **how)  # type: ignore[arg-type]


def page(extra: bytes = b"", box: bytes = b"/MediaBox [0 0 595 842]", fonts: bytes = b"/F1 5 0 R") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R " + box + b" /Contents 4 0 R /Resources << /Font << " + fonts + b" >> "
        b">> " + extra + b" >>"
    )


def catalogue(extra: bytes) -> bytes:
    return b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>"


def locked(**how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(write(objects()))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(**how))  # type: ignore[arg-type]
    return out.getvalue()


def with_cmap(cmap: bytes) -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] "
        b"/ToUnicode 7 0 R >>"
    )
    inner = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /FontDescriptor 9 0 R >>"
    )
    both = show() + b"\nBT /F2 11 Tf 72 400 Td <00410042> Tj ET"
    return changed(
        {
            3: page(fonts=b"/F1 5 0 R /F2 8 0 R"),
            6: inner,
            7: stream(cmap),
            8: font,
            9: b"<< /Type /FontDescriptor /FontName /X /Flags 4 >>",
        },
        stream(both),
    )


def laughs(depth: int, width: int) -> bytes:
    """Forms that draw forms: width ** depth drawings in a few kilobytes."""
    parts: Objects = {3: page().replace(b"/Font", b"/XObject << /X 10 0 R >> /Font")}
    for level in range(depth):
        inner = b"/X Do " * width if level < depth - 1 else b"BT /F1 9 Tf (x) Tj ET"
        use = b"/XObject << /X %d 0 R >>" % (11 + level) if level < depth - 1 else b""
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> " + use
        parts[10 + level] = stream(inner, head + b" >>")
    return changed(parts, stream(show() + b"\n/X Do"))


def updates(count: int) -> bytes:
    out = bytearray(write(objects()))
    for _ in range(count):
        before = out.rindex(b"startxref\n") + 10
        previous = int(out[before : out.index(b"\n", before)])
        place = len(out)
        out += b"5 0 obj\n" + objects()[5] + b"\nendobj\n"
        start = len(out)
        out += b"xref\n5 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\n" % (place, previous)
        out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def image_page() -> bytes:
    image = packed(
        b"\x7f" * 100 * 100,
        b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    parts = {3: page().replace(b"/Font", b"/XObject << /I 6 0 R >> /Font"), 6: image}
    return changed(parts, stream(b"q 595 0 0 842 0 0 cm /I Do Q"))


def many_pages(count: int) -> bytes:
    """The same page, again and again."""
    return changed({2: b"<< /Type /Pages /Count %d /Kids [" % count + b"3 0 R " * count + b"] >>"})


def type3() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 65 "
        b"/LastChar 65 /Widths [10] /Encoding << /Type /Encoding /Differences [65 /a] >> "
        b"/CharProcs << /a 6 0 R >> >>"
    )
    both = stream(show() + b"\nBT /F2 11 Tf 72 400 Td (AAA) Tj ET")
    return changed({3: page(fonts=b"/F1 5 0 R /F2 7 0 R"), 6: stream(b"10 0 d0 0 0 5 5 re f"), 7: font}, both)


def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    out = b"".join(packer.compress(b"0 " * 524288) for _ in range(megabytes))
    return out + packer.flush()


def good(content: bytes) -> Kind:
    return kind(content, DONE, word=WORD)


def bomb(content: bytes) -> Kind:
    return kind(content, *STOPPED)


_MAKERS: dict[str, Callable[[], Kind]] = {
    # Read in spite of it
    "plain": lambda: good(write(objects())),
    "junk-before-header": lambda: good(b"junk\n" * 20 + write(objects())),
    "junk-after-end": lambda: good(write(objects()) + b"\0" * 10_000),
    "offsets-shifted": lambda: good(write(objects(), shift=7)),
    "no-media-box": lambda: good(changed({3: page(box=b"")})),
    "rotated": lambda: good(changed({3: page(b"/Rotate 90")})),
    "rotated-odd": lambda: good(changed({3: page(b"/Rotate 45")})),
    "huge-box": lambda: good(changed({3: page(box=b"/MediaBox [0 0 1000000000 1000000000]")})),
    "turned-box": lambda: good(changed({3: page(box=b"/MediaBox [595 842 0 0]")})),
    "flat-box": lambda: kind(changed({3: page(box=b"/MediaBox [0 0 0 0]")}), DONE, NO_TEXT),
    "user-unit": lambda: good(changed({3: page(b"/UserUnit 75000")})),
    "previous-is-itself": lambda: good(write(objects(), trailer=b"/Prev 9")),
    "hundred-updates": lambda: good(updates(100)),
    "long-startxref": lambda: good(write(objects()).replace(b"startxref\n", b"startxref\n" + b"9" * 60_000)),
    "javascript": lambda: good(changed({1: catalogue(b"/OpenAction << /S /JavaScript /JS (while(1){}) >>")})),
    "launch": lambda: good(changed({1: catalogue(b"/OpenAction << /S /Launch /F (/bin/sh) >>")})),
    "remote-reference": lambda: good(
        changed({1: catalogue(b"/OpenAction << /S /URI /URI (http://127.0.0.1:9) >>")})
    ),
    "attachment": lambda: good(
        changed(
            {
                1: catalogue(b"/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>"),
                6: b"<< /Type /Filespec /F (../../a.exe) /EF << /F 7 0 R >> >>",
                7: stream(b"MZ" * 100, b"/Type /EmbeddedFile"),
            }
        )
    ),
    "outline-loop": lambda: good(
        changed(
            {
                1: catalogue(b"/Outlines 6 0 R"),
                6: b"<< /First 7 0 R /Last 7 0 R >>",
                7: b"<< /Title (x) /Parent 6 0 R /Next 7 0 R >>",
            }
        )
    ),
    "markup-as-text": lambda: good(
        write(
            objects(
                stream(show((*LINES, "<script>alert(1)</script>", "'; DROP TABLE protokoll; --", "=1+1")))
            )
        )
    ),
    "invisible-text": lambda: good(write(objects(stream(show(before="3 Tr "))))),
    "white-text": lambda: good(write(objects(stream(show(before="1 g "))))),
    "text-outside": lambda: good(
        write(objects(stream(show() + b"\nBT /F1 11 Tf -9000 -9000 Td (ute) Tj ET")))
    ),
    "please-wait": lambda: good(write(objects(stream(show((*LINES, "Please wait...")))))),
    "type3": lambda: good(type3()),
    "cmap-surrogates": lambda: good(with_cmap(b"1 beginbfrange <0041> <0042> <D800> endbfrange")),
    "cmap-of-itself": lambda: good(with_cmap(b"/X usecmap 1 beginbfchar <0041> <0041> endbfchar")),
    "form-of-itself": lambda: good(
        changed(
            {
                3: page().replace(b"/Font", b"/XObject << /X 6 0 R >> /Font"),
                6: stream(
                    b"/X Do",
                    b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
                ),
            },
            stream(show() + b"\n/X Do"),
        )
    ),
    "owner-password": lambda: good(locked(owner="hemligt", user="")),
    "inline-image-without-end": lambda: kind(
        write(objects(stream(show() + b"\nBI /W 9 /H 9 /BPC 8 /CS /G ID " + b"\x80" * 400))), *STOPPED
    ),
    "missing-font": lambda: kind(changed({5: b"null"}), DONE, NO_TEXT),
    "many-words": lambda: good(write(objects(stream(show((*LINES, *("ord " * 20 for _ in range(500)))))))),
    "long-word": lambda: good(write(objects(stream(show((*LINES, "x" * 200_000)))))),
    "pages-in-a-loop": lambda: kind(
        changed({2: b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"}), *STOPPED
    ),
    # Bombs
    "cmap-range-of-all": lambda: bomb(with_cmap(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange")),
    "cid-range-of-all": lambda: bomb(with_cmap(b"1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange")),
    "wide-widths": lambda: bomb(
        changed(
            {5: objects()[5].replace(b"/Type ", b"/FirstChar 0 /LastChar 2000000000 /Widths [1] /Type ", 1)}
        )
    ),
    "billion-forms": lambda: bomb(laughs(9, 10)),
    "content-bomb": lambda: bomb(
        write(objects(b"<< /Length 1 /Filter /FlateDecode >>\nstream\n" + _bomb(300) + b"\nendstream"))
    ),
    "filters-in-filters": lambda: bomb(
        write(objects(stream(zlib.compress(_bomb(300)), b"/Filter [/FlateDecode /FlateDecode]")))
    ),
    "metadata-bomb": lambda: bomb(
        changed(
            {
                1: catalogue(b"/Metadata 6 0 R"),
                6: stream(_bomb(200), b"/Type /Metadata /Subtype /XML /Filter /FlateDecode"),
            }
        )
    ),
    "reference-cycle": lambda: bomb(
        changed({4: b"<< /Length 6 0 R >>\nstream\n" + show() + b"\nendstream", 6: b"7 0 R", 7: b"6 0 R"})
    ),
    "deep-arrays": lambda: bomb(changed({6: b"[" * 100_000 + b"]" * 100_000, 1: catalogue(b"/X 6 0 R")})),
    "deep-content": lambda: bomb(write(objects(stream(show() + b"\n" + b"[" * 100_000)))),
    "deep-states": lambda: bomb(write(objects(stream(b"q " * 200_000 + show())))),
    "predictor-columns": lambda: bomb(
        write(objects(packed(show(), b"/DecodeParms << /Predictor 12 /Columns 2000000000 >>")))
    ),
    "huge-image": lambda: bomb(
        image_page().replace(b"/Width 100 /Height 100", b"/Width 99999999 /Height 99999999")
    ),
    "object-stream-of-itself": lambda: bomb(
        changed({6: stream(b"1 0 ", b"/Type /ObjStm /N 1 /First 4 /Extends 6 0 R")})
    ),
    "huge-xref-size": lambda: bomb(write(objects()).replace(b"/Size 6", b"/Size 2000000000")),
    "two-hundred-thousand-pages": lambda: kind(many_pages(200_000), "input.too_large", "limit.pages", TIME),
    # Refused by name
    "six-thousand-pages": lambda: kind(many_pages(6_000), "input.too_large", "limit.pages"),
    "no-pages": lambda: kind(changed({2: b"<< /Type /Pages /Kids [] /Count 0 >>"}), CORRUPT, NO_TEXT, DONE),
    "no-root": lambda: kind(write(objects()).replace(b"/Root 1 0 R", b""), CORRUPT, DONE),
    "blank": lambda: kind(write(objects(stream(b""))), NO_TEXT),
    "scan": lambda: kind(image_page(), NO_TEXT),
    "header-only": lambda: kind(b"%PDF-1.7\n", CORRUPT),
    "header-and-end": lambda: kind(b"%PDF-1.7\n%%EOF\n", CORRUPT),
    "truncated": lambda: kind(write(objects())[:600], CORRUPT),
    "empty": lambda: kind(b"", "input.empty"),
    "web-page": lambda: kind(b"<!doctype html><title>404</title>", "input.unsupported"),
    "picture": lambda: kind(b"\x89PNG\r\n\x1a\n" + bytes(200), "input.no_text"),
    "gzip": lambda: kind(b"\x1f\x8b\x08" + bytes(200), "input.unsupported"),
    "zeros": lambda: kind(bytes(5000), "input.unsupported"),
    "noise": lambda: kind(bytes(range(256)) * 40, "input.unsupported"),
    "noise-with-header": lambda: kind(b"%PDF-1.4\n" + bytes(range(256)) * 40 + b"%%EOF", CORRUPT),
    "password-rc4-40": lambda: kind(locked(user="u", owner="o", R=2, metadata=False, aes=False), ENCRYPTED),
    "password-rc4-128": lambda: kind(locked(user="u", owner="o", R=3, metadata=False, aes=False), ENCRYPTED),
    "password-aes-128": lambda: kind(locked(user="u", owner="o", R=4), ENCRYPTED),
    "password-aes-256": lambda: kind(locked(user="u", owner="o", R=6), ENCRYPTED),
    "other-handler": lambda: kind(
        changed({6: b"<< /Filter /Acme.Handler /V 4 >>"}, trailer=b"/Encrypt 6 0 R /ID [<00> <00>]"),
        ENCRYPTED,
    ),
}


def pdfs() -> dict[str, Kind]:
    """All of them, by file name."""
    return {f"{name}.pdf": make() for name, make in _MAKERS.items()}
