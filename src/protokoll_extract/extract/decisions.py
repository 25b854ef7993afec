"""Decision points: what this meeting decided in a §, verbatim, with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from protokoll_extract.extract.acts import may_tell, performed
from protokoll_extract.extract.free_decisions import free_points, short_points
from protokoll_extract.extract.holders import holders
from protokoll_extract.extract.kinds import kind_of, label_of
from protokoll_extract.extract.points import (
    Point,
    is_lead,
    is_left_over,
    is_stray,
    number_of,
    only_body,
    only_leads,
    point_of,
)
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.extract.tasks import find_tasks, task_label
from protokoll_extract.segment.headings import group_heading
from protokoll_extract.segment.lines import Paragraph
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, join_views, view_of
from protokoll_extract.vocab.load import grammar

# Acts of single members, which may be told right below what was decided.
_DISSENT = ("reservation", "not_participating", "recused")
_AT_ONCE = "immediate_adjustment"
# How the decision was reached.
_ON_THE_WAY = ("proposals", "procedure", "vote")


def find_decisions(
    item: Item, body: str | None = None, people: frozenset[str] = frozenset()
) -> Iterator[Point]:
    """The points of a §: under its decision headings, else its deciding sentences.

    ``body`` is the meeting's body: what its own "förslag till …" holds is what it proposes.
    ``people``: those who may take on tasks in minutes without formal decisions.
    """
    headed = list(_deciding(item, body))
    if headed:
        proposed = next((s for s in item.sections if s.kind == "proposed_decision"), None)
        for section in headed:
            points = list(_under_heading(section))
            yield from points if section is proposed else _refer_to_proposal(points, proposed)
        for section in item.sections:
            if section.kind == "text":
                yield from (p for p in free_points(section, body) if p.kind in ("opened", "closed"))
        return
    sections = [s for s in item.sections if s.kind in ("text", "background", "adjustment")]
    free = list(_without_found([p for s in sections for p in free_points(s, body)]))
    free = list(_from_decider(free, body)) or list(_below_vote(item, body))
    tasks = [
        Point(view, None, "assigned", task_label(), (0, len(view.text)), None, assigned=who)
        for section in sections
        for view, who in find_tasks(section, people)
        if not any(_overlap(view, p.view) for p in free)
    ]
    yield from sorted((*(free or short_points(item)), *tasks), key=lambda p: p.view.whole()[0].start)


def _below_vote(item: Item, body: str | None) -> Iterator[Point]:
    """What the meeting's body decides at the end of the order of decision, where no heading parts it off."""
    for section in item.sections:
        for point in free_points(section, body) if section.kind in _ON_THE_WAY else ():
            match = grammar("decision.below_vote").match(point.view.text)
            if match and (
                match["who"] is None or _is_short_for(match["who"].casefold(), (body or "").casefold())
            ):
                yield point


def _from_decider(points: list[Point], body: str | None) -> Iterator[Point]:
    """The points; what is told in the past tense before the sentence in which the body decides is none."""
    decides = [_is_own(point, body) for point in points]
    first = decides.index(True) if True in decides else 0
    for at, point in enumerate(points):
        told = at < first and grammar("decision.past").search(point.view.text)
        if not told or point.kind in ("opened", "closed"):
            yield point


def _is_own(point: Point, body: str | None) -> bool:
    """ "Socialnämnden beslutar att …", by the meeting's body."""
    match = grammar("decision.below_vote").match(point.view.text)
    who = (match["who"] or "").casefold() if match else ""
    return bool(who) and _is_short_for(who, (body or "").casefold())


def _without_found(points: list[Point]) -> Iterator[Point]:
    """The points without what the chair finds, where the decision is written below it."""
    for at, point in enumerate(points):
        found = grammar("decision.found").search(point.view.text)
        if not found or all(later.kind in ("opened", "closed") for later in points[at + 1 :]):
            yield point


def _overlap(one: View, other: View) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.whole() for b in other.whole())


