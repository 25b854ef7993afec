"""What is written: whole, the same each time, valid, and named without collisions."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from protokoll_extract.export.json import write_atomic
from protokoll_extract.export.schema import schema

pytest.importorskip("protokoll_extract.pipeline")

MINUTES = """Protokoll
Kommunstyrelsen
2026-01-12

§ 1
Val av justerare

Beslut
Kommunstyrelsen utser Anna Ek (S) att justera protokollet.
"""


def protokoll(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "protokoll_extract", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    file = tmp_path / "möte.txt"
    file.write_text(MINUTES, encoding="utf-8")
    return file


def test_same_bytes_twice_and_on_stdout(minutes: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert protokoll("extract", minutes, "-o", tmp_path / folder).returncode == 0
    first, second = ((tmp_path / folder / "möte.json").read_bytes() for folder in ("a", "b"))
    assert first == second == protokoll("extract", minutes).stdout
    assert first.endswith(b"}\n")


def test_output_follows_the_schema_and_validates(minutes: Path, tmp_path: Path) -> None:
    protokoll("extract", minutes, "-o", tmp_path / "ut")
    document = json.loads((tmp_path / "ut/möte.json").read_bytes())
    Draft202012Validator(schema()).validate(document)
    done = protokoll("validate", tmp_path / "ut")
    assert done.returncode == 0, done.stderr.decode()
    assert protokoll("validate", tmp_path / "ut/möte.json", "--source", minutes).returncode == 0


def test_changed_quote_is_found(minutes: Path, tmp_path: Path) -> None:
    protokoll("extract", minutes, "-o", tmp_path / "ut")
    written = tmp_path / "ut/möte.json"
    document = json.loads(written.read_bytes())
    document["evidence"][0]["parts"][0]["quote"] += "x"
    written.write_text(json.dumps(document), encoding="utf-8")
    assert protokoll("validate", written).returncode == 5


def test_unknown_key_is_found(minutes: Path, tmp_path: Path) -> None:
    document = json.loads(protokoll("extract", minutes).stdout)
    (tmp_path / "a.json").write_text(json.dumps({**document, "extra": 1}), encoding="utf-8")
    assert protokoll("validate", tmp_path / "a.json").returncode == 5


def test_every_value_has_evidence(minutes: Path) -> None:
    done = protokoll("verify-evidence", minutes)
    assert done.returncode == 0, done.stdout.decode()
    assert "100.00 %" in done.stdout.decode()


def test_several_documents_are_json_lines(minutes: Path, tmp_path: Path) -> None:
    other = tmp_path / "annat.txt"
    other.write_text(MINUTES.replace("12", "13"), encoding="utf-8")
    lines = protokoll("extract", tmp_path).stdout.decode().splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["annat.txt", "möte.txt"]


def test_two_files_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    for year in ("2025", "2026"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "möte.txt").write_text(MINUTES.replace("2026", year), encoding="utf-8")
    done = protokoll("extract", tmp_path, "-o", tmp_path / "ut", "--json")
    rows = json.loads(done.stdout)["documents"]
    assert {Path(row["written"]).name for row in rows} == {"2025-möte.json", "2026-möte.json"}
    assert len(list((tmp_path / "ut").iterdir())) == 4


def test_failed_write_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.json"
    write_atomic(target, b"old")

    def refuse(handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
