"""A document with the corrections that people made to it.

A corrected value says so in its evidence, and ``corrections`` names who, when and why, also for values that
were confirmed and for corrections that no longer fit: those change nothing and are a finding.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ValidationError

from protokoll_extract.export.evidence import leaves
from protokoll_extract.export.json import first_problem
from protokoll_extract.model.protokoll import Protokoll
from protokoll_extract.review.correction import Correction, Corrections
from protokoll_extract.review.place import column_of, followed, main_part, put, record_of, value_at

Json = Any
Outcome = Literal["corrected", "confirmed", "agrees", "unfit"]
UNFIT = "correction.unfit"
_RULE = "correction"
_CHANGED = "the file's bytes are others than those that were corrected"
_GONE = "its place is not there any more, or may be several"


def apply(document: Protokoll, corrections: Corrections) -> Protokoll:
    """The document as the people who made the corrections have it.

    Corrections that do not fit are not applied; each of them is a finding ``correction.unfit``.
    """
    own, outgrown = corrections.of(document.id), corrections.outgrown(document)
    if not own and not outgrown:
        return document
    work = _Work(document)
    for entry in outgrown:
        work.refuse(entry, _CHANGED)
    for entry in own:
        work.take(entry)
    return work.document()


class _Work:
    """One document's data while corrections are put in."""

    def __init__(self, document: Protokoll) -> None:
        self._data = document.model_dump(mode="json", by_alias=True)
        self._evidence: dict[str, Json] = {x["pointer"]: x for x in self._data["evidence"]}
        # Places are looked for in what was read, not in what was put in since.
        self._read = dict(self._evidence)

    def document(self) -> Protokoll:
        order = {pointer: n for n, pointer in enumerate(leaves(self._data))}
        self._data["evidence"] = sorted(self._evidence.values(), key=lambda x: order[x["pointer"]])
        return Protokoll.model_validate(self._data)

    def take(self, entry: Correction) -> None:
        """Put one correction in, or refuse it."""
        pointer = followed(self._data, self._read, entry.pointer, entry.near, entry.start)
        column = column_of(entry.pointer)
        if pointer is None or column is None:
            self.refuse(entry, _GONE)
            return
        found = value_at(self._data, pointer)
        if found == entry.now and type(found) is type(entry.now):
            self._note(entry, pointer, "confirmed" if entry.confirms else "agrees")
            return
        if problem := self._put(pointer, entry.now):
            self.refuse(entry, problem)
            return
        self._prove(pointer, entry.now)
        self._note(entry, pointer, "corrected", was=found)

    def _put(self, pointer: str, now: Json) -> str | None:
        """Put the value in; what is wrong with it where the contract does not let it stand."""
        before = value_at(self._data, pointer)
        put(self._data, pointer, now)
        try:
            Protokoll.model_validate(self._data)
        except ValidationError as error:
            put(self._data, pointer, before)
            return f"the value cannot stand there ({first_problem(error)})"
        return None

    def _prove(self, pointer: str, now: Json) -> None:
        """Evidence of a corrected value: a person's word, beside the place that was read."""
        entry = self._evidence.pop(pointer, None)
        if now is None:
            return
        record = record_of(pointer)
        near = main_part(self._read, record) if record else None
        parts = entry["parts"] if entry is not None else [near] if near is not None else []
        self._evidence[pointer] = {"pointer": pointer, "status": "corrected", "rule": _RULE, "parts": parts}

    def _note(self, entry: Correction, pointer: str, outcome: Outcome, was: Json = None) -> None:
        self._data["corrections"].append(
            {
                "pointer": pointer,
                "outcome": outcome,
                "was": _text(was if outcome == "corrected" else entry.was),
                "now": _text(entry.now),
                "who": entry.who,
                "when": entry.when,
                "why": entry.why or None,
            }
        )

    def refuse(self, entry: Correction, reason: str) -> None:
        """Note that a correction was not applied, and why."""
        self._note(entry, entry.pointer, "unfit")
        message = f"A correction of {entry.pointer} by {entry.who} ({entry.when}) was not applied: {reason}."
        self._data["findings"].append(
            {"code": UNFIT, "severity": "doubt", "message": message, "parts": [], "pointers": []}
        )


def _text(value: Json) -> str | None:
    """A value as a text: truths as in JSON."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)
