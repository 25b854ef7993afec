"""Which column a cell stands in, by its place on the page; heads that span several columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from protokoll_extract.extract.table_rows import Cells
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of
from protokoll_extract.text.words import Word

# What is thinner is a ruling line (points).
_THIN = 3.0
# A gap wider than between words (shares of the type's size).
_GAP = 0.45

Extent = tuple[float, float]


@dataclass(slots=True)
class Head:
    """What stands over a column: lines of its ``own``, and cells that span it and others (``over``)."""

    own: list[Span] = field(default_factory=list)
    over: list[Span] = field(default_factory=list)

    def view(self, source: SourceText) -> View | None:
        """The head as running text; a column without a head of its own has what spans it."""
        spans = self.own or self.over
        return view_of(source.text, spans) if spans else None


def bands_of(source: SourceText, rows: Sequence[Cells], width: int) -> list[Extent]:
    """Where the columns stand across the page (points), by the rows that have all cells; [] unknown."""
    full = [[_extent(source, cell) for cell in row] for row in rows if len(row) == width]
    known = [[x for x in row if x is not None] for row in full]
    known = [row for row in known if len(row) == width]
    return [(min(x[0] for x in column), max(x[1] for x in column)) for column in zip(*known, strict=True)]


def placed(source: SourceText, row: Cells, bands: list[Extent]) -> Cells:
    """The cells of a row that lacks some, each in its column; none but the label where that is open."""
    if not bands or len(row) == len(bands):
        return row
    out: Cells = [None] * len(bands)
    for cell in row:
        extent = _extent(source, cell)
        if cell is None or extent is None:
            continue
        found = _over(extent, bands)
        if len(found) != 1 or out[found[0]] is not None:
            return [row[0], *[None] * (len(bands) - 1)]
        out[found[0]] = cell
    return out


def heads_of(source: SourceText, rows: Sequence[Cells], bands: list[Extent], width: int) -> list[Head]:
    """The heads of the columns, from the rows of cells above the figures."""
    heads = [Head() for _ in range(width)]
    bands = _widened(source, rows, bands)
    for row in rows:
        by_place = bool(bands) and (len(rows) > 1 or len(row) < width)
        for at, cell in enumerate(row):
            if cell is None:
                continue
            pieces = _pieces(source, cell, bands)
            for piece in pieces:
                columns = _columns(source, piece, bands) if by_place else _to_the_next(row, at, width)
                if len(columns) > 1 and len(pieces) == 1 and at == len(row) - 1 and _is_behind(row):
                    columns = list(range(1, width))  # The only head behind that of the labels.
                for column in columns:
                    heads[column].own += [piece] if len(columns) == 1 else []
                    heads[column].over += [piece] if len(columns) > 1 else []
    return heads


def _widened(source: SourceText, rows: Sequence[Cells], bands: list[Extent]) -> list[Extent]:
    """The columns as wide as their heads are, where a row has a head for each."""
    for row in rows:
        extents = [_extent(source, cell) for cell in row if cell is not None]
        places = [x for x in extents if x is not None]
        if bands and len(places) == len(bands):
            bands = [(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(bands, places, strict=True)]
    return bands


def _is_behind(row: Cells) -> bool:
    return sum(cell is not None for cell in row[1:]) == 1 or len(row) == 1


def _pieces(source: SourceText, cell: Span, bands: list[Extent]) -> list[Span]:
    """The heads of several columns that a reader took for one cell, parted at the gaps between them."""
    words = source.words_in(cell) if bands else ()
    runs: list[list[Word]] = []
    for word in words:
        if runs and word.box.x0 - runs[-1][-1].box.x1 <= _GAP * word.font.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    over = [_over((run[0].box.x0, run[-1].box.x1), bands) for run in runs]
    alone = [columns[0] for columns in over if len(columns) == 1]
    if len(runs) < 2 or len(set(alone)) < len(runs):
        return [cell]
    return [Span(run[0].span.start, run[-1].span.end) for run in runs]


def _to_the_next(row: Cells, at: int, width: int) -> list[int]:
    """Without places: the only cell behind the labels spans the empty ones beside it."""
    alone = at > 0 and all(cell is None for i, cell in enumerate(row) if i not in (0, at))
    return list(range(at, width)) if alone and len(row) == width else [min(at, width - 1)]


def _columns(source: SourceText, cell: Span, bands: list[Extent]) -> list[int]:
    extent = _extent(source, cell)
    if extent is None:
        return []
    ruled = _between_rules(source, cell)
    if ruled is not None:
        inside = [i for i, (a, b) in enumerate(bands) if ruled[0] < (a + b) / 2 < ruled[1]]
        if inside:
            return inside
    return _over(extent, bands)


def _over(extent: Extent, bands: list[Extent]) -> list[int]:
    """The columns that something stands over; in a gap between two, both or the nearer one."""
    found = [i for i, (a, b) in enumerate(bands) if extent[0] < b and a < extent[1]]
    if found:
        return found
    gaps = [(max(a - extent[1], extent[0] - b), i) for i, (a, b) in enumerate(bands)]
    (first, i), *rest = sorted(gaps)
    if rest and rest[0][0] < 2 * first and abs(rest[0][1] - i) == 1 and i and rest[0][1]:
        return sorted((i, rest[0][1]))
    return [i]


def _extent(source: SourceText, cell: Span | None) -> Extent | None:
    words = source.words_in(cell) if cell is not None else ()
    return (min(w.box.x0 for w in words), max(w.box.x1 for w in words)) if words else None


def _between_rules(source: SourceText, cell: Span) -> Extent | None:
    """From one upright ruling line to the next, where a cell stands between two."""
    box = source.words_in(cell)[0].box
    middle = (box.top + box.bottom) / 2
    rules = source.pages[box.page - 1].rules
    upright = [r for r in rules if r.x1 - r.x0 <= _THIN and r.top < middle < r.bottom]
    left = max((r.x0 for r in upright if r.x0 <= box.x0), default=None)
    right = min((r.x0 for r in upright if r.x0 > box.x0), default=None)
    return (left, right) if left is not None and right is not None else None
