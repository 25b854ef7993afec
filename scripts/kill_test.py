"""SIGKILL at random moments, to the run, its slots and its parsers, until the archive is through.

Then Ctrl-C, two runs at a time, and a run that dies at each of its steps. After each archive the
results and the manifest must be those of a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from batching import batch, children, ends, fill, gone, kill, results, rows, start, summary
from kill_points import count_points, run_until, run_whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--stops", type=int, default=20, help="runs stopped by Ctrl-C or SIGTERM")
    parser.add_argument("--pairs", type=int, default=20, help="pairs of runs on one output")
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
        total = sum(kills.values())
        print(f"{total} kills, {archives} archives of {asked.documents} documents: nothing lost", flush=True)
        _stops(base, dice, asked.stops)
        _pairs(base, dice, asked.pairs)
        _points(base)


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


def _stops(base: Path, dice: random.Random, count: int) -> None:
    """Ctrl-C or SIGTERM at random moments; then a run to the end."""
    slowest, stopped = 0.0, 0
    for _ in range(count):
        run = start(base / "in", "-o", base / "out", "-w", 2)
        time.sleep(dice.uniform(0.8, 4.0))
        below, began = children(run.pid), time.monotonic()
        signum, code = dice.choice([(signal.SIGINT, 130), (signal.SIGTERM, 143)])
        run.send_signal(signum)
        _, said = run.communicate()
        if run.returncode == 0:  # it was through already
            shutil.rmtree(base / "out")
            continue
        slowest, stopped = max(slowest, time.monotonic() - began), stopped + 1
        assert run.returncode == code and "Traceback" not in said, (run.returncode, said)
        assert gone(below), "processes outlived their run"
        assert not list((base / "out").rglob("*.part"))
    _finish(base)
    print(f"{stopped} stops by Ctrl-C or SIGTERM, the slowest took {slowest:.1f} s: nothing lost", flush=True)


def _pairs(base: Path, dice: random.Random, count: int) -> None:
    """Two runs on one output, begun within 0.3 seconds of each other."""
    fill(base / "few", 20)
    batch(base / "few", "-o", base / "few-calm")
    for _ in range(count):
        runs = []
        for _ in range(2):
            runs.append(start(base / "few", "-o", base / "pair", "-w", 1))
            time.sleep(dice.uniform(0.0, 0.3))
        said = [run.communicate()[1] for run in runs]
        assert [run.returncode for run in runs] == [0, 0], said
        assert results(base / "pair") == results(base / "few-calm")
        assert len(rows(base / "pair")) == 20
        shutil.rmtree(base / "pair")
    print(f"{count} pairs of runs on one output: nothing twice, nothing lost", flush=True)


def _points(base: Path) -> None:
    """Every step of a run that reaches the disk."""
    fill(base / "three", 3)
    run_whole(base / "three", base / "three-calm")
    points = count_points(base / "three", base / "three-counted")
    died = 0
    for point in range(1, points + 1):
        died += run_until(point, base / "three", base / "point")
        run_whole(base / "three", base / "point")
        for told in (results, ends):
            assert told(base / "point") == told(base / "three-calm"), point
        shutil.rmtree(base / "point")
    print(f"{died} of {points} steps at which the run died: nothing lost", flush=True)


def _finish(base: Path) -> None:
    done = batch(base / "in", "-o", base / "out", "-w", 2)
    assert done.returncode == 0, done.stderr
    for told in (results, ends):
        assert told(base / "out") == told(base / "calm"), f"other {told.__name__} than undisturbed"
    shutil.rmtree(base / "out")


if __name__ == "__main__":
    main()
