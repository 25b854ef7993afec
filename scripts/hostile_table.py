"""The hostile folder read by a batch: each kind with the ends that are right for it and how it ended."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from hostile.folder import ARCHIVES, FILES, LIMITS, Run, read_all
from protokoll_extract.batch.job import printable


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = read_all(Path(folder))
    wrong = kinds = 0
    for name, wanted, found in _table(run):
        kinds += 1
        good = all(code in codes for code, codes in zip(found, wanted, strict=True))
        wrong += not good
        told = " ".join("|".join(sorted(codes)) for codes in wanted)
        print(f"{'' if good else 'WRONG: '}{printable(name)}: {' '.join(found)} (right: {told})")
    tries = [(trial, row["path"]) for row in run.rows.values() for trial in row["tries"]]
    slowest, largest = max(t["seconds"] for t, _ in tries), max(t["peak_mb"] for t, _ in tries)
    print(f"{kinds} kinds, {wrong} not as they must; the run ended with {run.code}, {run.summary['outcome']}")
    limits = f"{LIMITS['seconds']} s and 0.5 s a page, {LIMITS['memory_mb']} MB"
    print(f"limits: {limits}; the most that one attempt took: {slowest} s, {largest} MB")
    sys.exit(1 if wrong or "Traceback" in run.errors else 0)


def _table(run: Run) -> Iterator[tuple[str, list[set[str]], list[str]]]:
    """Name, the right ends and the true ends: of the file itself, or of each member of an archive."""
    for name, kind in FILES.items():
        yield name, [set(kind.ends)], [run.end(str(run.root / "files" / name))]
    for name, archive in ARCHIVES.items():
        key = str(run.root / "archives" / name)
        keys = [f"{key}!/{member}" if member else key for member in archive.ends]
        yield name, [{end} for end in archive.ends.values()], [run.end(k) for k in keys]
    folder = os.fsencode(run.root / "odd")
    for raw, end in run.odd.items():
        yield os.fsdecode(raw), [{end}], [run.end(printable(os.fsdecode(os.path.join(folder, raw))))]


if __name__ == "__main__":
    main()
