"""What the readers and the parser must stand: only ``ProtokollError`` may come out.

Each target takes bytes. ``seeds`` are where mutation starts. Used by the fuzzer and by the short test.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from hostile.archives import archives
from hostile.documents import LINES, page, paragraphs, word, word_xml, writer, writer_xml
from hostile.pdfs import changed, objects, packed, show, with_cmap, write
from hostile.texts import MINUTES
from protokoll_extract.errors import ProtokollError
from protokoll_extract.export.evidence import coverage_problems, quote_problems
from protokoll_extract.ingest import read_source
from protokoll_extract.ingest.pdf_second import read_pdf_again
from protokoll_extract.pipeline import run

_MOST = 20_000  # bytes: long inputs find no more, and take longer

ROLL = (
    "Protokoll\nKommunfullmäktige\nSammanträdesdatum 2026-03-02\nPlats och tid\tFolkets hus, kl. 18.00–21.30\n"
    "Beslutande\tAnna Ek (S), ordförande\n\tBo Berg (M) tjg. ers. för Cecilia Dahl (M), §§ 3–5\n"
    "Ersättare\tDavid Lund (V)\nÖvriga närvarande\tEva Holm, kommundirektör\nJusterare\tBo Berg\n\f"
    "§ 3\tDnr KS/2026:12\nTaxa för vatten\n\nSammanfattning av ärendet\n\nKostnaden är 1 250 000 kr, högst 3,5 mnkr.\n\n"
    "Yrkanden\n\nAnna Ek (S) yrkar bifall till kommunstyrelsens förslag. Bo Berg (M) yrkar avslag.\n\n"
    "Omröstning\n\nMed 21 ja-röster mot 19 nej-röster och 1 som avstår beslutar kommunfullmäktige enligt förslaget.\n\n"
    "Beslut\n\nKommunfullmäktige beslutar\natt fastställa taxan enligt 2 kap. 3 § kommunallagen (2017:725)\n"
    "att beslutet gäller från och med den 1 april 2026.\n\nReservation\n\nBo Berg (M) reserverar sig mot beslutet.\n\n"
    "Jäv\n\nEva Holm anmäler jäv.\n\nSkickas till\n\nTekniska nämnden\n"
)


def text(data: bytes) -> None:
    """Bytes as a text file, all the way; every value must keep its evidence."""
    try:
        source = read_source(data[:_MOST], "fuzz.txt")
    except ProtokollError:
        return
    document = run(source).model_dump(mode="json", by_alias=True)
    problems = [*coverage_problems(document), *quote_problems(document, source.text)]
    assert not problems, problems[:3]


def pdf(data: bytes) -> None:
    """Bytes as a PDF, by the first reader and all the way."""
    try:
        source = read_source(b"%PDF-1.7\n" + data, "fuzz.pdf")
    except ProtokollError:
        return
    run(source)


def second_pdf(data: bytes) -> None:
    """Bytes as a PDF, by the second reader."""
    try:
        read_pdf_again(b"%PDF-1.7\n" + data + b"\n%%EOF", "fuzz.pdf")
    except ProtokollError:
        return


def docx(data: bytes) -> None:
    """Bytes as a Word file, or as the text part of a whole one."""
    _document(data if data.startswith(b"PK") else word(xml=data), "fuzz.docx")


def odt(data: bytes) -> None:
    """Bytes as an OpenDocument text, or as the text part of a whole one."""
    _document(data if data.startswith(b"PK") else writer(xml=data), "fuzz.odt")


def html(data: bytes) -> None:
    """Bytes as a web page."""
    _document(b"<!doctype html>" + data, "fuzz.html")


def _document(data: bytes, name: str) -> None:
    try:
        read_source(data, name)
    except ProtokollError:
        return


def archive(data: bytes) -> None:
    """Bytes as an archive: its members listed and read."""
    import os
    import tempfile

    from protokoll_extract.batch.archive import Shelf, list_members
    from protokoll_extract.batch.limits import Limits

    limits = Limits(input_mb=1, archive_mb=10, archive_members=100)
    handle, path = tempfile.mkstemp(suffix=".zip")
    try:
        os.write(handle, data)
        os.close(handle)
        shelf = Shelf(limits)
        try:
            for position, _, refusal in list_members(path, limits):
                if not refusal:
                    shelf.read(path, position)
        except ProtokollError:
            return
        finally:
            shelf.close()
    finally:
        os.unlink(path)


def _pdf_seeds() -> list[bytes]:
    whole = [
        write(objects()),
        write(objects(packed(show()))),
        with_cmap(b"1 beginbfrange <0041> <0042> <0041> endbfrange"),
        changed({1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>", 6: b"<< /First 6 0 R >>"}),
        write(objects(packed(zlib.compress(show()), b"/DecodeParms << /Predictor 12 /Columns 4 >>"))),
    ]
    return [data.removeprefix(b"%PDF-1.7\n") for data in whole]


_WORD = (
    paragraphs(*LINES)
    + '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:ins><w:r><w:t>a</w:t><w:tab/><w:br/></w:r></w:ins><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>"
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    "<w:sdt><w:sdtContent><w:p><w:r><w:t>b</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sectPr><w:titlePg/></w:sectPr>"
)
_WRITER = (
    "".join(f"<text:p>{line}</text:p>" for line in LINES)
    + '<text:h text:outline-level="2">a<text:s text:c="3"/><text:tab/><text:line-break/></text:h>'
    '<text:list text:style-name="L1"><text:list-item text:start-value="3"><text:p>b</text:p></text:list-item></text:list>'
    '<table:table><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2" '
    'table:number-columns-repeated="3"><text:p>c</text:p></table:table-cell></table:table-row></table:table>'
)
_PAGE = (
    "".join(f"<p>{line}</p>" for line in LINES)
    + '<ol start="3"><li value="7">a</li></ol><table><tr><td colspan="2" rowspan="3">b<br>c</td></tr></table>'
    '<dl><dt>d</dt><dd>e</dd></dl><nav>f</nav><main style="margin:0">&#167; g &aring;</main>'
)

TARGETS: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "text": (text, [MINUTES.encode(), ROLL.encode(), ROLL.encode("cp1252"), ROLL.encode("utf-16")]),
    "pdf": (pdf, _pdf_seeds()),
    "second_pdf": (second_pdf, _pdf_seeds()),
    "docx": (docx, [word_xml(_WORD), word(_WORD)]),
    "odt": (odt, [writer_xml(_WRITER), writer(_WRITER)]),
    "html": (html, [page(_PAGE)]),
    "archive": (archive, [a.content for a in archives().values() if len(a.content) < 5_000]),
}


def mutate(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """The data with one to eight small changes."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at, length = dice.randint(0, len(out)), dice.choice((1, 1, 2, 4, 8, 30, 200))
        what = dice.randrange(7)
        if what == 0 and out:
            out[at % len(out)] ^= 1 << dice.randrange(8)
        elif what == 1:
            del out[at : at + length]
        elif what == 2:
            out[at:at] = out[at : at + length] * dice.choice((1, 2, 50))
        elif what == 3:
            other = dice.choice(others)
            start = dice.randint(0, len(other))
            out[at:at] = other[start : start + length]
        elif what == 4:
            out[at : at + length] = dice.randbytes(length)
        elif what == 5:
            out[at : at + 1] = dice.choice((b"-1", b"0", b"99999999999", b"4294967295", b"2147483647"))
        else:
            out[at:at] = dice.choice(TOKENS)
    return bytes(out)


TOKENS = [
    token.encode()
    for token in (
        "9" * 5_000,
        "§ ", "§§ 1–", "\t", "\n\n", "\f", "Beslut\n", "Beslutande\n", "kl. ", "2026-02-30", "den 31 februari", " kr",
        "1 000 000 ", "mnkr", " %", "(S)", "(", ")", "tjg. ers. för ", "att ", "yrkar ", "reserverar sig ", "-\n", "– ",
        "Dnr ", "kap. ", "<w:p>", "</w:p>", "<w:tc>", "<text:list>", "<table:table-cell ", "<table>", "<div>", "</p>", "&#x0;", 'val="',
         "\u00ad", "\u200b", "\u202e", "e\u0301", "\ufeff", "\x00", "\r", "Ja: ", "Nej: ", "Sida 1 av 2",
        " 0 R", "obj", "endobj", "stream\n", "<<", ">>", "/Length ", "/Filter /LZWDecode ", "/Kids [", "BT ", "Tj ", "/Prev ",
    )
]  # fmt: skip
