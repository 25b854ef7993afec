"""Whatever is handed over: one line, the right exit code, no traceback."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

pikepdf = pytest.importorskip("pikepdf")
pytest.importorskip("protokoll_extract.pipeline")

SHOPPING = "Handla\n\nmjölk\nbröd\n2 kg potatis\nkaffe\n"
MINUTES = "Protokoll\nKommunstyrelsen\n2026-01-12\n\n§ 1\nVal av justerare\n\nBeslut\nAnna Ek utses.\n"


def protokoll(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "protokoll_extract", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def blank_pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def encrypted_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="hemligt", owner="hemligt"))
    return out.getvalue()


BAD = {
    "tom.txt": (b"", "input.empty"),
    "tom.pdf": (b"", "input.empty"),
    "binär.pdf": (bytes(range(256)) * 40, "input.unsupported"),
    "webbsida.pdf": (b"<html><body>404</body></html>", "input.unsupported"),
    "avklippt.pdf": (blank_pdf()[:200], "input.corrupt"),
    "krypterad.pdf": (encrypted_pdf(), "input.encrypted"),
    "inskannad.pdf": (blank_pdf(), "input.no_text"),
    "brev.docx": (b"PK\x03\x04" + bytes(100), "input.corrupt"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("verb", ["extract", "inspect"])
def test_unreadable_file_is_one_line(tmp_path: Path, name: str, verb: str) -> None:
    content, code = BAD[name]
    file = tmp_path / name
    file.write_bytes(content)
    done = protokoll(verb, file)
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert name in done.stderr and f"[{code}]" in done.stderr


def test_missing_file(tmp_path: Path) -> None:
    done = protokoll("extract", tmp_path / "finns_inte.pdf")
    assert done.returncode == 3 and "[input.not_found]" in done.stderr


def test_empty_folder(tmp_path: Path) -> None:
    done = protokoll("extract", tmp_path)
    assert done.returncode == 3 and "[input.empty_folder]" in done.stderr


def test_shopping_list_is_a_finding_not_an_error(tmp_path: Path) -> None:
    file = tmp_path / "handla.txt"
    file.write_text(SHOPPING, encoding="utf-8")
    done = protokoll("extract", file)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert "document.not_minutes" in [finding["code"] for finding in document["findings"]]
    assert document["meeting"]["date"] is None and document["items"] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_folder_without_rights(tmp_path: Path) -> None:
    closed = tmp_path / "stängd"
    closed.mkdir()
    closed.chmod(0)
    try:
        done = protokoll("extract", closed)
    finally:
        closed.chmod(0o700)
    assert done.returncode == 3 and "[input.permission]" in done.stderr


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bra.txt").write_text(MINUTES, encoding="utf-8")
    (tmp_path / "tom.txt").write_bytes(b"")
    done = protokoll("extract", tmp_path, "-o", tmp_path / "ut")
    assert done.returncode == 1
    assert "tom.txt" in done.stderr and "Traceback" not in done.stderr
    assert sorted(path.name for path in (tmp_path / "ut").iterdir()) == ["bra.json", "bra.txt"]


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "bra.txt").write_text(MINUTES, encoding="utf-8")
    (tmp_path / "ut").write_text("a file, not a folder", encoding="utf-8")
    done = protokoll("extract", tmp_path / "bra.txt", "-o", tmp_path / "ut")
    assert done.returncode == 3 and done.stderr.count("\n") == 1


def test_wrong_call() -> None:
    assert protokoll("extract").returncode == 2
    assert protokoll("extrakt").returncode == 2
