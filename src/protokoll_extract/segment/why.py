"""Why each line was taken for what it was: the part of the document, and the rule or word that decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from protokoll_extract.segment.announce import announced
from protokoll_extract.segment.certificate import certificate_marks, certificate_title
from protokoll_extract.segment.furniture import furniture_rules
from protokoll_extract.segment.headings import (
    group_heading,
    is_appendix,
    is_closing,
    is_contents,
    label,
    label_prefix,
    plain,
)
from protokoll_extract.segment.lines import Line, lines_of
from protokoll_extract.segment.outline import Item, Outline, Section, outline_of
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View


@dataclass(frozen=True, slots=True)
class Reason:
    """A line, the part it was taken for, and the rule (with the vocabulary's word, where one decided)."""

    line: Line
    part: str
    rule: str


def reasons_of(source: SourceText) -> Iterator[Reason]:
    """Every printed line of the document, in order, with its reason."""
    outline = outline_of(source)
    known = dict(_known(source, outline))
    for line in lines_of(source):
        part, rule = known.get(line.index) or ("contents", _contents(source, line))
        yield Reason(line, part, rule)


def _known(source: SourceText, outline: Outline) -> Iterator[tuple[int, tuple[str, str]]]:
    rules = furniture_rules(source, outline.lines)
    for line in outline.repeated:
        yield line.index, ("furniture", rules[line.index])
    for line in outline.certificate:
        yield line.index, ("certificate", _certificate(line.text(source)))
    for line in outline.front:
        yield line.index, ("front", _front(source, line))
    for item in outline.items:
        yield from _item(source, item)
    for line in outline.closing:
        yield line.index, ("closing", _closing(source, line))
    for line in outline.others:
        yield line.index, ("other minutes", "several.next_minutes")


def _contents(source: SourceText, line: Line) -> str:
    text = line.text(source)
    return _word("headings.contents", text) if is_contents(text) else "contents.entry"


def _word(entry: str, text: str) -> str:
    return f'{entry} "{plain(text)}"'


def _certificate(text: str) -> str:
    marks = sorted(certificate_marks(text))
    if marks:
        return f"certificates.mark {', '.join(marks)}"
    return _word("certificates.title", text) if certificate_title(text) else "below a certificate's title"


def _front(source: SourceText, line: Line) -> str:
    text = line.text(source)
    first = source.quote(line.cells[0])
    kind = group_heading(first) or group_heading(text.split(":")[0])
    if kind:
        return _word(f"attendance.group {kind.capacity}", first.split(":")[0])
    field = label(first) or label(text.split(":")[0])
    if field:
        return _word(f"header.label {field}", first.split(":")[0])
    prefix = label_prefix(text)
    if prefix:
        return _word(f"header.label {prefix[0]}", text[: prefix[1]])
    genre = announced(text)
    return f"genres.kind {genre}" if genre else f"{len(line.cells)} cells" if len(line.cells) > 1 else "text"


def _closing(source: SourceText, line: Line) -> str:
    text = line.text(source)
    if is_appendix(text):
        return _word("headings.appendix", text)
    return _word("headings.closing", text) if is_closing(text) else "below the closing"


def _item(source: SourceText, item: Item) -> Iterator[tuple[int, tuple[str, str]]]:
    head = item.lines[0]
    for line in item.lines:
        if line is head:
            yield line.index, ("§", f"head written as: {item.form}")
        elif _holds(item.title, line.span):
            yield line.index, ("title", "below the number")
        elif _holds(item.diary, line.span):
            yield line.index, ("diary number", "grammar item.diary")
        else:
            yield line.index, ("text", "no part of a section")
    for section in item.sections:
        yield from _section(source, section, head)


def _section(source: SourceText, section: Section, head: Line) -> Iterator[tuple[int, tuple[str, str]]]:
    for paragraph in section.paragraphs:
        for line in paragraph.lines:
            if line is head:
                continue
            first = line is paragraph.lines[0]
            point = f"a point ({source.quote(line.marker).strip()})" if line.marker else "a paragraph begins"
            rule = point if first else "goes on with the line above"
            if first and section.heading is not None and _holds(section.heading, line.span):
                rule = _word(f"headings.kind {section.kind}", section.heading.text)
            yield line.index, (section.kind, rule)
    if section.heading is not None:
        index = _line_at(source, section.heading)
        if index is not None:
            yield index, ("sub-heading", _word(f"headings.kind {section.kind}", section.heading.text))


def _holds(view: View | None, span: Span) -> bool:
    return view is not None and any(span.contains(x) or x.contains(span) for x in view.whole())


def _line_at(source: SourceText, view: View) -> int | None:
    start = view.whole()[0].start
    return next((x.index for x in lines_of(source) if x.full.start <= start < x.full.end), None)
