"""SIGKILL at random moments, to the run, its slots and its parsers, until the archive is through.

After each archive the results and the manifest must be those of a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from batching import batch, children, ends, fill, gone, kill, results, rows, start, summary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        fill(base / "in", asked.documents)
        done = batch(base / "in", "-o", base / "calm", "-w", 2)
        assert done.returncode == 0, done.stderr
        _complete(base / "calm", asked.documents)
        kills = {"run": 0, "slot or parser": 0}
        archives = 0
        while sum(kills.values()) < asked.kills:
            wanted = asked.kills - sum(kills.values())
            _through(base, dice, kills, wanted)
            archives += 1
            for told in (results, ends):
                assert told(base / "out") == told(base / "calm"), f"other {told.__name__} than undisturbed"
            _complete(base / "out", asked.documents)
            shutil.rmtree(base / "out")
            print(f"archive {archives}: same bytes; kills so far: {kills}", flush=True)
    print(f"{sum(kills.values())} kills, {archives} archives of {asked.documents} documents: nothing lost")


def _complete(output: Path, documents: int) -> None:
    state = summary(output)
    assert state["inputs"] == documents == state["done"] + state["unchanged"] + state["skipped"], state
    assert len(rows(output)) == documents


def _through(base: Path, dice: random.Random, kills: dict[str, int], wanted: int) -> None:
    """One archive to its end: killed runs, then one that is left alone but for its workers."""
    left = wanted
    while True:
        run = start(base / "in", "-o", base / "out", "-w", 2)
        until = time.monotonic() + dice.uniform(0.3, 4.0)
        killed_run = False
        while run.poll() is None and left > 0:
            time.sleep(dice.uniform(0.05, 0.5))
            below = children(run.pid)
            if time.monotonic() > until:
                run.kill()
                killed_run = True
                kills["run"] += 1
                left -= 1
                break
            if below and dice.random() < 0.5:
                kill(dice.sample(below, 1))
                kills["slot or parser"] += 1
                left -= 1
        run.communicate()
        if killed_run:
            assert gone(below), "processes outlived their run"
            for path in (base / "out").glob("documents/*/*.json"):
                json.loads(path.read_bytes())
        elif run.returncode == 0:
            return
        else:
            raise AssertionError(f"the run ended with {run.returncode}")


if __name__ == "__main__":
    main()
