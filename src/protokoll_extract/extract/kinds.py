"""The kind of a decision point, by the word in it that decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from protokoll_extract.text.gate import Gates, Pattern, gated
from protokoll_extract.vocab.load import grammar, table

# Where "att" may stand before the verb it governs (characters).
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind, its Swedish label, and where its word stands in the text."""

    name: str
    label_sv: str | None
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    label_sv: str
    fallback: bool
    words: Pattern


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            k["kind"],
            k["label_sv"],
            k.get("fallback", False),
            gated(r"(?<!\p{L})(?:" + "|".join(k["patterns"]) + r")(?!\p{L})", regex.IGNORECASE),
        )
        for k in table("decisions")["kind"]
    )


@cache
def _gates() -> Gates:
    return Gates([entry.words for entry in _entries()])


def kind_of(text: str) -> Kind | None:
    """The kind of a decision point; None where no word of deciding is known.

    The deciding word is the first that is not governed by "att" (an infinitive inside
    the point tells what, not that): "Förslaget att avslå motionen bifalls" approves.
    What "beslutar att" introduces is the decision itself.
    """
    lead = grammar("decision.running_lead").match(text)
    start = lead.end() if lead else 0
    point = text[start:]
    terms = [m.span() for m in grammar("decision.condition").finditer(point)]
    found = [
        (entry.fallback, _governed(point, match), match.start(), rank, match.span())
        for rank in _gates().open(point)
        for entry in (_entries()[rank],)
        for match in entry.words.finditer(point)
        if not grammar("act.negated").match(point, match.end())
        and not any(a <= match.start() < b for a, b in terms)
    ]
    if not found:
        return None
    *_, rank, (a, b) = min(found)
    entry = _entries()[rank]
    return Kind(entry.name, entry.label_sv, (start + a, start + b))


def _governed(text: str, match: regex.Match[str]) -> bool:
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if grammar("decision.governed").search(before):
        return True
    infinitive = grammar("decision.infinitive").search(match.group())
    return bool(infinitive and grammar("decision.governed_apart").search(before))


def proposed_label() -> str:
    """The Swedish label of a proposal to a higher body."""
    label: str = table("decisions")["proposed"]["label_sv"]
    return label


def label_of(kind: str) -> str:
    """The first Swedish label of a kind."""
    return next(entry.label_sv for entry in _entries() if entry.name == kind)
