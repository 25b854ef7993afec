"""The decision points of a §: which of them settle something here, and which are put to a higher body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from protokoll_extract.store.reading import Json
from protokoll_extract.web.swedish import label
from protokoll_extract.web.value import Value

_FORMAL = frozenset({"opened", "closed", "immediate_adjustment"})


@dataclass(frozen=True, slots=True)
class Points:
    """Points that follow on each other and go the same way: put to ``proposed_to``, or decided here."""

    is_proposal: bool
    proposed_to: str | None
    decided_by: str | None
    points: list[tuple[Json, Value]] = field(default_factory=list)
    # How it is known who decides, where the minutes do not print it beside the points.
    known_by: str = ""

    @property
    def heading(self) -> str | None:
        """As in "Förslag till kommunfullmäktige", "Kommunstyrelsen beslutar"."""
        if self.is_proposal:
            return f"Förslag till {self.proposed_to}" if self.proposed_to else label("outcome", "proposed")
        return f"{self.decided_by} beslutar" if self.decided_by else None


def grouped(decisions: Sequence[tuple[Json, Value]], known_by: str = "") -> list[Points]:
    """The points in their order; one group is named only where it says more than "Beslut"."""
    ways = groupby(decisions, key=lambda pair: _way(pair[0]))
    groups = [Points(*way, list(points), "" if way[0] else known_by) for way, points in ways]
    if len(groups) == 1 and not groups[0].is_proposal:
        return [Points(False, None, None, groups[0].points, known_by)]
    return groups


def _way(decision: Json) -> tuple[bool, str | None, str | None]:
    if decision.get("kind") == "proposed":
        return True, decision.get("proposed_to"), None
    return False, None, decision.get("decided_by")


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of the matter, in a word or two, and what to know about it."""

    text: str
    note: str | None = None
    known_by: str = ""


def standing(outcome: str | None, decisions: Sequence[Json], known_by: str = "") -> Standing | None:
    """Says of a matter that is settled in part only that it is, whatever its outcome is called."""
    if not outcome:
        return None
    matter = [each for each in decisions if each.get("kind") not in _FORMAL]
    proposals = [each for each in matter if each.get("kind") == "proposed"]
    receivers = list(dict.fromkeys(str(each["proposed_to"]) for each in proposals if each.get("proposed_to")))
    to = " och ".join(receivers) or "högre organ"
    if outcome not in ("decided", "proposed") or not proposals:
        return Standing(label("outcome", outcome), None, known_by)
    if len(proposals) == len(matter):
        return Standing(f"Förslag till {to}", "inte avgjort här", known_by)
    note = f"{len(proposals)} av {len(matter)} punkter är förslag till {to}"
    return Standing("Delvis avgjort", note, known_by)
