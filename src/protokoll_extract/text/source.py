"""``SourceText``: the canonical text of one document and where each word stands.

The canonical text is pointed into, never corrected. Tabs separate columns,
``\\f`` ends a page (it belongs to the page it ends), ``\\n`` ends a line.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from protokoll_extract.text.normalise import OriginMap
from protokoll_extract.text.record import record
from protokoll_extract.text.span import Span
from protokoll_extract.text.words import Box, Word, Words


@record
class Page:
    """One page: its part of the text and its size in points (0 × 0 for plain text).

    ``rules`` are the ruling lines and thin rectangles drawn on it.
    """

    number: int
    span: Span
    width: float = 0.0
    height: float = 0.0
    rules: tuple[Box, ...] = ()


@record
class Region:
    """A line of a format that has elements instead of pages: which element it came from.

    ``path`` names the element ("paragraph 12", "table 2 row 3"); ``level`` is the depth of a
    heading by its style, 0 for text; ``furniture`` are running heads, feet and page chrome.
    """

    span: Span
    path: str
    level: int = 0
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reader itself noticed: a finding's code, its words and its places."""

    code: str
    message: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """One document's canonical text (NFC) with its pages and words.

    Invariants: page spans tile the text; words are sorted and disjoint and lie
    inside their page's span. ``words`` is empty for formats without geometry.
    ``regions`` are sorted and disjoint; only formats with elements have them.
    ``whole_lines``: a line is a whole paragraph, nothing was wrapped. ``remarks``
    are what the reader noticed; ``ocr_pages`` were read off their pictures.
    """

    name: str
    sha256: str
    media_type: str
    reader: str
    text: str
    pages: tuple[Page, ...]
    words: Words = field(default_factory=Words)
    origin: OriginMap | None = None
    has_pages: bool = False
    whole_lines: bool = False
    ocr_pages: tuple[int, ...] = ()
    regions: tuple[Region, ...] = ()
    remarks: tuple[Remark, ...] = ()
    _region_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _page_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_region_starts", tuple(r.span.start for r in self.regions))
        object.__setattr__(self, "_page_starts", tuple(p.span.start for p in self.pages))

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def page_at(self, offset: int) -> int:
        """The page number (from 1) that holds the code point at ``offset``."""
        return self.pages[max(0, bisect_right(self._page_starts, offset) - 1)].number

    def region_at(self, offset: int) -> Region | None:
        """The region that holds the code point at ``offset``, None between regions and without any."""
        at = bisect_right(self._region_starts, offset) - 1
        return self.regions[at] if at >= 0 and offset < self.regions[at].span.end else None

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that share at least one code point with ``span``."""
        first, last = self.words.within(span)
        return self.words[first:last]

    def split_by_page(self, span: Span) -> tuple[Span, ...]:
        """The span cut at page borders, so that each part lies on one page."""
        first = max(0, bisect_right(self._page_starts, span.start) - 1)
        if span.start < span.end <= self.pages[first].span.end:
            return (span,)
        out = []
        for page in self.pages[first:]:
            if page.span.start >= span.end:
                break
            part = span.intersect(page.span)
            if part:
                out.append(part)
        return tuple(out)

    def box_of(self, span: Span) -> Box | None:
        """The smallest box round the words of a span on its first page."""
        return self.words.box(*self.words.within(span))
