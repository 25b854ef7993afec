"""Speed as ratios: every number is measured in this run, beside what it is compared with.

Seconds differ between machines; how many times slower than plain text extraction we are does not
differ much. The measured functions take turns, and the best of the rounds counts. What is measured is
processor time, of programs too: other work on the machine disturbs it little.
"""

from __future__ import annotations

import io
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from long_minutes import long_minutes
from protokoll_extract.export.json import to_json_bytes
from protokoll_extract.ingest import read_source
from protokoll_extract.ingest.pdf import read_raw_pages
from protokoll_extract.pipeline import run

_ROUNDS = 5
_PAGES = (12, 40, 300)
_WATCHED = ("spacy", "pdfplumber", "pdfminer", "pypdfium2", "pydantic", "rich", "regex", "PIL")
_TEXT = "Protokoll\nKommunstyrelsen\n2026-01-12\n\n§ 1 Val av justerare\n"

Functions = dict[str, Callable[[], object]]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {pages: Path(folder, f"{pages}.pdf") for pages in _PAGES}
        for pages, path in files.items():
            path.write_bytes(long_minutes(pages))
        _all(files[12].read_bytes())
        told = Path(folder, "told.pdf")
        told.write_bytes(long_minutes(12, at_length=True))
        _against_readers(told, "at length, a paragraph a page")
        _against_readers(files[12], "tersely, two paragraphs a page")
        _language(files[12].read_bytes())
        _by_length(files)
        _memory(files)
        _start_time(Path(folder, "a.txt"))
    _imports()


def _all(pdf: bytes) -> bytes:
    return to_json_bytes(run(read_source(pdf, "bench.pdf")))


def best(functions: Functions, rounds: int = _ROUNDS) -> dict[str, float]:
    """The shortest time of each; they take turns, so that a busy moment hits all of them."""
    times = dict.fromkeys(functions, float("inf"))
    for _ in range(rounds):
        for name, function in functions.items():
            start = _processor_time()
            function()
            times[name] = min(times[name], _processor_time() - start)
    return times


def _processor_time() -> float:
    """Of this process and of the programs it has waited for."""
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + below.ru_utime + below.ru_stime


def _against_readers(path: Path, how: str) -> None:
    pdf = path.read_bytes()
    functions: Functions = {
        "all": lambda: _all(pdf),
        "ingest": lambda: read_source(pdf, "bench.pdf"),
        "plumber": lambda: _plumber_text(pdf),
        "floor": lambda: read_raw_pages(pdf, "bench.pdf"),
        "pdfium": lambda: _pdfium_text(pdf),
    }
    names = {
        "plumber": "pdfplumber extract_text",
        "floor": "PDFium words, fonts and lines",
        "pdfium": "PDFium text",
    }
    if program := shutil.which("pdftotext"):
        command = [program, "-bbox-layout", str(path), "-"]
        functions["pdftotext"] = lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        names["pdftotext"] = "pdftotext -bbox-layout (its own process)"
    times = best(functions)
    print(f"12 pages told {how}, everything loaded: processor time as a multiple of")
    print(f"  {'':<42}{'all stages':>12}{'reading only':>14}")
    for name, label in names.items():
        print(f"  {label:<42}{times['all'] / times[name]:>12.2f}{times['ingest'] / times[name]:>14.2f}")
    if "pdftotext" not in times:
        print("  (pdftotext is not installed)")
    print(f"  a page, all stages, here: {1000 * times['all'] / 12:.1f} ms")


def _plumber_text(pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def _pdfium_text(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        page.get_textpage().get_text_bounded()
    document.close()


def _language(pdf: bytes) -> None:
    """What finding people named in short costs, without a trained model."""
    times = best(
        {
            "without": lambda: run(read_source(pdf, "bench.pdf")),
            "rules": lambda: run(read_source(pdf, "bench.pdf"), language="rules"),
        }
    )
    added = times["rules"] / times["without"] - 1
    print(f"the language room, by rules, adds {added:.0%} to the time of a document")


def _by_length(files: dict[int, Path]) -> None:
    def extractor(pdf: bytes) -> Callable[[], object]:
        return lambda: _all(pdf)

    times = best({str(pages): extractor(path.read_bytes()) for pages, path in files.items()}, rounds=3)
    per_page = {pages: times[str(pages)] / pages for pages in files}
    print("time for each page, as a ratio to that of 12 pages (1.00 = linear)")
    for pages, cost in per_page.items():
        print(f"  {pages:>4} pages    {cost / per_page[12]:8.2f}")


def _memory(files: dict[int, Path]) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom protokoll_extract.ingest import read_source\n"
        "from protokoll_extract.pipeline import run\n"
        "from protokoll_extract.export.json import to_json_bytes\n"
        "to_json_bytes(run(read_source(Path(sys.argv[1]))))\n"
        "from protokoll_extract.batch.sandbox import peak_mb\nprint(peak_mb())"
    )
    print("peak memory of a process that extracts one document")
    for pages, path in files.items():
        done = subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True, text=True)
        print(f"  {pages:>4} pages    {int(done.stdout):8d} MB")


def _start_time(text: Path) -> None:
    text.write_text(_TEXT, encoding="utf-8")
    times = best(
        {
            "extract": lambda: _process("-m", "protokoll_extract", "extract", str(text)),
            "help": lambda: _process("-m", "protokoll_extract", "--help"),
            "imports": lambda: _process("-c", "import pydantic, regex"),
        }
    )
    bound = 1.5 * times["imports"] + 0.5
    print("a whole process, against `python -c 'import pydantic, regex'`")
    print(f"  extract a text  {times['extract'] / times['imports']:6.2f} ×")
    print(f"  --help          {times['help'] / times['imports']:6.2f} ×")
    kept = "kept" if times["extract"] <= bound else "broken"
    print(f"  extracting a text starts and ends within 1.5 × that + 0.5 s: {kept}"
          f" ({times['extract']:.2f} s of {bound:.2f} s)")  # fmt: skip


def _process(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def _imports() -> None:
    code = (
        "import sys\nfrom protokoll_extract.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print([name for name in {_WATCHED!r} if name in sys.modules], len(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    print(f"modules imported by --help, of {', '.join(_WATCHED)}: {done.stderr.strip()} in all")


if __name__ == "__main__":
    main()
