"""Lines: the canonical text cut where it was printed, with what the layout says of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from protokoll_extract.text.gate import gated
from protokoll_extract.text.record import record
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span, strip
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar

# Heading marks of Markdown, Org and Typst; they say "heading" and are no part of the text.
_MARK = gated(r"(?:(?P<md>\#{1,6})|(?P<org>\*{1,6})|(?P<typ>={1,5}))\s+(?=\S)")
# A section of a TeX file: its command is the mark, its title stands in braces.
_TEX = gated(r"\\(?P<depth>(?:sub)*)section\*?\s*\{(?P<title>[^{}]+)\}\s*$")
_MARKER = gated(
    r"(?P<bullet>[-–—•*·○▪]|\\item)\s+|(?P<tight>[-–](?=\p{Lu}\p{Ll}))"
    r"|(?P<number>\d{1,2})[.)]\s+(?!\d{3}\b)|(?P<letter>[a-zåäö])[).]\s+"
)
# What sets columns apart: a tab, spaces as layout-keeping converters write them, or upright strokes.
_GAP = gated(r"\t| {3,}")
_STROKED_GAP = gated(r"\t| {3,}|(?<!\S)\|(?!\S)")
_STROKE = " | "
# One stroke alone parts a label from its value; farther on it is dirt on a scanned page (characters).
_LABEL = 30
# What ends one column and begins the next, also where the cell between is empty.
_STOP, _STROKED_STOP = gated(r"\t"), gated(r"\t|(?<!\S)\|(?!\S)")
_SENTENCE_END = gated(r"[.!?:;][”\"')\]*]*$")
_LAST_SIGNS = ".!?:;”\"')]*"
_HYPHENS = "-\u00ad\u2010"
_BROKEN = gated(rf"\p{{Ll}}[{_HYPHENS}]$")
# Another indent than this (points) after a full stop is another paragraph.
_INDENT = 3.0
# Typesetting with hyphenation breaks some three lines in a hundred or more.
_HYPHEN_SHARE = 0.015
# A line at least so long, with its sentence not over, goes on behind a running head; behind
# a blank line (characters).
_SHORT, _LONG = 20, 40
# Lines longer than this are paragraphs that nobody wrapped (characters).
_UNWRAPPED = 160
# Where no line is longer than this nothing shows where the text would wrap.
_NARROW = 60


@record
class Line:
    """One printed line. ``span`` is its text without indent and heading mark.

    ``cells`` are its parts between tabs or wide spaces; ``x0``/``x1``/``top``/``size`` are points, 0 without
    geometry; ``level`` is the depth of a heading mark, 0 without one.
    """

    index: int
    full: Span
    span: Span
    cells: tuple[Span, ...]
    page: int
    blank_before: bool
    level: int
    marker: Span | None
    number: str | None
    x0: float
    x1: float
    top: float
    size: float
    bold: bool

    def text(self, source: SourceText) -> str:
        return source.text[self.span.start : self.span.end]


def lines_of(source: SourceText) -> tuple[Line, ...]:
    """Every non-blank line of the document, in order."""
    out: list[Line] = []
    cursor, blank = 0, True
    for raw in source.text.splitlines(keepends=True):
        start, cursor = cursor, cursor + len(raw)
        shown = raw.lstrip()
        if shown:
            begin = cursor - len(shown)
            span = Span(begin, begin + len(shown.rstrip()))
            out.append(_line(source, len(out), Span(start, cursor), span, blank))
            blank = False
        elif "\f" not in raw:
            blank = True
    return tuple(out)


def _line(source: SourceText, index: int, full: Span, span: Span, blank: bool) -> Line:
    text = source.text
    sign = text[span.start]
    mark = _MARK.match(text, span.start, span.end) if sign in "#*=" else None
    level = len(mark.group().strip()) if mark else 0
    if mark and mark.group("org") and _is_listed(source, mark.end(), level):
        level = 0
    if mark and level:
        span = strip(text, Span(mark.end(), span.end))
    tex = _TEX.match(text, span.start, span.end) if text[span.start] == "\\" else None
    if tex:
        level, span = 2 + len(tex["depth"]) // len("sub"), Span(*tex.span("title"))
    if source.regions and (region := source.region_at(span.start)):
        level = level or region.level
    marker = None if level or sign.isupper() else _MARKER.match(text, span.start, span.end)
    words = source.words
    first, behind = words.within(span) if words else (0, 0)
    placed = first < behind
    return Line(
        index,
        full,
        span,
        _cells(text, span),
        source.page_at(span.start),
        blank,
        level,
        Span(marker.start(), marker.end()) if marker else None,
        (marker.group("number") or marker.group("letter")) if marker else None,
        words.x0[first] if placed else 0.0,
        words.x1[behind - 1] if placed else 0.0,
        words.top[first] if placed else 0.0,
        words.fonts[first].size if placed else 0.0,
        placed and words.fonts[first].bold and all(font.bold for font in words.fonts[first:behind]),
    )


def _is_listed(source: SourceText, start: int, level: int) -> bool:
    """Is a star the mark of a list or of a note? Headings begin with a capital, a number or a sign."""
    in_markdown = level == 1 and source.media_type == "text/markdown"
    return in_markdown or source.text[start].islower() or source.text[start] == "="


def _cells(text: str, span: Span) -> tuple[Span, ...]:
    """The parts between tabs, or between spaces that set columns apart."""
    quote = text[span.start : span.end]
    stroked = _is_stroked(quote)
    if "\t" not in quote and "   " not in quote and not stroked:
        cell = span if quote.strip() == quote else strip(text, span)
        return (cell,) if cell.start < cell.end else ()
    gaps = [m.span() for m in (_STROKED_GAP if stroked else _GAP).finditer(text, span.start, span.end)]
    starts, ends = (span.start, *(b for _, b in gaps)), (*(a for a, _ in gaps), span.end)
    cells = (strip(text, Span(a, b)) for a, b in zip(starts, ends, strict=True))
    return tuple(c for c in cells if len(c))


def _is_stroked(quote: str) -> bool:
    """Do upright strokes part the cells: "| Ada Ek | S |", "Ada Ek | S | Ordförande", "Plats | Salen"?"""
    if _STROKE not in quote:
        return False
    return quote[0] == "|" or quote.count(_STROKE) > 1 or (quote[0].isupper() and _STROKE in quote[:_LABEL])


def columns_of(text: str, span: Span) -> list[Span | None]:
    """The parts of a row between tabs or upright strokes, None for an empty one."""
    starts, ends = [span.start], list[int]()
    stop = _STROKED_STOP if _is_stroked(text[span.start : span.end]) else _STOP
    for match in stop.finditer(text, span.start, span.end):
        ends.append(match.start())
        starts.append(match.end())
    cells = (strip(text, Span(a, b)) for a, b in zip(starts, [*ends, span.end], strict=True))
    return [cell if len(cell) else None for cell in cells]


@dataclass(frozen=True, slots=True)
class Wrap:
    """Where this document breaks its lines: a right edge in points or in characters."""

    right: float
    chars: float
    hyphenates: bool

    @classmethod
    def of(cls, source: SourceText, lines: tuple[Line, ...]) -> Wrap:
        lengths = sorted(length for x in lines if (length := len(x.span)) > 20) or [0]
        chars = lengths[int(0.95 * (len(lengths) - 1))]
        edges = sorted(x.x1 for x in lines if x.x1) or [0.0]
        right = edges[int(0.97 * (len(edges) - 1))]
        return cls(right, chars if _NARROW < chars < _UNWRAPPED else 0, _hyphenates(source, lines))

    def had_room(self, source: SourceText, line: Line, following: Line) -> bool:
        """Would the next line's first word have fitted on this one?"""
        word = following.text(source).split(None, 1)[0]
        if line.x1:
            per_char = (line.x1 - line.x0) / max(1, len(line.span))
            return self.right - line.x1 > per_char * (len(word) + 2)
        return not self.chars or len(line.span) + 1 + len(word) <= self.chars - 2

    def much_room(self, line: Line) -> bool:
        if line.x1:
            return line.x1 < line.x0 + 0.6 * max(1.0, self.right - line.x0)
        return not self.chars or len(line.span) < 0.6 * self.chars


