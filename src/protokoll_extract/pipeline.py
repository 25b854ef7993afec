"""The whole way from canonical text to the contract: one readable function."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import regex

from protokoll_extract.assemble import parts_of, separate
from protokoll_extract.audit import Issue, Read, audit
from protokoll_extract.extract.acts import find_procedure, find_proposals, find_recipients
from protokoll_extract.extract.appendix import appendix_rolls, join_rolls
from protokoll_extract.extract.dates import find_times
from protokoll_extract.extract.decisions import find_decisions
from protokoll_extract.extract.dissent import find_dissent, find_jav, find_statements
from protokoll_extract.extract.elections import find_elections
from protokoll_extract.extract.facts import facts_of
from protokoll_extract.extract.finding import Tree, Value, derived, stated
from protokoll_extract.extract.header import Header, read_header
from protokoll_extract.extract.language import Mention, mentions
from protokoll_extract.extract.listed import everyone_listed, once
from protokoll_extract.extract.meeting_times import time_in_heading
from protokoll_extract.extract.outcome import outcome_of
from protokoll_extract.extract.personal import Personal, find_personal_data
from protokoll_extract.extract.points import Point, decision_tree
from protokoll_extract.extract.presence_events import find_adjournments, find_events
from protokoll_extract.extract.references import find_diary_numbers
from protokoll_extract.extract.short_names import Known
from protokoll_extract.extract.signers import find_signers
from protokoll_extract.extract.tasks import doers
from protokoll_extract.extract.votes import Draft, find_votes, vote_tree
from protokoll_extract.growing import growing
from protokoll_extract.model.protokoll import SCHEMA_ID, SCHEMA_VERSION, Protokoll
from protokoll_extract.resolve.namesakes import Names, names_of
from protokoll_extract.resolve.offices import complete_offices
from protokoll_extract.resolve.presence import presence
from protokoll_extract.resolve.registers import body_ids, setting_of
from protokoll_extract.resolve.whoswho import Finder, resolve
from protokoll_extract.segment.front import Front, front_of
from protokoll_extract.segment.genre import is_minutes
from protokoll_extract.segment.lines import cell_views
from protokoll_extract.segment.outline import Item, Outline, Section, outline_of
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.view import View, join_views, view_of
from protokoll_extract.vocab.load import grammar, table


@growing()
def run(source: SourceText, *, language: str | None = None) -> Protokoll:
    """Extract one document. Odd documents give findings; this never raises on content.

    ``language``: also find people named in short, by ``"rules"`` or with a spaCy pipeline's help.
    """
    # What the stages made is gone before the contract is made of what they found.
    return Protokoll.model_validate(_found(source, language))


def _found(source: SourceText, language: str | None) -> Tree:
    outline = outline_of(source)
    front = front_of(source, outline.front)
    if not is_minutes(source, outline, front):
        outline = replace(outline, items=(), contents=(), minutes=False)
        front = replace(front, groups=(), tables=())
    closing = front_of(source, outline.closing)
    signatures = tuple(x for x in closing.labelled if x.field in ("chair", "secretary", "adjusters"))
    header = read_header(source, front, signatures, outline.repeated)
    listed = everyone_listed(source, outline, front, closing)
    attendance = [row for row in listed if row["name"] is not None]
    body = header.tree["body"]["name"]
    name = str(body.value) if body is not None else None
    people = doers(listed, outline.items)
    points = [list(find_decisions(item, name, people)) for item in outline.items]
    views = tuple(_views(source, outline))
    meeting = complete_offices(
        _complete(source, header, outline, points),
        attendance,
        (p for ps in points for p in ps),
        outline.items,
        views,
    )
    attendance, listed = list(once(attendance)), list(once(listed))
    meeting["adjournments"] = [
        p for view in _said_in_front(source, outline, front) for p in find_adjournments(view)
    ]
    votes = [find_votes(source, item) for item in outline.items]
    join_rolls(outline.items, votes, appendix_rolls(source, outline.closing))
    items = [_item(source, meeting, *parts) for parts in zip(outline.items, points, votes, strict=True)]
    on = str(meeting["date"].value) if meeting["date"] is not None else None
    named = _named(meeting, items)
    own = [x for x in (meeting["body"]["issuer"], meeting["body"]["name"]) if x is not None]
    setting = setting_of(own, on)
    names = names_of(attendance, source.text)
    more = _in_short(language, outline, meeting, attendance, names) if language is not None else None
    held = [x for x in (meeting["place"]["raw"], meeting["adjustment"]["place"]) if x is not None]
    who = resolve(attendance, named, own, views, more, setting, names, held)
    meeting["body"] = {**meeting["body"], "register_ids": body_ids(own, setting)}
    for row in attendance:
        ident = who.person_ids.get(names.key(row["name"]) or "")
        row["person"] = derived(ident, row["name"].spans, "id.person") if ident is not None else None
    events = [event for at, item in enumerate(outline.items) for event in find_events(item, at)]
    starts = [item.lines[0].span.start for item in outline.items]
    there = presence(source.text, meeting, attendance, items, events, names, starts)
    facts = facts_of(source, outline, items, on)
    items = [
        {**item, **found, "tables": tables}
        for item, found, tables in zip(items, there.items, facts.tables, strict=True)
    ]
    tree: Tree = {
        "meeting": meeting,
        "attendance": listed,
        "contents": list(_contents(outline)),
        "items": items,
        "people": who.people,
        "organisations": who.organisations,
        "parties": who.parties,
        "amounts": facts.amounts,
        "percentages": facts.percentages,
        "references": facts.references,
        "programmes": who.programmes,
        "places": who.places,
        "open_mentions": who.open_mentions,
        "personal_data": [_personal(source, one) for one in find_personal_data(source.text)],
    }
    plain, evidence = separate(source, tree)
    signers = tuple(find_signers(source, outline))
    read = Read(source, outline, header.dates, header.times, signers, there.doubts)
    issues = [*_remarks(source), *audit(tree, read)]
    findings = [
        {
            "code": x.code,
            "severity": x.severity,
            "message": x.message,
            "parts": parts,
            "pointers": list(x.pointers),
        }
        for x, parts in zip(issues, parts_of(source, (x.spans for x in issues)), strict=True)
    ]
    return {**_envelope(source), **plain, "findings": findings, "evidence": evidence}


def _remarks(source: SourceText) -> Iterator[Issue]:
    """What the reader noticed, as findings."""
    for remark in source.remarks:
        yield Issue(remark.code, remark.message, remark.spans)


def _envelope(source: SourceText) -> dict[str, object]:
    return {
        "$schema": SCHEMA_ID,
        "schema_version": SCHEMA_VERSION,
        "id": source.sha256[:16],
        "type": "protokoll",
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "pages": len(source.pages),
            "reader": source.reader,
            "ocr": bool(source.ocr_pages),
            "ocr_pages": list(source.ocr_pages),
            "text_sha256": hashlib.sha256(source.text.encode()).hexdigest(),
        },
    }


def _personal(source: SourceText, found: Personal) -> Tree:
    return {
        "kind": derived(found.kind, (found.span,), f"personal.{found.kind}"),
        "text": Value(
            source.text[found.span.start : found.span.end], (found.span,), f"personal.{found.kind}"
        ),
    }


# The meeting, completed by what the rest of the document states


def _complete(source: SourceText, header: Header, outline: Outline, points: list[list[Point]]) -> Tree:
    """Fill what the front page leaves out, by named rules; never over a stated value."""
    meeting = dict(header.tree)
    numbers = [i.number for i in outline.items if i.number is not None]
    if meeting["paragraphs"]["first"] is None and numbers:
        first, last = numbers[0], numbers[-1]
        meeting["paragraphs"] = {
            "first": derived(first.text, first.whole(), "paragraphs.from_items"),
            "last": derived(last.text, last.whole(), "paragraphs.from_items"),
        }
    for field, kind in (("start_time", "opened"), ("end_time", "closed")):
        if meeting[field] is None:
            meeting[field] = _time_of(kind, points) or time_in_heading(source, kind)
    return meeting


def _time_of(kind: str, points: list[list[Point]]) -> Value | None:
    for point in (p for ps in points for p in ps if p.kind == kind):
        for value in find_times(point.view):
            return derived(value.value, value.spans, f"time.from_{kind}")
    return None


# Items


def _item(source: SourceText, meeting: Tree, item: Item, points: list[Point], votes: list[Draft]) -> Tree:
    body = meeting["body"]["name"]
    who = derived(body.value, body.spans, "decision.meeting_body") if body is not None else None
    decisions = [decision_tree(p, _decision_id(meeting, item, p, i), who) for i, p in enumerate(points, 1)]
    jav = list(find_jav(item))
    return {
        "number": _stated_view(item.number, "item.number"),
        "label": _stated_view(item.label, "item.label"),
        "title": _stated_view(item.title, "item.title"),
        "diary_numbers": list(_item_diary(item)),
        "pages": _pages(source, item),
        "sections": [_section(s) for s in item.sections if s.paragraphs],
        "outcome": outcome_of(item, decisions),
        "decisions": decisions,
        "proposals": list(find_proposals(item)),
        "procedure": list(find_procedure(item)),
        "votes": [vote_tree(draft) for draft in votes],
        "elections": list(find_elections(item)),
        "dissent": list(find_dissent(item, decisions)),
        "statements": list(find_statements(item)),
        "recusals": [x["name"] for x in jav],
        "jav": jav,
        "recipients": list(find_recipients(item)),
        "adjournments": [b for s in item.sections for p in s.paragraphs for b in find_adjournments(p.view)],
    }


def _pages(source: SourceText, item: Item) -> Tree:
    """First and last page of a §; None where the format has no pages."""
    if not source.has_pages and not source.words:
        return {"first": None, "last": None}
    first, last = item.lines[0].span, item.lines[-1].span
    return {
        "first": derived(source.page_at(first.start), (first,), "item.pages"),
        "last": derived(source.page_at(last.start), (last,), "item.pages"),
    }


def _stated_view(view: View | None, rule: str) -> Value | None:
    return Value(view.text, view.whole(), rule) if view is not None and view.text else None


def _item_diary(item: Item) -> Iterator[Tree]:
    if item.diary is not None:
        view = item.diary
        normal = " ".join(_DASHES.sub("-", view.text).split())
        yield {
            "raw": stated(view, 0, len(view.text), "item.diary"),
            "value": stated(view, 0, len(view.text), "diary.normal", normal),
        }
        return
    # A line of its own right below the title.
    for section in item.sections[:1]:
        for paragraph in section.paragraphs[:1]:
            if grammar("item.diary_line").search(paragraph.view.text) and len(paragraph.view.text) < 60:
                yield from find_diary_numbers(paragraph.view)


def _section(section: Section) -> Tree:
    spans = tuple(s for p in section.paragraphs for s in p.view.whole())
    heading = _stated_view(section.heading, "section.heading")
    where = heading.spans if heading is not None else spans[:1]
    return {
        "kind": derived(section.kind, where, "section.kind"),
        "heading": heading,
        "text": Value("\n".join(p.view.text for p in section.paragraphs), spans, "section.text"),
    }


_DASHES = regex.compile(r"[‐‑–—−]")
_NO_WORD = regex.compile(r"[^\p{L}\d]+")


def _slug(value: Value | None) -> str:
    return _NO_WORD.sub("-", str(value.value).casefold()).strip("-") if value is not None else "_"


def _decision_id(meeting: Tree, item: Item, point: Point, position: int) -> str:
    """issuer / body / date / number / § / point: readable, stable over re-extraction."""
    body = meeting["body"]
    parts = [
        _slug(body["issuer"]),
        _slug(body["name"]),
        str(meeting["date"].value) if meeting["date"] is not None else "_",
    ]
    number = "".join(item.number.text.split()).replace("/", "-") if item.number is not None else "_"
    return "/".join([*parts, _slug(meeting["number"]), f"p{number}", f"b{position}"])


# The rest


def _contents(outline: Outline) -> Iterator[Tree]:
    for entry in outline.contents:
        yield {
            "number": _stated_view(entry.number, "contents.number"),
            "title": _stated_view(entry.title, "contents.title"),
            "page": _stated_view(entry.page, "contents.page"),
        }


def _views(source: SourceText, outline: Outline) -> Iterator[View]:
    """The whole text as running views: front cells, titles, headings, paragraphs, closing."""
    for lines in (outline.front, outline.closing):
        yield from cell_views(source, outline.wrap, lines)
    for entry in outline.contents:
        yield entry.title
    for item in outline.items:
        if item.title is not None:
            yield item.title
        for section in item.sections:
            if section.heading is not None:
                yield section.heading
            for paragraph in section.paragraphs:
                yield paragraph.view


def _said_in_front(source: SourceText, outline: Outline, front: Front) -> list[View]:
    """The front page's labels with their values, however they wrap, and every other line."""
    values = [join_views(x.label, x.value) for x in front.labelled]
    spans = [span for view in values for span in view.whole()]
    lines = [
        x for x in outline.front if not any(x.span.start < s.end and s.start < x.span.end for s in spans)
    ]
    return [*values, *(view_of(source.text, [line.span]) for line in lines)]


