"""``protokoll completion``: the script a shell sources to complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from protokoll_extract.cli.app import cli
from protokoll_extract.errors import UsageError


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the completion script of SHELL, e.g. `protokoll completion bash >> ~/.bashrc`."""
    kind = get_completion_class(shell)
    if kind is None:
        raise UsageError("usage.shell", shell, "no completion for this shell", "Use bash, zsh or fish.")
    click.echo(kind(cli, {}, "protokoll", "_PROTOKOLL_COMPLETE").source())
    return 0
