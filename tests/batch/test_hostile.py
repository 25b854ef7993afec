"""A folder of hostile files and odd entries: the run goes on, each is accounted for, none is miscalled."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hostile import DONE
from hostile.folder import ARCHIVES, FILES, MEMORY_MB, SECONDS, Run, read_all


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return read_all(tmp_path_factory.mktemp("hostile"))


def test_there_are_enough_kinds(hostile: Run) -> None:
    assert len(FILES) + len(ARCHIVES) + len(hostile.odd) > 120


def test_the_run_ends_and_says_that_some_failed(hostile: Run) -> None:
    assert hostile.code == 1, hostile.errors
    assert "Traceback" not in hostile.errors
    assert hostile.summary["outcome"] == "complete" and hostile.summary["pending"] == 0


@pytest.mark.parametrize("name", FILES)
def test_file_ends_as_it_must(hostile: Run, name: str) -> None:
    kind = FILES[name]
    key = str(hostile.root / "files" / name)
    end = hostile.end(key)
    assert end in kind.ends
    if end == DONE:
        id = hostile.rows[key]["id"]
        text = (hostile.output / f"documents/{id[:2]}/{id}.txt").read_text("utf-8")
        assert kind.word in text, "its text was lost"


@pytest.mark.parametrize("name", ARCHIVES)
def test_archive_ends_as_it_must(hostile: Run, name: str) -> None:
    key = str(hostile.root / "archives" / name)
    ends = ARCHIVES[name].ends
    if "" in ends:
        assert hostile.end(key) == ends[""]
    else:
        assert hostile.end(key) == "opened"
        found = {k.partition("!/")[2]: hostile.end(k) for k in hostile.rows if k.startswith(f"{key}!/")}
        assert found == ends


def test_odd_entries_end_as_they_must(hostile: Run) -> None:
    from protokoll_extract.batch.job import printable

    folder = os.fsencode(hostile.root / "odd")
    found = {raw: hostile.end(printable(os.fsdecode(os.path.join(folder, raw)))) for raw in hostile.odd}
    assert found == hostile.odd


def test_every_entry_is_accounted_for(hostile: Run) -> None:
    """The manifest's files are those that ``find`` counts; hidden folders count as one."""
    command = f"find {hostile.root} -name .git -prune -printf . -o -not -type d -printf ."
    counted = subprocess.run(command.split(), capture_output=True, check=True)
    files = [row for row in hostile.rows.values() if row["kind"] != "member"]
    assert len(files) == len(counted.stdout)
    s = hostile.summary
    parts = ("done", "unchanged", "failed", "known_failed", "skipped", "pending")
    assert s["inputs"] == sum(s[part] for part in parts)
    assert all(row["reason"] for row in files if row["state"] in ("failed", "skipped"))


def test_no_document_is_over_its_limits_by_more_than_a_margin(hostile: Run) -> None:
    for row in hostile.rows.values():
        assert row["peak_mb"] is None or row["peak_mb"] <= MEMORY_MB + 150, row["path"]
        assert all(trial["seconds"] <= SECONDS + 1 for trial in row["tries"]), row["path"]


def test_nothing_was_written_elsewhere(hostile: Run) -> None:
    assert [path.parent.name for path in hostile.root.rglob("ut.txt")] == ["odd"]
    assert not list(hostile.output.rglob("*.part"))
    database = {f"manifest.{ending}" for ending in ("sqlite", "sqlite-wal", "sqlite-shm", "lock")}
    assert {path.name for path in hostile.output.iterdir()} <= {"documents", *database}


def test_results_are_valid(hostile: Run) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "protokoll_extract", "validate", str(hostile.output / "documents")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
