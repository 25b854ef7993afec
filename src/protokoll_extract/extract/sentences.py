"""Sentences of a paragraph by punctuation, with the abbreviations of minutes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table


@cache
def _pattern() -> Pattern:
    abbreviations = "|".join(regex.escape(a) for a in table("decisions")["sentences"]["abbreviations"])
    # A full stop ends a sentence unless it ends an abbreviation, an initial or an ordinal.
    return gated(
        rf"(?<!\b(?:{abbreviations}))(?<!\b\p{{Lu}})(?<!(?:^|[\s(])\d{{1,2}})[.!?][”\"')\]]*\s+(?=[\p{{Lu}}”\"(§])"
        rf"|(?<=\b\d{{4}})\.\s+(?=\p{{Lu}})|(?<=[a-zåäö]\d{{1,2}})\.\s+(?=\p{{Lu}})"
    )


def sentences(view: View) -> Iterator[View]:
    """The sentences of a running text, in order, without surrounding spaces."""
    return iter(_sentences(view))


# Several readers ask for those of the same paragraph, one after the other.
@lru_cache(maxsize=128)
def _sentences(view: View) -> tuple[View, ...]:
    found: list[View] = []
    start = 0
    for match in _pattern().finditer(view.text):
        found.append(view.cut(start, match.start() + len(match.group().rstrip())))
        start = match.end()
    end = len(view.text.rstrip())
    if start < end:
        found.append(view.cut(start, end))
    return tuple(found)
