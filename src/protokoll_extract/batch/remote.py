"""Remote stores (S3, SFTP, HTTP ...) through fsspec: the one module that imports it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from protokoll_extract.batch.output import OutputError, names_of
from protokoll_extract.errors import InputError, MissingExtraError, UsageError


def _filesystem(address: str) -> tuple[Any, str]:
    """The store of an address and the path in it. Raises MissingExtraError or InputError."""
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError(
            "missing.remote", address, "fsspec is not installed", "pip install 'protokoll-extract[remote]'."
        ) from error
    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:  # the store's own package
        raise MissingExtraError("missing.remote", address, str(error), "Install it with pip.") from error
    except Exception as error:
        raise _unreachable(address, error) from error
    return system, path


def find(address: str, suffixes: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Addresses of the files meant, with a stamp of each ("" where the store gives none)."""
    system, path = _filesystem(address)
    try:
        if any(c in path for c in "*?["):
            details = system.glob(path, detail=True)
        elif system.isdir(path):
            details = system.find(path, detail=True)
            details = {k: v for k, v in details.items() if PurePath(k).suffix.lower() in suffixes}
        else:
            details = {path: system.info(path)}
    except Exception as error:
        raise _unreachable(address, error) from error
    for name in sorted(details):
        if details[name].get("type") != "directory":
            yield system.unstrip_protocol(name), _stamp(details[name])


def _stamp(info: dict[str, Any]) -> str:
    """Size and the store's own mark of a version; without such a mark nothing is sure."""
    mark = next(
        (info[k] for k in ("ETag", "etag", "md5Hash", "LastModified", "mtime", "created") if info.get(k)),
        None,
    )
    return f"{info.get('size')}:{mark}" if mark is not None else ""


def read(address: str, most: int) -> bytes:
    """A remote file's bytes, at most so many. Raises InputError."""
    system, path = _filesystem(address)
    try:
        with system.open(path, "rb") as file:
            data: bytes = file.read(most + 1)
    except FileNotFoundError:
        raise InputError("input.not_found", address, "there is no such file", "Check the address.") from None
    except Exception as error:
        raise _unreachable(address, error) from error
    if len(data) > most:
        reason = f"the file is larger than {most // 1024 // 1024} MB"
        raise InputError("input.too_large", address, reason, "Split it, or raise --limit input_mb=...")
    return data


def _unreachable(address: str, error: Exception) -> InputError:
    said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    reason = f"the store cannot be read ({said})"
    return InputError("input.remote", address, reason, "Check the address and your access.")


@dataclass(slots=True)
class RemoteOutput:
    """Results in a remote store; its objects are whole or absent by themselves."""

    place: str
    _system: Any = field(init=False)
    _root: str = field(init=False)

    def __post_init__(self) -> None:
        self._system, self._root = _filesystem(self.place)
        if "memory" in (
            self._system.protocol if isinstance(self._system.protocol, tuple) else [self._system.protocol]
        ):
            reason = "a store in memory is gone when its process ends"
            raise UsageError("usage.output", self.place, reason, "Name a folder or a store that lasts.")

    def write(self, id: str, json: bytes, text: bytes) -> int:
        try:
            for name, content in zip(reversed(names_of(id)), (text, json), strict=True):
                path = f"{self._root.rstrip('/')}/{name}"
                self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._system.pipe_file(path, content)
        except Exception as error:
            raise self._refused(error) from error
        return len(json) + len(text)

    def remove(self, id: str) -> None:
        try:
            for name in names_of(id):
                path = f"{self._root.rstrip('/')}/{name}"
                if self._system.exists(path):
                    self._system.rm_file(path)
        except Exception as error:
            raise self._refused(error) from error

    def holds(self, id: str) -> bool:
        # Two requests for each of a million documents take too long: the manifest is believed.
        return True

    def _refused(self, error: Exception) -> OutputError:
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        reason, advice = f"the store cannot be written to ({said})", "Check your access, run again."
        return OutputError("output.unwritable", self.place, reason, advice)
