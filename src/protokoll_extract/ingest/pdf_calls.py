"""PDFium's functions for what is asked many times a page, made to be called by ``map``.

Such a sweep asks one thing of all words or objects without coming back to Python in between, and the
converting of arguments, which costs more than PDFium does, is left out: what is passed must be right.
A page or a place to answer in is passed with ``byref``, a character's index as an int.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import repeat
from operator import itemgetter
from struct import Struct
from typing import Any

import pypdfium2.raw as raw


def _call(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


# Objects are known by their addresses, as plain numbers; None is a null pointer.
_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int

# Of a page (and an index): an object. Of an object: its kind, its font, how its letters are drawn.
page_object = _call(raw.FPDFPage_GetObject, _ADDRESS)
kind_of = _call(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
font_of = _call(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
render_mode = _call(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)

# Of a text page and a character's index: a number, or an answer in the place that is passed.
text_object = _call(raw.FPDFText_GetTextObject, _ADDRESS)
font_size = _call(raw.FPDFText_GetFontSize, ctypes.c_double)
loose_box = _call(raw.FPDFText_GetLooseCharBox, None)
matrix = _call(raw.FPDFText_GetMatrix, None)
origin = _call(raw.FPDFText_GetCharOrigin, None)


def answers(room: ctypes.Array[Any], *asked: Iterator[object]) -> Iterator[tuple[float, ...]]:
    """The numbers in ``room`` each time that all of ``asked`` have made a call, which fills it."""
    read = Struct(f"{len(room)}{room._type_._type_}").unpack
    return map(itemgetter(-1), zip(*asked, map(read, repeat(room)), strict=False))
