"""A decision point, before it gets an id: its text, kind, and the lead-ins it stands under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from protokoll_extract.extract.details import details_of
from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.kinds import kind_of, proposed_label
from protokoll_extract.segment.lines import Paragraph
from protokoll_extract.text.gate import AnyOf, Gates, Pattern, gated
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, plain_view
from protokoll_extract.vocab.load import grammar, table

# Kinds of points that this body does not decide: they only happen, or a higher body decides.
_NOT_DECIDED = frozenset({"opened", "closed", "proposed"})


@dataclass(frozen=True, slots=True)
class Point:
    """One decision point before it gets an id; ``leads`` are the lead-ins it stands under."""

    view: View
    number: Value | None
    kind: str | None
    label_sv: str | None
    kind_place: tuple[int, int] | None
    decided_by: Value | None
    kind_view: View | None = None
    leads: tuple[View, ...] = ()
    assigned: View | None = None


def point_of(view: View, paragraph: Paragraph | None, lead: View | None) -> Point:
    """The point with its kind; under a lead-in that proposes to a higher body it is proposed."""
    number = number_of(paragraph) if paragraph else None
    leads = (lead,) if lead is not None else ()
    proposed = any(is_proposed(x.text) for x in (*leads, *_running_lead(view)))
    decided_by = None if proposed else next((d for x in (view, *leads) if (d := _decider(x))), None)
    if proposed:
        return Point(view, number, "proposed", proposed_label(), (0, len(view.text)), None, leads=leads)
    kind = kind_of(view.text)
    if kind is not None:
        return Point(view, number, kind.name, kind.label_sv, kind.place, decided_by, leads=leads)
    act = opening_of(view)
    return Point(view, number, act, None, (0, len(view.text)), decided_by, leads=leads)


def number_of(paragraph: Paragraph) -> Value | None:
    """The number or letter printed before the paragraph."""
    marker = paragraph.lines[0].marker if paragraph.lines else None
    if marker is None or paragraph.number is None:
        return None
    span = Span(marker.start, marker.start + len(paragraph.number))
    return Value(paragraph.number, (span,), "decision.number")


def _running_lead(view: View) -> Iterator[View]:
    """ "Nämnden föreslår fullmäktige besluta att" at the start of the point itself."""
    for name in ("decision.running_lead", "decision.proposes"):
        match = grammar(name).match(view.text)
        if match:
            yield view.cut(0, match.end())


# Lead-ins


@cache
def _leads() -> tuple[tuple[Pattern, ...], Gates]:
    patterns = tuple(gated(p) for p in table("decisions")["lead"]["patterns"])
    return patterns, Gates(patterns)


@lru_cache(maxsize=256)  # A paragraph is asked about, and then its sentences, which may be the same.
def only_leads(text: str) -> bool:
    """Does the whole text only say who decides, on whose proposal?"""
    patterns, gates = _leads()
    return any(patterns[at].fullmatch(text) for at in gates.open(text))


def is_lead(text: str) -> bool:
    """Is the paragraph only a lead-in, also in bold letters ("**Mötet beslutade:**")?"""
    return only_leads(text.strip("*_ "))


@cache
def _bodies() -> tuple[Pattern, ...]:
    return tuple(gated(entry["pattern"], regex.IGNORECASE) for entry in table("bodies")["class"])


def only_body(text: str) -> bool:
    """Is the paragraph the name of a deciding body and nothing else, above a list of what it does?"""
    name = text.strip("*_: ")
    return name[:1].isupper() and len(name) < 80 and any(p.fullmatch(name) for p in _bodies())


def is_stray(text: str) -> bool:
    """A letter torn from its point, or the name of a body from the next page's head."""
    return only_body(text) or bool(grammar("decision.no_point").fullmatch(text.strip()))


def leads(text: str, following: Paragraph | None) -> bool:
    """A lead-in, or "Nämnden beslutar i enlighet med utskottets förslag" with clauses below it."""
    if is_lead(text):
        return True
    below = following is not None and grammar("decision.clause").match(following.view.text) is not None
    return below and grammar("decision.as_proposed").fullmatch(text) is not None


@cache
def _proposed() -> Pattern:
    return gated("|".join(table("decisions")["lead"]["proposed"]))


def is_proposed(text: str) -> bool:
    """Does the lead-in put it before a higher body?"""
    return bool(_proposed().search(text))


def _decider(view: View) -> Value | None:
    match = grammar("decision.decider").match(view.text)
    if not match or is_proposed(view.text[: match.end()]):
        return None  # Whoever proposes to a higher body does not decide.
    group = "who" if match["who"] else "gen"
    return matched(view, match, group, "decision.decided_by")


def is_left_over(text: str) -> bool:
    """A template's prompt that nobody filled in, or a line to write on."""
    return not text.strip() or bool(grammar("decision.left_over").fullmatch(text.strip()))


@cache
def _openings() -> tuple[tuple[str, AnyOf], ...]:
    return tuple((kind, AnyOf(table("decisions")[kind]["patterns"])) for kind in ("opened", "closed"))


def opening_of(view: View) -> str | None:
    """opened or closed, where the text opens or closes the meeting."""
    return next((kind for kind, words in _openings() if words.search(view.text)), None)


# The contract's form


def _is_decided(point: Point) -> bool:
    """By this body: not a formality, a proposal to a higher body, or a task somebody takes on."""
    return point.kind not in _NOT_DECIDED and point.assigned is None


def decision_tree(point: Point, ident: str, body: Value | None) -> Tree:
    """The point as the contract wants it; ``ident`` is the readable id, ``body`` who met."""
    view = plain_view(point.view)
    whole = view.whole()
    place = point.kind_place or (0, len(point.view.text))
    spans = (point.kind_view or point.view).spans(*place)
    details = details_of(point.view, point.leads, point.kind)
    if point.assigned is not None:
        details["assigned_to"] = stated(point.assigned, 0, len(point.assigned.text), "task.who")
    return {
        "id": derived(ident, whole, "decision.id"),
        "number": point.number,
        "text": Value(view.text, whole, "decision.text"),
        "kind": derived(point.kind, spans, "decision.kind") if point.kind else None,
        "label_sv": derived(point.label_sv, spans, "decision.kind") if point.label_sv else None,
        "decided_by": point.decided_by or (body if _is_decided(point) else None),
        **details,
    }
