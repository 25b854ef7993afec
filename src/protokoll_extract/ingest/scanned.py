"""PDF pages whose text layer is missing or bad, and pages that are pictures, read off their pictures.

A page's text comes from its layer or from its picture, never from both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from statistics import median
from typing import Any, Literal

from protokoll_extract.errors import InputError
from protokoll_extract.ingest import ocr
from protokoll_extract.ingest.layers import bad_layers
from protokoll_extract.ingest.pdf import page_picture, pages_of_pdf, source_of
from protokoll_extract.ingest.pdf_lines import RawPage, RawWord
from protokoll_extract.ingest.pdf_scans import scanned_pages
from protokoll_extract.ingest.pictures import media_type, pages_of_picture, picture_of
from protokoll_extract.ingest.scan_picture import Place
from protokoll_extract.ingest.scan_place import as_displayed, in_order
from protokoll_extract.ingest.scan_signs import Corner, corner, with_signs
from protokoll_extract.text.source import Remark, SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.words import Box, Font, Word, Words

# Pages without a good text layer, or all pages.
OcrMode = Literal["auto", "all"]
_POINTS = 72 / ocr.DPI
# A page of A0 fits; what is larger is meant to fill the memory.
_MOST_PIXELS = 150_000_000
# The size of a font to the height of its letters, from their feet to their heads.
_EM = 1.08
# The least gap between two words, as a share of their letters' height.
_GAP = 0.15
# A box in points: x0, top, x1, bottom.
Place4 = tuple[float, float, float, float]
# A page with less ink than this share of its area is blank.
_INK = 0.0005


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read off pictures: how sure each word is, by its page and the corner of its box."""

    pages: tuple[int, ...]
    replaced: tuple[int, ...]
    sure: dict[Corner, int]
    signs: frozenset[Corner]
    tilts: dict[int, float]
    left_out: dict[int, int]


@dataclass(frozen=True, slots=True)
class _File:
    """A file of pages, how one is drawn (from 1, pixels to the point), and who is told when one begins."""

    data: bytes
    name: str
    picture: Callable[[int, float], Any]
    begins: Callable[[int], object]


def read_scanned(
    data: bytes, name: str, mode: OcrMode, begins: Callable[[int], object] | None = None
) -> SourceText:
    """Read a PDF, pages without a good text layer (``auto``) or all of them off their pictures.

    ``begins(page)`` is called before a page is read off its picture.

    Raises MissingExtraError ``extra.tesseract``; InputError ``input.timeout``, ``limit.page_size``, and
    as ``read_pdf`` does.
    """
    file = _File(data, name, partial(page_picture, data), begins or (lambda page: None))
    return _read_off(file, pages_of_pdf(data, name), mode)


def read_picture_file(data: bytes, name: str, begins: Callable[[int], object] | None = None) -> SourceText:
    """Read a file of pictures of pages (PNG, JPEG, TIFF); ``begins`` as in ``read_scanned``.

    Raises MissingExtraError ``extra.tesseract``; InputError ``input.corrupt``, ``input.no_text``,
    ``input.timeout``, ``input.too_large`` or ``limit.page_size``.
    """
    file = _File(data, name, partial(picture_of, data, name=name), begins or (lambda page: None))
    source = _read_off(file, pages_of_picture(data, name), "all")
    return replace(source, media_type=media_type(data, name), reader=ocr.program())


def _read_off(file: _File, pages: list[RawPage], mode: OcrMode) -> SourceText:
    data, name = file.data, file.name
    pages, scan = _read(file, pages, mode)
    if not any(page.words for page in pages):
        reason, advice = "nothing could be read off the pages' pictures", "Scan it anew, at 300 dpi."
        raise InputError("input.no_text", name, reason, advice)
    if not scan.pages:
        return source_of(pages, "pypdfium2", data, name)
    source = source_of(pages, f"pypdfium2+{ocr.program()}", data, name)
    told = (*source.remarks, *remarks(scan, source.words))
    return as_displayed(replace(source, ocr_pages=scan.pages, remarks=told), scan.tilts)


def _read(file: _File, pages: list[RawPage], mode: OcrMode) -> tuple[list[RawPage], Scan]:
    """The pages with those read off their pictures in the place of the others."""
    data, name = file.data, file.name
    bad = set(bad_layers(pages))
    if bad and data.startswith(b"%PDF-"):
        # The program that misread one page of a scan has read the others too.
        bad |= scanned_pages(data) & {page.number for page in pages if page.words}
    key = hashlib.sha256(data).hexdigest()
    out: list[RawPage] = []
    read: list[int] = []
    sure: dict[Corner, int] = {}
    signs: set[Corner] = set()
    tilts: dict[int, float] = {}
    left_out: dict[int, int] = {}
    for page in pages:
        if mode == "all" or page.number in bad or (not page.words and _has_ink(file, page)):
            reading = ocr.cached(key, page.number)
            if reading is None:
                file.begins(page.number)
                _check_size(page, name)
                reading = ocr.read_picture(file.picture(page.number, ocr.DPI / 72), name)
                ocr.keep(key, page.number, reading)
            whole, reading = reading, in_order(reading)
            left_out[page.number] = len(whole.words) - len(reading.words)
            tilts[page.number] = reading.tilt
            page = _raw_page(page, reading)
            sure |= {
                corner(page.number, word.x0, word.top): found.sure
                for word, found in zip(page.words, reading.words, strict=True)
            }
            signs |= {
                corner(page.number, word.x0, word.top)
                for word, found in zip(page.words, reading.words, strict=True)
                if found.sign
            }
            read.append(page.number)
        out.append(page)
    out, more = with_signs(out, set(read))
    return out, Scan(
        tuple(read), tuple(n for n in read if n in bad), sure, frozenset(signs | more), tilts, left_out
    )


