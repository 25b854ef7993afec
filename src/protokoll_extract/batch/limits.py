"""What one document may cost, and what else decides how a run goes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from protokoll_extract import __version__
from protokoll_extract.errors import UsageError

if TYPE_CHECKING:
    from protokoll_extract.ingest.scanned import OcrMode

MEGABYTE = 1024 * 1024
# Rooms whose code cannot change what is read in a document.
_OUTSIDE = frozenset({"batch", "cli", "evaluate", "store", "web", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Ordinary minutes are far from each of them: they need some 50 MB and a second.

    ``seconds`` are of processor time, so that a busy machine does not make good documents fail;
    the clock may run ``patience`` times as long. A document starts anew, with ``ocr_seconds`` more, at
    each page that is read off its picture.
    """

    input_mb: int = 100
    seconds: float = 20.0
    seconds_per_page: float = 0.5
    seconds_at_most: float = 300.0
    ocr_seconds: float = 60.0
    patience: float = 6.0
    memory_mb: int = 1024
    pages: int = 5_000
    characters: int = 5_000_000
    output_mb: int = 200
    archive_members: int = 100_000
    archive_mb: int = 50_000
    archive_ratio: int = 200
    documents_per_parser: int = 200

    def time_for(self, pages: int) -> float:
        """Seconds of processor time that a document of so many pages may take."""
        return min(self.seconds + self.seconds_per_page * pages, self.seconds_at_most)

    def with_settings(self, pairs: tuple[str, ...]) -> Limits:
        """The limits changed by ``name=number`` pairs. Raises UsageError for others."""
        known = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        changes: dict[str, Any] = {}
        for pair in pairs:
            name, _, number = pair.partition("=")
            name = name.strip().replace("-", "_")
            try:
                changes[name] = known[name](number)
            except (KeyError, ValueError):
                names = ", ".join(known)
                raise UsageError(
                    "usage.limit", pair, "no such limit or no such number", f"Write NAME=NUMBER of: {names}."
                ) from None
            if changes[name] <= 0:
                raise UsageError("usage.limit", pair, "a limit is more than 0", "Write a larger number.")
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a slot needs to know beside the document.

    ``mask``: personal data become blocks; ``people`` and ``documents`` are held back on request.
    ``corrections``: the text of a file of corrections by hand.
    ``ocr``: read pages of PDFs without a good text layer, or all, off their pictures.
    ``network``: some inputs lie elsewhere, so parsers may use the network.
    ``faults``: obey files that begin with a fault's name (see ``faults``), to try the isolation.
    """

    output: str
    run: str
    limits: Limits = Limits()
    language: str | None = None
    ocr: OcrMode | None = None
    mask: bool = True
    people: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    corrections: str = ""
    network: bool = False
    faults: bool = False

    def wire(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_wire(cls, data: dict[str, Any]) -> Settings:
        lists = {name: tuple(data[name]) for name in ("people", "documents")}
        return cls(**{**data, **lists, "limits": Limits(**data["limits"])})

    def fingerprint(self) -> str:
        """The same for two runs exactly when they would read the same from the same bytes."""
        what = {
            key: value
            for key, value in self.wire().items()
            if key not in ("output", "run", "limits", "network", "corrections")
        }
        return _digest({**what, "version": __version__, "code": _code(), "by": self._program()})

    def _program(self) -> str:
        """The program that reads pictures, with its version."""
        if self.ocr is None:
            return ""
        from protokoll_extract.ingest.ocr import program

        return program()

    def fingerprint_of(self, id: str | None) -> str:
        """As ``fingerprint``, for one document: a correction of it means a new reading, of others not."""
        own, base = _corrections(self.corrections).get(id or ""), _fingerprint(self)
        return base if own is None else _digest({"fingerprint": base, "corrections": own})

    def limits_fingerprint(self) -> str:
        """As ``fingerprint``, for documents that failed: other limits may let them through."""
        return _digest({"fingerprint": self.fingerprint(), "limits": asdict(self.limits)})


@lru_cache(4)
def _fingerprint(settings: Settings) -> str:
    return settings.fingerprint()


@lru_cache(2)
def _corrections(text: str) -> dict[str, list[dict[str, Any]]]:
    """Each document's corrections, by its id."""
    if not text:
        return {}
    from protokoll_extract.review.correction import corrections_in

    found: dict[str, list[dict[str, Any]]] = {}
    for entry in corrections_in(text).entries:
        found.setdefault(entry.document, []).append(asdict(entry))
    return found


def _digest(told: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


@cache
def _code() -> str:
    """Hash of the code and vocabulary that decide what is read: a new word means a new reading."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in (".py", ".toml", ".csv")):
        inside = path.relative_to(root)
        if inside.parts[0] not in _OUTSIDE:
            digest.update(f"{inside.as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
