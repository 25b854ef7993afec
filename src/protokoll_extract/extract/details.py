"""What a decision point says beyond its kind: whom it assigns, by when, on what terms, on whose proposal."""

from __future__ import annotations

from collections.abc import Iterator

from protokoll_extract.extract.dates import find_dates
from protokoll_extract.extract.finding import Tree, Value, derived, matched
from protokoll_extract.extract.kinds import kind_of
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar


def details_of(view: View, leads: tuple[View, ...], kind: str | None) -> Tree:
    """The fields of a decision besides text, kind and body; null where nothing is written."""
    inner = kind_of(view.text) if kind == "proposed" else None
    name = inner.name if inner is not None else kind
    assigned = name == "assigned"
    due = _due(view) if assigned else None
    return {
        "proposed_to": _proposed_to((view, *leads)) if kind == "proposed" else None,
        "proposed_kind": derived(inner.name, view.spans(*inner.place), "decision.kind") if inner else None,
        "based_on": next((b for x in (view, *leads) if (b := _based_on(x))), None),
        "assigned_to": _addressee(view) if assigned else None,
        "due": due,
        "due_date": _due_date(view, due),
        "conditions": list(_conditions(view)),
    }


def _proposed_to(views: tuple[View, ...]) -> Value | None:
    for view in views:
        match = grammar("decision.higher_body").search(view.text)
        if match:
            group = next(g for g in ("a", "b", "c") if match[g])
            return matched(view, match, group, "decision.proposed_to")
    return None


def _based_on(view: View) -> Tree | None:
    """ "Enligt arbetsutskottets förslag", "med avslag på yrkandet": followed or departed from."""
    match = grammar("decision.based_on").search(view.text)
    if not match:
        return None
    departs = match["departs"] is not None
    changed = grammar("decision.changed").search(view.text, match.end())
    start, end = match.span()
    spans = view.spans(start, changed.end() if changed else end)
    whose = "whose" if match["whose"] else "by" if match["by"] else None
    return {
        "raw": Value(view.text[start:end], view.spans(start, end), "decision.based_on"),
        "relation": derived("departs" if departs or changed else "follows", spans, "decision.based_on"),
        "source": matched(view, match, whose, "decision.based_on_source") if whose else None,
    }


def _addressee(view: View) -> Value | None:
    """ "Direktören får i uppdrag att …", "att uppdra åt direktören att …"."""
    match = grammar("decision.addressee").search(view.text)
    if not match:
        return None
    group = next(g for g in ("before", "after", "between") if match[g])
    return matched(view, match, group, "decision.assigned_to")


def _due(view: View) -> Value | None:
    found = list(grammar("decision.due").finditer(view.text))
    # Two times: it is not clear which of them the assignment is to be done by.
    return matched(view, found[0], "when", "decision.due") if len(found) == 1 else None


def _due_date(view: View, due: Value | None) -> Value | None:
    if due is None:
        return None
    start = view.text.index(str(due.value))
    dates = list(find_dates(view.cut(start, start + len(str(due.value)))))
    return derived(dates[0].value, dates[0].spans, "decision.due_date") if len(dates) == 1 else None


def _conditions(view: View) -> Iterator[Value]:
    for match in grammar("decision.condition").finditer(view.text):
        yield matched(view, match, "terms", "decision.condition")
