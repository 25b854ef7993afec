"""The outline: front page, contents list, paragraphs (§§) with sections, closing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from protokoll_extract.segment.above import counts_matters, diary_above, diary_view, is_diary, titles_above
from protokoll_extract.segment.certificate import certificate_of
from protokoll_extract.segment.contents import Content, contents_of
from protokoll_extract.segment.furniture import furniture_of
from protokoll_extract.segment.head import Head
from protokoll_extract.segment.headings import group_heading, is_appendix, is_closing, sub_heading
from protokoll_extract.segment.heads import heads_of
from protokoll_extract.segment.label_lines import PERSON
from protokoll_extract.segment.lines import (
    Line,
    Paragraph,
    Wrap,
    lines_of,
    paragraphs_of,
)
from protokoll_extract.segment.several import next_minutes
from protokoll_extract.segment.titles import (
    Place,
    Title,
    behind_colon,
    is_sentence,
    title_of,
    titles_stand_below,
)
from protokoll_extract.segment.whole_titles import whole_titles
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar

# An inline sub-heading: "Beslut: Dagordningen godkändes."
_INLINE = gated(r"(?P<head>\p{Lu}[\p{L} ]{1,40}):[*_]*\s+(?=\S)")
# A sub-heading in the margin, its text beside it; that ends so, or is so long (characters).
_MARGIN = gated(r"(?P<head>\p{Lu}[\p{L} ]{1,40}?)(?:\t|\s{2,})\s*(?=\p{Lu})")
_ENDINGS = (".", ":", ",")
_LONG = 35
# So few sentences are titles with a full stop.
_FEWEST_SENTENCES = 3
# A longer line of such a document is what was said, though a list follows (characters).
_LONGEST_TITLE = 100
# A line of strokes that ends a §.
_STROKES = "_=*~–—-"
_RULE = gated(rf"[{_STROKES}](?:\s?[{_STROKES}]){{2,}}")
_INLINE_KINDS = frozenset(
    {"decision", "proposed_decision", "proposals", "reservation", "note", "recusal", "recipients", "papers"}
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a § under one sub-heading (``heading`` None before the first)."""

    kind: str
    heading: View | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A § of the minutes: its number, title, diary text and sections; ``form`` is how its head is written."""

    number: View | None
    label: View | None
    title: View | None
    diary: View | None
    sections: tuple[Section, ...]
    lines: tuple[Line, ...]
    span: Span
    form: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The document's parts; ``repeated`` are the running heads and feet, ``certificate`` what a
    signing service added; ``others`` the lines of further
    minutes in the file; ``minutes`` False where the document says that it is something else."""

    lines: tuple[Line, ...]
    wrap: Wrap
    front: tuple[Line, ...]
    contents: tuple[Content, ...]
    items: tuple[Item, ...]
    closing: tuple[Line, ...]
    repeated: tuple[Line, ...]
    certificate: tuple[Line, ...] = ()
    others: tuple[Line, ...] = ()
    minutes: bool = True


def outline_of(source: SourceText) -> Outline:
    """Segment a document. Never raises; an unknown layout gives fewer parts."""
    every = lines_of(source)
    cut = next_minutes(source, every)
    # Nothing that stands behind the first minutes is said of them.
    every, others = every[:cut], every[cut:] if cut is not None else ()
    wrap = Wrap.of(source, every)
    hidden = furniture_of(source, every)
    repeated = tuple(x for x in every if x.index in hidden)
    shown = tuple(x for x in every if x.index not in hidden)
    signed = certificate_of(source, shown)
    certificate = tuple(x for x in shown if x.index in signed)
    lines = tuple(x for x in shown if x.index not in signed)
    contents, listed = contents_of(source, lines)
    heads = heads_of(source, tuple(x for x in lines if x.index not in listed))
    start = heads[0].line.index if heads else len(every)
    front = tuple(x for x in lines if x.index < start and x.index not in listed)
    body = tuple(x for x in lines if x.index >= start and x.index not in listed)
    items, closing, taken = _items(source, wrap, front, body, heads)
    front = tuple(x for x in front if x.index not in taken)
    return Outline(every, wrap, front, contents, items, closing, repeated, certificate, others)


# Items


