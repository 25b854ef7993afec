"""From what was asked for to the inputs it means: every file, member and odd entry is accounted for."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from protokoll_extract.batch.archive import is_archive
from protokoll_extract.batch.job import Kind, State, printable
from protokoll_extract.batch.parser import stamp_of
from protokoll_extract.errors import InputError

Refusal = tuple[str, str, str]  # code, reason, advice

_REFUSALS: dict[str, tuple[State, str, str]] = {
    "input.hidden": (State.SKIPPED, "its name begins with a full stop", "Name it outright if it is meant."),
    "input.other_type": (State.SKIPPED, "no suffix of a readable kind", "Name it outright if it is meant."),
    "input.result": (State.SKIPPED, "the text of an earlier result", "Name it outright if it is meant."),
    "input.not_a_file": (State.SKIPPED, "a device, pipe or socket", "Leave it out."),
    "input.linked_folder": (State.SKIPPED, "a link to a folder", "Name the folder itself."),
    "input.linked_outside": (State.SKIPPED, "a link that leads out of the folder", "Use --follow-links."),
    "input.broken_link": (
        State.FAILED,
        "a link that leads nowhere or in a circle",
        "Mend or remove the link.",
    ),
    "input.permission": (State.FAILED, "may not be read", "Ask for read permission."),
    "input.not_found": (State.FAILED, "there is no such file", "Check the path."),
    "input.unreadable": (State.FAILED, "cannot be looked at", "Check the path and the disk."),
    "input.empty_folder": (State.FAILED, "nothing is in the folder", "Check the path."),
    "input.no_match": (State.FAILED, "the pattern fits no file", "Check the pattern, and quote it."),
    "input.encrypted": (
        State.FAILED,
        "the member is encrypted with a password",
        "Unpack it with its password.",
    ),
    "input.archive_name": (
        State.FAILED,
        "the member's name leads out of the archive",
        "Do not trust this archive.",
    ),
    "input.too_large": (State.FAILED, "the member is too large", "Raise --limit input_mb=... or split it."),
    "limit.archive_depth": (State.FAILED, "an archive within the archive", "Unpack the outer one first."),
    "input.remote_archive": (State.FAILED, "an archive on a remote store", "Fetch it first."),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One input as the plan sees it; with a ``refusal`` it will not be opened."""

    key: str
    kind: Kind
    place: str
    stamp: str = ""
    member: int | None = None
    state: State = State.PENDING
    refusal: Refusal | None = None

    @property
    def name(self) -> str:
        """What the document is called in its result."""
        return printable(PurePath(self.key.rpartition("!/")[2]).name or self.key)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for and where not to look.

    ``suffixes``: of readable files, with the dot. ``own``: real paths of what a run itself writes.
    """

    suffixes: frozenset[str]
    own: frozenset[str] = frozenset()
    follow_links: bool = False

    def find(self, sources: Iterable[str]) -> Iterator[Found]:
        """The inputs that files, folders, patterns and addresses mean; a folder's in the order of names."""
        for source in sources:
            if "://" in source:
                yield from self._remote(source)
            elif os.path.isdir(source):
                root = os.path.abspath(source)
                empty = True
                for found in self._walk(root):
                    empty = False
                    yield found
                if empty:
                    yield _refused(root, "input.empty_folder")
            elif glob.has_magic(source) and not os.path.lexists(source):
                matches = sorted(glob.glob(source, recursive=True))
                if not matches:
                    yield _refused(os.path.abspath(source), "input.no_match")
                yield from self.find(matches)
            else:
                yield self._named(os.path.abspath(source))

    def _named(self, path: str) -> Found:
        """A file the user named: its suffix does not matter, and links are followed."""
        try:
            status = os.stat(path)
        except OSError as error:
            return _refused(path, _code_of(error))
        if not stat.S_ISREG(status.st_mode):
            return _refused(path, "input.not_a_file")
        return _file(path, status)

    def _walk(self, root: str) -> Iterator[Found]:
        real = os.path.realpath(root)
        todo = [root]
        while todo:
            folder = todo.pop()
            really = real + folder[len(root) :]  # links to folders are not followed
            try:
                with os.scandir(folder) as entries:
                    listed = sorted(entries, key=lambda entry: os.fsencode(entry.name))
            except OSError as error:
                yield _refused(folder, _code_of(error))
                continue
            folders: list[str] = []
            for entry in listed:
                if os.path.join(really, entry.name) in self.own:
                    continue
                found = self._entry(entry, real + os.sep)
                if found is None:
                    folders.append(entry.path)
                else:
                    yield found
            todo += reversed(folders)

    def _entry(self, entry: os.DirEntry[str], inside: str) -> Found | None:
        """One entry of a folder; None for a folder to go into."""
        path = entry.path
        if entry.name.startswith("."):
            return _refused(path, "input.hidden")
        try:
            if entry.is_symlink():
                refusal = self._link(path, inside)
                if refusal is not None:
                    return _refused(path, refusal)
            if entry.is_dir():
                return None
            status = entry.stat()
        except OSError as error:
            return _refused(path, _code_of(error))
        if not stat.S_ISREG(status.st_mode):
            return _refused(path, "input.not_a_file")
        if not is_archive(entry.name) and PurePath(entry.name).suffix.lower() not in self.suffixes:
            return _refused(path, "input.other_type")
        if entry.name.endswith(".txt") and os.path.exists(path[:-4] + ".json"):
            return _refused(path, "input.result")
        return _file(path, status)

    def _link(self, path: str, inside: str) -> str | None:
        """Why a link is not followed."""
        try:
            target = os.path.realpath(path, strict=True)
        except OSError:
            return "input.broken_link"
        if os.path.isdir(target):
            return "input.linked_folder"
        if not os.path.isfile(target):
            return "input.not_a_file"
        return None if self.follow_links or target.startswith(inside) else "input.linked_outside"

    def _remote(self, address: str) -> Iterator[Found]:
        from protokoll_extract.batch.remote import find

        seen = False
        try:
            found = list(find(address, self.suffixes))
        except InputError as error:
            yield Found(
                address,
                Kind.REMOTE,
                address,
                "",
                None,
                State.FAILED,
                (error.code, error.reason, error.advice),
            )
            return
        for url, stamp in found:
            seen = True
            if is_archive(url):
                yield _refused(url, "input.remote_archive")
            else:
                yield Found(url, Kind.REMOTE, url, stamp)
        if not seen:
            yield _refused(address, "input.no_match")


