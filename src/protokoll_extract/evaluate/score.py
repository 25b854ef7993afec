"""One document scored: every gold and predicted value as an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from protokoll_extract.evaluate.case import Case, case_of
from protokoll_extract.evaluate.fields import FIELDS
from protokoll_extract.evaluate.gold import Gold
from protokoll_extract.evaluate.match import Entry, Pair, match
from protokoll_extract.evaluate.normal import plain, point
from protokoll_extract.evaluate.predictions import Prediction
from protokoll_extract.evaluate.substance_fields import CELLS, CHANGED, MONEY

Json = dict[str, Any]

POINTS = "decision points"
TASKS = "informal tasks"
KINDS = "decision kinds"
PROPOSALS = "proposals"
PROPOSERS = "proposers"

TASK_KINDS = frozenset({"assigned", "other"})
"""In minutes of associations these are tasks and dates of meetings: doubtful as decisions."""

BROADER: dict[str, frozenset[str]] = {
    "granted": frozenset({"approved"}),
    "discharged": frozenset({"approved", "other"}),
    "immediate_adjustment": frozenset({"other"}),
}
"""Kinds of ours that gold with the shorter list of kinds calls otherwise."""

MATCHING: dict[str, tuple[str, str]] = {
    "decisions.text": (POINTS, "soft, by §"),
    "decisions.text (tasks)": (TASKS, "soft, by §"),
    "decisions.kind": (KINDS, "exact or the broader kind, on points that match"),
    "proposals.text": (PROPOSALS, "soft, by §"),
    "proposals.by": (PROPOSERS, "normalised set, on proposals that match"),
}
"""Group and matching of the fields that are scored here, not by the table of fields."""

GROUPS: tuple[str, ...] = (
    "header", "attendance rows", "attendance details", "§ numbers", "titles", "diary numbers", POINTS, TASKS,
    KINDS, PROPOSALS, PROPOSERS, "votes", "dissent", "recusals", "amounts", "percentages", "laws",
    "recipients", "people", "organisations", "parties", "contents",
    MONEY, CELLS, CHANGED,
)  # fmt: skip


SOFT_GROUPS = frozenset({POINTS, TASKS, PROPOSALS})
"""Groups of texts that are right when they are alike."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A gold value, a predicted value, or both; right when they agree."""

    group: str
    field: str
    gold: Entry | None
    pred: Entry | None
    right: bool

    @property
    def slot(self) -> str:
        entry = self.gold or self.pred
        return entry.slot if entry is not None else ""


@dataclass(frozen=True, slots=True)
class Scored:
    """One document with its outcomes; ``failed`` says why nothing could be predicted."""

    gold: Gold
    outcomes: tuple[Outcome, ...]
    failed: str | None = None


_NOTHING: Json = {
    "meeting": {
        **dict.fromkeys(
            ("title", "number", "date", "end_date", "start_time", "end_time", "chair", "secretary")
        ),
        "body": {"name": None, "issuer": None},
        "place": {"raw": None},
        "paragraphs": {"first": None, "last": None},
        "adjustment": {"date": None},
        "diary_numbers": [],
        "adjusters": [],
    },
    **{
        name: []
        for name in (
            "attendance", "contents", "items", "people", "organisations", "amounts", "percentages",
            "references", "evidence",
        )
    },
}  # fmt: skip


def score(gold: Gold, prediction: Prediction) -> Scored:
    """All outcomes of one document; one without prediction misses everything."""
    failed = prediction if isinstance(prediction, str) else None
    case = case_of(gold, _NOTHING if isinstance(prediction, str) else prediction)
    return Scored(gold, tuple(_outcomes(case)), failed)


def _outcomes(case: Case) -> Iterator[Outcome]:
    for field in FIELDS:
        pairs = match(list(field.gold(case)), list(field.pred(case)), field.shape)
        for gold, pred in _side_by_side(pairs) if field.single else pairs:
            right = gold is not None and pred is not None and gold.value == pred.value
            yield Outcome(field.group, field.name, gold, pred, right)
    yield from _decisions(case)
    yield from _proposals(case)