def _items(
    source: SourceText, wrap: Wrap, front: tuple[Line, ...], body: tuple[Line, ...], heads: list[Head]
) -> tuple[tuple[Item, ...], tuple[Line, ...], frozenset[int]]:
    """The §§, the lines that close the minutes, and which lines of the front are a §'s title."""
    blocks: list[tuple[Head, list[Line]]] = []
    by_index = {h.line.index: h for h in heads}
    closing: list[Line] = []
    numbers: dict[int, Line] = {}
    for line in body:
        head = by_index.get(line.index)
        if head and blocks and _continues_item(source, blocks[-1], head):
            continue
        if head and blocks and counts_matters(source, blocks[-1][1]):
            blocks[-1][1].pop()  # "Ärende 4" above "§ 45".
        if head:
            number = diary_above(source, blocks[-1] if blocks else None, head)
            if number is not None:
                blocks[-1][1].pop()
                numbers[head.line.index] = number
            blocks.append((head, []))
        elif blocks and not _divides(source, blocks[-1][0], line):
            blocks[-1][1].append(line)
    if blocks:
        head, lines = blocks[-1]
        titled = bool(source.quote(head.rest).strip(" ."))
        ends = (i for i, x in enumerate(lines) if (i or titled or len(x.cells) > 1) and _closes(source, x))
        at = next(ends, len(lines))
        if 1 < at < len(lines) and _sign_above(source, lines[at - 1], lines[at]):
            at -= 1
        closing = lines[at:]
        blocks[-1] = (head, lines[:at])
    blocks = [(head, [x for x in lines if not _is_rule(source, x)]) for head, lines in blocks]
    above = titles_above(source, front, blocks)
    taken = frozenset(x.index for x in above if x is not None)
    blocks = [(head, [x for x in lines if x.index not in taken]) for head, lines in blocks]
    place = Place(titles_stand_below(source, blocks), behind_colon(source, blocks))
    titles = [title_of(source, wrap, h, tuple(x), place) for h, x in blocks]
    items = tuple(
        _item(source, wrap, h, tuple(x), found, t or numbers.get(h.line.index))
        for (h, x), found, t in zip(blocks, whole_titles(source, blocks, titles), above, strict=True)
    )
    if _are_sentences(items):
        items = tuple(
            _spoken(source, wrap, item, h, tuple(x)) for item, (h, x) in zip(items, blocks, strict=True)
        )
    return items, tuple(closing), taken


def _are_sentences(items: tuple[Item, ...]) -> bool:
    """Are most §§ of the document no title and text, but a sentence ("§ 1 Mötet öppnades.")?"""
    whole = [x for x in items if x.title is not None and is_sentence(x.title.text)]
    alone = [x for x in whole if not any(s.paragraphs for s in x.sections)]
    return len(whole) >= max(_FEWEST_SENTENCES, 0.4 * len(items)) and 2 * len(alone) >= len(whole)


def _spoken(source: SourceText, wrap: Wrap, item: Item, head: Head, lines: tuple[Line, ...]) -> Item:
    """The § without a title, where what stood for it is a sentence: then that is its text."""
    long = item.title is not None and len(item.title.text) > _LONGEST_TITLE
    ends = (".", "!", "?", ":") if long else (".", "!", "?")
    if item.title is None or not item.title.text.rstrip().endswith(ends):
        return item
    said = (_said(head, head.rest),) if len(head.rest) else ()
    text = tuple(x for x in (*said, *lines) if x is not None)
    return replace(item, title=None, sections=sections_of(source, wrap, text))


def _divides(source: SourceText, head: Head, line: Line) -> bool:
    """A marked heading no deeper than the §'s own that is none itself: a part of the agenda begins."""
    if not 0 < line.level <= head.line.level:
        return False
    text = line.text(source)
    return not (sub_heading(text) or group_heading(text) or _closes(source, line))


def _is_rule(source: SourceText, line: Line) -> bool:
    return source.text[line.span.start] in _STROKES and bool(_RULE.fullmatch(line.text(source)))


def _sign_above(source: SourceText, names: Line, labels: Line) -> bool:
    """ "Ada Ek<tab>Bo Ås" above "Ordförande<tab>Sekreterare"."""
    cells = [source.quote(cell) for cell in names.cells]
    return len(cells) == len(labels.cells) > 1 and all(map(PERSON.fullmatch, cells))


def _closes(source: SourceText, line: Line) -> bool:
    return is_closing(line.text(source)) or is_appendix(line.text(source))


def _continues_item(source: SourceText, block: tuple[Head, list[Line]], head: Head) -> bool:
    """A § head repeated on the next page: same number, and "forts." or the same words."""
    before, _ = block
    if before.number != head.number or not head.number:
        return False
    quote, first = source.quote(head.rest), source.quote(before.rest)
    if before.form != head.form and before.form in head.form and not quote:
        return True  # "§ 16 Budget", and below it "Fm § 16": the same matter in the body that decides.
    return bool(grammar("item.continued").search(quote)) or (
        head.line.page != before.line.page and (not quote or quote == first)
    )


