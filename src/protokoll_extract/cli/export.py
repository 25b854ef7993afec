"""``protokoll export``: an archive of extracted documents in other programs' formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from protokoll_extract.cli.inputs import Failed, exit_code, expand, say_failure, unreadable
from protokoll_extract.cli.privacy import Guard, guard_of, privacy_options
from protokoll_extract.errors import ProtokollError, UsageError

if TYPE_CHECKING:
    from protokoll_extract.export.formats import Format
    from protokoll_extract.model.protokoll import Protokoll


@click.command("export")
@click.argument("name", metavar="FORMAT")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("-o", "--output", metavar="PATH", help="The folder, or for xlsx the file, to write.")
@click.option("--evidence", is_flag=True, help="Tables: also where every value comes from (much larger).")
@click.option("--excel", is_flag=True, help="CSV as Nordic Excel opens it: ; and decimal comma.")
@click.option("--base-url", metavar="URL", help="OParl, DCAT: where the files are published.")
@click.option("--publisher", metavar="NAME", help="DCAT: who publishes them.")
@click.option("--contact", metavar="EMAIL", help="DCAT: whom to ask.")
@click.option("--licence", metavar="URL", help="DCAT: the licence they are published under.")
@click.option("--losses", is_flag=True, help="Say what the format cannot carry, and write nothing.")
@privacy_options
def command(
    name: str,
    paths: tuple[str, ...],
    output: str | None,
    losses: bool,
    pii: str,
    takedown: str | None,
    **given: Any,
) -> int:
    """Write extracted documents in another format.

    FORMAT is one of those listed by `protokoll export list`. PATH is a JSON file from `protokoll extract`, a
    JSON Lines file, or a folder of them. Documents are read one at a time, whatever their number.
    """
    from protokoll_extract.export import formats

    if name == "list":
        return _list(formats.FORMATS)
    form = formats.FORMATS.get(name)
    if form is None:
        known = ", ".join(formats.FORMATS)
        raise UsageError("usage.format", name, "there is no such format", f"Choose one of {known}.")
    if losses:
        for line in formats.losses(form, evidence=given["evidence"] and "evidence" in form.options):
            click.echo(line)
        return 0
    if not paths or output is None:
        raise UsageError("usage.export", name, "PATH and -o are needed", "See `protokoll export --help`.")
    options = {key: value for key, value in given.items() if value}
    for key in sorted(options.keys() - form.options):
        option = f"--{key.replace('_', '-')}"
        raise UsageError("usage.option", option, f"it does not go with {name}", "Leave it out.")
    return _export(form, paths, Path(output), options, guard_of(pii, takedown))


def _list(found: dict[str, Format]) -> int:
    for form in found.values():
        click.echo(f"{form.name:<12} {form.what}")
    return 0


def _export(form: Format, paths: tuple[str, ...], target: Path, options: dict[str, Any], guard: Guard) -> int:
    from protokoll_extract.export.archive import SUFFIXES

    files, failed = expand(paths, SUFFIXES)
    for failure in failed:
        say_failure(failure)
    if not files:
        return exit_code(len(failed), failed)
    read = _Reader(files, failed, guard)
    try:
        counts = _write(form, read.documents(), target, options)
    except OSError as error:
        raise unreadable(target, error) from error
    if not read.count and not failed:
        raise UsageError(
            "usage.no_documents", str(files[0].parent), "there are no extracted documents here",
            "Run `protokoll extract` first, and name its output.",
        )  # fmt: skip
    cut = counts.pop("cut", 0)
    if cut:
        click.echo(f"protokoll: {cut} texts were too long for a cell and were cut", err=True)
    again = f" ({read.twice} came twice and count once)" if read.twice else ""
    click.echo(f"{target}: {read.count} documents{again}")
    for table, count in counts.items():
        if count:
            click.echo(f"  {table}: {count}")
    return exit_code(len(files) + len(failed), failed)


def _write(
    form: Format, documents: Iterator[Protokoll], target: Path, options: dict[str, Any]
) -> dict[str, int]:
    from protokoll_extract.export.folder import whole_file, whole_folder

    whole = whole_folder if form.folder else whole_file
    with whole(target) as work:
        return form.write(documents, work, **options)


class _Reader:
    """The documents of the files, counted; what cannot be read is said and passed over."""

    def __init__(self, files: list[Path], failed: list[Failed], guard: Guard) -> None:
        self._files, self._failed, self._guard = files, failed, guard
        self.count = self.twice = 0

    def documents(self) -> Iterator[Protokoll]:
        from protokoll_extract.export.archive import documents

        for document in documents(self._files, self._refuse, self._again):
            try:
                shown, _ = self._guard(document, None)
            except ProtokollError as error:
                self._refuse(Path(document.source.name), error)
                continue
            self.count += 1
            yield shown

    def _again(self, path: Path, document: Protokoll) -> None:
        self.twice += 1
        if self.twice == 1:
            reason = f"{document.source.name} was read already from another file"
            click.echo(f"protokoll: {path}: {reason}; passed over, as are all that come twice", err=True)

    def _refuse(self, path: Path, error: ProtokollError) -> None:
        self._failed.append(Failed(path, error))
        say_failure(self._failed[-1])