def _in_short(language: str, outline: Outline, meeting: Tree, attendance: list[Tree], names: Names) -> Finder:
    """Finds, in running paragraphs, people named by surname, first name or office."""
    running = [p.view for item in outline.items for s in item.sections for p in s.paragraphs]
    offices: dict[str, list[str]] = {}
    body = str(meeting["body"]["name"].value).casefold() if meeting["body"]["name"] is not None else ""
    stems = [stem for noun, stem in table("language")["chairs"].items() if noun in body]
    for field in ("chair", "secretary"):
        if meeting[field] is not None:
            role = table("language")["offices"][field][0]
            roles = [role, *(f"{stem}{role}" for stem in stems if field == "chair")]
            offices.setdefault(names.key(meeting[field]) or "", []).extend(roles)
    # Who was present for a part only did not hold the office all through.
    partly = {names.key(row["name"]) for row in attendance if row["presence"]}

    def find(people: tuple[Known, ...]) -> Iterator[Mention]:
        roles = {p.key: () if p.key in partly else (*p.roles, *offices.get(p.key, ())) for p in people}
        return mentions(running, (replace(p, roles=roles[p.key]) for p in people), language)

    return find


def _named(meeting: Tree, items: list[Tree]) -> Iterator[Value]:
    for field in ("chair", "secretary"):
        if meeting[field] is not None:
            yield meeting[field]
    yield from meeting["adjusters"]
    for item in items:
        for proposal in item["proposals"]:
            yield from proposal["by"]
        for vote in item["votes"]:
            yield from (*vote["named_yes"], *vote["named_no"], *vote["named_abstain"])
