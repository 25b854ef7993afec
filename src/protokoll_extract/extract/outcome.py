"""What became of a § as a whole, concluded from its decision points."""

from __future__ import annotations

from functools import cache
from typing import Any

from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.segment.outline import Item
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table

# Points that are about the meeting or the minutes, not about the matter.
_FORMAL = frozenset({"opened", "closed", "immediate_adjustment"})

# A matter that is put off may come with a task, or be noted meanwhile: put off it is all the same.
_PUT_OFF = frozenset({"tabled", "referred_back"})
_BESIDE = frozenset({"assigned", "for_information"})


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = table("decisions")["outcome"]
    return found


def outcome_of(item: Item, decisions: list[Tree]) -> Value | None:
    """Withdrawn, tabled or referred back where that is all that was decided; else what else was.

    None: nothing was decided and the title does not say that it was for information.
    """
    points = [d for d in decisions if d["kind"] is None or d["kind"].value not in _FORMAL]
    if not points:
        return _by_title(item) if not decisions else None
    names = {_name(d) for d in points}
    spans = tuple(s for d in points for s in (d["kind"] or d["text"]).spans)
    for alone in ("withdrawn", "tabled", "referred_back", "for_information", "proposed"):
        beside = _BESIDE if alone in _PUT_OFF else frozenset()
        if alone in names and names <= {alone, *beside}:
            return derived(alone, spans, "outcome.from_decisions")
    return derived("decided", spans, "outcome.from_decisions")


def _name(decision: Tree) -> str:
    kind = decision["kind"].value if decision["kind"] is not None else "decided"
    label = decision["label_sv"].value if decision["label_sv"] is not None else ""
    if label == _words()["withdrawn"]:
        return "withdrawn"
    return "for_information" if label in _words()["information"] else str(kind)


@cache
def _information() -> Pattern:
    return gated(_words()["for_information"])


def _by_title(item: Item) -> Value | None:
    if item.title is None or not _information().search(item.title.text):
        return None
    return derived("for_information", item.title.whole(), "outcome.from_title")
