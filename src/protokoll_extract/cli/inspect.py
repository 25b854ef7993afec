"""``protokoll inspect``: one document on the screen, or its evidence drawn on a page."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from protokoll_extract.cli.inputs import (
    LANGUAGE,
    OCR,
    Done,
    Failed,
    read_one,
    ready,
    ready_to_read,
    say_failure,
    unreadable,
)
from protokoll_extract.cli.privacy import guard_of, privacy_options
from protokoll_extract.errors import UsageError


@click.command("inspect")
@click.argument("file", metavar="FILE")
@click.option("--page", type=click.IntRange(min=1), help="Draw the evidence on this page (needs --png).")
@click.option("--png", metavar="OUT", help="Where to write the picture of the page.")
@click.option("--why", is_flag=True, help="Each printed line: what it was taken for, and the rule.")
@LANGUAGE
@OCR
@privacy_options
@click.pass_obj
def command(
    settings: dict[str, bool],
    file: str,
    page: int | None,
    png: str | None,
    why: bool,
    language: str | None,
    ocr: Literal["auto", "all"] | None,
    pii: str,
    takedown: str | None,
) -> int:
    """Show on the screen what was found in one document.

    With --page N --png OUT: the page as a picture, each value's place framed.
    With --why: line by line, what each was taken for and the rule or word that made it so.
    """
    if (page is None) != (png is None):
        raise UsageError("usage.page", file, "--page and --png go together", "Give both or neither.")
    outcome = read_one(
        Path(file), settings["debug"], ready(language), guard_of(pii, takedown), ready_to_read(ocr)
    )
    if isinstance(outcome, Failed):
        say_failure(outcome)
        return outcome.error.exit_code
    if why:
        from protokoll_extract.cli.why import show_reasons

        show_reasons(outcome)
    elif page is not None and png is not None:
        _draw(outcome, page, Path(png))
    else:
        from protokoll_extract.cli.screen import show_document

        show_document(outcome.document)
    return 0


def _draw(done: Done, page: int, target: Path) -> None:
    from protokoll_extract.cli.overlay import png_of
    from protokoll_extract.export.json import write_atomic

    source = done.document.source
    if source.media_type != "application/pdf" and not source.media_type.startswith("image/"):
        reason = "only a PDF or a picture has page pictures"
        raise UsageError("usage.page", str(done.path), reason, "Leave out --page.")
    if page > source.pages:
        raise UsageError(
            "usage.page", str(done.path), f"there is no page {page}, the last is {source.pages}",
            "Choose another page.",
        )  # fmt: skip
    content, boxes = png_of(done.path, page, done.document)
    try:
        write_atomic(target, content)
    except OSError as error:
        raise unreadable(target, error) from error
    click.echo(f"{target}: page {page} of {source.pages}, {boxes} places")
