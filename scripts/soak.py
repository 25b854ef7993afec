"""A long run with one hostile file in a hundred: does it hold more at its end than at its beginning?"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from batching import batch, fill, start, summary, watch

_FAULTS = ("raise", "recurse", "segfault", "abort", "exit")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    poison = {n: _FAULTS[n // 100 % len(_FAULTS)] for n in range(50, asked.documents, 100)}
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        fill(base / "in", asked.documents, poison)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        began = time.monotonic()
        run = start(base / "in", "-o", base / "out", "-w", asked.workers, "--faults", **quiet)
        seen = watch(run, base / "out")
        run.wait()
        took = time.monotonic() - began
        state = summary(base / "out")
        again = time.monotonic()
        batch(base / "in", "-o", base / "out", "--faults")
        again = time.monotonic() - again
        first, last = seen[len(seen) // 3], seen[-1]
        print(f"{asked.documents} documents, {len(poison)} hostile: {took:.0f} s, again {again:.1f} s")
        print(
            f"  {state['done']} done, {state['skipped']} skipped, {state['failed']} failed: {state['codes']}"
        )
        print(f"  the run itself: {first.memory_mb:.0f} MB after a third, {last.memory_mb:.0f} MB at the end")
        print(
            f"  open files {first.files} and {last.files}; log at most {max(x.log_mb for x in seen):.1f} MB"
        )
        print(f"  one parser at most {state['peak_mb']} MB")
        assert state["inputs"] == asked.documents == state["done"] + state["failed"] + state["skipped"], state
        assert state["failed"] == len(poison)
        assert last.memory_mb - first.memory_mb < 50 and last.files <= first.files + 3


if __name__ == "__main__":
    main()
