"""PDF to SourceText with PDFium's raw API: words, boxes, fonts and ruling lines.

Calls from Python to PDFium are what costs, so the text of a page is fetched at
once and only the first and last character of a word are asked for their box;
font and size are asked for once per text object.
"""

from __future__ import annotations

import ctypes
import hashlib
import math
import threading
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.pdf_layout import RawPage, RawWord, build
from protokoll_extract.text.source import Box, Font, SourceText

MAX_PAGES = 5000
# PDFium writes U+FFFE (U+0002 when asked one by one) for a hyphen at a line's end, then no line break.
_WORD = regex.compile(r"[^\s\x00\x02\ufffe\uffff]+[\x02\ufffe]?|[\x02\ufffe]")
_HYPHEN = str.maketrans("\x02\ufffe", "--")
_SUBSET = regex.compile(r"^[A-Z]{6}\+")
_BOLD = regex.compile(r"(?i)bold|black|heavy|demi|fetstil")
_FORCE_BOLD = 1 << 18
_THIN = 3.0  # points: what is thinner is a line
_MIN_RULE = 6.0  # points: what is shorter is a dash or a dot
_MAX_OBJECTS = 20_000  # per page: drawings of maps and logos are not worth more
# PDFium keeps global state and must not be entered by two threads at once.
_LOCK = threading.RLock()


