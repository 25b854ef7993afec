"""The whole hostile folder, made and read as a user would: by the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile import Kind
from hostile.archives import Archive, archives
from hostile.documents import documents
from hostile.entries import entries
from hostile.pdfs import pdfs
from hostile.texts import texts

SECONDS, MEMORY_MB = 1, 400
LIMITS = {"seconds": SECONDS, "memory_mb": MEMORY_MB, "archive_members": 1_000, "input_mb": 20}
FILES: dict[str, Kind] = {**pdfs(), **texts(), **documents()}
ARCHIVES: dict[str, Archive] = archives()


@dataclass(frozen=True)
class Run:
    """What a batch made of the folder; ``odd`` are the entries with the ends they must have."""

    root: Path
    output: Path
    code: int
    errors: str
    rows: dict[str, dict[str, Any]]
    summary: dict[str, Any]
    odd: dict[bytes, str]

    def end(self, key: str) -> str:
        row = self.rows[key]
        return str(row["code"] or row["state"])


def read_all(base: Path) -> Run:
    """Makes the folder below ``base`` and runs a batch over it."""
    root, output = base / "in", base / "out"
    for name, content in [
        *((f"files/{name}", kind.content) for name, kind in FILES.items()),
        *((f"archives/{name}", archive.content) for name, archive in ARCHIVES.items()),
    ]:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (root / "odd").mkdir()
    odd = entries(root / "odd", base / "outside")
    limits = [f"--limit={name}={value}" for name, value in LIMITS.items()]
    done = _protokoll("batch", str(root), "-o", str(output), "-w", "2", "--no-self-test", *limits)
    rows = [
        json.loads(line) for line in _protokoll("status", str(output), "--all", "--json").stdout.splitlines()
    ]
    summary = json.loads(_protokoll("status", str(output), "--json").stdout)
    return Run(root, output, done.returncode, done.stderr, {row["path"]: row for row in rows}, summary, odd)


def _protokoll(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "protokoll_extract", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