def _deciding(item: Item, body: str | None) -> Iterator[Section]:
    """The sections that hold what was decided, and what the body then puts before a higher one."""
    filled = [s for s in item.sections if s.paragraphs]
    decides = any(s.kind == "decision" for s in filled)
    proposes = [s for s in filled if _proposes(s, body)]
    began = not decides
    for section in filled if decides or proposes else ():
        began = began or section.kind == "decision"
        if section.kind == "decision" or (began and section in proposes):
            yield section
        elif section.kind == "adjustment":
            yield from _adjusted(section)


def _adjusted(section: Section) -> Iterator[Section]:
    """ "Omedelbar justering" as a heading of its own, where the text below decides it."""
    kept = tuple(p for p in section.paragraphs if (k := kind_of(p.view.text)) and k.name == _AT_ONCE)
    if kept:
        yield Section(section.kind, section.heading, kept)


def _proposes(section: Section, body: str | None) -> bool:
    """Is this what the meeting's own body puts before a higher one?"""
    if section.kind != "proposed_decision" or section.heading is None or body is None:
        return False
    heading = section.heading.text.rstrip(": ")
    own = grammar("decision.own_proposal").fullmatch(heading)
    other = grammar("decision.for_another_body").fullmatch(heading)
    if other:
        return not _is_short_for(other["to"].casefold(), body.casefold())
    return bool(own) and _is_short_for(own["gen"].casefold(), body.casefold())


def _is_short_for(name: str, body: str) -> bool:
    """ "Arbetsutskottet" for "Kommunstyrelsens arbetsutskott", "Nämnden" for "Socialnämnden"."""
    return body.endswith((name, name.removesuffix("et"), name.removesuffix("en")))


# Under a heading "Beslut"


def _under_heading(section: Section) -> Iterator[Point]:
    lead = section.heading
    paragraphs = _merged(_numbered(tuple(p for x in section.paragraphs for p in _at_asides(x))))
    dissent = False  # What stands below it without a deciding word tells more of it.
    elected = False  # Names below it are those of the elected.
    for view, paragraph, after in _without_leads(paragraphs):
        if view is None:
            lead = paragraph.view
        elif _is_aside(paragraph):
            continue
        elif group_heading(view.text) is not None:
            lead, elected = paragraph.view, True
        elif paragraph is not paragraphs[-1] and _is_unknown_heading(paragraph):
            return  # What follows is told under a heading that no list knows.
        elif _is_told(paragraph, paragraphs) or is_stray(view.text):
            continue
        elif (said := _without_dissent(view)) is None:
            dissent = dissent or bool(view.text.strip())
        elif not (dissent and not paragraph.marked and kind_of(said.text) is None):
            for part in _parted(said):
                point = point_of(part, paragraph if part.whole() == said.whole() else None, after or lead)
                if point.kind is None and elected and holders(part, 0, len(part.text), "").whole:
                    point = replace(point, kind="elected", label_sv=label_of("elected"))
                elected = point.kind == "elected"
                yield point


def _is_aside(paragraph: Paragraph) -> bool:
    """A heading inside a list of elections, or what is told of the vote."""
    text = paragraph.view.text.strip()
    names = ("voting",) if paragraph.marked else ("voting", "part", "telling")
    return any(grammar(f"decision.{name}").match(text) for name in names)


