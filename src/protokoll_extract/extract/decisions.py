"""Decision points: what this meeting decided in a §, verbatim, with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from protokoll_extract.extract.details import details_of
from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.holders import holders
from protokoll_extract.extract.kinds import kind_of, label_of, proposed_label
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.extract.tasks import find_tasks, task_label
from protokoll_extract.segment.lines import Paragraph
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.view import View, join_views, view_of
from protokoll_extract.vocab.load import grammar, table

# Kinds of points that this body does not decide: they only happen, or a higher body decides.
_NOT_DECIDED = frozenset({"opened", "closed", "proposed"})


@dataclass(frozen=True, slots=True)
class Point:
    """One decision point before it gets an id; ``leads`` are the lead-ins it stands under."""

    view: View
    number: str | None
    kind: str | None
    label_sv: str | None
    kind_place: tuple[int, int] | None
    decided_by: Value | None
    kind_view: View | None = None
    leads: tuple[View, ...] = ()
    assigned: View | None = None


def find_decisions(
    item: Item, body: str | None = None, people: frozenset[str] = frozenset()
) -> Iterator[Point]:
    """The points of a §: under its decision headings, else its deciding sentences.

    ``body`` is the meeting's body: what its own "förslag till …" holds is what it proposes.
    ``people``: those who may take on tasks in minutes without formal decisions.
    """
    headed = [s for s in item.sections if s.kind == "decision" and s.paragraphs]
    headed = headed or [s for s in item.sections if s.paragraphs and _proposes(s, body)]
    if headed:
        proposed = next((s for s in item.sections if s.kind == "proposed_decision"), None)
        for section in headed:
            points = list(_under_heading(section))
            yield from points if section is proposed else _refer_to_proposal(points, proposed)
        for section in item.sections:
            if section.kind == "text":
                yield from (p for p in _free(section) if p.kind in ("opened", "closed"))
        return
    sections = [s for s in item.sections if s.kind in ("text", "background")]
    free = [p for s in sections for p in _free(s)]
    tasks = [
        Point(view, None, "assigned", task_label(), (0, len(view.text)), None, assigned=who)
        for section in sections
        for view, who in find_tasks(section, people)
        if not any(_overlap(view, p.view) for p in free)
    ]
    yield from sorted((*(free or _short(item)), *tasks), key=lambda p: p.view.whole()[0].start)


def _overlap(one: View, other: View) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.whole() for b in other.whole())


def _short(item: Item) -> Iterator[Point]:
    """Without a deciding sentence: "Mötet avslutas" as the title, a name below "Val av …"."""
    if item.title is None:
        return
    act = _opening(item.title) if not any(s.paragraphs for s in item.sections) else None
    if act:
        yield Point(item.title, None, act, None, (0, len(item.title.text)), None)
    words = table("decisions")["election"]
    if not regex.search(words["title"], item.title.text):
        return
    for section in item.sections:
        for paragraph in section.paragraphs if section.kind == "text" else ():
            for view in sentences(paragraph.view):
                office = regex.match(words["office"], view.text)
                who = holders(view, office.end() if office else 0, len(view.text), "")
                if who.whole:
                    place = (0, len(view.text))
                    yield Point(view, paragraph.number, "elected", label_of("elected"), place, None)


def _proposes(section: Section, body: str | None) -> bool:
    """Is this what the meeting's own body puts before a higher one?"""
    if section.kind != "proposed_decision" or section.heading is None or body is None:
        return False
    match = grammar("decision.own_proposal").fullmatch(section.heading.text.rstrip(": "))
    return bool(match) and match["gen"].casefold() == body.casefold()


# Under a heading "Beslut"


def _under_heading(section: Section) -> Iterator[Point]:
    lead = section.heading
    for view, paragraph, after in _without_leads(_merged(section.paragraphs)):
        if view is None:
            lead = paragraph.view
        else:
            yield _point(view, paragraph, after or lead)