def _hyphenates(source: SourceText, lines: tuple[Line, ...]) -> bool:
    """Does this document break words at line ends?

    Where it does not, a hyphen at a line end is one that the writer wrote.
    """
    prose = [x.text(source) for x in lines if len(x.span) > 40]
    broken = sum(1 for text in prose if text[-1] in _HYPHENS and _BROKEN.search(text))
    return broken >= 2 and broken / len(prose) > _HYPHEN_SHARE


@record
class Paragraph:
    """Consecutive lines that are one running text."""

    lines: tuple[Line, ...]
    view: View

    @property
    def number(self) -> str | None:
        return self.lines[0].number if self.lines else None

    @property
    def marked(self) -> bool:
        """Does it begin with a bullet, a number or a letter?"""
        return bool(self.lines) and self.lines[0].marker is not None


def continues(source: SourceText, wrap: Wrap, line: Line, following: Line) -> bool:
    """Does ``following`` go on with the paragraph of ``line``?"""
    if source.whole_lines or following.level or line.level or len(line.cells) > 1 or len(following.cells) > 1:
        return False
    if following.marker and not _is_sentence_number(source, wrap, line, following):
        return False
    if line.size and (abs(line.size - following.size) > 0.6 or line.bold != following.bold):
        return False  # Set in another type: a heading and its text.
    quote, start = line.text(source), following.text(source)
    ended = _is_over(quote)
    parted = following.blank_before or following.page != line.page
    if parted:
        # A page break or a stray blank line in mid-sentence.
        least = _SHORT if following.index > line.index + 1 else _LONG
        return not ended and len(quote) > least and start[0].islower() and not start.startswith("att ")
    if quote.endswith(":") or _is_next_clause(quote, start) or _is_side(start):
        return False
    if ended and line.x1 and abs(_text_x0(source, line) - following.x0) > _INDENT:
        return False
    if wrap.had_room(source, line, following):
        # A ragged edge: the sentence is not over, so the break was not meant.
        least = _SHORT if following.index > line.index + 1 else _SHORT + 5
        return not ended and (not wrap.much_room(line) or (start[0].islower() and len(quote) > least))
    return True


