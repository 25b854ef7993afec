"""Files that appear together: written apart, put in place when all of them are whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to write in; its files replace those of the same name in ``target`` at the end.

    When the block raises, ``target`` is as it was.
    """
    created = not target.exists()
    target.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".export.", suffix=".part", dir=target))
    try:
        yield work
        for path in sorted(x for x in work.rglob("*") if x.is_file()):
            place = target / path.relative_to(work)
            place.parent.mkdir(parents=True, exist_ok=True)
            with path.open("rb") as file:
                os.fsync(file.fileno())
            os.replace(path, place)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        if created:
            _remove_if_empty(target)
        raise
    shutil.rmtree(work, ignore_errors=True)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A file to write that takes the place of ``target`` at the end, or leaves it as it was."""
    target.parent.mkdir(parents=True, exist_ok=True)
    work = target.with_name(f".{target.name[:40]}.{os.getpid()}.part{target.suffix}")
    try:
        yield work
        with work.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(work, target)
    except BaseException:
        work.unlink(missing_ok=True)
        raise


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
