"""What the meeting's paper is called, and its number."""

from __future__ import annotations

from functools import cache

import regex

from protokoll_extract.extract.finding import Value, matched, stated
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table


@cache
def title_pattern() -> Pattern:
    """Words by which a line is known as a heading of minutes."""
    known = table("header")["title"]
    words = "|".join(regex.escape(w) for w in known["words"])
    return gated(rf"(?i)(?<!\p{{L}})(?:{words})(?!\p{{L}})|{known['meeting']}|{known['compound']}")


def find_title(views: list[View]) -> Value | None:
    """The printed heading: what the meeting calls itself before what the paper does."""
    meeting = gated(rf"(?i){table('header')['title']['meeting']}")
    for pattern in (meeting, title_pattern()):
        for view in views:
            short = len(view.text.split()) <= 12 and not view.text.endswith(".")
            short = short or bool(grammar("genre.minutes_of").match(view.text))
            if short and pattern.search(view.text) and not grammar("header.not_title").search(view.text):
                return stated(view, 0, len(view.text.rstrip(" .")), "header.title")
    return None


def find_number(labelled: list[View], views: list[View]) -> Value | None:
    """The number of the minutes, behind its label or in a heading."""
    for view in labelled:
        match = regex.match(r"\d{1,3}(?:[/:]\d{2,4})?", view.text)
        if match:
            return matched(view, match, 0, "header.number")
    for view in views:
        match = grammar("header.number").search(view.text)
        if match:
            group = "n" if match["n"] else "n2"
            if not regex.fullmatch(r"(?:19|20)\d\d", match[group]):
                return matched(view, match, group, "header.number")
    return None
