"""Corrections by hand: a plain TOML file, one entry a value, applied by every run.

    [[correction]]
    document = "0123456789abcdef"
    source = "protokoll.pdf"
    meeting = "Kommunstyrelsen, Granvik, 2026-09-15"
    pointer = "/items/3/decisions/0/kind"
    was = "approved"
    now = "rejected"
    near = "att avslå motionen"
    start = 4711
    who = "Ada Ek"
    when = 2026-11-03
    why = "the words say it"

``now`` is the right value; where nobody can know it, ``unknown = true`` stands instead. ``was`` is left out
where there was no value. ``near`` and ``start`` say where the record stands in the text.
"""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from protokoll_extract.errors import InputError
from protokoll_extract.model.protokoll import Protokoll

Plain = str | int | float | bool | None
_HEAD = "# Corrections by hand. Made by `protokoll review import`; may be edited.\n"
_TEXTS = ("document", "source", "meeting", "pointer", "near", "who", "why")
_NEEDED = ("document", "pointer", "who", "when")
_KNOWN = frozenset((*_TEXTS, "was", "now", "unknown", "start", "when"))


@dataclass(frozen=True, slots=True)
class Correction:
    """One value as a person has it. ``now`` is None where it cannot be known."""

    document: str
    pointer: str
    was: Plain
    now: Plain
    who: str
    when: str
    why: str = ""
    source: str = ""
    meeting: str = ""
    near: str = ""
    start: int | None = None

    @property
    def confirms(self) -> bool:
        """Does the person say that the value was right?"""
        return self.was == self.now


def meeting_of(document: Protokoll) -> str:
    """The meeting in one line, as far as it is known."""
    meeting = document.meeting
    return ", ".join(x for x in (meeting.body.name, meeting.body.issuer, meeting.date) if x is not None)


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the file says, in its order."""

    entries: tuple[Correction, ...] = ()

    def of(self, document: str) -> tuple[Correction, ...]:
        """Those for the document with this id: for its bytes."""
        return tuple(x for x in self.entries if x.document == document)

    def outgrown(self, document: Protokoll) -> tuple[Correction, ...]:
        """Those for other bytes of the same file and meeting: the source changed since."""
        name, meeting = document.source.name, meeting_of(document)
        return tuple(
            x for x in self.entries
            if x.document != document.id and meeting and (x.source, x.meeting) == (name, meeting)
        )  # fmt: skip


def read_corrections(path: Path) -> Corrections:
    """The corrections in a file.

    Raises:
        InputError: the file cannot be read, or an entry lacks something; it says which.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = str(getattr(error, "strerror", None) or "is not UTF-8 text").lower()
        raise InputError("input.corrections", str(path), reason, "Check the file's path.") from error
    return corrections_in(text, str(path))


@lru_cache(4)
def corrections_in(text: str, name: str = "corrections") -> Corrections:
    """The corrections in such a file's text. Raises InputError as ``read_corrections`` does."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(name, f"is no TOML ({error})") from error
    entries = data.get("correction", [])
    if set(data) - {"correction"} or not isinstance(entries, list):
        raise _wrong(name, "holds something else than [[correction]]")
    return Corrections(tuple(_entry(x, f"{name}: correction {n}") for n, x in enumerate(entries, start=1)))


def _entry(found: Any, place: str) -> Correction:
    if not isinstance(found, dict) or set(found) - _KNOWN:
        raise _wrong(place, "has a key that is not known")
    lacking = [key for key in _NEEDED if not found.get(key)]
    if lacking:
        raise _wrong(place, f"says no {lacking[0]}")
    if ("now" in found) == bool(found.get("unknown")):
        raise _wrong(place, "needs either now = the right value or unknown = true")
    texts = {key: found.get(key, "") for key in _TEXTS}
    if not all(isinstance(x, str) for x in texts.values()):
        raise _wrong(place, "has a text that is none")
    when = found["when"]
    day = when.isoformat() if isinstance(when, datetime.date) else str(when)
    if not regex.fullmatch(r"\d{4}-\d\d-\d\d", day[:10]):
        raise _wrong(place, f"has no day in when: {day}")
    return Correction(
        was=found.get("was"), now=found.get("now"), when=day[:10], start=found.get("start"), **texts
    )


def _wrong(place: str, reason: str) -> InputError:
    return InputError("input.corrections", place, reason, "See docs/REVIEW.md.")


def merged(old: Corrections, new: Iterable[Correction]) -> Corrections:
    """The old ones with the new ones behind them; a new one takes the place of an old one for its value."""
    entries = {(x.document, x.pointer): x for x in old.entries}
    for entry in new:
        entries[entry.document, entry.pointer] = entry
    return Corrections(tuple(entries.values()))


def content(corrections: Corrections) -> bytes:
    """The file's bytes."""
    return "\n".join([_HEAD, *("\n".join(_lines(x)) + "\n" for x in corrections.entries)]).encode("utf-8")


def _lines(entry: Correction) -> Iterator[str]:
    yield "[[correction]]"
    for key in ("document", "source", "meeting", "pointer"):
        if value := getattr(entry, key):
            yield f"{key} = {_toml(value)}"
    if entry.was is not None:
        yield f"was = {_toml(entry.was)}"
    yield f"now = {_toml(entry.now)}" if entry.now is not None else "unknown = true"
    if entry.near:
        yield f"near = {_toml(entry.near)}"
    if entry.start is not None:
        yield f"start = {entry.start}"
    yield f"who = {_toml(entry.who)}"
    yield f"when = {entry.when}"
    if entry.why:
        yield f"why = {_toml(entry.why)}"


def _toml(value: Plain) -> str:
    """A value as TOML writes it; JSON's texts are TOML's, but for one sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
