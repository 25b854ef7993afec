"""The words of a page as PDFium sees them: text, box, font and baseline.

Calls from Python to PDFium are what costs, so the text of a page is fetched at
once and only the first and last character of a word are asked for their box, in
one sweep over the page; font and size are asked for once per text object.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw
import regex

from protokoll_extract.ingest import pdf_calls as calls
from protokoll_extract.ingest.pdf_display import Display
from protokoll_extract.ingest.pdf_lines import RawWord
from protokoll_extract.text.words import Font

# White space as Unicode has it; re's own \s takes some control characters too.
_WHITE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# PDFium writes U+FFFE (U+0002 when asked one by one) for a hyphen at a line's end, then no line break.
_WORD = re.compile(rf"[^{_WHITE}\x00\x02\ufffe\uffff]+[\x02\ufffe]?|[\x02\ufffe]")
_SUBSET = regex.compile(r"^[A-Z]{6}\+")
_BOLD = regex.compile(r"(?i)bold|black|heavy|demi|fetstil")
_FORCE_BOLD = 1 << 18

# The page's quarter turns; the first four of the text matrix; font size; render mode; font's handle.
_Drawn = tuple[int, float, float, float, float, float, int, int | None]
# Font; direction of reading in degrees; whether that is upright on an upright page.
_Style = tuple[Font, int, bool]
# The same with the baseline (user space) instead, None where it is not level.
_Placed = tuple[Font, int, float | None]
_Corners = tuple[float, float, float, float]


class Fonts:
    """The fonts of a document, each made once: by PDFium's own handle, and as they are set."""

    def __init__(self) -> None:
        self.faces: dict[int, tuple[str, bool]] = {}
        self.styles: dict[_Drawn, _Style] = {}

    def style(self, drawn: _Drawn) -> _Style:
        """How letters look on the page that are drawn so."""
        turns, a, b, c, d, font_size, mode, handle = drawn
        size = round(font_size * (math.hypot(c, d) or 1.0), 2)
        name, bold = self._face(handle) if handle else ("", False)
        # Programs without a bold face draw the outline too.
        bold = bold or mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        angle = 0
        if b or turns or a < 0:
            turned = math.degrees(math.atan2(b, a)) - 90 * turns
            # A scan's text layer may be slightly askew.
            nearest = 90 * round(turned / 90)
            angle = (nearest if abs(turned - nearest) < 2 else round(turned)) % 360
        upright = not b and angle == 0 == turns and size > 0
        style = self.styles[drawn] = Font(name, size, bold), angle, upright
        return style

    def _face(self, handle: int) -> tuple[str, bool]:
        known = self.faces.get(handle)
        if known is None:
            font = ctypes.cast(handle, raw.FPDF_FONT)
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
            flags = raw.FPDFFont_GetFlags(font)
            bold = bool(_BOLD.search(name)) or (flags > 0 and bool(flags & _FORCE_BOLD))
            known = self.faces[handle] = (name, bold)
        return known


def read_words(page: Any, view: Display, fonts: Fonts) -> list[RawWord]:
    """The page's words in PDFium's order, placed on the page as displayed."""
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


def _clamp(box: _Corners, size: float, angle: int) -> _Corners:
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
    """Reads one page's words. PDFium is asked one thing of all words at a time."""

    def __init__(self, text_page: Any, view: Display, fonts: Fonts) -> None:
        self.text_page = text_page
        self.page = ctypes.byref(text_page.contents)
        self.view = view
        self.fonts = fonts

    def collect(self) -> list[RawWord]:
        text = _page_text(self.text_page)
        places = [m.span() for m in _WORD.finditer(text)]
        starts, lasts = [start for start, _ in places], [end - 1 for _, end in places]
        drawn = list(map(calls.text_object, repeat(self.page), starts))
        styles = self._styles(drawn, starts)
        shown = text.replace("\x02", "-").replace("\ufffe", "-")
        view = self.view
        left, above = view.left, view.top
        out = []
        corners_of = self._corners(starts, lasts)
        for (start, end), handle, (x0, high, x1, low, a, b, c, d) in zip(
            places, drawn, corners_of, strict=True
        ):
            # The box round the first and the last character.
            x0, low = x0 if x0 < a else a, low if low < d else d
            x1, high = x1 if x1 > c else c, high if high > b else b
            font, angle, level = styles.get(handle) or self._unknown(start)
            if level is not None:
                # What the functions below do for any other word: nearly all words stand upright.
                x0, top, x1, bottom = x0 - left, above - high, x1 - left, above - low
                foot = bottom - font.size
                if top < foot:
                    top = foot
                x, y = x0, above - level
            else:
                x0, top, x1, bottom = _clamp(view.box(x0, low, x1, high), font.size, angle)
                x, y = view.point(*next(self._origins([start])))
            out.append(RawWord(shown[start:end], x0, top, x1, bottom, font, x, y, angle))
        return out

    def _corners(self, starts: list[int], lasts: list[int]) -> Iterator[tuple[float, ...]]:
        """Left, top, right and bottom of first characters, then of last ones, word by word."""
        room = (ctypes.c_float * 8)()
        first, last = ctypes.byref(room), ctypes.byref(room, ctypes.sizeof(room) // 2)
        return calls.answers(
            room,
            map(calls.loose_box, repeat(self.page), starts, repeat(first)),
            map(calls.loose_box, repeat(self.page), lasts, repeat(last)),
        )

    def _origins(self, characters: list[int]) -> Iterator[tuple[float, ...]]:
        room = (ctypes.c_double * 2)()
        x, y = ctypes.byref(room), ctypes.byref(room, ctypes.sizeof(room) // 2)
        return calls.answers(room, map(calls.origin, repeat(self.page), characters, repeat(x), repeat(y)))

    def _matrices(self, characters: list[int]) -> Iterator[tuple[float, ...]]:
        room = (ctypes.c_float * 6)()
        there = ctypes.byref(room)
        return calls.answers(room, map(calls.matrix, repeat(self.page), characters, repeat(there)))

    def _unknown(self, index: int) -> _Placed:
        """The style of a character that belongs to no text object."""
        return Font("", float(raw.FPDFText_GetFontSize(self.text_page, index)), False), 0, None

    def _styles(self, drawn: list[int | None], starts: list[int]) -> dict[int | None, _Placed]:
        """What all characters of a text object share, as its first word's first character has it."""
        firsts = dict(zip(reversed(drawn), reversed(starts), strict=True))
        firsts.pop(None, None)
        characters = list(firsts.values())
        sizes = map(calls.font_size, repeat(self.page), characters)
        modes, fonts = map(calls.render_mode, firsts), map(calls.font_of, firsts)
        known, turns = self.fonts.styles, self.view.turns
        out: dict[int | None, _Placed] = {}
        for handle, (a, b, c, d, _, _), size, mode, font, (_, y) in zip(
            firsts, self._matrices(characters), sizes, modes, fonts, self._origins(characters), strict=True
        ):
            key = turns, a, b, c, d, size, mode, font
            style, angle, upright = known.get(key) or self.fonts.style(key)
            out[handle] = style, angle, y if upright else None
        return out
