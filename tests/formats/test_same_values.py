"""The same minutes as text, Word, LibreOffice and HTML files say the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import helpers
from as_docx import docx_of
from generate.compose import compose
from generate.document import Document, build
from generate.layout_html import html_of
from generate.layout_text import text_of
from generate.style import chosen
from helpers import CORPUS, differences, plain
from protokoll_extract.ingest import read_source

# A placeholder that a style sheet fills with the page number; read without a style sheet it is noise.
PAGE = '<span class="pg">?</span>'
STYLES = [style.name for style in chosen("development")]


def values(data: bytes, name: str) -> Any:
    source = read_source(data, name)
    found = helpers.data_of(source)
    assert helpers.broken_promises(found, source.text) == []
    return plain(found)


def other_values(a: Any, b: Any) -> list[str]:
    """Pointers that differ; only paper has the page numbers of a contents list."""
    found = differences(a, b)
    return [x for x in found if not (x.startswith("/contents/") and x.endswith("/page"))]


def generated(name: str, seed: int = 3) -> Document:
    """A document whose text is neither wrapped nor torn by running heads."""
    style = next(x for x in chosen("development") if x.name == name)
    document = build(compose(seed, style.bodies[seed % len(style.bodies)], name), style)
    fields = {key: getattr(style, key) for key in style.__dataclass_fields__}
    document.style = style.__class__(**{**fields, "wrap": 0, "furniture": False})
    return document


@pytest.mark.parametrize("folder", CORPUS, ids=lambda x: x.name)
def test_corpus_as_html(folder: Path) -> None:
    text = values((folder / "protokoll.txt").read_bytes(), "protokoll.txt")
    page = (folder / "source.html").read_text(encoding="utf-8").replace(PAGE, "")
    assert other_values(text, values(page.encode(), "protokoll.html")) == []


@pytest.mark.parametrize("name", STYLES)
def test_generated_minutes_as_word_and_html(name: str) -> None:
    document = generated(name)
    text = values(text_of(document).encode(), "protokoll.txt")
    assert other_values(text, values(docx_of(document), "protokoll.docx")) == []
    assert other_values(text, values(html_of(document).encode(), "protokoll.html")) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_files_written_by_libreoffice(tmp_path: Path) -> None:
    """The corpus as another program writes it; that RTF and DOC are read through the same program."""
    folder = CORPUS[0]
    page = tmp_path / "protokoll.html"
    page.write_text((folder / "source.html").read_text(encoding="utf-8").replace(PAGE, ""), encoding="utf-8")
    text = values((folder / "protokoll.txt").read_bytes(), "protokoll.txt")
    for kind, form in (("odt", "odt:writer8"), ("docx", "docx:MS Word 2007 XML")):
        convert(page, form, tmp_path, "--infilter=HTML (StarWriter)")
        file = tmp_path / f"protokoll.{kind}"
        assert other_values(text, values(file.read_bytes(), file.name)) == []
    convert(tmp_path / "protokoll.docx", "rtf", tmp_path)
    rtf = tmp_path / "protokoll.rtf"
    assert other_values(text, values(rtf.read_bytes(), rtf.name)) == []


def convert(file: Path, form: str, folder: Path, *options: str) -> None:
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", *options, "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(folder), str(file)], check=True, capture_output=True, timeout=120
    )
