"""Gold files: what a document states, written by hand or by construction. The format: docs/GOLD.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from protokoll_extract.errors import InputError
from protokoll_extract.evaluate.normal import number

Json = dict[str, Any]
Kind = Literal["municipal", "association"]

_KEYS = (
    "file",
    "scope",
    "meeting",
    "attendance",
    "contents",
    "items",
    "organisations",
    "people",
    "all_numbers",
)


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold file with the document it is about."""

    path: Path
    document: Path
    data: Json

    @property
    def label(self) -> str:
        """The document's folder and name, which tell it from all others."""
        return f"{self.body}/{self.document.name}"

    @property
    def body(self) -> str:
        """The folder the document lies in: all documents of a body lie in one."""
        return self.document.parent.name

    @property
    def scope(self) -> frozenset[str] | None:
        """The numbers of the §§ that are annotated; None for all."""
        scope = self.data["scope"]
        return None if scope == "whole" else frozenset(number(x) for x in scope)

    @property
    def kind(self) -> Kind:
        """As the file says, else municipal when anything in it only public bodies have."""
        stated: Kind | None = self.data.get("kind")
        if stated is not None:
            return stated
        public = any(row["party"] for row in self.data["attendance"]) or any(
            item[x] for item in self.data["items"] for x in ("diary_numbers", "laws", "recusals")
        )
        return "municipal" if public else "association"


def find_gold(arguments: Iterable[str], endings: tuple[str, ...] = ()) -> list[Gold]:
    """The gold files meant, in a stable order; with ``endings`` once for each neighbour so ending.

    Raises:
        InputError: no gold there, a file that is no gold, or a document that is not there.
    """
    found = [
        gold for argument in arguments for path in _files(Path(argument)) for gold in _read(path, endings)
    ]
    if not found:
        raise InputError(
            "gold.none", " ".join(arguments), "no gold file and document", "Name gold files or folders."
        )
    return found


def _files(argument: Path) -> Iterator[Path]:
    if not argument.is_dir():
        yield argument
        return
    for path in sorted(argument.rglob("*.json")):
        if path.name == "gold.json" or path.name.endswith(".gold.json") or path.parent.name == "gold":
            yield path


def _read(path: Path, endings: tuple[str, ...]) -> Iterator[Gold]:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError("gold.unreadable", str(path), "cannot be read as JSON", "Check the file.") from error
    missing = [key for key in _KEYS if not isinstance(data, dict) or key not in data]
    if missing:
        raise InputError("gold.invalid", str(path), f"no {missing[0]!r} in it", "See docs/GOLD.md.")
    document = _document(path, data["file"])
    if not endings:
        yield Gold(path, document, data)
    for ending in endings:
        neighbour = document.with_suffix(f".{ending.lstrip('.')}")
        if neighbour.exists():
            yield Gold(path, neighbour, data)


def _document(path: Path, name: str) -> Path:
    """``file`` is relative to one of the folders above the gold file, the nearest first."""
    for folder in path.parents:
        if (folder / name).is_file():
            return folder / name
    raise InputError("gold.document", str(path), f"its document {name} is not there", "Check its 'file'.")
