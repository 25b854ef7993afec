"""Each line of a document with what it was taken for, and why."""

from __future__ import annotations

from rich.text import Text

from protokoll_extract.cli.inputs import Done
from protokoll_extract.cli.tables import columns, show
from protokoll_extract.ingest import read_source
from protokoll_extract.segment.why import reasons_of

_LOOKS = {
    "furniture": "dim",
    "certificate": "dim",
    "other minutes": "dim",
    "contents": "blue",
    "front": "cyan",
    "§": "bold magenta",
    "title": "bold",
    "diary number": "bold",
    "sub-heading": "bold cyan",
    "decision": "green",
    "closing": "yellow",
}
_CUT = 90


def show_reasons(done: Done) -> None:
    """A row a printed line: page, part, rule or word, and the text as the guard lets it out."""
    table = columns("page", "line", "taken for", "because", "text", title=done.path.name)
    for reason in reasons_of(read_source(done.path)):
        line = reason.line
        text = " → ".join(cell.quote(done.text) for cell in line.cells)
        look = _LOOKS.get(reason.part, "")
        shown = text if len(text) <= _CUT else text[: _CUT - 1] + "…"
        table.add_row(
            Text(str(line.page), style="dim"),
            Text(str(line.index + 1), style="dim"),
            Text(reason.part, style=look),
            Text(reason.rule, style="dim"),
            Text(shown, style=look),
        )
    show(table)
