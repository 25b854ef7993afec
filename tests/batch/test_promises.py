"""What a batch promises, each with the real fault: kills, a full disk, two runs, changes under the run."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from batching import batch, children, command, ends, fill, gone, kill, minutes, results, rows, start, summary

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="watches processes through /proc")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Sixty minutes, and what a run without any trouble makes of them."""
    base = tmp_path_factory.mktemp("undisturbed")
    fill(base / "in", 60)
    done = batch(base / "in", "-o", base / "out", "-w", 1)
    assert done.returncode == 0, done.stderr
    return base / "in", base / "out"


def test_same_bytes_with_more_workers(undisturbed: tuple[Path, Path], tmp_path: Path) -> None:
    source, expected = undisturbed
    other = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C"}
    assert batch(source, "-o", tmp_path / "out", "-w", 3, env=other).returncode == 0
    assert results(tmp_path / "out") == results(expected)
    assert ends(tmp_path / "out") == ends(expected)
    shuffled = sorted(map(str, source.iterdir()), key=lambda path: path[::-1])
    (tmp_path / "list").write_text("\n".join(shuffled), encoding="utf-8")
    assert batch("--from", tmp_path / "list", "-o", tmp_path / "other", "-w", 2).returncode == 0
    assert results(tmp_path / "other") == results(expected)


def test_kills_lose_nothing(undisturbed: tuple[Path, Path], tmp_path: Path) -> None:
    """SIGKILL at random moments: the run, its slots and its parsers; then one run to the end."""
    source, expected = undisturbed
    dice = random.Random(1)
    for _ in range(12):
        run = start(source, "-o", tmp_path / "out", "-w", 2)
        time.sleep(dice.uniform(0.1, 1.2))
        below = children(run.pid)
        victims = [run.pid] if dice.random() < 0.5 or not below else dice.sample(below, 1)
        kill(victims)
        time.sleep(dice.uniform(0.0, 0.2))
        run.kill()
        run.communicate()
        assert gone(below), "processes outlived their run"
        for path in (tmp_path / "out").glob("documents/*/*.json"):
            json.loads(path.read_bytes())
    assert batch(source, "-o", tmp_path / "out", "-w", 2).returncode == 0
    assert results(tmp_path / "out") == results(expected)
    assert ends(tmp_path / "out") == ends(expected)


def test_killed_workers_cost_only_their_own_time(tmp_path: Path) -> None:
    fill(tmp_path / "in", 40)
    run = start(tmp_path / "in", "-o", tmp_path / "out", "-w", 2)
    dice, killed, then = random.Random(2), 0, 0
    while run.poll() is None:
        time.sleep(0.02)
        written = len(list((tmp_path / "out").glob("documents/*/*.json")))
        below = children(run.pid)
        # Some get through in between, however slow the machine: none is killed again and again.
        if below and (killed == 0 or written >= then + 3):
            kill(dice.sample(below, 1))
            killed, then = killed + 1, written
    assert run.wait() == 0, run.communicate()
    run.communicate()
    assert killed > 5
    assert summary(tmp_path / "out")["done"] == 40


