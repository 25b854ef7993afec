"""The straight lines and thin rectangles that are painted on a page."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

from protokoll_extract.ingest import pdf_calls as calls
from protokoll_extract.ingest.pdf_display import Display
from protokoll_extract.text.words import Box

_THIN = 3.0  # points: what is thinner is a line
_MIN_RULE = 6.0  # points: what is shorter is a dash or a dot
_MAX_OBJECTS = 20_000  # per page: drawings of maps and logos are not worth more

_Matrix = tuple[float, float, float, float, float, float]
_DRAWN = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)
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


def rules_of(page: Any, view: Display, number: int) -> list[Box]:
    """The ruling lines of a page as displayed, from top to bottom."""
    return _Rules(page, view, number).collect()


class _Rules:
    """Collects the straight lines and thin rectangles that are painted on a page."""

    def __init__(self, page: Any, view: Display, number: int) -> None:
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
        count = min(raw.FPDFPage_CountObjects(self.page), _MAX_OBJECTS)
        every = map(calls.page_object, repeat(ctypes.byref(self.page.contents)), range(count))
        # Most objects of a page are text: only the others are worth a pointer.
        for i, kind in enumerate(map(calls.kind_of, every)):
            if kind in _DRAWN:
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