def _merged(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Points with their sub-points (a., b. …), the list after their colon, and a torn-off dash."""
    out: list[Paragraph] = []
    listing = False  # The point before ended with a colon, and its list goes on.
    for i, paragraph in enumerate(paragraphs):
        if _is_left_over(paragraph.view.text):
            continue
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        more = _rest_of(out[-1], paragraph, following, listing) if out else None
        if more is not None:
            listing = listing or _opens_list(out[-1])
            out[-1] = Paragraph((*out[-1].lines, *paragraph.lines), join_views(out[-1].view, more))
        else:
            listing = False
            out.append(paragraph)
    return tuple(out)


def _is_left_over(text: str) -> bool:
    """A template's prompt that nobody filled in, or a line to write on."""
    return not text.strip() or bool(grammar("decision.left_over").fullmatch(text.strip()))


def _opens_list(point: Paragraph) -> bool:
    text = point.view.text.rstrip()
    return text.endswith(":") and not _lead().fullmatch(text)


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
    alone = following is None or not following.marked
    if number is None and paragraph.marked and alone and not point.marked:
        # One dash after a line that does not end: the line wrapped just there.
        before = point.view.text.rstrip()
        if grammar("decision.unended").search(before) and not _lead().fullmatch(before):
            return view_of(paragraph.view.source, [x.span for x in paragraph.lines])
    return None


def _without_leads(paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[View | None, Paragraph, View | None]]:
    """(text, paragraph, the lead-in before it on its line); text None: the paragraph is a lead-in."""
    for paragraph in paragraphs:
        text = paragraph.view.text
        if _lead().fullmatch(text):
            yield None, paragraph, None
            continue
        *before, last = sentences(paragraph.view)
        if (
            before
            and _lead().fullmatch(last.text)
            and (not paragraph.number or _on_own_line(last, paragraph))
        ):
            # The next lead-in stands on the last line of the point before it.
            end = len(text) - len(last.text)
            yield paragraph.view.cut(0, len(text[:end].rstrip())), paragraph, None
            yield None, Paragraph(paragraph.lines, last), None
            continue
        lead_ends = grammar("decision.after_lead").finditer(text)
        match = next((m for m in lead_ends if _lead().fullmatch(text[: m.end()].rstrip())), None)
        if match and not paragraph.number:
            lead = paragraph.view.cut(0, match.start())
            yield paragraph.view.cut(match.end(), len(text)), paragraph, lead
        else:
            yield paragraph.view, paragraph, None


def _on_own_line(view: View, paragraph: Paragraph) -> bool:
    """Does a line of the paragraph begin where the sentence does?"""
    start = view.whole()[0].start
    return any(line.span.start == start for line in paragraph.lines)


@cache
def _lead() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in table("decisions")["lead"]["patterns"]))


@cache
def _proposed() -> regex.Pattern[str]:
    return regex.compile("|".join(table("decisions")["lead"]["proposed"]))


def _is_proposed(text: str) -> bool:
    return bool(_proposed().search(text))


def _decider(view: View) -> Value | None:
    match = grammar("decision.decider").match(view.text)
    if not match or _is_proposed(view.text[: match.end()]):
        return None  # Whoever proposes to a higher body does not decide.
    group = "who" if match["who"] else "gen"
    return matched(view, match, group, "decision.decided_by")


# Without a heading


@cache
def _free_patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    data = table("decisions")["free"]
    return (
        regex.compile("|".join(f"(?:{p})" for p in data["patterns"])),
        regex.compile("|".join(_scoped(p) for p in data["not_patterns"])),
    )


def _scoped(pattern: str) -> str:
    """An alternative that may ignore case by itself."""
    return f"(?i:{pattern[4:]})" if pattern.startswith("(?i)") else f"(?:{pattern})"


def _free(section: Section) -> Iterator[Point]:
    """Sentences that decide, and the points below a lead-in like "Årsmötet beslutade att"."""
    decides, excluded = _free_patterns()
    listing: Paragraph | None = None
    decided = False
    for paragraph in section.paragraphs:
        text = paragraph.view.text
        if _lead().fullmatch(text) and not excluded.search(text):
            listing = paragraph
            continue
        if listing is not None and (paragraph.marked or _is_point(text)):
            yield _point(paragraph.view, paragraph, listing.view)
            continue
        listing = None
        views = list(sentences(paragraph.view))
        # Right after a paragraph that only decides, one sentence of deciding goes on with it.
        more = decided and len(views) == 1 and not excluded.search(text) and kind_of(text) is not None
        decided = more
        for at, view in enumerate(views):
            act = _opening(view)
            if act:
                yield Point(view, None, act, None, (0, len(view.text)), None)
            elif more or (decides.search(view.text) and not excluded.search(view.text)):
                decided = len(views) == 1
                yield _point(_without_label(_with_subject(paragraph.view, views, at)), None, None)


