"""From the arguments to the files they mean, and from a file to its document."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from protokoll_extract.cli.app import internal_error, one_line
from protokoll_extract.errors import InputError, ProtokollError

if TYPE_CHECKING:
    from protokoll_extract.cli.privacy import Guard
    from protokoll_extract.ingest.scanned import OcrMode
    from protokoll_extract.model.protokoll import Protokoll
    from protokoll_extract.review.correction import Corrections

READABLE = frozenset(
    {".pdf", ".txt", ".md", ".org", ".tex", ".typ", ".docx", ".odt", ".html", ".htm", ".mhtml", ".mht"}
    | {".rtf", ".doc"}
)

# Pictures of pages, which only OCR reads.
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})

LANGUAGE = click.option(
    "--language",
    metavar="[rules|MODEL]",
    envvar="PROTOKOLL_LANGUAGE",
    help="Also find people named in short: by rules, or with an installed spaCy pipeline (name or path).",
)


OCR = click.option(
    "--ocr",
    type=click.Choice(["auto", "all"]),
    is_flag=False,
    flag_value="auto",
    metavar="[auto|all]",
    help="Read PDF pages without a good text layer (auto), or all, and picture files; needs Tesseract.",
)


CORRECTIONS = click.option(
    "--corrections",
    metavar="FILE",
    envvar="PROTOKOLL_CORRECTIONS",
    help="Values that people put right, applied to what is read (see `protokoll review`).",
)


@dataclass(frozen=True, slots=True)
class Done:
    """One file's document with its canonical text."""

    path: Path
    document: Protokoll
    text: str


@dataclass(frozen=True, slots=True)
class Failed:
    """One file that could not be read, and why."""

    path: Path
    error: ProtokollError


def say_failure(failure: Failed) -> None:
    """One line on stderr: the file as the user wrote it, reason, code, advice."""
    error = failure.error
    line = f"{failure.path}: {error.reason} [{error.code}]. {error.advice}"
    click.echo(f"protokoll: {one_line(line)}", err=True)


def expand(
    arguments: tuple[str, ...], suffixes: frozenset[str] = READABLE
) -> tuple[list[Path], list[Failed]]:
    """The files meant, in a stable order, each once; and the arguments that cannot be read.

    A file named outright is taken whatever its suffix; a folder gives the files with a known suffix.
    """
    files: dict[Path, None] = {}
    failed: list[Failed] = []
    for argument in arguments:
        path = Path(argument)
        if not path.is_dir():
            files.setdefault(path)
            continue
        found = list(_walk(path, suffixes, failed))
        files.update(dict.fromkeys(found))
        if not found and not any(f.path.is_relative_to(path) for f in failed):
            kinds = ", ".join(sorted(suffixes))
            error = InputError(
                "input.empty_folder", argument, f"no file with a known suffix ({kinds}) in the folder",
                "Name a file outright, or another folder.",
            )  # fmt: skip
            failed.append(Failed(path, error))
    return list(files), failed


def _walk(folder: Path, suffixes: frozenset[str], failed: list[Failed]) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        place = Path(str(error.filename or folder))
        failed.append(Failed(place, unreadable(place, error)))

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if path.suffix.lower() in suffixes and not name.startswith(".") and not _is_result(path):
                yield path


def _is_result(path: Path) -> bool:
    """A canonical text that an earlier run wrote beside its JSON is no input."""
    return path.suffix == ".txt" and path.with_suffix(".json").exists()


def unreadable(path: Path, error: OSError) -> InputError:
    """The coded error for a path the system refuses."""
    if isinstance(error, FileNotFoundError):
        return InputError("input.not_found", str(path), "no such file", "Check the path.")
    reason = error.strerror or type(error).__name__
    return InputError("input.permission", str(path), reason.lower(), "Check the path and its permissions.")


def ready(language: str | None) -> str | None:
    """``language``, once what it needs is known to be installed: better said once than for each file."""
    if language is not None:
        from protokoll_extract.extract.language import require

        require(language)
    return language


def ready_to_read(ocr: OcrMode | None) -> OcrMode | None:
    """``ocr``, once Tesseract is known to be installed."""
    if ocr is not None:
        from protokoll_extract.ingest.ocr import program

        program()
    return ocr


def read_each(
    files: list[Path],
    debug: bool = False,
    language: str | None = None,
    guard: Guard | None = None,
    ocr: OcrMode | None = None,
    corrections: Corrections | None = None,
) -> Iterator[Done | Failed]:
    """Extracts each file in turn; one that fails does not stop the others."""
    with _progress(files) as step:
        for path in files:
            outcome = read_one(path, debug, language, guard, ocr, corrections)
            step(path, outcome)
            yield outcome


def read_one(
    path: Path,
    debug: bool = False,
    language: str | None = None,
    guard: Guard | None = None,
    ocr: OcrMode | None = None,
    corrections: Corrections | None = None,
) -> Done | Failed:
    """One file's document, put right by hand where somebody did, past the guard if there is one."""
    from protokoll_extract.ingest import read_source
    from protokoll_extract.pipeline import run

    try:
        source = read_source(path, ocr=ocr)
        document = run(source, language=language)
        if corrections is not None:
            document = _corrected(path, document, corrections)
        return Done(path, *(guard(document, source.text) if guard else (document, source.text)))
    except ProtokollError as error:
        return Failed(path, error)
    except OSError as error:
        return Failed(path, unreadable(path, error))
    except Exception as error:
        if debug:
            traceback.print_exc()
        return Failed(path, internal_error(str(path), error))


def corrections_of(file: str | None) -> Corrections | None:
    """The corrections in a file that was named. Raises InputError where it cannot be read."""
    if file is None:
        return None
    from protokoll_extract.review.correction import read_corrections

    return read_corrections(Path(file))


def _corrected(path: Path, document: Protokoll, corrections: Corrections) -> Protokoll:
    """The document put right; a line for each correction that no longer fits."""
    from protokoll_extract.review.apply import UNFIT, apply

    mended = apply(document, corrections)
    for finding in mended.findings:
        if finding.code == UNFIT:
            click.echo(f"protokoll: {path}: {one_line(finding.message)} [{UNFIT}]", err=True)
    return mended


class _Step:
    """Called after each file; the default says nothing."""

    def __call__(self, path: Path, outcome: Done | Failed) -> None:
        return None


class _LineStep(_Step):
    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def __call__(self, path: Path, outcome: Done | Failed) -> None:
        self._done += 1
        word = "read" if isinstance(outcome, Done) else "failed"
        click.echo(f"[{self._done}/{self._total}] {word} {path}", err=True)


@contextmanager
def _progress(files: list[Path]) -> Iterator[_Step]:
    if len(files) < 2:
        yield _Step()
    elif not sys.stderr.isatty():
        yield _LineStep(len(files))
    else:
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Reading", total=len(files))

            class BarStep(_Step):
                def __call__(self, path: Path, outcome: Done | Failed) -> None:
                    progress.update(task, advance=1, description=path.name)

            yield BarStep()


def exit_code(total: int, failed: list[Failed]) -> int:
    """0 when all went well; a single file's own code; 1 when some of several failed."""
    if not failed:
        return 0
    return failed[0].error.exit_code if total == 1 else 1