def test_second_run_does_no_work(undisturbed: tuple[Path, Path]) -> None:
    source, output = undisturbed
    before = {path: path.stat().st_mtime_ns for path in output.glob("documents/*/*")}
    done = batch(source, "-o", output, "--json")
    assert done.returncode == 0
    assert [json.loads(line)["summary"]["unchanged"] for line in done.stdout.splitlines()] == [60]
    assert {path: path.stat().st_mtime_ns for path in output.glob("documents/*/*")} == before


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    fill(tmp_path / "in", 6)
    output = tmp_path / "out"
    batch(tmp_path / "in", "-o", output)
    os.utime(tmp_path / "in/00000.txt")  # touched: the same bytes
    (tmp_path / "in/00001.txt").write_text(minutes(901), encoding="utf-8")  # changed
    (tmp_path / "in/00002-kopia.txt").write_text(minutes(2), encoding="utf-8")  # a copy
    lost = next(row["id"] for row in rows(output) if row["path"].endswith("00003.txt"))
    (output / f"documents/{lost[:2]}/{lost}.json").unlink()
    done = batch(tmp_path / "in", "-o", output, "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    opened = {Path(line["key"]).name: line["code"] for line in lines if "key" in line}
    assert opened["00000.txt"] == "unchanged"
    assert {"00001.txt", "00002-kopia.txt", "00003.txt"} <= set(opened)
    assert "00004.txt" not in opened and "00005.txt" not in opened
    assert (output / f"documents/{lost[:2]}/{lost}.json").exists()


def test_other_limits_give_failed_documents_another_chance(tmp_path: Path) -> None:
    fill(tmp_path / "in", 2, {0: "hang"})
    how = ("-o", tmp_path / "out", "--faults", "--limit", "patience=1")
    assert batch(tmp_path / "in", *how, "--limit", "seconds=0.5").returncode == 1
    assert batch(tmp_path / "in", *how, "--limit", "seconds=0.5").returncode == 1
    assert summary(tmp_path / "out")["known_failed"] == 1
    batch(tmp_path / "in", *how, "--limit", "seconds=0.6")
    assert summary(tmp_path / "out")["failed"] == 1


def test_twins_belong_to_the_first_name_whoever_is_read_first(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    output = tmp_path / "out"
    (tmp_path / "in/b.txt").write_text(minutes(5), encoding="utf-8")
    batch(tmp_path / "in", "-o", output)
    (tmp_path / "in/a.txt").write_text(minutes(5), encoding="utf-8")
    batch(tmp_path / "in", "-o", output)
    by_name = {Path(row["path"]).name: row for row in rows(output)}
    assert by_name["a.txt"]["state"] == "done" and by_name["b.txt"]["code"] == "duplicate"
    id = by_name["a.txt"]["id"]
    assert json.loads((output / f"documents/{id[:2]}/{id}.json").read_bytes())["source"]["name"] == "a.txt"
    fresh = tmp_path / "fresh"
    batch(tmp_path / "in", "-o", fresh, "-w", 2)
    assert results(fresh) == results(output)


def test_results_follow_their_inputs(tmp_path: Path) -> None:
    """A result that nothing owns any more goes; one that only could not be read anew stays."""
    fill(tmp_path / "in", 3)
    (tmp_path / "in/twin.txt").write_text(minutes(0), encoding="utf-8")
    output = tmp_path / "out"
    batch(tmp_path / "in", "-o", output)
    before = results(output)
    (tmp_path / "in/00000.txt").write_text(minutes(800), encoding="utf-8")  # the twin inherits
    (tmp_path / "in/00001.txt").write_text(minutes(801), encoding="utf-8")  # nobody has these bytes now
    (tmp_path / "in/00002.txt").unlink()
    assert batch(tmp_path / "in", "-o", output).returncode == 0
    fresh = tmp_path / "fresh"
    batch(tmp_path / "in", "-o", fresh)
    gone_from_the_folder = {name for name in before if name not in results(fresh)}
    kept = {name for name in gone_from_the_folder if name in results(output)}
    assert {name: kind for name, kind in results(output).items() if name not in kept} == results(fresh)
    assert len(kept) == 2, "what is no longer there to read keeps its result"


def test_personal_data_is_masked_and_documents_held_back(tmp_path: Path) -> None:
    fill(tmp_path / "in", 2)
    private = tmp_path / "in/privat.txt"
    private.write_text(minutes(7) + "\n§ 9\nAnsökan\n\nSökanden nås på 070-123 45 67.\n", encoding="utf-8")
    output = tmp_path / "out"
    batch(private, "-o", output)
    id = next(row["id"] for row in rows(output))
    text = output / f"documents/{id[:2]}/{id}.txt"
    assert "070" not in text.read_text("utf-8") and "070" not in text.with_suffix(".json").read_text("utf-8")
    batch(private, "-o", output, "--pii", "keep")
    assert "070-123 45 67" in text.read_text("utf-8")
    (tmp_path / "list").write_text(f"document: {id}\n", encoding="utf-8")
    done = batch(tmp_path / "in", "-o", output, "--takedown", tmp_path / "list")
    assert done.returncode == 1 and "[input.taken_down]" in done.stderr
    assert not text.exists() and not text.with_suffix(".json").exists()


FAULTS = ("hang", "spin-in-c", "segfault", "abort", "exit", "memory", "flood", "multiply", "raise", "recurse")


def test_poison_costs_its_own_slot(tmp_path: Path) -> None:
    poison = {4 * n + 1: fault for n, fault in enumerate(FAULTS)}
    fill(tmp_path / "in", 40, poison)
    limits = ("--limit", "seconds=1", "--limit", "patience=2", "--limit", "memory_mb=200")
    run = start(tmp_path / "in", "-o", tmp_path / "out", "-w", 2, "--faults", *limits)
    seen: set[int] = set()
    while run.poll() is None:
        seen.update(children(run.pid))
        time.sleep(0.05)
    run.communicate()
    assert run.returncode == 1
    assert gone(seen), "processes outlived their run"
    wanted = dict.fromkeys(FAULTS, "worker.crash") | dict.fromkeys(
        ("hang", "spin-in-c", "multiply"), "limit.time"
    )
    wanted |= {"memory": "limit.memory"} | dict.fromkeys(("flood", "raise", "recurse"), "internal")
    found = {
        int(Path(row["path"]).stem): row["code"] for row in rows(tmp_path / "out") if row["state"] == "failed"
    }
    assert found == {number: wanted[fault] for number, fault in poison.items()}
    assert summary(tmp_path / "out")["done"] == 30


def test_two_runs_on_one_output(tmp_path: Path) -> None:
    fill(tmp_path / "in", 20)
    runs = [start(tmp_path / "in", "-o", tmp_path / "out", "-w", 1) for _ in range(3)]
    ended = [(run.communicate(), run.returncode) for run in runs]
    assert [code for _, code in ended] == [0, 0, 0], ended
    said = [err for (_, err), _ in ended]
    assert sum("another run is working" in err for err in said) >= 1
    state = summary(tmp_path / "out")
    assert state["done"] + state["unchanged"] == 20
    assert len(results(tmp_path / "out")) == 40
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--wait").returncode == 0


def test_results_are_whole_at_every_moment(tmp_path: Path) -> None:
    """A reader that opens everything while the run writes it again under other settings."""
    fill(tmp_path / "in", 30)
    assert batch(tmp_path / "in", "-o", tmp_path / "out").returncode == 0
    run = start(tmp_path / "in", "-o", tmp_path / "out", "-w", 2, "--faults")
    read = 0
    while run.poll() is None:
        for path in (tmp_path / "out").glob("documents/*/*.json"):
            json.loads(path.read_bytes())
            read += 1
    run.communicate()
    assert run.returncode == 0 and read > 30
    assert summary(tmp_path / "out")["done"] == 30


@pytest.mark.parametrize("size", [200_000, 400_000, 900_000])
def test_full_disk_is_told_and_nothing_is_damaged(tmp_path: Path, size: int) -> None:
    fill(tmp_path / "in", 60)
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], capture_output=True
    ).returncode:
        pytest.skip("may not mount a small disk here")
    try:
        done = batch(tmp_path / "in", "-o", disk / "out", "-w", 2)
        assert done.returncode == 6, (done.stdout, done.stderr)
        assert done.stderr.count("\n") == 1 and "disk is full" in done.stderr and str(disk) in done.stderr
        for path in disk.glob("out/documents/*/*.json"):
            json.loads(path.read_bytes())
        assert not list(disk.rglob("*.part"))
        _intact(disk / "out/manifest.sqlite")
        subprocess.run(["mount", "-o", "remount,size=50000000", disk], check=True)
        assert batch(tmp_path / "in", "-o", disk / "out", "-w", 2).returncode == 0
        assert summary(disk / "out")["pending"] == 0
        batch(tmp_path / "in", "-o", tmp_path / "other")
        assert results(disk / "out") == results(tmp_path / "other")
    finally:
        subprocess.run(["umount", disk], check=False)


