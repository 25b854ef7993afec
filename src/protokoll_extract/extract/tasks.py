"""Tasks in informal minutes: a member who takes something on ("Ada kollar priset.").

Only where the sentence begins with a full name, or somebody on the list (by first name, with
an initial, or by office), and its verb is one of taking on. Who only tells or does something
routinely is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import regex

from protokoll_extract.extract.finding import Tree
from protokoll_extract.extract.names import name_pattern
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table


def doers(attendance: Iterable[Tree], items: Iterable[Item]) -> frozenset[str]:
    """The ways to write those on the list; none in minutes with parties or headed decisions."""
    rows = list(attendance)
    headed = any(s.kind == "decision" for item in items for s in item.sections)
    if headed or any(row["party"]["id"] for row in rows):
        return frozenset()
    out: set[str] = set()
    for row in rows:
        if row["name"] is not None:
            out.update(_ways(str(row["name"].value)))
        elif row["role"] is not None:
            out.add(str(row["role"].value))
    return frozenset(out)


def _ways(name: str) -> Iterator[str]:
    words = name.split()
    yield name
    yield words[0]
    if len(words) > 1:
        yield f"{words[0]} {words[-1][0]}"
        yield f"{words[0]} {words[-1][0]}."


@cache
def _taking_on() -> Pattern:
    return gated(r"\s+(?:" + "|".join(table("decisions")["task"]["verbs"]) + r")(?!\p{L})")


@lru_cache(maxsize=4)
def _somebody(people: frozenset[str]) -> regex.Pattern[str]:
    """Those on the list, however written, and anybody with a full name; one or several."""
    listed = (regex.escape(p) for p in sorted(people, key=len, reverse=True))
    names = "|".join((name_pattern(), *listed))
    return regex.compile(rf"(?:{names})(?:(?:,\s+|\s+och\s+)(?:{names}))*")


def find_tasks(section: Section, people: frozenset[str]) -> Iterator[tuple[View, View]]:
    """(the task as written, who takes it on)."""
    if not people:
        return
    who = _somebody(people)
    for paragraph in section.paragraphs:
        views = list(sentences(paragraph.view))
        for at, view in enumerate(views):
            doer = who.match(view.text)
            if not doer or not _taking_on().match(view.text, doer.end()):
                continue
            whole = view
            rest = view.text[doer.end() :].split()
            if len(rest) == 1 and at and not rest[0].rstrip(".!").endswith("s"):
                # "Ada ansvarar." says who, not what: that stands in the sentence before.
                # "Ada tillfrågas." says it all.
                before = views[at - 1]
                start = paragraph.view.text.index(before.text)
                end = paragraph.view.text.index(view.text, start) + len(view.text)
                whole = paragraph.view.cut(start, end)
            yield whole, view.cut(0, doer.end())


def task_label() -> str:
    """The Swedish label of a task that somebody takes on."""
    label: str = table("decisions")["task"]["label_sv"]
    return label
