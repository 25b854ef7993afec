"""Figures of planted faults on the accuracy page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from protokoll_extract.errors import InputError
from protokoll_extract.evaluate.accuracy import accuracy
from protokoll_extract.evaluate.blocks import to_markdown
from protokoll_extract.evaluate.planted import read_planted, wilson


def test_figures_stand_on_the_page(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    file.write_text(
        json.dumps({"styles": "development", "kinds": {"yes_count": [39, 40]}, "clean": [1, 200]}), "utf-8"
    )
    page = to_markdown(list(accuracy([], [], (), [read_planted(file)])))
    assert "Seen: 39 of 40" in page
    assert "1 of 200" in page


def test_interval_of_a_share() -> None:
    low, high = wilson(40, 40)
    assert 0.91 < low < 0.92 and high == 1.0
    assert wilson(0, 0) == (0.0, 1.0)


def test_another_file_is_said_to_be_one(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    file.write_text("[]", "utf-8")
    for path in (file, tmp_path / "none.json"):
        with pytest.raises(InputError):
            read_planted(path)
