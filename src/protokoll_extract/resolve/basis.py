"""In what role a document names a person: elected, employed, for an organisation, as a private person.

The basis for deciding what may be published about whom. Unknown where nothing says it.
"""

from __future__ import annotations

from functools import cache

from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.resolve.entry import Entry
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table


def basis_of(entry: Entry, rows: list[Tree], text: str) -> Value | None:
    """The role basis, by the first rule that holds.

    Args:
        entry: the person with party and mentions.
        rows: the person's rows in the attendance.
        text: the canonical text.
    """
    for row in rows:
        value = _of_row(row)
        if value is not None:
            return value
    if entry.party is not None:
        return derived("elected", entry.party.spans, "basis.party")
    for mention in (entry.name, *entry.mentions):
        before = text[max(0, mention.spans[0].start - 60) : mention.spans[0].start]
        if _private().search(before):
            return derived("private", mention.spans, "basis.private")
        if _office().search(before):
            return derived("official", mention.spans, "basis.title")
    return None


def _of_row(row: Tree) -> Value | None:
    capacity = row["capacity"].value if row["capacity"] is not None else None
    if row["party"]["id"] is not None:
        return derived("elected", row["party"]["id"].spans, "basis.party")
    if capacity == "official":
        return derived("official", row["capacity"].spans, "basis.capacity")
    if row["organisation"] is not None:
        return derived("representative", row["organisation"].spans, "basis.organisation")
    if capacity in ("member", "substitute"):
        return derived("elected", row["capacity"].spans, "basis.capacity")
    return None


@cache
def _private() -> Pattern:
    return gated(r"(?i)(?<!\p{L})\L<words>,?\s+$", words=table("personal")["basis"]["private"])


@cache
def _office() -> Pattern:
    suffixes = "|".join(x for x in table("attendance")["roles"]["suffixes"] if x != "ordförande")
    return gated(rf"(?i)\p{{L}}*(?:{suffixes})(?:en|n)?,?\s+$")
