"""What a § is called: its title and diary number, on the line of its number or below it."""

from __future__ import annotations

from dataclasses import dataclass

from protokoll_extract.segment.head import Head
from protokoll_extract.segment.headings import sub_heading
from protokoll_extract.segment.lines import Line, Wrap, continues
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar

# A point of the § with its own number: "7.1 Motion om bänkar".
_SUB_NUMBER = gated(r"\d{1,3}\.\d{1,2}\.?\s+\p{Lu}")
# Lines a title may be spread over.
_SPREAD = 7
# A title that ends with a full stop has seldom more words.
_WORDS = 5
# A line of more words that holds the end of a sentence is no title.
_LONG = 8
_TWO_SENTENCES = gated(r"\p{Ll}{4}[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}")
# What parts a title from the diary number behind it.
_JOINT = gated(r"\s*[–—|,;:]\s*$|\s-\s*$")
_COLON = gated(r"(?P<title>\p{Lu}[^:.]{2,60}):\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Title:
    """Title and diary number as views (None where not printed), and where the text begins.

    ``said`` is text on the title's own line behind it; ``used`` counts the lines below
    the number that belong to the title.
    """

    title: View | None
    diary: View | None
    said: Span | None
    used: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document prints its titles.

    ``below``: on the line below the number, so that a word which is a sub-heading
    elsewhere ("Information") is a title there. ``before_colon``: on the number's line,
    with the text behind a colon.
    """

    below: bool = False
    before_colon: bool = False


def title_of(source: SourceText, wrap: Wrap, head: Head, lines: tuple[Line, ...], place: Place) -> Title:
    """The title of the § that ``head`` begins and ``lines`` follow."""
    diary, first = _split(source, head.rest)
    if first is not None and grammar("item.earlier_numbers").fullmatch(source.quote(first)):
        first = None  # "§ 8 Au § 48": what it was in the bodies before.
    if first is not None and place.before_colon and (colon := _COLON.match(source.quote(first))):
        named = Span(first.start, first.start + colon.end("title"))
        number = view_of(source.text, [diary]) if diary else None
        return Title(view_of(source.text, [named]), number, Span(first.start + colon.end(), first.end), 0)
    if first is not None and diary is None and _is_said(source.quote(first)):
        return Title(None, None, first, 0)
    if first is None and diary is None and not place.below and lines and _is_text(lines[0].text(source)):
        return Title(None, None, None, 0)
    spans, used = _title_lines(source, wrap, head.line, first, lines, below=place.below)
    if diary is None and spans and first is None:
        # The diary number may stand on a line of its own below the number.
        found, remainder = _split(source, spans[0])
        if found is not None:
            diary, spans = found, [*([remainder] if remainder else []), *spans[1:]]
            if not spans and place.below:
                spans, more = _below_diary(source, wrap, lines[used - 1 :])
                used += more
    below_title = lines[used] if used < len(lines) else None
    if diary is None and below_title and grammar("item.diary_alone").fullmatch(below_title.text(source)):
        diary, used = below_title.span, used + 1
        spans = _without_word(source, spans)
    said = None
    if len(spans) == 1 and (match := grammar("title.said").search(source.quote(spans[0]))):
        said = Span(spans[0].start + match.end(), spans[0].end)
        spans = [Span(spans[0].start, spans[0].start + match.start())]
    title = view_of(source.text, spans) if spans else None
    number = view_of(source.text, [diary]) if diary else None
    if title is not None and number is None and (match := grammar("item.diary_last").search(title.text)):
        number = title.cut(*match.span("number"))
        title = title.cut(0, match.start())
    return Title(title if title and title.text.strip() else None, number, said, used)


def _without_word(source: SourceText, spans: list[Span]) -> list[Span]:
    """ "Ny taxa – dnr", where the number stands below: the title without the number's word."""
    match = grammar("item.diary_word_last").search(source.quote(spans[-1])) if spans else None
    if match is None:
        return spans
    rest = Span(spans[-1].start, spans[-1].start + match.start())
    return [*spans[:-1], *([rest] if rest.start < rest.end else [])]


def _below_diary(source: SourceText, wrap: Wrap, lines: tuple[Line, ...]) -> tuple[list[Span], int]:
    """The title below the line of the diary number, in a type of its own, and its lines."""
    spans, used = _title_lines(source, wrap, lines[0], None, lines[1:], below=False)
    if not spans or is_sentence(view_of(source.text, spans).text):
        return [], 0
    return spans, used


def _split(source: SourceText, rest: Span) -> tuple[Span | None, Span | None]:
    """What follows the number on its line: diary number, title (either may be missing)."""
    quote = source.quote(rest)
    if grammar("item.diary_alone").fullmatch(quote.strip()):
        return _strip(source, rest), None
    match = grammar("item.diary").search(quote)
    if match is None:
        return None, _strip(source, rest)
    start, end = match.span(match.lastgroup or 0)
    diary = Span(rest.start + start, rest.start + end)
    joint = _JOINT.search(quote, 0, match.start())
    before = Span(rest.start, rest.start + (joint or match).start())
    after = Span(rest.start + match.end(), rest.end)
    found = (s for s in (_strip(source, after), _strip(source, before)) if s)
    # "Dnr KS 2031/12<tab>042": a code of the diary's plan is no title.
    return diary, next((s for s in found if any(map(str.isalpha, source.quote(s)))), None)


def _strip(source: SourceText, span: Span) -> Span | None:
    quote = source.quote(span)
    left = len(quote) - len(quote.lstrip(" \t.:–-*_"))
    right = len(quote.rstrip().rstrip("*_ \t–—"))
    return Span(span.start + left, span.start + right) if left < right else None


def _title_lines(
    source: SourceText, wrap: Wrap, head: Line, first: Span | None, lines: tuple[Line, ...], *, below: bool
) -> tuple[list[Span], int]:
    spans = [first] if first else []
    previous = head
    for at, line in enumerate(lines):
        text = line.text(source)
        named = sub_heading(text)
        if named and not spans and below and at == 0 and named != "decision":
            named = None
        # A heading right below a lone "§ 12" is its title if it stands deeper.
        heading = bool(line.level) and (bool(spans) or line.level <= head.level)
        stop = named or line.marker or heading or at > _SPREAD
        stop = stop or (bool(spans) and is_diary_line(text))
        if spans and source.whole_lines:
            stop = stop or not _one_element(source, previous, line)
        elif spans:
            same = abs(line.size - previous.size) < 0.5 and line.bold == previous.bold
            goes_on = continues(source, wrap, previous, line) or _is_open(previous.text(source))
            stop = stop or line.blank_before or not same or not goes_on
            stop = stop or _says(text, previous.text(source))
        if stop:
            return spans, at
        spans.append(line.span)
        previous = line
    return spans, len(lines)


def _one_element(source: SourceText, line: Line, following: Line) -> bool:
    """Do the two lines come from one paragraph that was broken by hand?"""
    one, other = source.region_at(line.span.start), source.region_at(following.span.start)
    return one is not None and other is not None and one.path == other.path


def _says(text: str, above: str) -> bool:
    """Does the line begin what is said in the matter: who decides, or a whole sentence?"""
    if _SUB_NUMBER.match(text):
        return True
    if _is_open(above):
        return False
    sentence = text[:1].isupper() and is_sentence(text) and not is_sentence(above)
    return sentence or bool(grammar("decision.decider").match(text) or grammar("title.tells").match(text))


def is_sentence(text: str) -> bool:
    """Three words or more that begin large and end with a full stop."""
    return bool(grammar("title.sentence").fullmatch(text.strip()))


def is_diary_line(text: str) -> bool:
    return bool(grammar("item.diary_line").search(text) or grammar("item.diary_alone").fullmatch(text))


def _is_open(title: str) -> bool:
    """Does the title's line end where no title can: "… parkeringar i", "… ny taxa,"?"""
    return bool(grammar("title.open").search(title))


def _is_said(text: str) -> bool:
    """Does a number's line begin with who decides, or hold a sentence and the begin of another?"""
    parted = _TWO_SENTENCES.search(text)
    return bool(grammar("title.decides").match(text)) or (parted is not None and len(text.split()) > _LONG)


def behind_colon(source: SourceText, blocks: list[tuple[Head, list[Line]]]) -> bool:
    """Do most numbered lines hold a title, a colon and what was said ("3. Val av justerare: …")?"""
    found = [bool(_COLON.match(source.quote(head.rest))) for head, _ in blocks]
    numbered = all(head.form == "numbered line" for head, _ in blocks)
    return numbered and len(found) > _SPREAD // 2 and 4 * sum(found) >= 3 * len(found)


def _is_text(text: str) -> bool:
    """Is the line below a lone number no title, in a document that has its titles beside the numbers?"""
    return is_sentence(text) and len(text.split()) > _WORDS


def titles_stand_below(source: SourceText, blocks: list[tuple[Head, list[Line]]]) -> bool:
    """Do most §§ of the document have nothing but the number on its line, and a title below?"""
    bare = [(h.line, lines[0]) for h, lines in blocks if _split(source, h.rest)[1] is None and lines]
    # A heading that stands deeper than the number's is a title; one at its height is not.
    headings = (x for h, x in bare if not x.level or x.level > h.level)
    titled = [x for x in headings if not (sub_heading(x.text(source)) or x.marker)]
    return len(titled) >= 2 and len(titled) >= 0.5 * len(blocks)
