"""What an archive costs: a document's overhead, workers, Dask, the manifest; all in one run.

By the clock, since that is what workers save, and by processor time, which others on the machine change
less: read the load that it prints first.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from long_minutes import long_minutes
from protokoll_extract.batch.report import rows_of, summary_of
from protokoll_extract.export.json import to_json_bytes
from protokoll_extract.ingest import read_source
from protokoll_extract.pipeline import run

_RUNS = {
    "1 worker": ("-w", "1"),
    "2 workers": ("-w", "2"),
    "Dask, 1 worker": ("-w", "1", "--engine", "dask"),
    "Dask, 2 workers": ("-w", "2", "--engine", "dask"),
}


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of processor time, of all processes together."""

    clock: float
    processor: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.clock - other.clock, self.processor - other.processor)

    def __truediv__(self, count: int) -> Cost:
        return Cost(self.clock / count, self.processor / count)

    def __str__(self) -> str:
        return f"{self.clock:.3f} s ({self.processor:.3f} s of processor)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=60, help="of twelve pages")
    parser.add_argument("--files", type=int, default=20_000, help="for the manifest alone")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        _engines(base, asked.documents)
        _manifest(base, asked.files)


def _engines(base: Path, count: int) -> None:
    source = _documents(base / "in", count)
    print(f"{count} documents of 12 pages; load of the machine before: {os.getloadavg()[0]:.1f}")
    alone = _in_process(source)
    print(f"  {'in one process, nothing written':<33}{alone}, {alone / count} each")
    cost = {}
    for name, how in _RUNS.items():
        start = _start_of(how, base)
        cost[name] = _batch(source, base / name.replace(" ", "-"), *how) - start
        print(f"  {name:<33}{cost[name]}, {cost[name] / count} each, after {start.clock:.1f} s to start")
    one, two = cost["1 worker"], cost["2 workers"]
    print(
        f"  two workers are {one.clock / two.clock:.2f} × as fast as one by the clock; on two processors that"
    )
    print(f"  nobody else uses {2 * one.processor / two.processor:.2f} ×, since their work grows by so much")
    print(f"  isolation, hash, writing and manifest: {(one - alone) / count} a document")
    print(f"  Dask: {(cost['Dask, 1 worker'] - one) / count} more a document")
    results = (base / "1-worker/documents").rglob("*")
    size = sum(path.stat().st_size for path in results if path.is_file()) / 1000
    print(f"  results: {size / count:.0f} kB a document, {size / count / 12:.0f} kB a page")
    print(f"  again, nothing to do: {_batch(source, base / '1-worker', '-w', '1').clock:.1f} s")


def _documents(folder: Path, count: int) -> Path:
    """Documents that differ by some bytes behind their end."""
    folder.mkdir()
    pdf = long_minutes(12)
    for number in range(count):
        (folder / f"{number:04}.pdf").write_bytes(pdf + b"%" + str(number).encode() + b"\n")
    return folder


def _in_process(source: Path) -> Cost:
    first = next(source.iterdir())
    to_json_bytes(run(read_source(first)))
    began, used = time.perf_counter(), time.process_time()
    for path in sorted(source.iterdir()):
        to_json_bytes(run(read_source(path)))
    return Cost(time.perf_counter() - began, time.process_time() - used)


def _start_of(how: tuple[str, ...], base: Path) -> Cost:
    """What the same call costs with next to nothing to do."""
    small = base / "small"
    small.mkdir(exist_ok=True)
    (small / "a.txt").write_text("Protokoll\n", encoding="utf-8")
    return _batch(small, base / f"start-{time.monotonic_ns()}", *how)


def _batch(source: Path, output: Path, *how: str) -> Cost:
    began, used = time.perf_counter(), _used_below()
    command = [sys.executable, "-m", "protokoll_extract", "batch", str(source), "-o", str(output), *how]
    done = subprocess.run([*command, "--no-self-test"], check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    clock = time.perf_counter() - began
    return Cost(clock, _used_below() - used + _used_by_parsers(output))


def _used_below() -> float:
    """Processor time of the processes below this one that ended by themselves: of all but the parsers."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _used_by_parsers(output: Path) -> float:
    """What the manifest says that the last run's attempts took."""
    path = output / "manifest.sqlite"
    last = summary_of(path).run
    tries = [trial for row in rows_of(path) if row["read_in"] == last for trial in row["tries"]]
    return float(sum(trial["seconds"] for trial in tries))


def _manifest(base: Path, files: int) -> None:
    """Inputs that are looked at only: their rows and their second look."""
    folder, output = base / "many", base / "many-out"
    for number in range(files):
        inside = folder / str(number // 1000)
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"{number}.txt").write_bytes(b"")
    first, again = (_batch(folder, output, "-w", "1").clock for _ in range(2))
    size = (output / "manifest.sqlite").stat().st_size
    print(f"{files} empty files: {first:.1f} s to open and note each, {again:.1f} s to see nothing changed")
    print(f"  {1000 * first / files:.2f} ms a document at least, {size / files:.0f} bytes of manifest each")


if __name__ == "__main__":
    main()