def read_pdf(data: bytes, name: str) -> SourceText:
    """Read a PDF's text layer.

    Raises InputError ``input.encrypted``, ``input.corrupt``, ``input.too_large``
    (pages) or ``input.no_text``.
    """
    check_whole(data, name)
    reader = "pypdfium2"
    with _LOCK:
        pages = _read_pages(data, name)
    if pages is None:
        from protokoll_extract.ingest.pdf_tables import raw_pages

        reader = "pdfplumber"
        pages = raw_pages(data, name)
    if not pages:
        raise _corrupt(name, "the PDF has no pages")
    if not any(page.words for page in pages):
        raise InputError(
            "input.no_text",
            name,
            "the PDF has no text layer (it seems to be a scan)",
            "Run OCR on it first, for example with ocrmypdf -l swe.",
        )
    text, placed, words = build(pages)
    return SourceText(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        reader=reader,
        text=text,
        pages=placed,
        words=words,
        has_pages=True,
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


def _read_pages(data: bytes, name: str) -> list[RawPage] | None:
    """All pages, or None if PDFium cannot open the file."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
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
        view = _Display(page)
        words = _read_words(page, view, fonts)
        rules = _Rules(page, view, index + 1).collect()
        return RawPage(index + 1, view.width, view.height, words, rules)
    finally:
        raw.FPDF_ClosePage(page)


class _Display:
    """Turns PDF user space (origin bottom left) to the page as displayed (origin top left)."""

    def __init__(self, page: Any) -> None:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self.left, self.right = box.left, box.right
        self.bottom, self.top = min(box.bottom, box.top), max(box.bottom, box.top)
        self.turns = raw.FPDFPage_GetRotation(page) % 4
        self.width = float(raw.FPDF_GetPageWidthF(page))
        self.height = float(raw.FPDF_GetPageHeightF(page))

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """(x0, top, x1, bottom) as displayed, of two opposite corners in user space."""
        if self.turns == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


# --- words ---------------------------------------------------------------------


def _read_words(page: Any, view: _Display, fonts: dict[int, tuple[str, bool]]) -> list[RawWord]:
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


class _Words:
    """Reads one page's words; holds the buffers PDFium writes to."""

    def __init__(self, text_page: Any, view: _Display, fonts: dict[int, tuple[str, bool]]) -> None:
        self.text_page = text_page
        self.view = view
        self.fonts = fonts
        self.styles: dict[int, tuple[Font, int]] = {}
        self.first, self.last = raw.FS_RECTF(), raw.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.matrix = raw.FS_MATRIX()

    def collect(self) -> list[RawWord]:
        return [
            self._word(m.group(), m.start(), m.end() - 1) for m in _WORD.finditer(_page_text(self.text_page))
        ]

    def _word(self, text: str, start: int, end: int) -> RawWord:
        first, last = self.first, self.last
        raw.FPDFText_GetLooseCharBox(self.text_page, start, first)
        raw.FPDFText_GetLooseCharBox(self.text_page, end, last)
        raw.FPDFText_GetCharOrigin(self.text_page, start, self.x, self.y)
        font, angle = self._style(start)
        box = self.view.box(
            min(first.left, last.left),
            min(first.bottom, last.bottom),
            max(first.right, last.right),
            max(first.top, last.top),
        )
        x, y = self.view.point(self.x.value, self.y.value)
        x0, top, x1, bottom = _clamp(box, font.size, angle)
        return RawWord(text.translate(_HYPHEN), x0, top, x1, bottom, font, x, y, angle)

    def _style(self, index: int) -> tuple[Font, int]:
        """Font and direction of reading; all characters of a text object share them."""
        handle = raw.FPDFText_GetTextObject(self.text_page, index)
        if not handle:
            return Font("", float(raw.FPDFText_GetFontSize(self.text_page, index)), False), 0
        key = ctypes.addressof(handle.contents)
        style = self.styles.get(key)
        if style is None:
            style = self.styles[key] = self._new_style(handle, index)
        return style

    def _new_style(self, handle: Any, index: int) -> tuple[Font, int]:
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
        return Font(name, size, bold), angle

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


# --- ruling lines ----------------------------------------------------------------


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


class _Rules:
    """Collects the straight lines and thin rectangles that are painted on a page."""

    def __init__(self, page: Any, view: _Display, number: int) -> None:
        self.page = page
        self.view = view
        self.number = number
        self.seen = 0
        self.out: list[Box] = []
        self.sides = [ctypes.c_float() for _ in range(4)]
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.matrix = raw.FS_MATRIX()

    def collect(self) -> list[Box]:
        count = raw.FPDFPage_CountObjects(self.page)
        for i in range(min(count, _MAX_OBJECTS)):
            self._object(raw.FPDFPage_GetObject(self.page, i), _IDENTITY, 0)
        self.out.sort(key=lambda b: (b.top, b.x0))
        return self.out

    def _object(self, item: Any, outer: _Matrix, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 4:
            matrix = _times(self._matrix_of(item), outer)
            for i in range(raw.FPDFFormObj_CountObjects(item)):
                self.seen += 1
                if self.seen > _MAX_OBJECTS:
                    return
                self._object(raw.FPDFFormObj_GetObject(item, i), matrix, depth + 1)

    def _matrix_of(self, item: Any) -> _Matrix:
        m = self.matrix
        raw.FPDFPageObj_GetMatrix(item, m)
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _path(self, item: Any, outer: _Matrix) -> None:
        raw.FPDFPath_GetDrawMode(item, self.fill, self.stroke)
        if not self.fill.value and not self.stroke.value:
            return  # a clipping path: nothing is painted
        left, bottom, right, top = self.sides
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return
        a, b = _apply(outer, left.value, bottom.value), _apply(outer, right.value, top.value)
        width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
        if min(width, height) <= _THIN:
            self._rule(a, b)
        elif max(width, height) > _MIN_RULE and (self.stroke.value or self._is_frame(item)):
            self._edges(item, outer)

    def _is_frame(self, item: Any) -> bool:
        """A filled path of two rectangles, one inside the other: how some programs draw borders."""
        count = raw.FPDFPath_CountSegments(item)
        if not 8 <= count <= 12:
            return False
        kinds = [raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(item, i)) for i in range(count)]
        return kinds.count(raw.FPDF_SEGMENT_MOVETO) == 2 and raw.FPDF_SEGMENT_BEZIERTO not in kinds

    def _edges(self, item: Any, outer: _Matrix) -> None:
        """The straight upright or level strokes of a drawn outline, such as a cell's border."""
        count = raw.FPDFPath_CountSegments(item)
        if not 2 <= count <= 400:
            return
        matrix = _times(self._matrix_of(item), outer)
        first = last = (0.0, 0.0)
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, i)
            raw.FPDFPathSegment_GetPoint(segment, self.x, self.y)
            point = _apply(matrix, self.x.value, self.y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                first = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                self._straight(last, point)
            if raw.FPDFPathSegment_GetClose(segment):
                self._straight(point, first)
            last = point

    def _straight(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 0.5:
            self._rule(a, b)

    def _rule(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        x0, top, x1, bottom = self.view.box(
            min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
        )
        if max(x1 - x0, bottom - top) >= _MIN_RULE:
            self.out.append(Box(self.number, x0, top, x1, bottom))


def _apply(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]
