"""Heavy libraries wait at the door."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"spacy", "pdfplumber", "pdfminer", "pypdfium2"}


def modules_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint('MODULES', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.rsplit("MODULES", 1)[1].split())


def cli(*arguments: str) -> str:
    return (
        "from protokoll_extract.cli import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit as leaving: assert not leaving.code, leaving.code"
    )


def test_import_of_the_package_is_cheap() -> None:
    assert not modules_after("import protokoll_extract") & (HEAVY | {"pydantic", "click", "rich"})


def test_help_imports_nothing_heavy() -> None:
    assert not modules_after(cli("--help")) & (HEAVY | {"pydantic", "rich", "regex"})


def test_a_verbs_help_imports_nothing_heavy() -> None:
    assert not modules_after(cli("extract", "--help")) & HEAVY


def test_extracting_text_needs_no_pdf_library_and_no_model(tmp_path: Path) -> None:
    if importlib.util.find_spec("protokoll_extract.pipeline") is None:
        pytest.skip("no pipeline yet")
    file = tmp_path / "a.txt"
    file.write_text("Protokoll\nKommunstyrelsen\n2026-01-12\n\n§ 1\nVal av justerare\n", encoding="utf-8")
    assert not modules_after(cli("extract", str(file))) & HEAVY
