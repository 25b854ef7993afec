"""Running batches in tests, as a user would: by the command line, in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

PLACES = ("Granvik", "Stenåsa", "Hällmora", "Norrådal")
PEOPLE = ("Anna Ek", "Bo Berg", "Cecilia Dahl", "David Lund", "Eva Holm")


def minutes(number: int) -> str:
    """Fictional minutes; each number gives others."""
    place, one, two = PLACES[number % 4], PEOPLE[number % 5], PEOPLE[(number + 1 + number // 5 % 4) % 5]
    items = "\n".join(
        f"§ {n}\nÄrende {n}\n\nBeslut\n\nKommunstyrelsen beslutar att bevilja {number + n} 000 kr.\n"
        for n in range(1, 2 + number % 4)
    )
    return (
        f"Protokoll\nKommunstyrelsen i {place}\n2026-{1 + number % 12:02}-{1 + number % 28:02}\n\n"
        f"Beslutande\n{one}, ordförande\n{two}\n\nNr {number}\n\n{items}"
    )


def fill(folder: Path, count: int, poison: dict[int, str] | None = None) -> None:
    """So many minutes; ``poison`` puts files that misbehave in some places."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        fault = (poison or {}).get(number)
        content = minutes(number) if fault is None else f"FAULT {fault} {number}\n"
        (folder / f"{number:05}.txt").write_text(content, encoding="utf-8")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "protokoll_extract", *map(str, arguments)]


def start(*arguments: object, **how: Any) -> subprocess.Popen[str]:
    """A batch that runs on; its self-test is left out, since it is tested by itself."""
    asked = command("batch", "--no-self-test", *arguments)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(asked, text=True, **{**pipes, **how})


def batch(*arguments: object, **how: Any) -> subprocess.CompletedProcess[str]:
    """A batch to its end."""
    asked = command("batch", "--no-self-test", *arguments)
    return subprocess.run(asked, capture_output=True, text=True, timeout=300, check=False, **how)


def summary(output: Path) -> Row:
    done = subprocess.run(command("status", output, "--json"), capture_output=True, text=True, check=False)
    row: Row = json.loads(done.stdout)
    return row


def rows(output: Path) -> list[Row]:
    asked = command("status", output, "--all", "--json")
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def results(output: Path) -> dict[str, str]:
    """Hash of every file under ``documents``, by its relative name; hidden ones too."""
    root = output / "documents"
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def ends(output: Path) -> list[tuple[str, str, str, str]]:
    """What the manifest says of each input, without times."""
    return [(row["path"], row["state"], row["code"], row["sha256"]) for row in rows(output)]


def children(process: int) -> list[int]:
    """All processes below one, itself left out."""
    below: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parent = int(Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            below.setdefault(parent, []).append(int(entry))
    found, todo = [], [process]
    while todo:
        found += (under := below.get(todo.pop(), []))
        todo += under
    return found


def kill(processes: Iterable[int]) -> None:
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


def gone(processes: Iterable[int], within: float = 5.0) -> bool:
    """Whether none of them is there any more (a zombie is not)."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not any(_runs(process) for process in processes):
            return True
        time.sleep(0.05)
    return False


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@dataclass(frozen=True)
class Look:
    """A run at one moment: memory it holds itself, its open files, the manifest's write-ahead log."""

    memory_mb: float
    files: int
    log_mb: float


def watch(run: subprocess.Popen[str], output: Path, every: float = 1.0) -> list[Look]:
    """Looks at a run again and again until it ends."""
    seen: list[Look] = []
    log = output / "manifest.sqlite-wal"
    while run.poll() is None:
        try:
            held = int(Path(f"/proc/{run.pid}/statm").read_text().split()[1]) * 4096 / 1e6
            files = len(os.listdir(f"/proc/{run.pid}/fd"))
            seen.append(Look(held, files, log.stat().st_size / 1e6 if log.exists() else 0.0))
        except (OSError, IndexError):
            break
        time.sleep(every)
    return seen