def members_of(
    archive: str, stamp: str, listed: Iterable[tuple[int, str, str]], plan: Plan
) -> Iterator[Found]:
    """The inputs in an archive, as its parser listed them."""
    seen: set[str] = set()
    for position, name, refusal in listed:
        key = f"{archive}!/{name}"
        if key in seen:
            key = f"{archive}!/{position}/{name}"
        seen.add(key)
        if not refusal:
            path = PurePath(name)
            if path.name.startswith("."):
                refusal = "input.hidden"
            elif path.suffix.lower() not in plan.suffixes:
                refusal = "input.other_type"
        if refusal:
            yield _refused(key, refusal, Kind.MEMBER, archive, stamp, position)
        else:
            yield Found(key, Kind.MEMBER, archive, stamp, position)


def read_list(path: str) -> list[str]:
    """The sources in a list: one a line, or parted by NUL as ``find -print0`` does; ``-`` is stdin.

    Raises InputError ``input.not_found`` when the list cannot be read.
    """
    try:
        data = Path("/dev/stdin" if path == "-" else path).read_bytes()
    except OSError as error:
        reason = f"the list cannot be read ({error.strerror or type(error).__name__})"
        raise InputError("input.not_found", path, reason, "Check the path.") from error
    parts = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(part) for part in parts if part.strip()]


def _file(path: str, status: os.stat_result) -> Found:
    kind = Kind.ARCHIVE if is_archive(path) else Kind.FILE
    return Found(path, kind, path, stamp_of(status))


def _refused(
    key: str,
    code: str,
    kind: Kind = Kind.FILE,
    place: str | None = None,
    stamp: str = "",
    member: int | None = None,
) -> Found:
    state, reason, advice = _REFUSALS[code]
    return Found(key, kind, place or key, stamp, member, state, (code, reason, advice))


def _code_of(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "input.not_found"
    return "input.permission" if isinstance(error, PermissionError) else "input.unreadable"
