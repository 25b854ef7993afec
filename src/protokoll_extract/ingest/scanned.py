"""PDF pages whose text layer is missing or bad, read off their pictures.

A page's text comes from its layer or from its picture, never from both.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Literal

import regex

from protokoll_extract.errors import InputError
from protokoll_extract.ingest import ocr
from protokoll_extract.ingest.layers import bad_layers
from protokoll_extract.ingest.pdf import page_picture, pages_of_pdf, source_of
from protokoll_extract.ingest.pdf_lines import RawPage, RawWord
from protokoll_extract.text.source import Remark, SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.words import Font, Word, Words
from protokoll_extract.vocab.load import table

# Pages without a good text layer, or all pages.
OcrMode = Literal["auto", "all"]
_POINTS = 72 / ocr.DPI
# A page of A0 fits; what is larger is meant to fill the memory.
_MOST_PIXELS = 150_000_000
# The least gap between two words, as a share of their letters' height.
_GAP = 0.15
# A word by its page and the corner of its box.
Corner = tuple[int, float, float]
# A page with less ink than this share of its area is blank.
_INK = 0.0005
_NUMBER = regex.compile(r"(?P<n>\d{1,4})[.,:]?\p{Lu}?\p{L}*")
_JOINED = regex.compile(r"(?P<sign>[$&]{1,2})(?P<n>\d{1,4}\D?.*)")


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read off pictures: how sure each word is, by its page and the corner of its box."""

    pages: tuple[int, ...]
    replaced: tuple[int, ...]
    sure: dict[Corner, int]
    signs: frozenset[Corner]


def read_scanned(
    data: bytes, name: str, mode: OcrMode, begins: Callable[[int], object] | None = None
) -> SourceText:
    """Read a PDF, pages without a good text layer (``auto``) or all of them off their pictures.

    ``begins(page)`` is called before a page is read off its picture.

    Raises MissingExtraError ``extra.tesseract``; InputError ``input.timeout``, ``limit.page_size``, and
    as ``read_pdf`` does.
    """
    pages, scan = _read(data, name, pages_of_pdf(data, name), mode, begins or (lambda page: None))
    if not any(page.words for page in pages):
        reason, advice = "nothing could be read off the pages' pictures", "Scan it anew, at 300 dpi."
        raise InputError("input.no_text", name, reason, advice)
    if not scan.pages:
        return source_of(pages, "pypdfium2", data, name)
    source = source_of(pages, f"pypdfium2+{ocr.program()}", data, name)
    told = (*source.remarks, *remarks(scan, source.words))
    return replace(source, ocr_pages=scan.pages, remarks=told)


def _read(
    data: bytes, name: str, pages: list[RawPage], mode: OcrMode, begins: Callable[[int], object]
) -> tuple[list[RawPage], Scan]:
    """The pages with those read off their pictures in the place of the others."""
    bad = set(bad_layers(pages))
    key = hashlib.sha256(data).hexdigest()
    out: list[RawPage] = []
    read: list[int] = []
    sure: dict[Corner, int] = {}
    signs: set[Corner] = set()
    for page in pages:
        if mode == "all" or page.number in bad or (not page.words and _has_ink(data, page)):
            reading = ocr.cached(key, page.number)
            if reading is None:
                begins(page.number)
                _check_size(page, name)
                reading = ocr.read_picture(page_picture(data, page.number, ocr.DPI / 72), name)
                ocr.keep(key, page.number, reading)
            page = _raw_page(page, reading)
            sure |= {
                _corner(page.number, word.x0, word.top): found.sure
                for word, found in zip(page.words, reading.words, strict=True)
            }
            signs |= {
                _corner(page.number, word.x0, word.top)
                for word, found in zip(page.words, reading.words, strict=True)
                if found.sign
            }
            read.append(page.number)
        out.append(page)
    out, more = _with_signs(out, set(read))
    return out, Scan(tuple(read), tuple(n for n in read if n in bad), sure, frozenset(signs | more))


def _check_size(page: RawPage, name: str) -> None:
    if page.width * page.height > _MOST_PIXELS * _POINTS**2:
        reason = f"page {page.number} is too large to be read off its picture"
        raise InputError("limit.page_size", name, reason, "Read it without --ocr, or scale its pages down.")


def _corner(page: int, x0: float, top: float) -> Corner:
    return page, round(x0, 2), round(top, 2)


def _has_ink(data: bytes, page: RawPage) -> bool:
    histogram = page_picture(data, page.number, 50 / 72).histogram()
    return sum(histogram[:160]) > _INK * sum(histogram)


def _raw_page(page: RawPage, reading: ocr.PageReading) -> RawPage:
    """The reading as words on the page as displayed, in points; lines that fall are set straight."""
    usual = median([word.size for word in reading.words]) if reading.words else 0.0
    words = [_raw_word(word, reading, usual) for word in _apart(reading.words)]
    return RawPage(page.number, page.width, page.height, words, page.rules)


def _apart(words: tuple[ocr.Reading, ...]) -> Iterator[ocr.Reading]:
    """Words that touch on the picture are still two: the first one's box ends a little before the next."""
    for word, following in zip(words, [*words[1:], None], strict=True):
        x0, top, x1, bottom = word.box
        if following is not None and abs(following.base - word.base) < word.size / 2:
            limit = following.box[0] - round(_GAP * word.size)
            x1 = limit if x0 < limit < x1 + round(_GAP * word.size) else x1
        yield replace(word, box=(x0, top, min(x1, word.box[2]), bottom))


