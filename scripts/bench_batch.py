"""What an archive costs: a document's overhead, workers, Dask, the manifest; all in one run.

Measured by the clock, since that is what workers save: read the load that it prints first.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from long_minutes import long_minutes
from protokoll_extract.export.json import to_json_bytes
from protokoll_extract.ingest import read_source
from protokoll_extract.pipeline import run

_RUNS = {
    "1 worker": ("-w", "1"),
    "2 workers": ("-w", "2"),
    "Dask, 1 worker": ("-w", "1", "--engine", "dask"),
    "Dask, 2 workers": ("-w", "2", "--engine", "dask"),
}


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
    print(f"  {'in one process, nothing written':<33}{alone:8.1f} s {1000 * alone / count:6.0f} ms each")
    times = {}
    for name, how in _RUNS.items():
        start = _start_of(how, base)
        times[name] = _batch(source, base / name.replace(" ", "-"), *how) - start
        each = 1000 * times[name] / count
        print(f"  {name:<33}{times[name]:8.1f} s {each:6.0f} ms each, after {start:.1f} s to start")
    print(f"  two workers are {times['1 worker'] / times['2 workers']:.2f} × as fast as one")
    over = 1000 * (times["1 worker"] - alone) / count
    dask = 1000 * (times["Dask, 1 worker"] - times["1 worker"]) / count
    print(f"  isolation, hash, writing and manifest: {over:.0f} ms a document; Dask {dask:.0f} ms more")
    results = (base / "1-worker/documents").rglob("*")
    size = sum(path.stat().st_size for path in results if path.is_file()) / 1000
    print(f"  results: {size / count:.0f} kB a document, {size / count / 12:.0f} kB a page")
    print(f"  again, nothing to do: {_batch(source, base / '1-worker', '-w', '1'):.1f} s")


def _documents(folder: Path, count: int) -> Path:
    """Documents that differ by some bytes behind their end."""
    folder.mkdir()
    pdf = long_minutes(12)
    for number in range(count):
        (folder / f"{number:04}.pdf").write_bytes(pdf + b"%" + str(number).encode() + b"\n")
    return folder


def _in_process(source: Path) -> float:
    first = next(source.iterdir())
    to_json_bytes(run(read_source(first)))
    began = time.perf_counter()
    for path in sorted(source.iterdir()):
        to_json_bytes(run(read_source(path)))
    return time.perf_counter() - began


def _start_of(how: tuple[str, ...], base: Path) -> float:
    """What the same call costs with next to nothing to do."""
    small = base / "small"
    small.mkdir(exist_ok=True)
    (small / "a.txt").write_text("Protokoll\n", encoding="utf-8")
    return _batch(small, base / f"start-{time.monotonic_ns()}", *how)


def _batch(source: Path, output: Path, *how: str) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "protokoll_extract", "batch", str(source), "-o", str(output), *how]
    done = subprocess.run([*command, "--no-self-test"], check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return time.perf_counter() - began


def _manifest(base: Path, files: int) -> None:
    """Inputs that are looked at only: their rows and their second look."""
    folder, output = base / "many", base / "many-out"
    for number in range(files):
        inside = folder / str(number // 1000)
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"{number}.txt").write_bytes(b"")
    first, again = (_batch(folder, output, "-w", "1") for _ in range(2))
    size = (output / "manifest.sqlite").stat().st_size
    print(f"{files} empty files: {first:.1f} s to open and note each, {again:.1f} s to see nothing changed")
    print(f"  {1000 * first / files:.2f} ms a document at least, {size / files:.0f} bytes of manifest each")


if __name__ == "__main__":
    main()