def _is_over(quote: str) -> bool:
    """Does a sentence end where the line does? "… enligt 6 kap." is not over."""
    if quote[-1:] not in _LAST_SIGNS:
        return False
    return bool(_SENTENCE_END.search(quote)) and not grammar("line.abbreviation").search(quote)


def _is_sentence_number(source: SourceText, wrap: Wrap, line: Line, following: Line) -> bool:
    """ "… yngre än / 25. Den som …": the line was full and its sentence not over."""
    if following.number is None or not following.number.isdigit() or following.blank_before:
        return False
    if following.marker and source.text.startswith("att ", following.marker.end):
        return False  # "…, samt" / "2. att ge": the next point.
    return (
        not _is_over(line.text(source))
        and bool(wrap.chars or line.x1)
        and not wrap.had_room(source, line, following)
    )


def _text_x0(source: SourceText, line: Line) -> float:
    """Where the line's text begins, behind its list marker (points)."""
    if line.marker is None:
        return line.x0
    words = source.words_in(Span(line.marker.end, line.span.end))
    return words[0].box.x0 if words else line.x0


def _is_side(start: str) -> bool:
    """Do the voters of one side begin here ("Nej: Bo Ek (S)")?"""
    return start[:1] in "JNA" and bool(grammar("vote.side_first").match(start))


def _is_next_clause(quote: str, start: str) -> bool:
    """Does an att-clause begin here, after another one or after "beslutar"?"""
    if not start.startswith("att "):
        return False
    return quote.startswith("att ") or bool(grammar("clause.end").search(quote)) or len(quote) < 40


def paragraphs_of(source: SourceText, wrap: Wrap, lines: tuple[Line, ...]) -> tuple[Paragraph, ...]:
    """The lines as paragraphs; a list marker is no part of a paragraph's view."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and continues(source, wrap, groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_paragraph(source, wrap, group) for group in groups)


def _paragraph(source: SourceText, wrap: Wrap, group: list[Line]) -> Paragraph:
    spans = [x.span for x in group]
    marker = group[0].marker
    if marker:
        spans[0] = Span(marker.end, spans[0].end)
    return Paragraph(tuple(group), view_of(source.text, spans, hyphenates=wrap.hyphenates))


def cell_views(source: SourceText, wrap: Wrap, lines: tuple[Line, ...]) -> Iterator[View]:
    """Running views of rows and lists: cells by themselves, wrapped lines put together."""
    rest = list(paragraphs_of(source, wrap, lines))
    while rest:
        paragraph = rest.pop(0)
        first = paragraph.lines[0]
        if len(first.cells) < 2:
            yield paragraph.view
            continue
        yield from (view_of(source.text, [cell]) for cell in first.cells[:-1])
        below = [first.cells[-1]]
        # The last cell goes on below itself.
        while rest and _stands_below(source, first.cells[-1], rest[0].lines[0]):
            below += [x.span for x in rest.pop(0).lines]
        yield view_of(source.text, below)


def _stands_below(source: SourceText, cell: Span, line: Line) -> bool:
    words = source.words_in(cell)
    beside = bool(words) and abs(words[0].box.x0 - line.x0) < _INDENT
    return beside and len(line.cells) == 1 and not line.blank_before


def body_size(lines: tuple[Line, ...]) -> float:
    """The usual type size in points (0 without geometry)."""
    sizes = [x.size for x in lines if x.size]
    return median(sizes) if sizes else 0.0