def _raw_word(word: ocr.Reading, reading: ocr.PageReading, usual: float) -> RawWord:
    x0, top, x1, bottom = word.box
    # Letter heights are measured line by line: about the usual size is the usual size.
    size = usual if 0.75 * usual < word.size < 1.3 * usual else word.size
    level = word.base - reading.slope * ((x0 + x1) / 2 - reading.width / 2)
    x, y = _back(x0, level, reading)
    corners = [_back(a, b, reading) for a, b in ((x0, top), (x1, bottom))]
    xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
    return RawWord(
        word.text,
        xs[0] * _POINTS,
        ys[0] * _POINTS,
        xs[1] * _POINTS,
        ys[1] * _POINTS,
        Font("", round(0.8 * size * _POINTS, 1), False),
        x * _POINTS,
        y * _POINTS,
        reading.turned % 360,
    )


def _back(x: float, y: float, reading: ocr.PageReading) -> tuple[float, float]:
    """A point of the upright picture on the page as displayed (both in pixels)."""
    if reading.turned == 90:
        return y, reading.width - x
    if reading.turned == 180:
        return reading.width - x, reading.height - y
    if reading.turned == 270:
        return reading.height - y, x
    return x, y


# --- the sign §


def _with_signs(pages: list[RawPage], read: set[int]) -> tuple[list[RawPage], set[Corner]]:
    """The sign § where it was misread before a number; and where that was."""
    vocab = table("legible")["paragraph_sign"]
    signs, doubtful = frozenset(vocab["signs"]), frozenset(vocab["doubtful"])
    numbers = _numbers(pages, signs)
    found: set[Corner] = set()
    out = []
    for page in pages:
        words = list(page.words)
        for i, (word, following) in enumerate(pairwise([*words, _NOTHING])) if page.number in read else ():
            text = _sign(word, following, words[i - 1] if i else None, signs, doubtful, numbers)
            if text is not None:
                words[i] = word._replace(text=text)
                found.add(_corner(page.number, word.x0, word.top))
        out.append(replace(page, words=words))
    return out, found


_NOTHING = RawWord("", 0, 0, 0, 0, Font("", 0, False), 0, math.inf, 0)


def _sign(
    word: RawWord,
    following: RawWord,
    before: RawWord | None,
    signs: frozenset[str],
    doubtful: frozenset[str],
    numbers: frozenset[int],
) -> str | None:
    """What the word is when read as §, None where it is not."""
    match = _NUMBER.fullmatch(following.text) if abs(following.y - word.y) < word.font.size else None
    if word.text in signs and match:
        return "§" * len(word.text)
    if word.text in signs and before is not None and _is_law(before, following):
        return "§"
    if joined := _JOINED.fullmatch(word.text):
        return "§" * len(joined["sign"]) + str(joined["n"])
    begins = before is None or abs(before.y - word.y) > word.font.size
    if word.text in doubtful and match and begins and {int(match["n"]) - 1, int(match["n"]) + 1} & numbers:
        return "§"
    return None


def _is_law(before: RawWord, following: RawWord) -> bool:
    """ "14 § kommunallagen": a number before the sign and a law behind it."""
    return before.text.isdigit() and bool(_law().search(following.text))


@cache
def _law() -> regex.Pattern[str]:
    return regex.compile(table("legible")["paragraph_sign"]["law"])


def _numbers(pages: list[RawPage], signs: frozenset[str]) -> frozenset[int]:
    """The numbers that stand behind a sign which is § beyond doubt."""
    found: set[int] = set()
    for page in pages:
        for word, following in pairwise(page.words):
            match = _NUMBER.fullmatch(following.text)
            if match and (word.text in signs or word.text.endswith("§")):
                found.add(int(match["n"]))
    return frozenset(found)


# --- what to tell


def remarks(scan: Scan, words: Words) -> tuple[Remark, ...]:
    """What was read off pictures, how sure, and which words are doubtful, page by page."""
    read: dict[int, list[tuple[Word, int]]] = {page: [] for page in scan.pages}
    signs: list[Span] = []
    for word in words:
        corner = _corner_of(word)
        if word.box.page in read and (sure := scan.sure.get(corner)) is not None:
            read[word.box.page].append((word, sure))
        if corner in scan.signs:
            signs.append(word.span)
    out = [x for page, known in read.items() for x in _page_remarks(page, page in scan.replaced, known)]
    if signs:
        message = f"A § or % was read {len(signs)} times where the Swedish model reads another sign."
        out.append(Remark("ocr.sign_read", message, tuple(signs)))
    return tuple(out)


def _corner_of(word: Word) -> Corner:
    return _corner(word.box.page, word.box.x0, word.box.top)


def _page_remarks(page: int, replaced: bool, read: list[tuple[Word, int]]) -> Iterator[Remark]:
    if replaced:
        message = f"The text layer of page {page} is not Swedish text; its picture was read instead."
        yield Remark("ocr.layer_replaced", message)
    if not read:
        yield Remark("ocr.nothing_read", f"Nothing could be read off the picture of page {page}.")
        return
    average = sum(sure for _, sure in read) / len(read)
    message = f"Page {page} was read off its picture: {len(read)} words, on average {average:.0f} % sure."
    yield Remark("ocr.page", message)
    doubtful = tuple(word.span for word, sure in read if sure < ocr.DOUBTFUL)
    if doubtful:
        message = f"{len(doubtful)} of {len(read)} words on page {page} are less than {ocr.DOUBTFUL} % sure."
        yield Remark("ocr.doubtful_words", message, doubtful)
