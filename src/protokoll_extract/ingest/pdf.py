"""PDF to SourceText with PDFium's raw API: words, boxes, fonts and ruling lines.

Calls from Python to PDFium are what costs, so the text of a page is fetched at
once and only the first and last character of a word are asked for their box, in
one sweep over the page; font and size are asked for once per text object.
"""

from __future__ import annotations

import ctypes
import hashlib
import math
import threading
from array import array
from collections import deque
from collections.abc import Iterator
from itertools import repeat
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from protokoll_extract.errors import InputError
from protokoll_extract.growing import growing
from protokoll_extract.ingest.layers import check_layers
from protokoll_extract.ingest.pdf_attachments import attachments
from protokoll_extract.ingest.pdf_display import Display
from protokoll_extract.ingest.pdf_layout import build
from protokoll_extract.ingest.pdf_lines import RawPage, RawWord
from protokoll_extract.ingest.pdf_rules import rules_of
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.words import Font

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 5000
# PDFium writes U+FFFE (U+0002 when asked one by one) for a hyphen at a line's end, then no line break.
_WORD = regex.compile(r"[^\s\x00\x02\ufffe\uffff]+[\x02\ufffe]?|[\x02\ufffe]")
_SUBSET = regex.compile(r"^[A-Z]{6}\+")
_BOLD = regex.compile(r"(?i)bold|black|heavy|demi|fetstil")
_FORCE_BOLD = 1 << 18
# PDFium keeps global state and must not be entered by two threads at once.
LOCK = threading.RLock()


def read_pdf(data: bytes, name: str) -> SourceText:
    """Read a PDF's text layer.

    Raises InputError ``input.encrypted``, ``input.corrupt``, ``input.too_large``
    (pages) or ``input.no_text``.
    """
    check_whole(data, name)
    with LOCK:
        pages = read_raw_pages(data, name)
    if pages is not None and any(page.words for page in pages):
        return source_of(pages, "pypdfium2", data, name)
    # Each of the two readers finds nothing in some files that the other one reads.
    from protokoll_extract.ingest.pdf_second import read_pdf_again

    return read_pdf_again(data, name, opened=bool(pages))


def pages_of_pdf(data: bytes, name: str) -> list[RawPage]:
    """The pages as PDFium reads them, with or without words. Raises InputError as ``read_pdf`` does."""
    check_whole(data, name)
    with LOCK:
        pages = read_raw_pages(data, name)
    if not pages:
        raise _corrupt(name, "the PDF is damaged")
    return pages


def page_picture(data: bytes, page: int, scale: float) -> Image:
    """A page (from 1) as a picture, ``scale`` pixels to the point."""
    with LOCK:
        document = pdfium.PdfDocument(data)
        try:
            picture: Image = document[page - 1].render(scale=scale, grayscale=True).to_pil()
            return picture
        finally:
            document.close()


def read_pdf_first(data: bytes, name: str) -> SourceText:
    """As ``read_pdf``, by PDFium alone, for callers who ask the second reader themselves."""
    check_whole(data, name)
    with LOCK:
        pages = read_raw_pages(data, name)
    if pages is None:
        raise _corrupt(name, "the PDF is damaged")
    return source_of(pages, "pypdfium2", data, name)


@growing()
def source_of(pages: list[RawPage], reader: str, data: bytes, name: str) -> SourceText:
    """The pages' words laid out as text. Raises InputError when there are no pages, or no words."""
    if not pages:
        raise _corrupt(name, "the PDF has no pages")
    if not any(page.words for page in pages):
        raise no_text(name)
    text, placed, words = build(pages)
    with LOCK:
        remarks = attachments(data)
    return SourceText(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        reader=reader,
        text=text,
        pages=placed,
        words=words,
        has_pages=True,
        remarks=(*remarks, *check_layers(pages)),
    )


def page_count(data: bytes) -> int:
    """How many pages PDFium sees; 0 if it cannot open the file."""
    with LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError:
            return 0
        try:
            return len(document)
        finally:
            document.close()


def no_text(name: str) -> InputError:
    return InputError(
        "input.no_text",
        name,
        "the PDF has no text layer (it seems to be a scan)",
        "Read it with --ocr (needs Tesseract and its Swedish model).",
    )


