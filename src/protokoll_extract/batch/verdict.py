"""From the ends of the attempts on one document: which engine next, and what became of it.

"Nothing found" is never believed of one engine alone, and a crash is never the last word of the first.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from protokoll_extract.batch.job import FIRST, SECOND, Job, Outcome, State, Try, printable

# An operator's or the system's SIGKILL says nothing about the document.
_MOST_KILLS = 5
# What the first engine's reader says when another may still read the file.
_NOT_FINAL = frozenset({"internal", "input.corrupt", "input.no_text"})


class Ended(StrEnum):
    """How one attempt ended."""

    GOOD = "good"
    ERROR = "error"
    CRASH = "crash"
    KILLED = "killed"
    HANG = "hang"
    MEMORY = "memory"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class End:
    """One attempt's end; ``told`` is what the parser said on the way."""

    how: Ended
    engine: str
    told: dict[str, Any]
    detail: str = ""
    json: bytes = b""
    text: bytes = b""
    seconds: float = 0.0
    peak_mb: int = 0

    @property
    def code(self) -> str:
        return str(self.told.get("code", "")) if self.how is Ended.ERROR else ""


def next_engine(ends: list[End]) -> str | None:
    """The engine to ask now; None when the verdict stands."""
    if not ends:
        return FIRST
    last = ends[-1]
    if last.how is Ended.KILLED:
        return last.engine if sum(end.how is Ended.KILLED for end in ends) < _MOST_KILLS else None
    if last.how is Ended.GOOD or (last.how is Ended.ERROR and last.code not in _NOT_FINAL):
        return None
    own = [end for end in ends if end.engine == last.engine and end.how is not Ended.KILLED]
    # A crash may have been bad luck; a text has no other engine to go to.
    again = last.how is Ended.CRASH or (last.how is not Ended.ERROR and not _is_pdf(ends))
    if again and len(own) < 2:
        return last.engine
    return SECOND if last.engine == FIRST and _is_pdf(ends) else None


def _is_pdf(ends: list[End]) -> bool:
    return any(end.told.get("pdf") for end in ends)


def outcome_of(job: Job, ends: list[End]) -> Outcome:
    """The verdict over all attempts, with what is known of the bytes."""
    end = _deciding(ends)
    state, code, reason, advice = _said(job, end)
    told: dict[str, Any] = {}
    for each in ends:
        told |= {k: v for k, v in each.told.items() if k in ("sha256", "size", "stamp")}
    good = end.told if end.how is Ended.GOOD else {}
    return Outcome(
        key=job.key,
        state=state,
        code=code,
        reason=reason,
        advice=advice,
        sha256=str(told.get("sha256", "")),
        size=int(told.get("size", -1)),
        stamp=str(told.get("stamp", "")),
        id=str(good.get("id", "")),
        remark=str(good.get("remark", "")),
        reader=str(good.get("reader", "")),
        pages=int(good.get("pages", 0)) if "id" in good else 0,
        peak_mb=max(each.peak_mb for each in ends),
        tries=tuple(Try(e.engine, e.detail or str(e.how), e.seconds, e.peak_mb) for e in ends),
        members=tuple((n, name, refusal) for n, name, refusal in good.get("members", ())),
    )


def _deciding(ends: list[End]) -> End:
    """The attempt whose end is the document's."""
    last = ends[-1]
    if last.how in (Ended.GOOD, Ended.KILLED):
        return last
    first = [end for end in ends if end.engine == FIRST and end.how is not Ended.KILLED]
    second = [end for end in ends if end.engine == SECOND and end.how is not Ended.KILLED]
    if not first or not second:
        return last
    ours, theirs = first[-1], second[-1]
    if ours.code in ("internal", "input.corrupt") and theirs.code not in ("", "internal", "input.corrupt"):
        return theirs
    if ours.how is Ended.CRASH and theirs.code in ("input.corrupt", "input.encrypted"):
        return theirs
    return ours


def _said(job: Job, end: End) -> tuple[State, str, str, str]:
    """State, code, reason and advice of one end."""
    told = end.told
    if end.how is Ended.GOOD:
        if "members" in told:
            return State.OPENED, "", "", ""
        return State.DONE, "unchanged" if told.get("unchanged") else "", "", ""
    if end.how is Ended.ERROR:
        return State.FAILED, end.code, str(told["reason"]), str(told["advice"])
    look = f"See for yourself: protokoll doctor {shlex.quote(printable(job.key))}"
    by = f"the {end.engine} engine"
    return State.FAILED, *{
        Ended.CRASH: ("worker.crash", f"{by} crashed ({end.detail})", look),
        Ended.KILLED: ("worker.killed", "its process was killed from outside, again and again", "Run again."),
        Ended.HANG: ("limit.time", f"{by} did not finish within {end.seconds:.0f} s of processor time",
                     f"Raise --limit seconds=... if it is worth it. {look}"),
        Ended.MEMORY: ("limit.memory", f"{by} needed more memory than allowed ({end.peak_mb} MB held)",
                       f"Raise --limit memory_mb=... if it is worth it. {look}"),
        Ended.OUTPUT: ("limit.output", f"{by} gave more output than allowed", "Raise --limit output_mb=..."),
    }[end.how]  # fmt: skip
