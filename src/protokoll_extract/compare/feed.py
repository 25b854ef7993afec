"""The change feed of an archive: what an importer has to add, change or withdraw since last time.

The state is a small file that names each document with the checksum of its data. It holds no
clock: the same archive gives the same feed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from protokoll_extract.compare.pairs import meeting_key
from protokoll_extract.errors import InputError
from protokoll_extract.export.json import to_json_line
from protokoll_extract.model.protokoll import Protokoll

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in the state: checksum of its data, its meeting and source."""

    data: str
    meeting: list[str] | None
    source: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the feed. ``replaces`` is an earlier document of the same meeting.

    ``number`` counts the changes of this archive from the first; it never goes back.
    """

    number: int
    change: Literal["added", "changed", "withdrawn"]
    id: str
    source: str
    meeting: list[str] | None
    data: str | None
    replaces: str | None

    def line(self) -> bytes:
        return (json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


@dataclass(slots=True)
class State:
    """What the importer has seen."""

    number: int
    documents: dict[str, Entry]

    @classmethod
    def read(cls, path: Path) -> State:
        """The state in a file; an empty one where there is none.

        Raises InputError ``input.corrupt`` for a file that holds something else.
        """
        if not path.exists():
            return cls(0, {})
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["version"] != _VERSION:
                raise ValueError(f"version {data['version']}")
            return cls(data["number"], {key: Entry(**entry) for key, entry in data["documents"].items()})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            advice = "Name another file, or delete it to begin anew."
            raise InputError(
                "input.corrupt", str(path), "this is no state of a change feed", advice
            ) from error

    def content(self) -> bytes:
        data: dict[str, Any] = {
            "version": _VERSION,
            "number": self.number,
            "documents": {key: asdict(self.documents[key]) for key in sorted(self.documents)},
        }
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def feed(state: State, documents: Iterable[Protokoll]) -> Iterator[Notice]:
    """The notices since ``state``, which is brought up to date when all have been taken."""
    before = dict(state.documents)
    of_meeting = {tuple(entry.meeting): key for key, entry in before.items() if entry.meeting is not None}
    seen: dict[str, Entry] = {}
    for document in documents:
        if document.id in seen:
            continue
        entry = _entry(document)
        seen[document.id] = entry
        known = before.get(document.id)
        if known is not None and known.data == entry.data:
            continue
        earlier = of_meeting.get(tuple(entry.meeting)) if entry.meeting is not None else None
        state.number += 1
        yield Notice(
            state.number,
            "added" if known is None else "changed",
            document.id,
            entry.source,
            entry.meeting,
            entry.data,
            earlier if earlier != document.id else None,
        )
    for key in sorted(before.keys() - seen.keys()):
        state.number += 1
        entry = before[key]
        yield Notice(state.number, "withdrawn", key, entry.source, entry.meeting, None, None)
    state.documents = seen


def _entry(document: Protokoll) -> Entry:
    key = meeting_key(document)
    digest = hashlib.sha256(to_json_line(document)).hexdigest()
    return Entry(digest, list(key) if key is not None else None, document.source.name)
