"""The door for researchers: frames of an archive, and the notebooks, run as they stand."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import protokoll_extract as pe
from helpers import CORPUS
from protokoll_extract.errors import InvalidOutputError, UsageError
from protokoll_extract.export.json import to_json_bytes

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs/notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("output")
    for path in CORPUS:
        (made / f"{path.name}.json").write_bytes(to_json_bytes(pe.extract(path / "protokoll.pdf")))
    return made


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames(folder: Path, library: Any) -> None:
    pytest.importorskip(library)
    archive = pe.read_archive(folder, library=library)
    documents = list(archive)
    assert len(archive) == len(CORPUS)
    decisions = archive.decisions()
    assert len(decisions) == sum(len(i.decisions) for x in documents for i in x.items)
    assert set(decisions["document"]) == {x.id for x in documents}
    amounts = archive.amounts()
    exact = [float(a.value) for x in documents for a in x.amounts if a.value is not None]
    assert sorted(x for x in amounts["value"].to_list() if x == x and x is not None) == sorted(exact)
    for name in archive.table_names:
        archive.table(name)


def test_what_is_not_there(folder: Path, tmp_path: Path) -> None:
    archive = pe.read_archive(folder)
    with pytest.raises(AttributeError):
        archive.cakes()
    with pytest.raises(UsageError, match="no such table"):
        archive.table("cakes")
    with pytest.raises(UsageError, match="no extracted documents"):
        pe.read_archive(tmp_path)
    (tmp_path / "a.json").write_text('{"type": "protokoll"}', encoding="utf-8")
    with pytest.raises(InvalidOutputError):
        len(pe.read_archive(tmp_path))


@pytest.fixture
def in_notebooks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    pytest.importorskip("pandas")
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    monkeypatch.setenv("PROTOKOLL_ARCHIVE", os.fspath(folder))
    yield
    from matplotlib import pyplot

    pyplot.close("all")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda x: x.stem)
def test_notebook_runs(path: Path, in_notebooks: None) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells):
        if cell["cell_type"] == "code":
            assert not cell["outputs"], "notebooks are kept without outputs"
            exec(compile("".join(cell["source"]), f"{path.name} cell {number}", "exec"), names)
    if "by_party" in names:
        assert len(names["by_party"]) and len(names["named"])