def check_whole(data: bytes, name: str) -> None:
    """Refuse a cut-off file: readers that repair it would silently lose pages."""
    if b"%%EOF" not in data[-65536:]:
        raise _corrupt(name, "the PDF is cut off: its end is missing")


def check_page_count(count: int, name: str) -> None:
    if count > MAX_PAGES:
        reason = f"the PDF has {count} pages, more than {MAX_PAGES}"
        raise InputError("input.too_large", name, reason, "Split it.")


def encrypted(name: str) -> InputError:
    return InputError(
        "input.encrypted", name, "the PDF is encrypted with a password", "Save a copy without a password."
    )


def _corrupt(name: str, reason: str) -> InputError:
    return InputError("input.corrupt", name, reason, "Fetch the file again or save it anew as PDF.")


@growing()
def read_raw_pages(data: bytes, name: str) -> list[RawPage] | None:
    """All pages' words, fonts and ruling lines, not yet laid out; None if PDFium cannot open the file."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # A wrong password, or a way of encrypting that it does not know.
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise encrypted(name) from None
        return None
    try:
        count = len(document)
        check_page_count(count, name)
        fonts: dict[int, tuple[str, bool]] = {}
        return [_read_page(document, i, name, fonts) for i in range(count)]
    finally:
        document.close()


def _read_page(document: Any, index: int, name: str, fonts: dict[int, tuple[str, bool]]) -> RawPage:
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        raise _corrupt(name, f"page {index + 1} cannot be read")
    try:
        view = Display(page)
        words = _read_words(page, view, fonts)
        rules = rules_of(page, view, index + 1)
        return RawPage(index + 1, view.width, view.height, words, rules)
    finally:
        raw.FPDF_ClosePage(page)


def _read_words(page: Any, view: Display, fonts: dict[int, tuple[str, bool]]) -> list[RawWord]:
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        return []
    try:
        return _Words(text_page, view, fonts).collect()
    finally:
        raw.FPDFText_ClosePage(text_page)


def _page_text(text_page: Any) -> str:
    """The page's characters, one Python character for each of PDFium's."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters without a Unicode value are left out of the text: ask one by one to keep in step.
    codes = (raw.FPDFText_GetUnicode(text_page, i) for i in range(count))
    return "".join(chr(c) if 0 < c < 0x110000 else "\x00" for c in codes)