def _item(
    source: SourceText, wrap: Wrap, head: Head, lines: tuple[Line, ...], found: Title, above: Line | None
) -> Item:
    if above is not None and is_diary(source, above):
        found = replace(found, diary=found.diary or diary_view(source, above))
    elif above is not None:
        found = Title(view_of(source.text, [above.span]), None, None, 0)
    label_span = (head.mark or Span(head.line.span.start, head.span.end)) if head.number else None
    end = lines[-1].span.end if lines else head.line.span.end
    return Item(
        view_of(source.text, [head.span]) if head.number else None,
        view_of(source.text, [label_span]) if label_span else None,
        found.title,
        found.diary,
        sections_of(source, wrap, lines[found.used :], _said(head, found.said)),
        (*([above] if above is not None else []), head.line, *lines),
        Span((above or head.line).span.start, end),
        head.form,
    )


def _said(head: Head, said: Span | None) -> Line | None:
    """What the head's line says behind the title, as a line without the head's number."""
    return replace(head.line, span=said, marker=None, number=None) if said is not None else None


# Sections


def _leads_proposal(source: SourceText, kind: str, text: str, lines: tuple[Line, ...], line: Line) -> bool:
    """ "Nämnden beslutar" right below "Förslag till beslut", where what is decided has its heading below."""
    if kind != "proposed_decision" or not grammar("decision.lead_line").search(text):
        return False
    below = lines[lines.index(line) + 1 :]
    return any(sub_heading(x.text(source)) == "decision" for x in below)


def _beside(line: Line, text: str) -> regex.Match[str] | None:
    """ "Beslut<tab>Planen antas.": a sub-heading in the margin and text beside it, no row of a table."""
    if len(line.cells) != 2 or not (text.endswith(_ENDINGS) or len(line.cells[1]) >= _LONG):
        return None
    return _MARGIN.match(text)


def _moved_at(paragraphs: tuple[Paragraph, ...]) -> int:
    """Where the text below a proposal tells who moves what at the meeting, without a heading of its own."""
    moved = grammar("section.moved")
    return next((i for i, p in enumerate(paragraphs) if i and moved.match(p.view.text)), len(paragraphs))


def sections_of(
    source: SourceText, wrap: Wrap, lines: tuple[Line, ...], said: Line | None = None
) -> tuple[Section, ...]:
    """The lines of a § parted at its sub-headings; ``said`` is text behind the title on its line."""
    out: list[Section] = []
    if said is not None:
        out.append(Section("text", None, (Paragraph((said,), view_of(source.text, [said.span])),)))
    kind: str = "text"
    heading: View | None = None
    held: list[Line] = []
    inline: list[Span] = []

    def flush() -> None:
        paragraphs = paragraphs_of(source, wrap, tuple(held))
        if inline and paragraphs:
            span = inline[0]
            first = paragraphs[0]
            spans = [span, *(x.span for x in first.lines[1:])]
            paragraphs = (Paragraph(first.lines, view_of(source.text, spans)), *paragraphs[1:])
        if heading is not None or paragraphs:
            end = _moved_at(paragraphs) if kind == "proposed_decision" else len(paragraphs)
            out.append(Section(kind, heading, paragraphs[:end]))
            if end < len(paragraphs):
                out.append(Section("text", None, paragraphs[end:]))

    for line in lines:
        text = line.text(source)
        found = None if line.marker else sub_heading(text)
        beside = None if found or line.marker else _beside(line, text)
        plain = not found and not line.marker and ":" in text
        match = beside or (_INLINE.match(text.lstrip("*_")) if plain else None)
        inner = sub_heading(match["head"]) if match else None
        if found == "decision" and not held and _leads_proposal(source, kind, text, lines, line):
            found = None
        if found or inner in _INLINE_KINDS or (beside and inner):
            flush()
            held, inline = [], []
            if found:
                kind, heading = found, view_of(source.text, [line.span])
            else:
                assert match is not None and inner is not None
                shift = line.span.start + len(text) - len(text.lstrip("*_"))
                kind = inner
                heading = view_of(source.text, [Span(shift + match.start("head"), shift + match.end("head"))])
                inline = [Span(shift + match.end(), line.span.end)]
                held = [line]
        else:
            held.append(line)
    flush()
    return tuple(out)
