"""Elections by ballot: candidates with their votes, blank and invalid ballots.

"Bo Ek (S) får 25 röster", or a list with a name and a number a line where blank or invalid
ballots are counted too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from protokoll_extract.extract.finding import Tree, Value, matched
from protokoll_extract.extract.names import is_organisation, name_pattern
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View, join_views
from protokoll_extract.vocab.load import grammar

_ELSEWHERE = frozenset({"papers", "recipients", "proposed_decision", "background"})


@cache
def _candidate(form: str) -> Pattern:
    """Name and number ("votes", "bare"), or number and name ("ballots")."""
    words, name = grammar(f"election.{form}").pattern, rf"(?P<name>{name_pattern()})"
    return gated(f"{words}{name}" if form == "ballots" else f"{name}{words}")


def find_elections(item: Item) -> Iterator[Tree]:
    """The counted elections of a §, one a section at most."""
    for section in item.sections:
        if section.kind not in _ELSEWHERE:
            yield from _election(section)


def _election(section: Section) -> Iterator[Tree]:
    views = [p.view for p in section.paragraphs]
    spoilt = [v for v in views if _number(v, "blank") or _number(v, "invalid")]
    candidates: list[Tree] = []
    used: list[View] = []
    for view in views:
        found = list(_candidates(view, bare=bool(spoilt)))
        candidates += found
        if found or view in spoilt:
            used.append(view)
    if not candidates or (len(candidates) < 2 and not spoilt):
        return
    text = used[0]
    for view in used[1:]:
        text = join_views(text, view)
    yield {
        "candidates": candidates,
        "blank": next((n for v in used if (n := _number(v, "blank"))), None),
        "invalid": next((n for v in used if (n := _number(v, "invalid"))), None),
        "text": Value(text.text, text.whole(), "election.text"),
    }


def _candidates(view: View, *, bare: bool) -> Iterator[Tree]:
    form = next((f for f in ("votes", "ballots") if _candidate(f).search(view.text)), "bare")
    for match in _candidate(form).finditer(view.text) if bare or form != "bare" else ():
        if not is_organisation(match["name"]):
            yield {
                "name": matched(view, match, "name", "election.candidate"),
                "votes": matched(view, match, "n", "election.votes", int(match["n"])),
            }


def _number(view: View, what: str) -> Value | None:
    match = grammar(f"election.{what}").search(view.text)
    return matched(view, match, "n", f"election.{what}", int(match["n"])) if match else None
