"""Values worth a look: those a finding is about, those read with little certainty, those derived by a rule.

A value that nobody could read is among them when a finding names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from protokoll_extract.model.protokoll import AuditFinding, Evidence, Protokoll, QuotePart
from protokoll_extract.review.correction import Plain, meeting_of
from protokoll_extract.review.place import column_of, main_part, path_of, record_of, value_at

# Findings about pages and words, not about values: every value that stands there is doubtful.
_OF_PLACES = ("ocr.", "source.illegible")
# Ids are made, not read.
_MADE = ("id.", "decision.id")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One row to look at. ``pointer`` is "" where no single value is meant, and none can be corrected."""

    document: str
    source: str
    sha256: str
    meeting: str
    paragraph: str | None
    pointer: str
    value: Plain
    status: str | None
    reason: str
    explanation: str
    quote: str | None
    page: int | None
    parts: tuple[QuotePart, ...]
    near: str
    start: int | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for beside doubts: findings for information, values derived by rules, whole fields.

    A field is an address as ``export --losses`` gives it, or its beginning: ``meeting``, ``items[].title``.
    """

    info: bool = False
    rules: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def doubts(document: Protokoll, wish: Wish | None = None) -> Iterator[Doubt]:
    """The doubtful values of a document, each once with all reasons, without those a person has looked at."""
    look, wish = _Look(document), wish or Wish()
    known = {x.pointer for x in document.corrections if x.outcome != "unfit"}
    found: dict[str, Doubt] = {}
    wanted = (look.by_findings(wish.info), look.by_rules(wish.rules), look.by_fields(wish.fields))
    for number, doubt in enumerate(chain.from_iterable(wanted)):
        if doubt.pointer in known:
            continue
        key = doubt.pointer or f"#{number}"
        found[key] = _both(found[key], doubt) if key in found else doubt
    yield from found.values()


def _both(one: Doubt, other: Doubt) -> Doubt:
    """One value with the reasons of two."""
    if other.reason in one.reason.split("; "):
        return one
    return replace(
        one,
        reason=f"{one.reason}; {other.reason}",
        explanation=f"{one.explanation} {other.explanation}",
    )


class _Look:
    def __init__(self, document: Protokoll) -> None:
        self._document = document
        self._data: Any = document.model_dump(mode="json", by_alias=True)
        self._entries = {x["pointer"]: x for x in self._data["evidence"]}
        self._evidence = {x.pointer: x for x in document.evidence}
        self._meeting = meeting_of(document)

    def by_findings(self, info: bool) -> Iterator[Doubt]:
        for finding in self._document.findings:
            if finding.severity == "info" and not info:
                continue
            pointers = [x for pointer in finding.pointers for x in self._leaves(pointer)]
            if not finding.pointers and finding.code.startswith(_OF_PLACES):
                pointers = [x.pointer for x in self._document.evidence if _stands_in(x, finding.parts)]
            for pointer in pointers or [""]:
                yield self._doubt(pointer, finding.code, finding.message, finding)

    def by_rules(self, rules: tuple[str, ...]) -> Iterator[Doubt]:
        for entry in self._document.evidence:
            wanted = "all" in rules or entry.rule.startswith(rules)
            if rules and wanted and entry.status == "derived" and not entry.rule.startswith(_MADE):
                yield self._doubt(entry.pointer, entry.rule, f"Derived by the rule {entry.rule}.", None)

    def by_fields(self, fields: tuple[str, ...]) -> Iterator[Doubt]:
        for pointer in _all_of(self._data, "") if fields else ():
            path = path_of(pointer)
            if any(path == x or path.startswith((f"{x}.", f"{x}[]")) for x in fields):
                yield self._doubt(pointer, "field", "Every value of the field was asked for.", None)

    def _leaves(self, pointer: str) -> Iterator[str]:
        """The value itself; of a record what names it; nothing of what is not there."""
        try:
            found = value_at(self._data, pointer)
        except KeyError:
            return
        if not isinstance(found, dict | list):
            yield pointer
        elif isinstance(found, dict):
            named = (f"{pointer}/{key}" for key in ("text", "name", "raw", "title", "number") if key in found)
            if (first := next(named, None)) is not None:
                yield first

    def _doubt(self, pointer: str, reason: str, explanation: str, finding: AuditFinding | None) -> Doubt:
        document, entry = self._document, self._evidence.get(pointer)
        near = main_part(self._entries, record_of(pointer)) if record_of(pointer) else None
        parts = entry.parts if entry is not None and entry.parts else finding.parts if finding else []
        usable = bool(pointer) and column_of(pointer) is not None
        return Doubt(
            document=document.id,
            source=document.source.name,
            sha256=document.source.sha256,
            meeting=self._meeting,
            paragraph=self._paragraph(pointer),
            pointer=pointer if usable else "",
            value=value_at(self._data, pointer) if pointer else None,
            status=entry.status if entry is not None else None,
            reason=reason,
            explanation=explanation,
            quote=" … ".join(x.quote for x in parts) or None,
            page=parts[0].page if parts else None,
            parts=tuple(parts),
            near=near["quote"] if near is not None else "",
            start=near["start"] if near is not None else None,
        )

    def _paragraph(self, pointer: str) -> str | None:
        keys = pointer.split("/")
        if len(keys) < 3 or keys[1] != "items":
            return None
        return self._document.items[int(keys[2])].number


def _all_of(node: Any, at: str) -> Iterator[str]:
    """Pointers to all values, unknown ones too."""
    if isinstance(node, dict):
        for key, inner in node.items():
            yield from _all_of(inner, f"{at}/{key}")
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _all_of(inner, f"{at}/{number}")
    else:
        yield at


def _stands_in(entry: Evidence, parts: list[QuotePart]) -> bool:
    return any(x.start < part.end and part.start < x.end for x in entry.parts for part in parts)
