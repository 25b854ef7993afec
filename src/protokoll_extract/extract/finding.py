"""``Value``: one extracted value together with the places it was read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import regex

from protokoll_extract.text.record import record
from protokoll_extract.text.span import Span, union
from protokoll_extract.text.view import View

Plain = str | int | bool
Status = Literal["stated", "derived"]


@record
class Value:
    """A plain value, the rule that read it, and its places (sorted, disjoint).

    ``stated``: the places hold the value as printed. ``derived``: a named rule
    concluded it from what the places hold.
    """

    value: Plain
    spans: tuple[Span, ...]
    rule: str
    status: Status = "stated"


# A tree of dicts and lists whose leaves are Value or None: what assemble turns
# into plain JSON plus evidence.
Tree = dict[str, Any]


def stated(view: View, start: int, end: int, rule: str, value: Plain | None = None) -> Value:
    """The value printed at ``view.text[start:end]`` (or its normal form ``value``)."""
    return Value(view.text[start:end] if value is None else value, view.spans(start, end), rule)


def matched(
    view: View, match: regex.Match[str], group: str | int, rule: str, value: Plain | None = None
) -> Value:
    """The value printed where ``group`` of a match on ``view.text`` stands."""
    start, end = match.span(group)
    return stated(view, start, end, rule, value)


def derived(value: Plain, spans: Iterable[Span], rule: str) -> Value:
    """A value concluded by ``rule`` from what stands at ``spans``."""
    return Value(value, union(spans), rule, "derived")
