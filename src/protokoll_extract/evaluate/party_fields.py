"""The party of each person: in the attendance, and beside whoever moves a proposal alone."""

from __future__ import annotations

from collections.abc import Iterator

from protokoll_extract.evaluate.case import Case
from protokoll_extract.evaluate.field import Field, Json
from protokoll_extract.evaluate.match import Entry
from protokoll_extract.evaluate.normal import plain


def party_fields() -> Iterator[Field]:
    """One field: the letters, each person's once."""
    yield Field("parties", "parties", "set", "letters, by person", _gold, _pred, single=True)


def _gold(case: Case) -> Iterator[Entry]:
    for row in case.gold.data["attendance"]:
        if row["name"] and row["party"]:
            yield Entry(plain(row["name"]), row["party"].upper(), row["party"])
    for item in case.gold_items:
        for proposal in item.data["proposals"]:
            if proposal["party"] and (name := _alone(proposal)):
                yield Entry(plain(name), proposal["party"].upper(), proposal["party"])


def _pred(case: Case) -> Iterator[Entry]:
    for at, row in enumerate(case.pred["attendance"]):
        letters = row["party"]["id"]
        if row["name"] and letters:
            yield case.claim(plain(row["name"]), letters.upper(), letters, f"/attendance/{at}/party/id")
    for item in case.pred_items:
        for at, proposal in enumerate(item.data["proposals"]):
            if proposal["parties"] and (name := _alone(proposal)):
                letters, pointer = proposal["parties"][0], f"{item.pointer}/proposals/{at}/parties/0"
                yield case.claim(plain(name), letters.upper(), letters, pointer)


def _alone(proposal: Json) -> str | None:
    """The one person who moves it; no group."""
    by = proposal["by"]
    return str(by[0]) if len(by) == 1 and " " in str(by[0]) else None
