"""Views: running text put together from places, matched on, and mapped back.

A view skips furniture, joins line-end hyphens and bridges page breaks. Its
offsets are never stored: ``spans`` gives the places in the canonical text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import regex

from protokoll_extract.text.record import record
from protokoll_extract.text.span import Span

_HYPHENS = "-\u00ad\u2010"
_HYPHEN_END = regex.compile(rf"(?<=\p{{L}})[{_HYPHENS}]$")
_NUMBER_END = regex.compile(r"\d[-–]$")
_CONJUNCTION = regex.compile(r"(?:och|eller|samt|respektive|till|och/eller)\b")
# White space, or a line-end hyphen with its line break: nothing a reader would miss.
_INVISIBLE = regex.compile(r"[-\u00ad\u2010]?\s*")


@record
class View:
    """A text with the source offset of each piece it was made from.

    ``starts[i]`` is where piece i begins in the view, ``origins[i]`` where it
    begins in the source, or -1 for a character the view added.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    source: str

    def __hash__(self) -> int:
        # The text and where it begins tell views apart; the rest need not be read each time.
        return hash((self.text, self.origins[:1]))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The source spans of ``view.text[start:end]``, sorted.

        Neighbours with nothing but white space or a line-end hyphen between
        them become one span, so a quote over a line break stays whole.
        """
        i = bisect_right(self.starts, start) - 1
        if i >= 0 and start < end <= self._end_of(i) and self.origins[i] >= 0:
            shift = self.origins[i] - self.starts[i]
            return (Span(start + shift, end + shift),)
        i = max(0, i)
        raw: list[Span] = []
        while i < len(self.starts) and self.starts[i] < end:
            piece_end = self._end_of(i)
            if self.origins[i] >= 0:
                a, b = max(start, self.starts[i]), min(end, piece_end)
                if a < b:
                    shift = self.origins[i] - self.starts[i]
                    raw.append(Span(a + shift, b + shift))
            i += 1
        return _join(self.source, raw)

    def _end_of(self, piece: int) -> int:
        return self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)

    def whole(self) -> tuple[Span, ...]:
        return self.spans(0, len(self.text))

    def cut(self, start: int, end: int) -> View:
        """The part ``text[start:end]`` as a view of its own."""
        if start == 0 and end == len(self.text):
            return self
        i = max(0, bisect_right(self.starts, start) - 1)
        starts: list[int] = []
        origins: list[int] = []
        while i < len(self.starts) and self.starts[i] < end:
            skipped = max(0, start - self.starts[i])
            starts.append(self.starts[i] + skipped - start)
            origins.append(self.origins[i] + skipped if self.origins[i] >= 0 else -1)
            i += 1
        return View(self.text[start:end], tuple(starts), tuple(origins), self.source)


def _join(source: str, spans: list[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in spans:
        if out and span.start >= out[-1].end:
            gap = source[out[-1].end : span.start]
            if not gap or ("\f" not in gap and _INVISIBLE.fullmatch(gap)):
                out[-1] = Span(out[-1].start, span.end)
                continue
        out.append(span)
    return tuple(out)


def view_of(source: str, lines: Iterable[Span], *, hyphenates: bool = True) -> View:
    """Running text of consecutive lines: joined by a space, hyphens mended.

    ``källsor-`` + ``tering`` becomes ``källsortering``; ``hälso-`` + ``och`` keeps
    its hyphen and a space; ``ERUF-`` + ``projekt`` and ``2024-11-`` + ``28`` keep the hyphen.
    In a document that never ``hyphenates``, a hyphen at a line end is the writer's own.
    """
    pieces: list[tuple[Span, str]] = []
    spans = [s for s in lines if s.start < s.end]
    if len(spans) == 1:
        span = spans[0]
        return View(source[span.start : span.end], (0,), (span.start,), source)
    for i, span in enumerate(spans):
        quote = source[span.start : span.end]
        following = source[spans[i + 1].start : spans[i + 1].end] if i + 1 < len(spans) else ""
        pieces.append(_line_piece(span, quote, following, hyphenates))
    return make_view(source, pieces)


def _line_piece(span: Span, quote: str, following: str, hyphenates: bool) -> tuple[Span, str]:
    if not following:
        return span, ""
    if quote[-1] in _HYPHENS and _HYPHEN_END.search(quote):
        if _CONJUNCTION.match(following):
            return span, " "
        previous = quote[-2]
        if hyphenates and following[0].islower() and previous.islower():
            return Span(span.start, span.end - 1), ""
        return span, ""
    if quote[-1] in "-–" and _NUMBER_END.search(quote) and following[0].isdigit():
        return span, ""
    return span, " "


def make_view(source: str, pieces: Iterable[tuple[Span, str]]) -> View:
    """A view from (span, glue) pairs; glue is text the view adds after the span."""
    text: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for span, glue in pieces:
        for origin, quote in ((span.start, source[span.start : span.end]), (-1, glue)):
            if quote:
                starts.append(length)
                origins.append(origin)
                text.append(quote)
                length += len(quote)
    return View("".join(text), tuple(starts), tuple(origins), source)


def join_views(first: View, second: View) -> View:
    """Two views of the same source as one, with a space between them."""
    shift = len(first.text) + 1
    return View(
        f"{first.text} {second.text}",
        (*first.starts, len(first.text), *(s + shift for s in second.starts)),
        (*first.origins, -1, *second.origins),
        first.source,
    )


# Emphasis of Markdown: "**Planen antas.**", "att *sänka* avgiften".
_EMPHASIS = regex.compile(r"(?<![\p{L}\d*])(?P<mark>\*{1,3})(?=[^\s*])[^*]*[^\s*](?P=mark)(?![\p{L}\d*])")


def plain_view(view: View) -> View:
    """The view without the stars of Markdown's emphasis."""
    if "*" not in view.text:
        return view
    cuts = sorted(
        place
        for match in _EMPHASIS.finditer(view.text)
        for place in (match.span("mark"), (match.end() - len(match["mark"]), match.end()))
    )
    parts, start = [], 0
    for a, b in [*cuts, (len(view.text), len(view.text))]:
        if start < a:
            parts.append(view.cut(start, a))
        start = b
    return _concatenated(parts) if cuts and parts else view


def _concatenated(views: list[View]) -> View:
    text = ""
    starts: list[int] = []
    origins: list[int] = []
    for view in views:
        starts += [len(text) + start for start in view.starts]
        origins += view.origins
        text += view.text
    return View(text, tuple(starts), tuple(origins), views[0].source)