def _with_subject(paragraph: View, views: list[View], at: int) -> View:
    """A sentence without a subject of its own ("Invald.", "Han blir invald.") with those before it."""
    view = views[at]
    if not at or at > 2 or not grammar("decision.elliptic").search(view.text):
        return view
    return paragraph.cut(0, paragraph.text.index(view.text) + len(view.text))


def _without_label(view: View) -> View:
    """ "E) Spolning av ledningar – Offerten antas.": the words before the dash are a heading."""
    match = grammar("decision.label").match(view.text)
    return view.cut(match.end(), len(view.text)) if match else view


def _is_point(text: str) -> bool:
    """A point below an open lead-in: an att-clause or an infinitive in small letters."""
    return bool(grammar("decision.point").search(text))


def _opening(view: View) -> str | None:
    for kind in ("opened", "closed"):
        if any(regex.search(p, view.text) for p in table("decisions")[kind]["patterns"]):
            return kind
    return None


# Points


def _point(view: View, paragraph: Paragraph | None, lead: View | None) -> Point:
    """The point with its kind; under a lead-in that proposes to a higher body it is proposed."""
    number = paragraph.number if paragraph else None
    leads = (lead,) if lead is not None else ()
    proposed = any(_is_proposed(x.text) for x in (*leads, *_running_lead(view)))
    decided_by = None if proposed else next((d for x in (view, *leads) if (d := _decider(x))), None)
    if proposed:
        return Point(view, number, "proposed", proposed_label(), (0, len(view.text)), None, leads=leads)
    kind = kind_of(view.text)
    if kind is not None:
        return Point(view, number, kind.name, kind.label_sv, kind.place, decided_by, leads=leads)
    act = _opening(view)
    return Point(view, number, act, None, (0, len(view.text)), decided_by, leads=leads)


def _running_lead(view: View) -> Iterator[View]:
    """ "Nämnden föreslår fullmäktige besluta att" at the start of the point itself."""
    for name in ("decision.running_lead", "decision.proposes"):
        match = grammar(name).match(view.text)
        if match:
            yield view.cut(0, match.end())


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
            number = paragraph.number
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


def _is_decided(point: Point) -> bool:
    """By this body: not a formality, a proposal to a higher body, or a task somebody takes on."""
    return point.kind not in _NOT_DECIDED and point.assigned is None


def decision_tree(point: Point, item: Item, ident: str, body: Value | None) -> Tree:
    """The point as the contract wants it; ``ident`` is the readable id, ``body`` who met."""
    view = point.view
    whole = view.whole()
    number = None
    if point.number:
        marker = next(
            (
                x.marker
                for x in item.lines
                if x.number == point.number and x.span.start <= whole[0].start < x.span.end
            ),
            None,
        )
        number = (
            Value(
                point.number,
                (type(marker)(marker.start, marker.start + len(point.number)),),
                "decision.number",
            )
            if marker
            else None
        )
    place = point.kind_place or (0, len(view.text))
    spans = (point.kind_view or view).spans(*place)
    details = details_of(point.view, point.leads, point.kind)
    if point.assigned is not None:
        details["assigned_to"] = stated(point.assigned, 0, len(point.assigned.text), "task.who")
    return {
        "id": derived(ident, whole, "decision.id"),
        "number": number,
        "text": Value(view.text, whole, "decision.text"),
        "kind": derived(point.kind, spans, "decision.kind") if point.kind else None,
        "label_sv": derived(point.label_sv, spans, "decision.kind") if point.label_sv else None,
        "decided_by": point.decided_by or (body if _is_decided(point) else None),
        **details,
    }
