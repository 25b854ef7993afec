"""A sum named again without its unit: "Godkänna äskningen på 2 128", with "2 128 kr" in the same §."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from protokoll_extract.extract.finding import Tree, derived, matched
from protokoll_extract.extract.money import Place, in_place
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar

_NUMBER = regex.compile(r"\d[\d\s.]*(?:,\d+)?")
_GROUPING = regex.compile(r"[\s.]")
_NOTHING = dict.fromkeys(("bound", "period", "programme", "payer", "recipient", "purpose"))


def sums_again(views: Iterable[tuple[View, Place]], known: list[Tree]) -> Iterator[Tree]:
    """Numbers behind a word for a sum that are the printed numbers of sums of the same §.

    Args:
        views: the paragraphs of a §, each with its place.
        known: the sums found in them, with units.
    """
    named = [
        (*place, match)
        for place in views
        if known
        for match in grammar("money.again").finditer(place[0].text)
    ]
    with_unit = [one for one in known if one["unit"] is not None] if named else []
    printed = {_digits(str(one["raw"].value)): one for one in with_unit}
    for view, place, match in named:
        first = printed.get(_digits(match["number"]))
        if first is None or first["value"] is None:
            continue
        raw = matched(view, match, "number", "amount.again")
        spans = (*raw.spans, *first["raw"].spans)
        same = {
            key: derived(first[key].value, spans, "amount.again") if first[key] is not None else None
            for key in ("value", "currency", "scale")
        }
        yield in_place({**_NOTHING, **same, "raw": raw, "unit": None, "status": None}, place)


def _digits(printed: str) -> str:
    """The number alone, as one run: "2 128 kr" as "2128"."""
    number = _NUMBER.match(printed)
    return _GROUPING.sub("", number.group()) if number else printed
