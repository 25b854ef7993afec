"""What is asked of a slot and what it answers; both travel as JSON between processes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

# The engines that read a document, in the order they are asked: PDFium (and the readers of other formats),
# then pdfplumber for PDFs.
FIRST = "first"
SECOND = "pdfplumber"


class Kind(StrEnum):
    """Where the bytes of an input lie."""

    FILE = "file"
    REMOTE = "remote"
    MEMBER = "member"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Job:
    """One input.

    Attributes:
        key: what tells it from all others: its absolute path or address, with ``!/name`` for an
            archive's member. Bytes that are no UTF-8 are surrogates, as in ``os.fsdecode``.
        name: what the document is called in the result.
        place: the file or address to open (for a member: its archive).
        member: position in the archive.
        known: SHA-256 of the bytes that were read before in the same way; no need to read them again.
    """

    key: str
    name: str
    kind: Kind
    place: str
    member: int | None = None
    known: str | None = None

    def wire(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_wire(cls, data: dict[str, Any]) -> Job:
        return cls(**{**data, "kind": Kind(data["kind"])})


class State(StrEnum):
    """How an input ended; ``pending`` while it has not."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    # An archive whose members were listed: they are the inputs, it is none.
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt: which engine, how it ended, seconds of processor time, peak memory."""

    engine: str
    end: str
    seconds: float = 0.0
    peak_mb: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input.

    ``remark``: codes of findings about the whole document, such as that it looks like no minutes.
    ``fatal``: the whole run cannot go on (the output's disk is full)."""

    key: str
    state: State
    code: str = ""
    reason: str = ""
    advice: str = ""
    sha256: str = ""
    size: int = -1
    stamp: str = ""
    id: str = ""
    remark: str = ""
    output_bytes: int = 0
    reader: str = ""
    pages: int = 0
    seconds: float = 0.0
    peak_mb: int = 0
    tries: tuple[Try, ...] = ()
    members: tuple[tuple[int, str, str], ...] = field(default=())
    fatal: bool = False

    def wire(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_wire(cls, data: dict[str, Any]) -> Outcome:
        return cls(
            **{
                **data,
                "state": State(data["state"]),
                "tries": tuple(Try(**t) for t in data["tries"]),
                "members": tuple((n, name, refusal) for n, name, refusal in data["members"]),
            }
        )


def to_bytes(message: dict[str, Any]) -> bytes:
    return json.dumps(message).encode("ascii")


def from_bytes(message: bytes) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(message)
    return data


def printable(name: str) -> str:
    """A path for people and JSON: bytes that are no text are replaced, nothing breaks the line."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