def _at_asides(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph parted before and behind each line that is an aside: "… i kulturnämnden." / "Val"."""
    view, lines = paragraph.view, paragraph.lines
    start = cursor = first = 0
    for i, line in enumerate(lines[1:], 1):
        text = view.source[line.span.start : line.span.end]
        at = view.text.find(text, cursor)
        if at < 0 or not any(grammar(f"decision.{name}").match(text) for name in ("voting", "part")):
            continue
        if at > start:
            yield Paragraph(lines[first:i], view.cut(start, len(view.text[:at].rstrip())))
        start, cursor, first = at, at + len(text), i
        if i + 1 < len(lines) and grammar("decision.part").match(text):
            yield Paragraph(lines[i : i + 1], view.cut(at, cursor))
            start = cursor + len(view.text[cursor:]) - len(view.text[cursor:].lstrip())
            first = i + 1
    yield paragraph if start == 0 else Paragraph(lines[first:], view.cut(start, len(view.text)))


def _is_told(paragraph: Paragraph, paragraphs: tuple[Paragraph, ...]) -> bool:
    """Set apart below a list of points, and nothing in it decides: "Sammanträdet ajourneras."."""
    listed = [p.marked for p in paragraphs[: paragraphs.index(paragraph)]][-2:]
    apart = paragraph.lines[0].blank_before and not paragraph.marked
    return apart and listed == [True, True] and kind_of(paragraph.view.text) is None


def _is_unknown_heading(paragraph: Paragraph) -> bool:
    """A few words that decide nothing, begin large and end without a stop."""
    text = paragraph.view.text.strip()
    words = grammar("decision.unknown_heading").fullmatch(text)
    return bool(words) and not paragraph.marked and kind_of(text) is None


def _without_dissent(view: View) -> View | None:
    """The point without the sentences behind it that say who dissents or takes no part."""
    if not may_tell(view.text, _DISSENT):
        return view.cut(0, len(view.text.rstrip())) if view.text.strip() else None
    end = 0
    for sentence in sentences(view):
        if any(performed(sentence, name) for name in _DISSENT):
            break
        end = view.text.index(sentence.text, end) + len(sentence.text)
    return view.cut(0, end) if end else None


def _parted(view: View) -> Iterator[View]:
    """The point, and behind it "Paragrafen förklaras omedelbart justerad." as a point of its own."""
    *before, last = sentences(view)
    kind = kind_of(last.text) if before else None
    if kind is None or kind.name != _AT_ONCE:
        yield view
        return
    yield view.cut(0, len(view.text[: len(view.text) - len(last.text)].rstrip()))
    yield last


def _numbered(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Paragraphs that begin 1, 2, 3 … without a full stop, with those numbers as their markers."""
    bare = [grammar("decision.bare_number").match(p.view.text) for p in paragraphs]
    found = [int(m["n"]) for m in bare if m]
    if len(found) < 2 or found != list(range(1, len(found) + 1)) or any(p.marked for p in paragraphs):
        return paragraphs
    return tuple(_with_number(p, m) if m else p for p, m in zip(paragraphs, bare, strict=True))


def _with_number(paragraph: Paragraph, match: regex.Match[str]) -> Paragraph:
    start = paragraph.view.whole()[0].start
    line = replace(paragraph.lines[0], marker=Span(start, start + match.end()), number=match["n"])
    view = paragraph.view.cut(match.end(), len(paragraph.view.text))
    return Paragraph((line, *paragraph.lines[1:]), view)


def _merged(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Points with their sub-points (a., b. …), the list after their colon, and a torn-off dash."""
    out: list[Paragraph] = []
    listing = False  # The point before ended with a colon, and its list goes on.
    for i, paragraph in enumerate(paragraphs):
        if is_left_over(paragraph.view.text):
            continue
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        more = _rest_of(out[-1], paragraph, following, listing) if out else None
        if more is None and out and listing and _before_next(out[-1], paragraph, following):
            more = paragraph.view
        if more is not None:
            listing = listing or _opens_list(out[-1])
            out[-1] = Paragraph((*out[-1].lines, *paragraph.lines), join_views(out[-1].view, more))
        else:
            listing = False
            out.append(paragraph)
    return tuple(out)


def _before_next(point: Paragraph, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """A line of the list under a numbered point, with the next number right below it?"""
    number = int(point.number) if point.number is not None and point.number.isdigit() else None
    if number is None or paragraph.marked or following is None or following.number != str(number + 1):
        return False
    return kind_of(paragraph.view.text) is None and not is_lead(paragraph.view.text)


def _opens_list(point: Paragraph) -> bool:
    text = point.view.text.rstrip()
    if grammar("decision.governs_list").search(text) and kind_of(text) is not None:
        return not only_leads(text)  # "… beviljar ansvarsfrihet för" / "– kommunstyrelsen"
    return text.endswith(":") and not only_leads(text)


def _rest_of(
    point: Paragraph, paragraph: Paragraph, following: Paragraph | None, listing: bool
) -> View | None:
    """The paragraph as the rest of the point before it; None if it is a point of its own."""
    number, text = paragraph.number, paragraph.view.text
    numbered = point.number is not None and point.number.isdigit()
    if numbered and number is not None and number.isalpha():
        return paragraph.view
    if listing or _opens_list(point):
        under = number is None and (paragraph.marked or not listing)
        if (numbered and under) or (not point.marked and paragraph.marked and kind_of(text) is None):
            return paragraph.view
    if listing and not paragraph.marked and text[:1].islower() and kind_of(text) is None:
        return paragraph.view  # "… utser" / "• Bo Ek (S)" / "till ledamöter."
    alone = paragraph.marked and not point.marked and (following is None or not following.marked)
    if number is None and alone and not only_body(point.view.text):
        # One dash after a line that does not end: the line wrapped just there.
        before = point.view.text.rstrip()
        if grammar("decision.unended").search(before) and not only_leads(before):
            return view_of(paragraph.view.source, [x.span for x in paragraph.lines])
    return None


def _without_leads(paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[View | None, Paragraph, View | None]]:
    """(text, paragraph, the lead-in before it on its line); text None: the paragraph is a lead-in."""
    for i, paragraph in enumerate(paragraphs):
        text = paragraph.view.text
        if is_lead(text) or (any(p.marked for p in paragraphs[i + 1 : i + 2]) and only_body(text)):
            yield None, paragraph, None
            continue
        following = paragraphs[i + 1].view.text if i + 1 < len(paragraphs) else ""
        cut = _lead_on_line(text, following) if not paragraph.number else None
        for part in _by_line(paragraph):
            if is_lead(part.text):
                # The next lead-in stands on the last line of the point before it.
                yield None, Paragraph(paragraph.lines, part), None
            elif cut is not None and part.text.startswith(text[: cut[1]]):
                lead = part.cut(0, cut[0])
                # It leads the clauses below as well.
                yield None, Paragraph(paragraph.lines, lead), None
                yield part.cut(cut[1], len(part.text)), paragraph, None
            else:
                yield part, paragraph, None


def _lead_on_line(text: str, following: str) -> tuple[int, int] | None:
    """Where a lead-in at the start of the text ends, and where the point behind it begins.

    A running sentence is one point; it is parted only where more clauses follow below.
    """
    clauses = grammar("decision.clause").match(following) is not None
    for name in ("decision.after_lead", *(("decision.att_after_lead",) if clauses else ())):
        for match in grammar(name).finditer(text):
            if only_leads(text[: match.end()].rstrip()):
                return match.start(), match.end()
    return None


def _by_line(paragraph: Paragraph) -> Iterator[View]:
    """The paragraph, parted where a sentence that leads in, or decides by itself, begins a line."""
    view = paragraph.view
    start = 0
    cursor = 0
    for sentence in sentences(view):
        at = view.text.index(sentence.text, cursor)
        cursor = at + len(sentence.text)
        if at > start and _begins(sentence, paragraph, view.text[start:at]):
            yield view.cut(start, len(view.text[:at].rstrip()))
            start = at
    yield view.cut(start, len(view.text))


def _begins(sentence: View, paragraph: Paragraph, before: str) -> bool:
    if is_lead(sentence.text):
        return not paragraph.number or _on_own_line(sentence, paragraph)
    decide = not paragraph.marked and kind_of(sentence.text) and kind_of(before)
    return bool(decide) and _on_own_line(sentence, paragraph)


def _on_own_line(view: View, paragraph: Paragraph) -> bool:
    """Does a line of the paragraph begin where the sentence does?"""
    start = view.whole()[0].start
    return any(line.span.start == start for line in paragraph.lines)


def _refer_to_proposal(points: list[Point], proposed: Section | None) -> Iterator[Point]:
    """ "Attsats bifalles" decides what stands under "Att": kind approved, text as printed."""
    for point in points:
        if (
            proposed is None
            or not proposed.paragraphs
            or not grammar("decision.refers").search(point.view.text)
        ):
            yield point
            continue
        for paragraph in proposed.paragraphs:
            number = number_of(paragraph)
            own = kind_of(paragraph.view.text)
            if own is not None and point.kind == "approved":
                place = own.place
                yield replace(
                    point, view=paragraph.view, number=number, kind=own.name, label_sv=own.label_sv,
                    kind_place=place, leads=(point.view,),
                )  # fmt: skip
            else:
                yield replace(
                    point, view=paragraph.view, number=number, kind_view=point.view, leads=(point.view,)
                )
