"""Words as printed: where each one stands in the text and on the page, and how it is set."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import overload

from protokoll_extract.text.record import record
from protokoll_extract.text.span import Span


@record
class Box:
    """A rectangle in PDF points, origin at the top left; pages count from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@record
class Font:
    """How a word is set: PostScript name, size in points, bold or not."""

    name: str
    size: float
    bold: bool


@record
class Word:
    """A word as printed, with its place in the text and on the page."""

    span: Span
    box: Box
    font: Font


class Words(Sequence[Word]):
    """All words of a document, in order, as columns; a :class:`Word` is made when it is asked for.

    A long document has a hundred thousand words, and few of them are ever asked for one by one.
    """

    __slots__ = ("bottom", "ends", "fonts", "pages", "starts", "top", "x0", "x1")

    def __init__(
        self,
        starts: Iterable[int] = (),
        ends: Iterable[int] = (),
        pages: Iterable[int] = (),
        x0: Iterable[float] = (),
        top: Iterable[float] = (),
        x1: Iterable[float] = (),
        bottom: Iterable[float] = (),
        fonts: Iterable[Font] = (),
    ) -> None:
        self.starts, self.ends, self.pages = array("l", starts), array("l", ends), array("l", pages)
        self.x0, self.top = array("d", x0), array("d", top)
        self.x1, self.bottom = array("d", x1), array("d", bottom)
        self.fonts = tuple(fonts)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, at: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        span = Span(self.starts[at], self.ends[at])
        box = Box(self.pages[at], self.x0[at], self.top[at], self.x1[at], self.bottom[at])
        return Word(span, box, self.fonts[at])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Words):
            return NotImplemented
        return all(getattr(self, column) == getattr(other, column) for column in self.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def within(self, span: Span) -> tuple[int, int]:
        """The first of the words that share a code point with ``span``, and the one behind the last."""
        starts, start, end = self.starts, span.start, span.end
        first = bisect_right(starts, start) - 1
        if first < 0 or self.ends[first] <= start:
            first += 1
        # There are no more words than code points.
        return first, bisect_left(starts, end, first, min(len(starts), first + end - start))

    def box(self, first: int, last: int) -> Box | None:
        """The smallest box round the words from ``first`` up to ``last`` on the first one's page."""
        if first >= last:
            return None
        page = self.pages[first]
        if last - first == 1:
            return Box(page, self.x0[first], self.top[first], self.x1[first], self.bottom[first])
        if self.pages[last - 1] != page:
            last = bisect_right(self.pages, page, first, last)
        return Box(
            page,
            min(self.x0[first:last]),
            min(self.top[first:last]),
            max(self.x1[first:last]),
            max(self.bottom[first:last]),
        )
