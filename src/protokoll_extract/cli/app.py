"""``protokoll``: the verbs, and the one place where errors become lines and exit codes."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import traceback

import click

from protokoll_extract import __version__
from protokoll_extract.errors import EXIT_INTERRUPTED, ProtokollError

# verb → (module, its one-line help). The help stands here so that `--help` imports no verb.
_VERBS = {
    "extract": ("extract", "Read minutes (PDF or text) and write them as data."),
    "inspect": ("inspect", "Show on the screen what was found in one document."),
    "validate": ("validate", "Check JSON files against the contract and their quotes against the text."),
    "export": ("export", "Write extracted documents as tables and in other programs' formats."),
    "review": ("review", "Doubtful values out as a table, people's corrections in, and their check."),
    "diff": ("diff", "Show what differs between two extractions or two versions of the same minutes."),
    "changes": ("changes", "Print what was added, changed or withdrawn since last time."),
    "schema": ("schema", "Print the JSON Schema of the contract, or write it to a folder."),
    "verify-evidence": ("verify", "Extract and prove that every value has its quote and place."),
    "audit": ("audit", "Check documents or folders against themselves: what does not agree."),
    "check-vocab": ("check_vocab", "Check the word tables: examples, overlaps, dead entries."),
    "evaluate": ("evaluate", "Score extraction against gold, and show gains and losses."),
    "link": ("link", "Join people and matters over many documents."),
    "index": ("index", "Put extracted documents into an archive that can be searched."),
    "search": ("search", "Search the archive in Swedish."),
    "batch": ("batch", "Read whole archives: isolated, resumable, every input accounted for."),
    "status": ("status", "Show what a batch has done, and why inputs failed."),
    "doctor": ("doctor", "Prove that documents are held to their limits on this system."),
    "serve": ("serve", "Open the desk: the archive as pages in the browser, and as an API."),
    "completion": ("completion", "Print the shell's completion script."),
}


class LazyGroup(click.Group):
    """A group whose subcommands are imported when they are called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        module = importlib.import_module(f"protokoll_extract.cli.{_VERBS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, text) for verb, (_, text) in _VERBS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="protokoll")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """Swedish public minutes (protokoll) as data, every value with its quote and place.

    Results go to stdout, progress and errors to stderr. Exit codes: 0 good, 1 some files failed,
    2 wrong call, 3 unreadable input, 4 something is not installed, 5 invalid output, 6 the archive cannot be
    used, 130 interrupted.
    """
    ctx.obj = {"debug": debug}


def main(arguments: list[str] | None = None) -> None:
    """The entry point of the console script."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        code = 0
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    try:
        result = cli.main(arguments, prog_name="protokoll", standalone_mode=False)
    except ProtokollError as error:
        say_error(error)
        return error.exit_code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("protokoll: interrupted", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        return _internal(error, "--debug" in arguments)
    return result if isinstance(result, int) else 0


def say_error(error: ProtokollError) -> None:
    """One line on stderr: file, reason, code, advice."""
    click.echo(f"protokoll: {one_line(str(error))}", err=True)


def internal_error(subject: str, error: Exception) -> ProtokollError:
    """An unexpected exception as an error with a code, so that a folder's other files go on."""
    what = one_line(f"{type(error).__name__}: {error}")[:200]
    return ProtokollError(
        "internal", subject, f"internal error, {what}", "Please report it; --debug shows the traceback."
    )


def one_line(text: str) -> str:
    return " ".join(text.split())


def _internal(error: Exception, debug: bool) -> int:
    if debug:
        traceback.print_exception(error)
    say_error(internal_error("protokoll", error))
    return 1


def _silence_stdout() -> None:
    """So that the interpreter's last flush does not complain about the closed pipe."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
