"""Decision points: what this meeting decided in a §, verbatim, with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.segment.lines import Paragraph
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.view import View, join_views
from protokoll_extract.vocab.load import grammar, table


# An infinitive mark that governs the next verb, not at the start of the point.
# Where a lead-in ends and its first point begins on the same line.
@dataclass(frozen=True, slots=True)
class Point:
    """One decision point before it gets an id."""

    view: View
    number: str | None
    number_view: View | None
    kind: str | None
    label_sv: str | None
    kind_place: tuple[int, int] | None
    decided_by: Value | None
    kind_view: View | None = None


def find_decisions(item: Item) -> Iterator[Point]:
    """The points of a §: under its decision headings, else its deciding sentences."""
    headed = [s for s in item.sections if s.kind == "decision" and s.paragraphs]
    if headed:
        proposed = next((s for s in item.sections if s.kind == "proposed_decision"), None)
        for section in headed:
            points = list(_under_heading(section))
            yield from _refer_to_proposal(points, proposed)
        for section in item.sections:
            if section.kind == "text":
                yield from (p for p in _free(section) if p.kind in ("opened", "closed"))
        return
    for section in item.sections:
        if section.kind in ("text", "background"):
            yield from _free(section)


# Under a heading "Beslut"


def _under_heading(section: Section) -> Iterator[Point]:
    decided_by: Value | None = None
    proposed = False
    if section.heading is not None:
        decided_by = _decider(section.heading)
        proposed = _is_proposed(section.heading.text)
    for view, paragraph, after_lead in _without_leads(_merged(section.paragraphs)):
        if view is None:
            text = paragraph.view
            decided_by = _decider(text)
            proposed = _is_proposed(text.text)
            continue
        if after_lead:
            proposed = _is_proposed(paragraph.view.text)
            decided_by = _decider(paragraph.view)
        yield _point(view, paragraph, decided_by, proposed=proposed)


def _merged(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Points with their sub-points (a., b. …) and what follows their colon."""
    out: list[Paragraph] = []
    for paragraph in paragraphs:
        number = paragraph.number
        under = number is not None and number.isalpha()
        if out and (under or number is None) and _takes_more(out[-1], under):
            view = join_views(out[-1].view, paragraph.view)
            out[-1] = Paragraph((*out[-1].lines, *paragraph.lines), view)
        else:
            out.append(paragraph)
    return tuple(out)


def _takes_more(point: Paragraph, under: bool) -> bool:
    numbered = point.number is not None and point.number.isdigit()
    return numbered and (under or point.view.text.rstrip().endswith(":"))


def _without_leads(paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[View | None, Paragraph, bool]]:
    """(text, paragraph, came after a lead-in on its line); text None: only a lead-in."""
    for paragraph in paragraphs:
        text = paragraph.view.text
        if not text.strip() or regex.fullmatch(r"[\s._…-]+", text):
            continue
        if _lead().fullmatch(text):
            yield None, paragraph, False
            continue
        *before, last = sentences(paragraph.view)
        if before and not paragraph.number and _lead().fullmatch(last.text):
            # The next lead-in stands on the last line of the point before it.
            end = len(text) - len(last.text)
            yield paragraph.view.cut(0, len(text[:end].rstrip())), paragraph, False
            yield None, Paragraph(paragraph.lines, last), False
            continue
        lead_ends = grammar("decision.after_lead").finditer(text)
        match = next((m for m in lead_ends if _lead().fullmatch(text[: m.end()].rstrip())), None)
        if match and not paragraph.number:
            yield paragraph.view.cut(match.end(), len(text)), paragraph, True
        else:
            yield paragraph.view, paragraph, False


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
    for paragraph in section.paragraphs:
        text = paragraph.view.text
        if _lead().fullmatch(text) and not excluded.search(text):
            listing = paragraph
            continue
        if listing is not None and (paragraph.number or paragraph.lines[0].marker or _is_point(text)):
            yield _point(
                paragraph.view, paragraph, _decider(listing.view), proposed=_is_proposed(listing.view.text)
            )
            continue
        listing = None
        for view in sentences(paragraph.view):
            act = _opening(view)
            if act:
                yield Point(view, None, None, act, None, (0, len(view.text)), None)
            elif decides.search(view.text) and not excluded.search(view.text):
                yield _point(view, None, _decider(view), proposed=_is_proposed(view.text))


def _is_point(text: str) -> bool:
    """A point below an open lead-in: an att-clause or an infinitive in small letters."""
    return bool(grammar("decision.point").search(text))


def _opening(view: View) -> str | None:
    for kind in ("opened", "closed"):
        if any(regex.search(p, view.text) for p in table("decisions")[kind]["patterns"]):
            return kind
    return None


# Kinds


@cache
def _kinds() -> tuple[tuple[str, str, regex.Pattern[str]], ...]:
    return tuple(
        (
            k["kind"],
            k["label_sv"],
            regex.compile(r"(?<!\p{L})(?:" + "|".join(k["patterns"]) + r")(?!\p{L})", regex.IGNORECASE),
        )
        for k in table("decisions")["kind"]
    )


def kind_of(text: str) -> tuple[str, str, tuple[int, int]] | None:
    """(kind, Swedish label, place of the deciding word).

    The deciding word is the first that is not governed by "att" (an infinitive inside
    the point tells what, not that): "Förslaget att avslå motionen bifalls" approves.
    """
    found = []
    for rank, (kind, label, verbs) in enumerate(_kinds()):
        for match in verbs.finditer(text):
            if grammar("act.negated").search(text, match.end()):
                continue
            governed = bool(
                grammar("decision.governed").search(text, max(0, match.start() - 60), match.start())
            )
            found.append((governed, match.start(), rank, kind, label, match.span()))
    if not found:
        return None
    _, _, _, kind, label, place = min(found)
    return kind, label, place


def _point(view: View, paragraph: Paragraph | None, decided_by: Value | None, *, proposed: bool) -> Point:
    kind = kind_of(view.text)
    number = paragraph.number if paragraph else None
    name, label, place = kind or (None, None, None)
    if proposed:
        name, label, place = "proposed", "förslag till högre organ", (0, len(view.text))
    elif name is None and _opening(view):
        name, label, place = _opening(view), None, (0, len(view.text))
    return Point(view, number, None, name, label, place, decided_by)


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
            yield replace(point, view=paragraph.view, number=number, kind_view=point.view)


def decision_tree(point: Point, item: Item, ident: str, position: int) -> Tree:
    """The point as the contract wants it; ``ident`` is the readable id."""
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
    return {
        "id": derived(ident, whole, "decision.id"),
        "number": number,
        "text": Value(view.text, whole, "decision.text"),
        "kind": derived(point.kind, spans, "decision.kind") if point.kind else None,
        "label_sv": derived(point.label_sv, spans, "decision.kind") if point.label_sv else None,
        "decided_by": point.decided_by,
    }
