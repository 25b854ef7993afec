"""Where results go: ``documents/ab/<id>.json`` and ``.txt``, 256 folders, each file whole or absent."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from protokoll_extract.errors import EXIT_STORE, ProtokollError

_FULL = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full (the quota is used up)",
    errno.EFBIG: "the disk is full (no file may be so large)",
}
_PART = ".part"


class OutputError(ProtokollError):
    """The output cannot be written to: nothing more can be done in this run."""

    exit_code = EXIT_STORE


class Output(Protocol):
    """A place for results: a folder, or a remote store."""

    def write(self, id: str, json: bytes, text: bytes) -> int:
        """Writes both files of a document and gives their size; raises OutputError."""

    def holds(self, id: str) -> bool:
        """Whether the document's files are there."""

    def remove(self, id: str) -> None:
        """Takes the document's files away; raises OutputError."""


def open_output(place: str, run: str) -> Output:
    """The output at a path or an address (``s3://...``)."""
    if "://" in place:
        from protokoll_extract.batch.remote import RemoteOutput

        return RemoteOutput(place)
    return Folder(Path(place), run)


def names_of(id: str) -> tuple[str, str]:
    """Relative names of a document's JSON and text."""
    return f"documents/{id[:2]}/{id}.json", f"documents/{id[:2]}/{id}.txt"


@dataclass(frozen=True, slots=True)
class Folder:
    """A local folder. Temporary names carry the run's name, so that runs do not clean up after each other."""

    root: Path
    run: str

    def write(self, id: str, json: bytes, text: bytes) -> int:
        # The text first: where the JSON is, its text is.
        for name, content in zip(reversed(names_of(id)), (text, json), strict=True):
            _write(self.root / name, content, self.run)
        return len(json) + len(text)

    def holds(self, id: str) -> bool:
        return all((self.root / name).is_file() for name in names_of(id))

    def remove(self, id: str) -> None:
        for name in names_of(id):
            try:
                (self.root / name).unlink(missing_ok=True)
            except OSError as error:
                raise cannot_write(str(self.root / name), error) from error

    def clean(self) -> None:
        """Removes what runs that were killed left half written. Only under the manifest's lock."""
        for part in (self.root / "documents").glob(f"*/.*{_PART}"):
            with contextlib.suppress(OSError):
                part.unlink()


_counter = itertools.count()


def _write(path: Path, content: bytes, run: str) -> None:
    part = path.parent / f".{path.name}.{run}-{os.getpid()}-{next(_counter)}{_PART}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(part, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
            _sync_folder(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
    except OSError as error:
        raise cannot_write(str(path), error) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(place: str, error: OSError) -> OutputError:
    reason = _FULL.get(error.errno or 0)
    if reason is not None:
        return OutputError("output.disk_full", place, reason, "Make room and run the same command again.")
    reason = f"cannot be written ({error.strerror or type(error).__name__})"
    return OutputError("output.unwritable", place, reason, "Check the output's path and permissions.")