def _side_by_side(pairs: list[Pair]) -> Iterator[Pair]:
    """A slot's only missing and only extra value are one wrong value."""
    missing = _alone([gold for gold, pred in pairs if gold is not None and pred is None])
    extra = _alone([pred for gold, pred in pairs if pred is not None and gold is None])
    for gold, pred in pairs:
        if gold is not None and pred is None and gold.slot in missing and gold.slot in extra:
            yield gold, extra[gold.slot]
        elif not (gold is None and pred is not None and pred.slot in missing and pred.slot in extra):
            yield gold, pred


def _alone(entries: list[Entry]) -> dict[str, Entry]:
    slots = [entry.slot for entry in entries]
    return {entry.slot: entry for entry in entries if slots.count(entry.slot) == 1}


def _decisions(case: Case) -> Iterator[Outcome]:
    """Points softly by their text; tasks of associations apart; kinds on what matches."""
    gold_kinds, gold = _gold_texts(case, "decisions", "kind")
    pred_kinds, pred = _pred_texts(case, "decisions", "kind")
    for left, right in match(gold, pred, "soft"):
        kind = gold_kinds[id(left)].value if left is not None else pred_kinds[id(right)].value
        task = case.gold.kind == "association" and kind in TASK_KINDS
        group, field = (TASKS, "decisions.text (tasks)") if task else (POINTS, "decisions.text")
        matched = left is not None and right is not None
        yield Outcome(group, field, left, right, matched)
        if matched:
            stated, claimed = gold_kinds[id(left)], pred_kinds[id(right)]
            yield from _about(
                KINDS, "decisions.kind", stated, claimed, _same_kind(stated.value, claimed.value)
            )


def _same_kind(stated: str, claimed: str) -> bool:
    return stated == claimed or stated in BROADER.get(claimed, ())


def _proposals(case: Case) -> Iterator[Outcome]:
    gold_by, gold = _gold_texts(case, "proposals", "by")
    pred_by, pred = _pred_texts(case, "proposals", "by")
    for left, right in match(gold, pred, "soft"):
        matched = left is not None and right is not None
        yield Outcome(PROPOSALS, "proposals.text", left, right, matched)
        if matched:
            stated, claimed = gold_by[id(left)], pred_by[id(right)]
            yield from _about(PROPOSERS, "proposals.by", stated, claimed, stated.value == claimed.value)


def _about(group: str, field: str, stated: Entry, claimed: Entry, right: bool) -> Iterator[Outcome]:
    """What is said about a matched text; nothing said is no value, neither in gold nor as a claim."""
    gold = stated if stated.value else None
    pred = claimed if claimed.value else None
    if gold is not None or pred is not None:
        yield Outcome(group, field, gold, pred, right and gold is not None and pred is not None)


def _value(value: Any) -> str:
    return ",".join(sorted(map(plain, value))) if isinstance(value, list) else (value or "")


def _shown(value: Any, text: str) -> str:
    return f"{', '.join(value) if isinstance(value, list) else value} ← {text}"


def _gold_texts(case: Case, name: str, about: str) -> tuple[dict[int, Entry], list[Entry]]:
    """The texts of a list of the §§, and by each text's identity what is said about it."""
    beside: dict[int, Entry] = {}
    texts: list[Entry] = []
    for placed in case.gold_items:
        for entry in placed.data[name]:
            texts.append(Entry(placed.slot, point(entry["text"]), entry["text"]))
            said = Entry(placed.slot, _value(entry[about]), _shown(entry[about], entry["text"]))
            beside[id(texts[-1])] = said
    return beside, texts


def _pred_texts(case: Case, name: str, about: str) -> tuple[dict[int, Entry], list[Entry]]:
    beside: dict[int, Entry] = {}
    texts: list[Entry] = []
    for placed in case.pred_items:
        for position, entry in enumerate(placed.data[name]):
            start = f"{placed.pointer}/{name}/{position}"
            text, said = entry["text"], entry[about]
            texts.append(case.claim(placed.slot, point(text), text, f"{start}/text"))
            leaf = f"{start}/{about}/0" if isinstance(said, list) else f"{start}/{about}"
            beside[id(texts[-1])] = case.claim(placed.slot, _value(said), _shown(said, text), leaf)
    return beside, texts
