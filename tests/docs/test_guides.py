"""The guides are followed to the letter: every command and program in them is run, in a copy of the project.

Blocks are marked by what they are: ``sh`` is run in one shell from the first to the last, ``sh server``
runs until it answers, ``sh long`` is what runs these tests; ``python`` and ``r`` are programs.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import click
import pytest

from protokoll_extract.cli.app import cli

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs/guides").glob("*.md"))
_BLOCK = re.compile(r"^```([a-z]+)( [a-z]+)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NEEDED = {"researcher": ("pandas", "matplotlib", "pyarrow"), "journalist": ("fastapi", "simplemma")}
# What the copy does without: tests, what is made, and most of the example minutes.
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "output", "__pycache__", ".*_cache", ".hypothesis", "generated", "desk", "fuzz",
    "partnerskap-*", "raddning-*", "regionstyrelsen-*", "socialnamnden-*",
)  # fmt: skip


def blocks(guide: Path) -> list[tuple[str, str, str]]:
    """Kind, mark and text of each block."""
    found = _BLOCK.findall(guide.read_text(encoding="utf-8"))
    return [(kind, mark.strip(), text) for kind, mark, text in found]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as a newcomer has it, its environment set up."""
    there = tmp_path / "project"
    shutil.copytree(ROOT, there, ignore=_LEFT_OUT, symlinks=True)
    programs = there / ".venv/bin"
    programs.mkdir(parents=True)
    for name in ("python", "python3"):
        _script(programs / name, f'exec {sys.executable} "$@"')
    _script(programs / "protokoll", f'exec {sys.executable} -m protokoll_extract "$@"')
    activate = 'PATH="$PWD/.venv/bin:$PATH"\nexport PATH\n'
    (programs / "activate").write_text(activate, encoding="utf-8")
    later = time.time() + 3600
    for stamp in ("", "-desk", "-research", "-dev"):
        path = there / f".venv/.installed{stamp}"
        path.touch()
        os.utime(path, (later, later))
    (there / "output").mkdir()
    return there


def _script(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


def environment(copy: Path) -> dict[str, str]:
    """Nothing of the session around it but where programs lie."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR") if key in os.environ}
    return {**kept, "LANG": "C.UTF-8", "PYTHONPATH": str(copy / "src")}


def run(copy: Path, command: list[str], text: str) -> str:
    done = subprocess.run(
        command, input=text, cwd=copy, env=environment(copy), capture_output=True, text=True, timeout=300
    )  # fmt: skip
    assert done.returncode == 0, f"{text}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.mark.parametrize("guide", GUIDES, ids=lambda x: x.stem)
def test_a_newcomer_reaches_the_end(guide: Path, copy: Path) -> None:
    for needed in _NEEDED.get(guide.stem, ()):
        pytest.importorskip(needed)
    steps = blocks(guide)
    assert any(kind == "sh" for kind, _, _ in steps)
    entered = ""
    for kind, mark, text in steps:
        if mark == "long":
            continue
        if mark == "server":
            serves(copy, text)
        elif kind == "sh":
            # A shell of its own for each block, as the terminal remembers only where it is.
            run(copy, ["bash", "-e"], entered + text)
            entered = ". .venv/bin/activate\n" if "activate" in text else entered
        elif kind == "python":
            run(copy, [str(copy / ".venv/bin/python"), "-W", "ignore", "-"], text)
    assert list((copy / "output").iterdir()) or guide.stem == "contributor"


def serves(copy: Path, command: str) -> None:
    """Start it, look at the page it gives, stop it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["bash", "-c", command], cwd=copy, env={**environment(copy), "PORT": str(port), "MAKEFLAGS": "-e"},
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert "<html" in answer(process, f"http://127.0.0.1:{port}/")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def answer(process: subprocess.Popen[bytes], address: str) -> str:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                text: str = page.read().decode()
                return text
        except OSError:
            time.sleep(0.2)
    return ""


def test_the_r_snippet_reads_the_package(copy: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed: the R snippet of docs/guides/researcher.md was not run")
    steps = blocks(ROOT / "docs/guides/researcher.md")
    (snippet,) = [text for kind, _, text in steps if kind == "r"]
    (export,) = [text for kind, _, text in steps if kind == "sh" and "export datapackage" in text]
    run(
        copy,
        ["bash", "-e"],
        f". .venv/bin/activate\nprotokoll extract corpus/*/protokoll.txt -o output\n{export}",
    )
    check = "stopifnot(is.numeric(minutes$amounts$value), is.logical(minutes$attendance$present))\n"
    check += 'cat("ROWS", nrow(minutes$decisions), sum(is.na(minutes$decisions$text)), "\\n")\n'
    said = run(copy, ["Rscript", "--vanilla", "-"], snippet + check)
    with (copy / "output/package/decisions.csv").open(encoding="utf-8", newline="") as file:
        count = sum(1 for _ in csv.DictReader(file))
    assert count > 20 and f"ROWS {count} 0" in said


_CALL = re.compile(r"^\s*(?:\.venv/bin/)?protokoll ([a-z][^`\n|]*)", re.MULTILINE)


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *GUIDES], ids=lambda x: x.stem
)
def test_examples_name_verbs_and_options_that_are_there(page: Path) -> None:
    context = click.Context(cli)
    wrong = []
    for line in _CALL.findall(page.read_text(encoding="utf-8")):
        verb, *words = line.partition(" #")[0].split()
        command = cli.get_command(context, verb)
        if isinstance(command, click.Group) and words:
            command = command.get_command(click.Context(command), words[0]) or command
        known = {option for x in command.params for option in x.opts} if command is not None else set()
        asked = [x for x in words if re.match(r"-{1,2}[a-z]", x)]
        if command is None or [x for x in asked if x not in known | {"--help", "-h"}]:
            wrong.append(line)
    assert wrong == []
