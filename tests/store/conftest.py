"""An archive of the example minutes, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import ROOT
from protokoll_extract.cli import main
from protokoll_extract.store.connect import open_for_reading
from protokoll_extract.store.database import Database


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    return int(leaving.value.code or 0)


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the JSON and texts of the example minutes."""
    folder = tmp_path_factory.mktemp("desk") / "out"
    files = sorted(str(path) for path in ROOT.glob("corpus/*/protokoll.pdf"))
    assert run("extract", *files, "-o", str(folder)) == 0
    return folder


@pytest.fixture(scope="session")
def archive(extracted: Path) -> Path:
    path = extracted.parent / "archive.db"
    assert run("index", str(extracted), "--sources", str(ROOT / "corpus"), "--store", str(path)) == 0
    return path


@pytest.fixture
def database(archive: Path) -> Iterator[Database]:
    opened = open_for_reading(str(archive))
    yield opened
    opened.close()
