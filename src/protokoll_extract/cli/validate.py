"""``protokoll validate``: JSON files against the contract, quotes against the text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from protokoll_extract.cli.inputs import Failed, expand, say_failure, unreadable
from protokoll_extract.errors import EXIT_INVALID_OUTPUT, InvalidOutputError, ProtokollError, UsageError


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--source", metavar="FILE", help="The document the (one) JSON file was made from.")
def command(paths: tuple[str, ...], source: str | None) -> int:
    """Check JSON files against the contract and their quotes against the text.

    The text is the .txt file beside each JSON file, or --source. Exit code 5 if any file is invalid.
    """
    files, failed = expand(paths, frozenset({".json"}))
    if source is not None and len(files) + len(failed) != 1:
        raise UsageError("usage.source", source, "--source goes with one JSON file", "Validate it alone.")
    for failure in failed:
        say_failure(failure)
    for path in files:
        try:
            click.echo(f"{path}: {_check(path, source)}")
        except ProtokollError as error:
            failed.append(Failed(path, error))
            say_failure(failed[-1])
        except OSError as error:
            failed.append(Failed(path, unreadable(path, error)))
            say_failure(failed[-1])
    return _code(failed)


def _code(failed: list[Failed]) -> int:
    codes = {failure.error.exit_code for failure in failed}
    return EXIT_INVALID_OUTPUT if EXIT_INVALID_OUTPUT in codes else max(codes, default=0)


def _check(path: Path, source: str | None) -> str:
    from protokoll_extract.export.evidence import coverage_problems, quote_problems
    from protokoll_extract.export.json import read_json

    document = read_json(path)
    data = document.model_dump(mode="json", by_alias=True)
    problems = list(coverage_problems(data))
    text = _text(path, source)
    if text is not None:
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != document.source.text_sha256:
            raise _invalid(path, "the text is not the one the document was made from")
        problems += quote_problems(data, text)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise _invalid(path, f"{problems[0].pointer}: {problems[0].reason}{more}")
    quotes = "true" if text is not None else "not checked (no text beside it)"
    return f"valid, quotes of {len(document.evidence)} values {quotes}"


def _text(path: Path, source: str | None) -> str | None:
    if source is not None:
        from protokoll_extract.ingest import read_source

        return read_source(Path(source)).text
    beside = path.with_suffix(".txt")
    try:
        return beside.read_bytes().decode("utf-8") if beside.exists() else None
    except UnicodeDecodeError as error:
        raise _invalid(beside, "the text is not UTF-8") from error


def _invalid(path: Path, reason: str) -> InvalidOutputError:
    return InvalidOutputError("output.invalid", str(path), reason, "Extract the document again.")
