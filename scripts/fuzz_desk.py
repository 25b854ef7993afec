"""Thousands of generated questions to the API of a real desk: fuzz_desk.py [EXAMPLES]

Two runs, with made-up ids and with ids that are there. Says how many requests were made; leaves with 1 on any
server error or answer that is not as described.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_THERE = """
[parameters]
"path.document" = "bfdf0fb51adb308f"
"path.paragraph" = "46"
"path.body" = "granviks-kommun.kommunstyrelsen"
"path.person" = "granviks-kommun.rickard-backman"
"path.organisation" = "tekniska-namnden"
"path.case" = "ks-2026-112"
"""


def main(examples: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = sorted(str(path) for path in _ROOT.glob("corpus/*/protokoll.pdf"))
        _protokoll("extract", *files, "-o", name)
        _protokoll("index", name, "--sources", str(_ROOT / "corpus"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = ["serve", "--store", str(folder / "protokoll.db"), "--port", str(port), "--quiet"]
        server = subprocess.Popen([sys.executable, "-m", "protokoll_extract", *command])
        try:
            address = f"http://127.0.0.1:{port}/api/openapi.json"
            _wait_for(address)
            (folder / "there.toml").write_text(_THERE, encoding="utf-8")
            (folder / "none.toml").write_text("", encoding="utf-8")
            runs = [_run(address, folder / config, examples) for config in ("none.toml", "there.toml")]
        finally:
            server.terminate()
            server.wait(timeout=20)
    print(f"{sum(count for count, _ in runs)} requests, {sum(not good for _, good in runs)} of 2 runs failed")
    return 0 if all(good for _, good in runs) else 1


def _protokoll(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "protokoll_extract", *arguments], check=True, capture_output=True)


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address)
            return
        except OSError:
            time.sleep(0.1)


def _run(address: str, config: Path, examples: int) -> tuple[int, bool]:
    """How many requests were made, and whether all answers were as described."""
    program = Path(sys.executable).parent / "schemathesis"
    done = subprocess.run(
        [str(program), "--config-file", str(config), "run", address, "--max-examples", str(examples),
         "--seed", "1", "--suppress-health-check", "all", "--generation-deterministic"],
        capture_output=True, text=True, cwd=config.parent, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    counted = re.search(r"([\d,]+) generated", done.stdout)
    if done.returncode or counted is None:
        print("\n".join(line[:300] for line in (done.stdout + done.stderr).splitlines()))
    return int(counted[1].replace(",", "")) if counted else 0, done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 120))
