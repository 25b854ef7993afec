"""Members of ZIP and tar archives, read one by one in memory: nothing is ever unpacked to a path.

Runs in the parser, since archives lie about themselves: sizes are counted, not believed.
"""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any

from protokoll_extract.batch.limits import MEGABYTE, Limits
from protokoll_extract.errors import InputError, ProtokollError

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_SMALL = 1 * MEGABYTE  # what is smaller than this is no bomb, whatever its ratio
_STEP = 1 * MEGABYTE


def is_archive(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def list_members(path: str, limits: Limits) -> list[tuple[int, str, str]]:
    """Position, name and reason to refuse it ("" for none) of each file in the archive.

    Raises InputError ``input.corrupt``, ``input.encrypted`` or ``limit.archive_members``,
    ``limit.archive_size``, ``limit.archive_ratio`` for the archive as a whole.
    """
    found: list[tuple[int, str, str]] = []
    with _Archive(path, limits) as archive:
        for position, name, refusal in archive.names():
            if position >= limits.archive_members:
                raise _limit(path, "members", f"the archive has more than {limits.archive_members} members")
            found.append((position, name, refusal))
    return found


class Shelf:
    """The archive opened last; members asked for in order are read in one pass."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._path = ""
        self._archive: _Archive | None = None

    def read(self, path: str, position: int) -> bytes:
        if self._archive is None or self._path != path or not self._archive.reaches(position):
            self.close()
            self._archive, self._path = _Archive(path, self._limits), path
        try:
            return self._archive.read(position)
        except ProtokollError:
            self.close()
            raise

    def close(self) -> None:
        if self._archive is not None:
            self._archive.close()
        self._archive = None


class _Archive:
    """A ZIP (read at any place) or a tar (read forwards only)."""

    def __init__(self, path: str, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._inside: zipfile.ZipFile | tarfile.TarFile
        with _as_input_error(path):
            self._file = open(path, "rb")  # noqa: SIM115
            try:
                self._size = os.fstat(self._file.fileno()).st_size
                if zipfile.is_zipfile(self._file):
                    self._inside = zipfile.ZipFile(self._file)
                else:
                    self._file.seek(0)
                    self._inside = tarfile.open(fileobj=self._file, mode="r|*", errorlevel=2)  # noqa: SIM115
                    self._ahead = enumerate(self._tar_members())
                    self._next = 0
            except BaseException:
                self._file.close()
                raise

    def __enter__(self) -> _Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    def names(self) -> Iterator[tuple[int, str, str]]:
        with _as_input_error(self._path):
            if isinstance(self._inside, zipfile.ZipFile):
                for position, entry in enumerate(self._inside.infolist()):
                    if not entry.is_dir():
                        yield position, entry.filename, _refuse_zip(entry, self._limits)
            else:
                for position, member in self._ahead:
                    if not member.isdir():
                        yield position, member.name, _refuse_tar(member, self._limits)

    def reaches(self, position: int) -> bool:
        return isinstance(self._inside, zipfile.ZipFile) or position >= self._next

    def read(self, position: int) -> bytes:
        with _as_input_error(self._path, "this member of the archive"):
            if isinstance(self._inside, zipfile.ZipFile):
                entry = self._inside.infolist()[position]
                with self._inside.open(entry) as stream:
                    return self._taken(stream, max(1, entry.compress_size))
            for at, member in self._ahead:
                self._next = at + 1
                if at == position:
                    content = self._inside.extractfile(member)
                    if content is None:
                        break
                    return self._taken(content, None)
        raise InputError("input.changed", self._path, "the archive has changed meanwhile", "Run again.")

    def _taken(self, stream: IO[bytes], packed: int | None) -> bytes:
        """All of the stream, given up as soon as it is more than the limits allow."""
        out = bytearray()
        while piece := stream.read(_STEP):
            out += piece
            if len(out) > self._limits.input_mb * MEGABYTE:
                raise _too_large(self._path, self._limits)
            if packed and len(out) > max(_SMALL, packed * self._limits.archive_ratio):
                reason = f"the member unpacks to more than {self._limits.archive_ratio} times its size"
                raise _limit(self._path, "ratio", reason)
        return bytes(out)

    def _tar_members(self) -> Iterator[tarfile.TarInfo]:
        assert isinstance(self._inside, tarfile.TarFile)
        while (member := self._inside.next()) is not None:
            # Of a stream tarfile keeps every header it has seen.
            self._inside.members = []  # type: ignore[attr-defined]
            # In a tar the content follows its header, so that these sizes are true.
            unpacked = member.offset_data + member.size
            if unpacked > self._limits.archive_mb * MEGABYTE:
                reason = f"the archive unpacks to more than {self._limits.archive_mb} MB"
                raise _limit(self._path, "size", reason)
            if unpacked > max(100 * _SMALL, self._size * self._limits.archive_ratio):
                reason = f"the archive unpacks to more than {self._limits.archive_ratio} times its size"
                raise _limit(self._path, "ratio", reason)
            yield member


class _as_input_error:
    """Turns whatever the archive libraries raise on damaged files into coded errors."""

    def __init__(self, path: str, what: str = "the archive") -> None:
        self._path = path
        self._what = what

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, _: Any) -> None:
        if error is None or isinstance(error, ProtokollError | MemoryError | GeneratorExit):
            return
        if isinstance(error, FileNotFoundError):
            raise InputError(
                "input.not_found", self._path, "there is no such file", "Check the path."
            ) from None
        if isinstance(error, PermissionError):
            reason, advice = "the file may not be read", "Ask for read permission."
            raise InputError("input.permission", self._path, reason, advice) from None
        if isinstance(error, Exception):
            kind = f"{type(error).__module__}.{type(error).__name__}".removeprefix("builtins.")
            reason = f"{self._what} is damaged ({kind})"
            raise InputError("input.corrupt", self._path, reason, "Fetch it again.") from error


def _refuse_zip(entry: zipfile.ZipInfo, limits: Limits) -> str:
    if entry.flag_bits & 1:
        return "input.encrypted"
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "input.not_a_file"
    return _refuse(entry.filename, entry.file_size, limits)


def _refuse_tar(member: tarfile.TarInfo, limits: Limits) -> str:
    return _refuse(member.name, member.size, limits) if member.isreg() else "input.not_a_file"


def _refuse(name: str, size: int, limits: Limits) -> str:
    """Why the member is not read: a name that leads out, too much, or one more archive."""
    parts = PurePosixPath(name).parts
    if name.startswith(("/", "\\")) or ".." in parts or "\\" in name or "\0" in name or name[1:2] == ":":
        return "input.archive_name"
    if is_archive(name):
        return "limit.archive_depth"
    return "input.too_large" if size > limits.input_mb * MEGABYTE else ""


def _too_large(path: str, limits: Limits) -> InputError:
    reason = f"the member is larger than {limits.input_mb} MB"
    return InputError("input.too_large", path, reason, "Raise --limit input_mb=... or split it.")


def _limit(path: str, what: str, reason: str) -> InputError:
    advice = "Unpack it yourself if you trust it, or raise the limit with --limit."
    return InputError(f"limit.archive_{what}", path, reason, advice)
