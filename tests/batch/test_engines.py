"""Archives, lists, remote stores and a cluster give what files on this machine give."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from batching import batch, children, command, fill, kill, results, rows, start, summary


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    base = tmp_path_factory.mktemp("engines")
    fill(base / "in", 24)
    assert batch(base / "in", "-o", base / "out", "-w", 2).returncode == 0
    return base / "in", base / "out"


def test_members_of_archives_give_the_same_bytes(archive: tuple[Path, Path], tmp_path: Path) -> None:
    source, expected = archive
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for path in sorted(source.iterdir())[:12]:
            packed.write(path, f"år/{path.name}")
    names = " ".join(path.name for path in sorted(source.iterdir())[12:])
    subprocess.run(f"tar -czf {tmp_path}/b.tar.gz -C {source} {names}", shell=True, check=True)
    done = batch(tmp_path / "a.zip", tmp_path / "b.tar.gz", "-o", tmp_path / "out", "-w", 2)
    assert done.returncode == 0, done.stderr
    assert results(tmp_path / "out") == results(expected)
    assert summary(tmp_path / "out")["inputs"] == 24
    again = batch(tmp_path / "a.zip", tmp_path / "b.tar.gz", "-o", tmp_path / "out")
    assert again.returncode == 0 and summary(tmp_path / "out")["unchanged"] == 24


def test_lists_patterns_and_single_files(archive: tuple[Path, Path], tmp_path: Path) -> None:
    source, output = archive[0], tmp_path / "out"
    (tmp_path / "list").write_bytes(b"\0".join(os.fsencode(p) for p in sorted(source.iterdir())[:3]))
    done = batch(source / "0001*.txt", source / "00005.txt", "--from", tmp_path / "list", "-o", output)
    assert done.returncode == 0, done.stderr
    assert len(rows(output)) == 10 + 1 + 3
    nothing = batch(tmp_path / "*.pdf", "-o", output)
    assert nothing.returncode == 1 and "[input.no_match]" in nothing.stderr


def test_remote_stores(archive: tuple[Path, Path], tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    source, expected = archive
    place = ("-o", f"file://{tmp_path}/out", "--manifest", tmp_path / "m.sqlite")
    done = batch(f"file://{source}", *place)
    assert done.returncode == 0, done.stderr
    assert results(tmp_path / "out") == results(expected)
    again = batch(f"file://{source}/*.txt", *place)
    assert again.returncode == 0 and summary(tmp_path / "m.sqlite")["unchanged"] == 24
    assert batch(f"file://{source}", "-o", f"file://{tmp_path}/x").returncode == 2


def test_wrong_calls(tmp_path: Path) -> None:
    assert batch("-o", tmp_path).returncode == 2
    assert batch(tmp_path, "-o", tmp_path, "--limit", "secnds=1").returncode == 2
    assert batch(tmp_path, "-o", tmp_path, "--limit", "seconds=-1").returncode == 2
    assert subprocess.run(command("status", tmp_path), capture_output=True).returncode == 3


def test_dask_gives_the_same_bytes_and_survives_killed_workers(
    archive: tuple[Path, Path], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    source, expected = archive
    run = start(source, "-o", tmp_path / "out", "-w", 2, "--engine", "dask")
    while not list((tmp_path / "out").glob("documents/*/*.json")) and run.poll() is None:
        time.sleep(0.05)
    workers = [p for p in children(run.pid) if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]
    assert workers
    kill(workers[:1])
    _, said = run.communicate(timeout=120)
    assert run.returncode == 0, said
    assert results(tmp_path / "out") == results(expected)
    assert summary(tmp_path / "out")["done"] == 24


def test_without_dask_and_fsspec_the_reason_is_said(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    for missing, arguments, code in (
        ("distributed", ["--engine", "dask", "-o", str(tmp_path / "out")], "missing.scale"),
        ("fsspec", ["-o", "s3://x/y", "--manifest", str(tmp_path / "m")], "missing.remote"),
    ):
        program = (
            f"import sys\nsys.modules[{missing!r}] = None\nfrom protokoll_extract.cli import main\n"
            f"main(['batch', '--no-self-test', {str(tmp_path / 'in')!r}, *{arguments!r}])"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert done.returncode == 4 and f"[{code}]" in done.stderr, done.stderr


def test_json_lines_tell_every_input(archive: tuple[Path, Path], tmp_path: Path) -> None:
    source, _ = archive
    done = batch(source, "-o", tmp_path / "out", "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 25 and lines[-1]["summary"]["done"] == 24
    assert all(line["seconds"] >= 0 and line["peak_mb"] > 0 for line in lines[:-1])
