"""Text files: encodings, pages and errors."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll_extract.errors import InputError
from protokoll_extract.ingest import read_source
from protokoll_extract.ingest.plain import pages_of

TEXT = "§ 1 Mötets öppnande\nOrdföranden Åsa Ek öppnade mötet – ärligt talat.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(encoding: str) -> None:
    assert read_source(TEXT.encode(encoding), "a.txt").text == TEXT


def test_latin1_when_windows_has_no_such_byte() -> None:
    assert read_source("Möte\x81 i år".encode("latin-1"), "a.txt").text == "Möte\x81 i år"


def test_one_broken_byte_does_not_spoil_utf8() -> None:
    data = TEXT.encode() + b"caf\xe9 och kaffe"
    assert read_source(data, "a.txt").text == TEXT + "café och kaffe"


def test_canonical_form() -> None:
    source = read_source(unicodedata.normalize("NFD", "Å\r\nö\rä").encode(), "a.md")
    assert source.text == "Å\nö\nä"
    assert source.media_type == "text/markdown"
    assert not source.has_pages


def test_form_feed_belongs_to_the_page_it_ends() -> None:
    source = read_source(b"ett\ftv\xc3\xa5\f", "a.txt")
    assert [source.quote(p.span) for p in source.pages] == ["ett\f", "två\f"]
    assert source.has_pages


@given(st.text(alphabet="ab \n\f\t", max_size=60))
def test_pages_tile(text: str) -> None:
    pages = pages_of(text)
    assert "".join(p.span.quote(text) for p in pages) == text
    assert [p.number for p in pages] == list(range(1, len(pages) + 1))


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "input.empty"),
        (b" \n\t\r\n", "a.txt", "input.empty"),
        (bytes(range(256)) * 8, "a.txt", "input.unsupported"),
        (bytes(range(256)) * 8, "a.pdf", "input.unsupported"),
        (b"PK\x03\x04rest", "a.docx", "input.corrupt"),
        (b"<html>404</html>", "a.pdf", "input.unsupported"),
        (b"%PDF-1.7\nnothing more", "a.pdf", "input.corrupt"),
        (b"%PDF-1.7\nnothing more\n%%EOF", "a.pdf", "input.corrupt"),
    ],
)
def test_errors(data: bytes, name: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_source(data, name)
    assert caught.value.code == code
    assert caught.value.subject == name
    assert caught.value.advice


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"input\.not_found"):
        read_source(tmp_path / "no.txt")
    with pytest.raises(InputError, match=r"input\.is_directory"):
        read_source(tmp_path)


def test_text_needs_no_pdf_library() -> None:
    code = (
        "import sys; from protokoll_extract.ingest import read_source; read_source(b'Hej', 'a.txt');"
        "assert not {'pypdfium2', 'pdfplumber'} & set(sys.modules)"
    )
    env = {"PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
