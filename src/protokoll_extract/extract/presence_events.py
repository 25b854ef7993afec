"""What the running text says of who comes, goes, steps in or presides, and of breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from protokoll_extract.extract.dates import find_time_range, find_times
from protokoll_extract.extract.finding import Tree, Value, matched
from protokoll_extract.extract.holders import holders
from protokoll_extract.extract.names import name_pattern
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.segment.outline import Item
from protokoll_extract.text.gate import Gates, Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table

Kind = Literal["left", "arrived", "serves", "presides", "recused"]
When = Literal["before", "during", "after"]
# Sections that tell of other meetings, or of none.
_ELSEWHERE = frozenset({"papers", "recipients", "proposed_decision"})


@dataclass(frozen=True, slots=True)
class Event:
    """One change: ``who`` does what, written in the § at ``position``.

    ``label``: the § the sentence names, None for the one it stands in; ``when``: before, during
    or after that §, None where it does not say; ``leaves``: whoever is recused leaves the room.
    """

    kind: Kind
    who: Value
    position: int
    label: str | None = None
    when: When | None = None
    replaced: Value | None = None
    leaves: bool = False
    time: Value | None = None


@cache
def _patterns() -> dict[Kind, Pattern]:
    data = table("presence")
    place = "|".join(data["place"]["words"])
    return {
        entry["kind"]: gated(
            r"(?<!\p{L})(?:"
            + "|".join(p.replace("{place}", place) for p in entry["patterns"])
            + r")(?!\p{L})"
        )
        for entry in data["event"]
    }


@cache
def _inverted() -> dict[Kind, Pattern]:
    """Patterns that hold the name between verb and place."""
    data = table("presence")
    place = "|".join(data["place"]["words"])
    name = rf"(?:\p{{Ll}}+\s+){{0,2}}(?P<name>{name_pattern()})(?:\s*\([^()]{{1,6}}\))?"
    other = rf"(?P<other>{name_pattern()})(?:\s*\([^()]{{1,6}}\))?"
    return {
        entry["kind"]: gated(
            "|".join(
                p.replace("{place}", place).replace("{name}", name).replace("{other}", other)
                for p in entry["inverted"]
            )
        )
        for entry in data["event"]
        if "inverted" in entry
    }


def _anything(text: str) -> bool:
    """A quick look: is there any event in a paragraph?"""
    patterns, gates = _events()
    return any(patterns[at].search(text) for at in gates.open(text))


@cache
def _events() -> tuple[tuple[Pattern, ...], Gates]:
    patterns = (*_patterns().values(), *_inverted().values(), _recusal())
    return patterns, Gates(patterns)


_LABEL = r"(?:behandlingen av\s+)?(?:§+|paragraf(?:en)?)\s*(?P<label>\d{1,4}(?:\s?[a-z](?!\p{L}))?)"


@cache
def _arrived_for() -> Pattern:
    return gated(rf"\s*(?:{table('presence')['when']['arrived_for']})\s+{_LABEL}")


@cache
def _when() -> Pattern:
    words = table("presence")["when"]
    sides = "|".join(f"(?P<{side}>{'|'.join(words[side])})" for side in ("before", "after", "during"))
    return gated(
        rf"(?i)(?<!\p{{L}})(?:{sides})\s+"
        rf"(?:{_LABEL}"
        rf"|(?P<this>{'|'.join(words['this'])}))"
    )


@cache
def _recusal() -> Pattern:
    return gated(table("decisions")["acts"]["recusal"])


def find_events(item: Item, position: int) -> Iterator[Event]:
    """The events told in one §, in the order of the text."""
    for section in item.sections:
        if section.kind in _ELSEWHERE:
            continue
        for paragraph in section.paragraphs:
            if _anything(paragraph.view.text):
                for view in sentences(paragraph.view):
                    yield from _in_sentence(view, position)


def _in_sentence(view: View, position: int) -> Iterator[Event]:
    label, when = _scope(view)
    recusal = _recusal().search(view.text)
    if recusal and not grammar("recusal.denied").search(view.text, 0, recusal.start()):
        leaves = bool(_patterns()["left"].search(view.text))
        end = recusal.start() if holders(view, 0, recusal.start(), "") else len(view.text)
        for who in holders(view, 0, end, "presence.recused").by:
            yield Event("recused", who, position, label, when, leaves=leaves)
    time = next(find_times(view), None)
    for kind, pattern in _inverted().items():
        match = None if recusal else pattern.search(view.text)
        if match and not grammar("act.negated").search(view.text, match.end()):
            who = matched(view, match, "name", f"presence.{kind}")
            other = (
                matched(view, match, "other", "presence.replaced") if match.groupdict().get("other") else None
            )
            yield Event(kind, who, position, label, when, other, time=time)
    for kind, pattern in _patterns().items():
        match = pattern.search(view.text)
        if not match or grammar("act.negated").match(view.text, match.end()):
            continue
        if recusal and kind in ("left", "arrived"):
            continue  # Out of the room for this matter only.
        if when is None and regex.match(table("presence")["when"]["perfect"], match.group()):
            when = "before"
        replaced = _replaced(view, match.end()) if kind == "serves" else None
        meant: tuple[str | None, When | None] = (label, when)
        if kind == "arrived" and when is None and (to := _arrived_for().match(view.text, match.end())):
            meant = (_bare(to["label"]), "before")
        for who in holders(view, 0, match.start(), f"presence.{kind}").by:
            yield Event(kind, who, position, *meant, replaced, time=time)


def _scope(view: View) -> tuple[str | None, When | None]:
    match = _when().search(view.text)
    if not match:
        return None, None
    side: When = "before" if match["before"] else "after" if match["after"] else "during"
    return (_bare(match["label"]) if match["label"] else None), side


def _bare(label: str) -> str:
    return "".join(label.split())


@cache
def _name_after() -> Pattern:
    return gated(rf"\s*(?:för\s+)?(?P<name>{name_pattern()})")


def _replaced(view: View, start: int) -> Value | None:
    match = _name_after().match(view.text, start)
    return Value(match["name"], view.spans(*match.span("name")), "presence.replaced") if match else None


# Breaks


@cache
def _adjourned() -> Pattern:
    return gated(r"(?i)(?<!\p{L})(?:" + "|".join(table("presence")["adjourned"]["patterns"]) + ")")


def find_adjournments(view: View) -> Iterator[Tree]:
    """Breaks with the times they give: "Sammanträdet ajourneras kl. 19:40-20:00."."""
    for match in _adjourned().finditer(view.text):
        end = next((m.start() for m in _adjourned().finditer(view.text, match.end())), len(view.text))
        rest = view.cut(match.start(), end)
        start, stop = find_time_range(rest)
        if start is None and stop is None:
            start = next(find_times(rest), None)
        if start is not None:
            last = stop or start
            raw = _raw(view, match.start(), last)
            yield {"raw": raw, "start_time": start, "end_time": stop}


def _raw(view: View, start: int, last: Value) -> Value:
    """From the word to the end of the last time."""
    end = start
    for position in range(start, len(view.text) + 1):
        spans = view.spans(start, position) if position > start else ()
        if spans and spans[-1].end >= last.spans[-1].end:
            end = position
            break
    end = end or len(view.text)
    return Value(view.text[start:end], view.spans(start, end), "adjournment")
