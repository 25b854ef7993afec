"""What kind of document this is: minutes, or something that only looks like them."""

from __future__ import annotations

from functools import cache

import regex

from protokoll_extract.segment.front import Front
from protokoll_extract.segment.headings import plain
from protokoll_extract.segment.outline import Outline
from protokoll_extract.text.source import SourceText
from protokoll_extract.vocab.load import table

# How far down the kind of a document is still announced (lines).
_HEAD = 25


@cache
def _minutes() -> regex.Pattern[str]:
    words = "|".join(regex.escape(w) for w in table("header")["title"]["words"])
    return regex.compile(rf"(?i)(?<!\p{{L}})(?:{words})|{table('header')['title']['meeting']}")


def is_minutes(source: SourceText, outline: Outline, front: Front) -> bool:
    """Does the document say that it is minutes, or is it built like them?

    A notice of a meeting or an agenda announces itself. Else a title, an attendance
    list or paragraphs (§§) with decisions are what minutes have and others have not.
    """
    head = [x.text(source) for x in outline.lines[:_HEAD]]
    titled = any(_minutes().search(x) for x in head if len(x) < 120)
    refused = {w.casefold() for w in table("header")["not_minutes"]["words"]}
    if any(plain(x).casefold() in refused for x in head) and not titled:
        return False
    decided = any(s.kind == "decision" for i in outline.items for s in i.sections)
    return titled or bool(front.groups or front.tables) or decided
