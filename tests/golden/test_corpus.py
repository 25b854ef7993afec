"""The corpus: the plain values of each text, and the same from its PDF.

``UPDATE_GOLDEN=1 pytest tests/golden`` writes what is found; read the difference before it is committed.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import pytest

import helpers
from golden_parts import PARTS, encode
from helpers import CORPUS, Json, differences, plain
from protokoll_extract.ingest import read_source


@cache
def document(path: Path) -> Json:
    return helpers.data_of(read_source(path))


@pytest.mark.parametrize("folder", CORPUS, ids=lambda path: path.name)
def test_values_of_the_text(folder: Path) -> None:
    data = document(folder / "protokoll.txt")
    found = {name: part(data) for name, part in PARTS.items()}
    expected = Path(__file__).with_name("corpus") / f"{folder.name}.json"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        assert not os.environ.get("CI"), "expected values are not written by CI"
        expected.write_text(encode(found), encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", CORPUS, ids=lambda path: path.name)
@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_evidence(folder: Path, kind: str) -> None:
    source = read_source(folder / f"protokoll.{kind}")
    data = document(folder / f"protokoll.{kind}")
    assert helpers.broken_promises(data, source.text) == []
    if kind == "pdf":
        parts = [part for entry in data["evidence"] for part in entry["parts"]]
        assert all(part["page"] and part["box"] for part in parts)


@pytest.mark.parametrize("folder", CORPUS, ids=lambda path: path.name)
def test_pdf_gives_what_the_text_gives(folder: Path) -> None:
    text, pdf = (plain(document(folder / f"protokoll.{kind}")) for kind in ("txt", "pdf"))
    assert list(differences(text, pdf)) == []
