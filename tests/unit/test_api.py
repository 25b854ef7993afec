"""The public door: one function, usable again and again, before and after the rooms behind it are open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import protokoll_extract
from protokoll_extract import Protokoll, ProtokollError

MINUTES = "Protokoll\n\n§ 1 Val av justerare\n\nAda Ek väljs att justera protokollet.\n"


def test_path_and_bytes_say_the_same(tmp_path: Path) -> None:
    file = tmp_path / "möte.txt"
    file.write_text(MINUTES, encoding="utf-8")
    from_path = protokoll_extract.extract(file)
    assert isinstance(from_path, Protokoll)
    assert protokoll_extract.extract(str(file)) == from_path
    assert protokoll_extract.extract(MINUTES.encode(), name="möte.txt") == from_path
    assert from_path.source.name == "möte.txt"


def test_name_of_bytes_without_a_name() -> None:
    assert protokoll_extract.extract(MINUTES.encode()).source.name == "<bytes>"


@pytest.mark.parametrize("opener", ["protokoll_extract.pipeline", "protokoll_extract.extract.acts"])
def test_the_door_stays_a_function(opener: str) -> None:
    """The rooms ``extract`` and the function ``extract`` share a name."""
    code = f"import {opener}, protokoll_extract as p; [p.extract({MINUTES!r}.encode()) for _ in 'ab']"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ProtokollError) as caught:
        protokoll_extract.extract(tmp_path / "finns_inte.txt")
    assert caught.value.code == "input.not_found"
    assert "finns_inte.txt" in str(caught.value) and caught.value.advice


def test_a_protokoll_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        protokoll_extract.extract(MINUTES.encode()).meeting.chair = "Bo Ås"
