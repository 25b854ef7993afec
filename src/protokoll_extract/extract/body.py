"""Which body met, and whose: the organ by its name, the authority or association printed beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.organisation_marks import words_of_pages
from protokoll_extract.extract.title import title_pattern
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import organisations


def read_body(labelled: list[View], loose: list[View], heads: list[View]) -> Tree:
    """The body's name, classification and issuer; an association without a named organ is the body."""
    for view in (*labelled, *loose, *heads):
        organ = _organ_in(view)
        if organ:
            issuer = _issuer((*loose, *heads)) or _beside(view, loose)
            known = issuer is not None and str(issuer.value) not in str(organ["name"].value)
            return {**organ, "issuer": issuer if known else None}
    for view in loose[:6]:
        held = grammar("header.held_by").match(view.text)
        if held and (organ := _organ_in(view.cut(*held.span("name")))):
            return {**organ, "issuer": _issuer(loose) or _beside(view, loose)}
    name = _association(loose) or _numbered(loose) or _in_title(loose)
    return {"name": name, "classification": None, "issuer": None}


@cache
def _organs() -> tuple[tuple[str, Pattern], ...]:
    return tuple(
        (x["classification"], gated(rf"(?<![\p{{L}}-])(?:{x['pattern']})(?=s?(?!\p{{L}}))"))
        for x in table("bodies")["class"]
    )


@cache
def _in_capitals(pattern: str) -> Pattern:
    return gated(pattern, regex.IGNORECASE)


def _organ_in(view: View) -> Tree | None:
    if len(view.text.split()) > 9 or view.text.endswith("."):
        return None
    start = _behind_issuer(view.text)
    for classification, pattern in _organs():
        match = pattern.search(view.text, start) or (
            view.text.isupper() and _in_capitals(pattern.pattern).search(view.text)
        )
        if match:
            name = matched(view, match, 0, "header.body")
            return {"name": name, "classification": derived(classification, name.spans, "body.class")}
    return None


def _behind_issuer(text: str) -> int:
    """Where the organ may begin: "Granviks kommun, Kultur- och fritidsnämnden" names its authority first."""
    issuer = grammar("header.issuer").match(text)
    return issuer.end() + 1 if issuer and text[issuer.end() : issuer.end() + 1] == "," else 0


# Whose body it is


def _issuer(views: Iterable[View]) -> Value | None:
    for view in views:
        match = grammar("header.issuer").search(view.text)
        if match and match.start() == 0 and len(view.text.split()) < 8:
            return matched(view, match, 0, "header.issuer")
        if view.text.casefold() in organisations() and view.text.casefold() not in words_of_pages():
            return stated(view, 0, len(view.text), "header.issuer")
    return None


def _beside(organ: View, loose: list[View]) -> Value | None:
    """The association, parish or company on the line before or after the organ's name."""
    loose = [view for view in loose if view is organ or not title_pattern().fullmatch(view.text)]
    at = next((i for i, view in enumerate(loose) if view is organ), None)
    around = loose[:3] if at is None else [*loose[max(0, at - 1) : at], *loose[at + 1 : at + 2]]
    for view in around:
        if grammar("header.issuer_line").fullmatch(view.text) and not title_pattern().search(view.text):
            return stated(view, 0, len(view.text), "header.issuer")
    return None


# Associations and companies


@cache
def _association_words() -> Pattern:
    words = "|".join(table("bodies")["association"]["endings"])
    return gated(rf"(?i)(?:{words})(?:en|et|n|s)?(?!\p{{L}})|(?<!\p{{L}})(?-i:AB|HB|KB)(?!\p{{L}})")


def _association(loose: list[View]) -> Value | None:
    """A line at the head that reads like an association's name."""
    for view in loose[:6]:
        match = grammar("header.association").match(view.text)
        if match and _association_words().search(match["name"]) and not title_pattern().search(match["name"]):
            return matched(view, match, "name", "header.association")
    return None


def _numbered(loose: list[View]) -> Value | None:
    """A name at the head with its organisation number behind it."""
    for view in loose[:6]:
        match = grammar("header.with_number").match(view.text)
        if match and not title_pattern().search(match["name"]):
            return matched(view, match, "name", "header.with_number")
    return None


def _in_title(loose: list[View]) -> Value | None:
    """ "Mötesprotokoll för Granvik-Klubben": whose minutes they are."""
    for view in loose[:6]:
        match = grammar("header.body_in_title").match(view.text)
        if match and not title_pattern().search(match["name"]):
            return matched(view, match, "name", "header.body_in_title")
    return None
