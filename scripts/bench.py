"""Speed as ratios: every number is measured in this run, beside what it is compared with.

Seconds differ between machines; how many times slower than plain text extraction we are does not
differ much. The measured functions take turns, and the best of the rounds counts.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from protokoll_extract.ingest import read_source
from protokoll_extract.pipeline import run

_ROOT = Path(__file__).parent.parent
_ROUNDS = 5
_WATCHED = ("spacy", "pdfplumber", "pdfminer", "pypdfium2", "pydantic", "rich", "regex", "PIL")


def main() -> None:
    originals = sorted(_ROOT.glob("corpus/*/protokoll.pdf"))
    if not originals:
        sys.exit("bench: no PDF in corpus/; make them with `make corpus`")
    files = {pages: pdf_of(originals, pages) for pages in (12, 40, 120)}
    run(read_source(files[12], "bench.pdf"))
    _against_readers(files[12])
    _language(files[12])
    _by_length(files)
    _start_time()
    _imports()


def pdf_of(originals: list[Path], pages: int) -> bytes:
    """A PDF of exactly ``pages`` pages: the example minutes one after the other, again and again."""
    target = pypdfium2.PdfDocument.new()
    while len(target) < pages:
        for original in originals:
            source = pypdfium2.PdfDocument(original)
            wanted = min(len(source), pages - len(target))
            if wanted:
                target.import_pages(source, list(range(wanted)))
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


def best(functions: dict[str, Callable[[], object]], rounds: int = _ROUNDS) -> dict[str, float]:
    """The shortest time of each; they take turns, so that a busy moment hits all of them."""
    times = dict.fromkeys(functions, float("inf"))
    for _ in range(rounds):
        for name, function in functions.items():
            start = time.perf_counter()
            function()
            times[name] = min(times[name], time.perf_counter() - start)
    return times


def _against_readers(pdf: bytes) -> None:
    times = best(
        {
            "all": lambda: run(read_source(pdf, "bench.pdf")),
            "ingest": lambda: read_source(pdf, "bench.pdf"),
            "plumber": lambda: _plumber_text(pdf),
            "pdfium": lambda: _pdfium_text(pdf),
        }
    )
    print("12 pages, in one process, models loaded")
    for name, label in (("all", "all stages"), ("ingest", "reading only")):
        print(f"  {label:<14}{times[name] / times['plumber']:8.2f} × pdfplumber extract_text")
        print(f"  {'':<14}{times[name] / times['pdfium']:8.2f} × PDFium text")


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


def _by_length(files: dict[int, bytes]) -> None:
    def extractor(pdf: bytes) -> Callable[[], object]:
        return lambda: run(read_source(pdf, "bench.pdf"))

    times = best({str(pages): extractor(pdf) for pages, pdf in files.items()}, rounds=3)
    per_page = {pages: times[str(pages)] / pages for pages in files}
    print("time for each page, as a ratio to that of 12 pages (1.00 = linear)")
    for pages, cost in per_page.items():
        print(f"  {pages:>4} pages    {cost / per_page[12]:8.2f}")


def _start_time() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "a.txt")
        text.write_text("Protokoll\nKommunstyrelsen\n2026-01-12\n\n§ 1 Val av justerare\n", encoding="utf-8")
        times = best(
            {
                "extract": lambda: _process("-m", "protokoll_extract", "extract", str(text)),
                "help": lambda: _process("-m", "protokoll_extract", "--help"),
                "imports": lambda: _process("-c", "import pydantic, regex"),
            }
        )
    print("a whole process, against `python -c 'import pydantic, regex'`")
    print(f"  extract a text  {times['extract'] / times['imports']:6.2f} ×")
    print(f"  --help          {times['help'] / times['imports']:6.2f} ×")


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
