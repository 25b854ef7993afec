"""What people do by mistake: outputs among inputs, other settings in the middle, broken manifests."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from batching import batch, command, fill, minutes, results, rows, start, summary


@pytest.mark.parametrize("output", ["in/out", "in/under/../out", "lank/out", "in"])
def test_an_output_among_its_inputs_is_none_of_them(tmp_path: Path, output: str) -> None:
    fill(tmp_path / "in", 3)
    (tmp_path / "in/under").mkdir()
    (tmp_path / "lank").symlink_to("in")
    for _ in range(2):
        for source in ("in", "lank"):
            done = batch(source, "-o", output, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            state = summary(tmp_path / output)
            assert state["inputs"] == 3 and set(state["codes"]) <= {"duplicate"}, state["codes"]


def test_a_stopped_run_goes_on_under_other_settings(tmp_path: Path) -> None:
    fill(tmp_path / "in", 30)
    run = start(tmp_path / "in", "-o", tmp_path / "out", "-w", 1)
    while len(list((tmp_path / "out").glob("documents/*/*.json"))) < 5:
        assert run.poll() is None
        time.sleep(0.02)
    run.kill()
    run.communicate()
    for other in (("--language", "rules"), ("--pii", "keep", "--limit", "pages=10")):
        assert batch(tmp_path / "in", "-o", tmp_path / "out", *other).returncode == 0
        fresh = tmp_path / other[1]
        assert batch(tmp_path / "in", "-o", fresh, *other).returncode == 0
        assert results(tmp_path / "out") == results(fresh)


@pytest.mark.parametrize("content", [b"no database at all" * 400, None])
def test_a_damaged_manifest_is_told_and_results_stay(tmp_path: Path, content: bytes | None) -> None:
    output, manifest = tmp_path / "out", tmp_path / "out/manifest.sqlite"
    fill(tmp_path / "in", 4)
    batch(tmp_path / "in", "-o", output)
    before = results(output)
    whole = manifest.read_bytes()
    manifest.write_bytes(whole[:6_000] if content is None else content)
    for asked in (("batch", "--no-self-test", tmp_path / "in", "-o", output), ("status", output)):
        done = subprocess.run(command(*asked), capture_output=True, text=True, check=False)
        assert done.returncode == 6 and done.stderr.count("\n") == 1, done.stderr
        assert "[output.manifest]. Move it away" in done.stderr
    assert results(output) == before
    manifest.unlink()
    assert batch(tmp_path / "in", "-o", output).returncode == 0
    assert results(output) == before and summary(output)["done"] == 4


def test_a_row_that_somebody_scribbled_in_is_read_anew(tmp_path: Path) -> None:
    output = tmp_path / "out"
    fill(tmp_path / "in", 3)
    batch(tmp_path / "in", "-o", output)
    before = results(output)
    with sqlite3.connect(output / "manifest.sqlite") as database:
        database.execute("UPDATE inputs SET state = 'odd', tries = '{' WHERE name = '00001.txt'")
        database.execute("UPDATE inputs SET tries = '7', sha256 = 'x', id = 'y' WHERE name = '00002.txt'")
    database.close()
    assert len(rows(output)) == 3
    assert batch(tmp_path / "in", "-o", output).returncode == 0
    assert results(output) == before


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", minutes(number))
    data = bytearray(path.read_bytes())
    at = data.index(b"1.txt") + 20
    data[at : at + 6] = b"\xff" * 6
    path.write_bytes(data)
    done = batch(path, "-o", tmp_path / "out")
    assert done.returncode == 1 and "a.zip!/1.txt: this member of the archive is damaged" in done.stderr
    assert summary(tmp_path / "out")["done"] == 2


def test_stores_in_memory(tmp_path: Path) -> None:
    """As sources they serve who runs a batch in his own process; as outputs they would lose all."""
    pytest.importorskip("fsspec")
    fill(tmp_path / "in", 2)
    program = (
        "import fsspec, sys\n"
        "from pathlib import Path\n"
        "from protokoll_extract.cli import main\n"
        "for path in Path(sys.argv[1]).iterdir():\n"
        "    fsspec.filesystem('memory').pipe_file(f'/arkiv/{path.name}', path.read_bytes())\n"
        "main(['batch', '--no-self-test', *sys.argv[2:]])\n"
    )
    asked = [sys.executable, "-c", program, str(tmp_path / "in")]
    done = subprocess.run([*asked, "memory://arkiv", "-o", tmp_path / "out"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    batch(tmp_path / "in", "-o", tmp_path / "expected")
    assert results(tmp_path / "out") == results(tmp_path / "expected")
    refused = batch(tmp_path / "in", "-o", "memory://out", "--manifest", tmp_path / "m.sqlite")
    assert refused.returncode == 2 and "[usage.output]" in refused.stderr


def test_a_store_that_does_not_answer_costs_only_itself(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    fill(tmp_path / "in", 2)
    done = batch("memory://borta", tmp_path / "in", "-o", tmp_path / "out")
    assert done.returncode == 1 and "[input.remote]" in done.stderr
    state = summary(tmp_path / "out")
    assert state["done"] == 2 and state["failed"] == 1


def test_what_is_no_minutes_is_counted(tmp_path: Path) -> None:
    fill(tmp_path / "in", 2)
    (tmp_path / "in/brev.txt").write_text("Hej!\n\nTack för blommorna.\n", encoding="utf-8")
    for _ in range(2):
        done = batch(tmp_path / "in", "-o", tmp_path / "out")
        assert done.returncode == 0 and "1  read, but document.not_minutes" in done.stdout
        os.utime(tmp_path / "in/brev.txt")
    asked = command("status", tmp_path / "out", "--remarked", "--json")
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    assert [Path(json.loads(line)["path"]).name for line in told.splitlines()] == ["brev.txt"]
