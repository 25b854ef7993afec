"""Peak memory of exporting a large archive, format by format.

    python scripts/bench_export.py [--documents 50000] [FORMAT ...]

Each format runs in a process of its own. The documents are those of the corpus over and over under new
ids, handed to the writer one at a time, as the command does; one in twenty is read anew from its JSON, so
that what reading needs counts too. Exit code 1 if one needs more than 300 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_LIMIT_MB = 300
_CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def _documents(count: int) -> Iterator[object]:
    from protokoll_extract import extract
    from protokoll_extract.export.json import to_json_bytes
    from protokoll_extract.model.protokoll import Protokoll

    found = [extract(path) for path in sorted(_CORPUS.glob("*/protokoll.txt"))]
    written = [to_json_bytes(document) for document in found]
    for number in range(count):
        place = number % len(found)
        anew = number % 20 == 0
        document = Protokoll.model_validate_json(written[place]) if anew else found[place]
        yield document.model_copy(update={"id": hashlib.sha256(str(number).encode()).hexdigest()[:16]})


def _run(name: str, count: int, folder: str) -> None:
    from protokoll_extract.export.formats import FORMATS

    form = FORMATS[name]
    target = Path(folder) if form.folder else Path(folder, f"out.{name}")
    form.write(_documents(count), target)  # type: ignore[arg-type]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(folder, ".peak").write_text(str(peak), encoding="utf-8")


def _measure(name: str, count: int) -> float:
    folder = tempfile.mkdtemp(prefix="protokoll-bench-")
    try:
        begun = time.monotonic()
        process = multiprocessing.get_context("spawn").Process(target=_run, args=(name, count, folder))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(f"{name}: failed")
        size = sum(x.stat().st_size for x in Path(folder).rglob("*") if x.is_file()) / 1e6
        peak = float(Path(folder, ".peak").read_text(encoding="utf-8"))
        print(f"{name:<12} {count} documents  {peak:6.0f} MB peak  {size:8.0f} MB written  "
              f"{(time.monotonic() - begun) / count * 1000:6.1f} ms a document", flush=True)  # fmt: skip
        return peak
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    from protokoll_extract.export.formats import FORMATS

    parser = argparse.ArgumentParser(description="Peak memory of exporting a large archive.")
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("formats", nargs="*", default=[x for x in FORMATS if x != "dcat"])
    given = parser.parse_args()
    peaks = [_measure(name, given.documents) for name in given.formats]
    sys.exit(max(peaks) > _LIMIT_MB)


if __name__ == "__main__":
    main()