def _clamp(
    box: tuple[float, float, float, float], size: float, angle: int
) -> tuple[float, float, float, float]:
    """The box made no taller than the font size, measured from its foot.

    Some fonts claim an ascent that reaches into the line above.
    """
    x0, top, x1, bottom = box
    if size <= 0:
        return box
    if angle == 0:
        return x0, max(top, bottom - size), x1, bottom
    if angle == 90:
        return max(x0, x1 - size), top, x1, bottom
    if angle == 180:
        return x0, top, x1, min(bottom, top + size)
    if angle == 270:
        return x0, top, min(x1, x0 + size), bottom
    return box


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """The function of PDFium, taking addresses as numbers: to make pointers costs more than the call."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_VOID, _INT = ctypes.c_void_p, ctypes.c_int
_text_object = _by_address(raw.FPDFText_GetTextObject, _VOID, _VOID, _INT)
_loose_box = _by_address(raw.FPDFText_GetLooseCharBox, _INT, _VOID, _INT, _VOID)
_all = deque[int](maxlen=0).extend  # makes all calls and keeps no answer


def _less(ones: list[float], others: list[float]) -> list[float]:
    return [a if a < b else b for a, b in zip(ones, others, strict=True)]


def _more(ones: list[float], others: list[float]) -> list[float]:
    return [a if a > b else b for a, b in zip(ones, others, strict=True)]


# Font; direction of reading in degrees; the baseline (user space), None where it is not level.
_Style = tuple[Font, int, float | None]


class _Words:
    """Reads one page's words. PDFium is asked one thing of all words at a time."""

    def __init__(self, text_page: Any, view: Display, fonts: dict[int, tuple[str, bool]]) -> None:
        self.text_page = text_page
        self.address = ctypes.addressof(text_page.contents)
        self.view = view
        self.fonts = fonts
        self.styles: dict[int | None, _Style] = {}
        self.matrix = raw.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def collect(self) -> list[RawWord]:
        text = _page_text(self.text_page)
        places = [m.span() for m in _WORD.finditer(text)]
        starts, lasts = [start for start, _ in places], [end - 1 for _, end in places]
        drawn = map(_text_object, repeat(self.address), starts)
        shown = text.replace("\x02", "-").replace("\ufffe", "-")
        view = self.view
        left, above, styles = view.left, view.top, self.styles
        out = []
        corners_of = self._corners(starts, lasts)
        for (start, end), handle, corners in zip(places, drawn, corners_of, strict=True):
            font, angle, level = styles.get(handle) or self._style(handle, start)
            if level is not None:
                # What the functions below do for any other word: nearly all words stand upright.
                x0, low, x1, high = corners
                x0, top, x1, bottom = x0 - left, above - high, x1 - left, above - low
                top = max(top, bottom - font.size)
                x, y = x0, above - level
            else:
                x0, top, x1, bottom = _clamp(view.box(*corners), font.size, angle)
                x, y = view.point(*self._origin(start))
            out.append(RawWord(shown[start:end], x0, top, x1, bottom, font, x, y, angle))
        return out

    def _corners(self, starts: list[int], lasts: list[int]) -> Iterator[tuple[float, float, float, float]]:
        """Left, bottom, right and top of words, of their first and last characters' boxes."""
        first, last = self._boxes(starts), self._boxes(lasts)
        lefts, bottoms = _less(first[0::4], last[0::4]), _less(first[3::4], last[3::4])
        rights, tops = _more(first[2::4], last[2::4]), _more(first[1::4], last[1::4])
        return zip(lefts, bottoms, rights, tops, strict=True)

    def _boxes(self, characters: list[int]) -> list[float]:
        """Left, top, right and bottom of each character, all in one list."""
        room = array("f", bytes(16 * len(characters)))
        start = room.buffer_info()[0]
        places = range(start, start + 16 * len(characters), 16)
        _all(map(_loose_box, repeat(self.address), characters, places))
        return room.tolist()

    def _origin(self, index: int) -> tuple[float, float]:
        raw.FPDFText_GetCharOrigin(self.text_page, index, self.x, self.y)
        return self.x.value, self.y.value

    def _style(self, handle: int | None, index: int) -> _Style:
        """What all characters of a text object share."""
        if handle is None:
            return Font("", float(raw.FPDFText_GetFontSize(self.text_page, index)), False), 0, None
        style = self.styles[handle] = self._new_style(
            raw.FPDFText_GetTextObject(self.text_page, index), index
        )
        return style

    def _new_style(self, handle: Any, index: int) -> _Style:
        matrix = self.matrix
        raw.FPDFText_GetMatrix(self.text_page, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = round(raw.FPDFText_GetFontSize(self.text_page, index) * scale, 2)
        name, bold = self._font(raw.FPDFTextObj_GetFont(handle))
        # Programs without a bold face draw the outline too.
        bold = bold or raw.FPDFTextObj_GetTextRenderMode(handle) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        angle = 0
        if matrix.b or self.view.turns or matrix.a < 0:
            turned = math.degrees(math.atan2(matrix.b, matrix.a)) - 90 * self.view.turns
            # A scan's text layer may be slightly askew.
            nearest = 90 * round(turned / 90)
            angle = (nearest if abs(turned - nearest) < 2 else round(turned)) % 360
        upright = not matrix.b and angle == 0 == self.view.turns and size > 0
        return Font(name, size, bold), angle, self._origin(index)[1] if upright else None

    def _font(self, font: Any) -> tuple[str, bool]:
        if not font:
            return "", False
        key = ctypes.addressof(font.contents)
        known = self.fonts.get(key)
        if known is None:
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
            flags = raw.FPDFFont_GetFlags(font)
            bold = bool(_BOLD.search(name)) or (flags > 0 and bool(flags & _FORCE_BOLD))
            known = self.fonts[key] = (name, bold)
        return known