def test_file_size_limit_is_a_full_disk(tmp_path: Path) -> None:
    fill(tmp_path / "in", 3)

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))

    done = batch(tmp_path / "in", "-o", tmp_path / "out", preexec_fn=small_files)
    assert done.returncode == 6 and "disk is full" in done.stderr, done.stderr
    assert batch(tmp_path / "in", "-o", tmp_path / "out").returncode == 0
    assert summary(tmp_path / "out")["pending"] == 0


def _intact(manifest: Path) -> None:
    if manifest.exists() and manifest.stat().st_size:
        db = sqlite3.connect(manifest)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stop_is_quick_and_clean(tmp_path: Path, signum: int, code: int) -> None:
    fill(tmp_path / "in", 300, {3: "hang"})
    run = start(tmp_path / "in", "-o", tmp_path / "out", "-w", 2, "--faults")
    while not list((tmp_path / "out").glob("documents/*/*.json")):
        assert run.poll() is None
        time.sleep(0.02)
    below = children(run.pid)
    began = time.monotonic()
    run.send_signal(signum)
    _, said = run.communicate(timeout=20)
    assert run.returncode == code and time.monotonic() - began < 5
    assert "run the same command again" in said and "Traceback" not in said
    assert gone(below)
    assert not list((tmp_path / "out").rglob("*.part"))
    assert summary(tmp_path / "out")["outcome"] == "stopped"


def test_input_that_vanishes_or_changes_under_the_run(tmp_path: Path) -> None:
    fill(tmp_path / "in", 120)
    run = start(tmp_path / "in", "-o", tmp_path / "out", "-w", 1)
    while not list((tmp_path / "out").glob("documents/*/*.json")):
        time.sleep(0.02)
    (tmp_path / "in/00119.txt").unlink()
    (tmp_path / "in/00118.txt").write_text(minutes(7_777), encoding="utf-8")
    run.communicate()
    state = {Path(row["path"]).name: row for row in rows(tmp_path / "out")}
    gone_row, new_row = state["00119.txt"], state["00118.txt"]
    assert run.returncode == (1 if gone_row["state"] == "failed" else 0)
    assert gone_row["code"] in ("input.not_found", "")
    # What is stored is the hash of the bytes that were read.
    text = (tmp_path / f"out/documents/{new_row['id'][:2]}/{new_row['id']}.json").read_bytes()
    assert json.loads(text)["source"]["sha256"] == new_row["sha256"]


def test_doctor_proves_the_limits() -> None:
    done = subprocess.run(command("doctor", "--json"), capture_output=True, text=True, check=False)
    trials = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(trials) == 11 and all(trial["good"] for trial in trials), trials


def test_self_test_goes_before_a_run(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    done = subprocess.run(
        command("batch", tmp_path / "in", "-o", tmp_path / "out"), capture_output=True, text=True
    )
    assert done.returncode == 0 and "1 done" in done.stdout


def test_doctor_shows_each_attempt(tmp_path: Path) -> None:
    (tmp_path / "tom.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    done = subprocess.run(
        command("doctor", tmp_path / "tom.pdf"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "input.corrupt" in done.stdout and "pdfplumber" in done.stdout
