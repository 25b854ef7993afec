"""What pdfplumber does better or independently: tables, a second reading of words, a fallback.

It costs some thirty times the PDFium path, so it is asked for named pages only,
and every page is closed after use: open pages keep all their characters.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import regex

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.pdf_lines import RawPage, RawWord
from protokoll_extract.ingest.read import load
from protokoll_extract.text.normalise import normalise
from protokoll_extract.text.words import Box, Font

_BOLD = regex.compile(r"(?i)bold|black|heavy|demi|fetstil")
_SUBSET = regex.compile(r"^[A-Z]{6}\+")
_THIN = 3.0  # points, as in the PDFium reader
_MIN_RULE = 6.0


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its text (lines parted by ``\\n``, NFC) and its place."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table on one page; cells missing from a merged row are None."""

    page: int
    box: Box
    rows: tuple[tuple[TableCell | None, ...], ...]


def tables(path_or_bytes: str | os.PathLike[str] | bytes, page_numbers: Iterable[int]) -> list[Table]:
    """The ruled tables on the named pages (from 1), page by page from top to bottom.

    Page numbers outside the document are ignored. Raises InputError if the
    file cannot be read.
    """
    data, name = load(path_or_bytes)
    out: list[Table] = []
    with _opened(data, name) as document:
        for number in sorted(set(page_numbers)):
            if 1 <= number <= len(document.pages):
                page = document.pages[number - 1]
                try:
                    out += [_table(t, page, number) for t in page.find_tables()]
                finally:
                    page.close()
    return out


def _table(found: Any, page: Any, number: int) -> Table:
    left, top = page.bbox[0], page.bbox[1]
    texts = found.extract()
    rows = tuple(
        tuple(
            None if place is None else TableCell(_clean(text), _box(number, place, left, top))
            for place, text in zip(row.cells, line, strict=True)
        )
        for row, line in zip(found.rows, texts, strict=True)
    )
    return Table(number, _box(number, found.bbox, left, top), rows)


def _clean(text: str | None) -> str:
    return normalise(text or "")[0].strip()


def _box(number: int, place: tuple[float, float, float, float], left: float, top: float) -> Box:
    return Box(number, place[0] - left, place[1] - top, place[2] - left, place[3] - top)


def reference_words(data: bytes) -> list[list[tuple[str, Box]]]:
    """For each page, its words with boxes in pdfplumber's order; a yardstick for the fast reader."""
    with _opened(data, "<bytes>") as document:
        pages = []
        for number, page in enumerate(document.pages, start=1):
            left, top = page.bbox[0], page.bbox[1]
            words = page.extract_words(x_tolerance=2, y_tolerance=3)
            pages.append([(w["text"], _box(number, _place(w), left, top)) for w in words])
            page.close()
        return pages


def _place(item: dict[str, Any]) -> tuple[float, float, float, float]:
    return item["x0"], item["top"], item["x1"], item["bottom"]


def raw_pages(data: bytes, name: str) -> list[RawPage]:
    """All pages for the layout, for files that PDFium cannot open. Raises InputError."""
    from protokoll_extract.ingest.pdf import check_page_count

    with _opened(data, name) as document:
        check_page_count(len(document.pages), name)
        return [_raw_page(page, n, name) for n, page in enumerate(document.pages, start=1)]


def _raw_page(page: Any, number: int, name: str) -> RawPage:
    try:
        left, top = page.bbox[0], page.bbox[1]
        words = page.extract_words(x_tolerance=2, y_tolerance=3, extra_attrs=["fontname", "size"])
        rules = [
            _box(number, _place(r), left, top)
            for r in [*page.lines, *page.rects]
            if min(r["width"], r["height"]) <= _THIN and max(r["width"], r["height"]) >= _MIN_RULE
        ]
        return RawPage(
            number, float(page.width), float(page.height), [_raw_word(w, left, top) for w in words], rules
        )
    except Exception as error:  # pdfminer raises all sorts of errors on damaged pages
        raise _corrupt(name, f"page {number} cannot be read") from error
    finally:
        page.close()


def _raw_word(word: dict[str, Any], left: float, top: float) -> RawWord:
    box = _box(0, _place(word), left, top)
    name = _SUBSET.sub("", str(word["fontname"]))
    size = round(float(word["size"]), 2)
    font = Font(name, size, bool(_BOLD.search(name)))
    # pdfplumber keeps no baseline: a fifth of the size above the bottom is near enough.
    return RawWord(word["text"], box.x0, box.top, box.x1, box.bottom, font, box.x0, box.bottom - size / 5, 0)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """The open pdfplumber document; InputError if it cannot be opened."""
    import logging

    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    from protokoll_extract.ingest.pdf import encrypted

    # It tells of every oddity; what matters is told by an error.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        document = pdfplumber.open(io.BytesIO(data))
        len(document.pages)
    except Exception as error:
        causes = [error, *error.args] if isinstance(error, PdfminerException) else [error]
        if any(isinstance(c, PDFPasswordIncorrect | PDFEncryptionError) for c in causes):
            raise encrypted(name) from None
        raise _corrupt(name, "the PDF is damaged") from error
    try:
        yield document
    finally:
        document.close()


def _corrupt(name: str, reason: str) -> InputError:
    return InputError("input.corrupt", name, reason, "Fetch the file again or save it anew as PDF.")
