"""Tables on the screen: the same look for every verb."""

from __future__ import annotations

import sys

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table

_WIDTH_OF_A_FILE = 160


def columns(*names: str, right: int | None = None, title: str | None = None) -> Table:
    """An empty table; columns from number ``right`` on are numbers, set to the right."""
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for position, name in enumerate(names):
        numeric = right is not None and position >= right
        table.add_column(name, justify="right" if numeric else "left", overflow="fold", header_style="bold")
    return table


def console() -> Console:
    """stdout; wide when it is no terminal, so that files get whole lines."""
    return Console(width=None if sys.stdout.isatty() else _WIDTH_OF_A_FILE, highlight=False)


def show(what: RenderableType) -> None:
    """Prints without the blanks rich pads its lines with when stdout is no terminal."""
    out = console()
    if sys.stdout.isatty():
        out.print(what)
        return
    with out.capture() as captured:
        out.print(what)
    lines = [line.rstrip() for line in captured.get().strip("\n").splitlines()]
    sys.stdout.write("\n".join(lines) + "\n")