def _check_size(page: RawPage, name: str) -> None:
    if page.width * page.height > _MOST_PIXELS * _POINTS**2:
        reason = f"page {page.number} is too large to be read off its picture"
        raise InputError("limit.page_size", name, reason, "Read it without --ocr, or scale its pages down.")


def _has_ink(file: _File, page: RawPage) -> bool:
    histogram = file.picture(page.number, 50 / 72).histogram()
    return bool(sum(histogram[:160]) > _INK * sum(histogram))


def _raw_page(page: RawPage, reading: ocr.PageReading) -> RawPage:
    """The reading as words and ruling lines on the page as displayed but straight, in points."""
    usual = median([word.size for word in reading.words]) if reading.words else 0.0
    words = [_raw_word(word, reading, usual) for word in _apart(reading.words)]
    rules = [Box(page.number, *_on_page(place, reading)) for place in reading.rules]
    return RawPage(page.number, page.width, page.height, words, rules)


def _apart(words: tuple[ocr.Reading, ...]) -> Iterator[ocr.Reading]:
    """Words that touch on the picture are still two: the first one's box ends a little before the next."""
    for word, following in zip(words, [*words[1:], None], strict=True):
        x0, top, x1, bottom = word.box
        if following is not None and abs(following.base - word.base) < word.size / 2:
            limit = following.box[0] - round(_GAP * word.size)
            x1 = limit if x0 < limit < x1 + round(_GAP * word.size) else x1
        yield replace(word, box=(x0, top, min(x1, word.box[2]), bottom))


def _raw_word(word: ocr.Reading, reading: ocr.PageReading, usual: float) -> RawWord:
    # Letter heights are measured line by line: about the usual size is the usual size.
    size = usual if 0.75 * usual < word.size < 1.3 * usual else word.size
    x, y = _back(word.box[0], word.base, reading)
    return RawWord(
        word.text,
        *_on_page(word.box, reading),
        Font("", round(_EM * size * _POINTS, 1), False),
        x * _POINTS,
        y * _POINTS,
        reading.turned % 360,
    )


def _on_page(place: Place, reading: ocr.PageReading) -> Place4:
    """A box of the upright picture on the page as displayed, in points."""
    x0, top, x1, bottom = place
    corners = [_back(a, b, reading) for a, b in ((x0, top), (x1, bottom))]
    xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
    return xs[0] * _POINTS, ys[0] * _POINTS, xs[1] * _POINTS, ys[1] * _POINTS


def _back(x: float, y: float, reading: ocr.PageReading) -> tuple[float, float]:
    """A point of the upright picture on the page as displayed (both in pixels)."""
    if reading.turned == 90:
        return y, reading.width - x
    if reading.turned == 180:
        return reading.width - x, reading.height - y
    if reading.turned == 270:
        return reading.height - y, x
    return x, y


# --- what to tell


def remarks(scan: Scan, words: Words) -> tuple[Remark, ...]:
    """What was read off pictures, how sure, and which words are doubtful, page by page."""
    read: dict[int, list[tuple[Word, int]]] = {page: [] for page in scan.pages}
    signs: list[Span] = []
    for word in words:
        place = _corner_of(word)
        if word.box.page in read and (sure := scan.sure.get(place)) is not None:
            read[word.box.page].append((word, sure))
        if place in scan.signs:
            signs.append(word.span)
    out = [
        x
        for page, known in read.items()
        for x in _page_remarks(page, page in scan.replaced, known, scan.left_out[page])
    ]
    if signs:
        message = f"A § or % was read {len(signs)} times where the Swedish model reads another sign."
        out.append(Remark("ocr.sign_read", message, tuple(signs)))
    return tuple(out)


def _corner_of(word: Word) -> Corner:
    return corner(word.box.page, word.box.x0, word.box.top)


def _page_remarks(page: int, replaced: bool, read: list[tuple[Word, int]], left_out: int) -> Iterator[Remark]:
    if replaced:
        message = f"The text layer of page {page} is not Swedish text; its picture was read instead."
        yield Remark("ocr.layer_replaced", message)
    if not read:
        yield Remark("ocr.nothing_read", f"Nothing could be read off the picture of page {page}.")
        return
    average = sum(sure for _, sure in read) / len(read)
    message = f"Page {page} was read off its picture: {len(read)} words, on average {average:.0f} % sure."
    if left_out:
        message += f" {left_out} hardly readable words (handwriting, stamps) were left out."
    yield Remark("ocr.page", message)
    doubtful = tuple(word.span for word, sure in read if sure < ocr.DOUBTFUL)
    if doubtful:
        message = f"{len(doubtful)} of {len(read)} words on page {page} are less than {ocr.DOUBTFUL} % sure."
        yield Remark("ocr.doubtful_words", message, doubtful)
