"""Several municipalities with one noun between them: "Solna och Sundbybergs kommuner"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from protokoll_extract.extract.finding import Value, derived
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import RegisterEntry, municipality_names

_PLACE = regex.compile(r"\p{Lu}[\p{L}-]*(?: \p{Lu}[\p{L}-]*)?")


@cache
def _nouns() -> tuple[str, ...]:
    data = table("organisations")["coordinated"]
    return (*data["behind"], *data["before"])


def may_hold_municipalities(text: str) -> bool:
    """Does the noun stand anywhere in a document's text? In many it does not."""
    return any(noun in text for noun in _nouns())


@cache
def _shape() -> Pattern:
    data = table("organisations")["coordinated"]
    behind, before, joints = ("|".join(data[key]) for key in ("behind", "before", "joints"))
    place = r"\p{Lu}[\p{L}-]*+(?: \p{Lu}[\p{L}-]*+)?"
    places = rf"{place}(?:, {place})*,? (?:{joints}) {place}"
    either = rf"(?:{before}) (?P<after>{places})|(?P<list>{places}) (?P<noun>{behind})"
    return gated(rf"(?<![\p{{L}}-])(?:{either})(?!\p{{L}})")


def find_municipalities(view: View) -> Iterator[Value]:
    """Each municipality of a list, under its official name; none where one of the places is unknown."""
    for match in _shape().finditer(view.text):
        start, end = match.span("list" if match["list"] else "after")
        places = list(_PLACE.finditer(view.text, start, end))
        known = [_municipality(place.group()) for place in places]
        noun = view.spans(*match.span("noun")) if match["noun"] else view.spans(match.start(), start - 1)
        for place, entry in zip(places, known, strict=True):
            if entry is not None and None not in known:
                spans = (*view.spans(*place.span()), *noun)
                yield derived(entry.name, spans, "organisation.coordinated")


def _municipality(place: str) -> RegisterEntry | None:
    names = municipality_names()
    return names.get(place) or names.get(place.removesuffix("s"))
