"""Feeds made-up bytes to the readers and the parser; only ``ProtokollError`` may come out.

Guided by coverage (atheris) where it is installed, else by blind mutation. Each target runs in child
processes: a crash or a hang of a library in C is found, kept and gone round. What is found is written to
``fuzz-found/``, one file each, to become a test.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import multiprocessing
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

_FOUND = Path("fuzz-found")
_PATIENCE = 20  # seconds for one input
_SECOND = 5  # the same for the second reader of PDFs, which ends by itself
_MEMORY = 2 << 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="in all, shared by the targets")
    parser.add_argument("--target", action="append", help="only this one; see tests/fuzzing.py")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    asked, rest = parser.parse_known_args()
    from fuzzing import TARGETS

    if asked.inside:
        _guided(asked.inside, rest)
        return
    names = asked.target or list(TARGETS)
    share = asked.seconds / len(names)
    found = 0
    for name in names:
        if importlib.util.find_spec("atheris"):
            found += _run_guided(name, share * 0.7, asked.seed)
            share_left = share * 0.3
        else:
            share_left = share
        found += _run_blind(name, share_left, asked.seed)
    print(f"{found} found" + (f", kept in {_FOUND}/" if found else ""))
    sys.exit(1 if found else 0)


# --- guided by coverage ----------------------------------------------------------------


def _run_guided(name: str, seconds: float, seed: int) -> int:
    """Runs atheris in a child again and again: it ends at each find."""
    from fuzzing import TARGETS

    corpus = Path(f"fuzz-corpus/{name}")
    corpus.mkdir(parents=True, exist_ok=True)
    _FOUND.mkdir(exist_ok=True)
    for content in TARGETS[name][1]:
        (corpus / hashlib.sha1(content).hexdigest()).write_bytes(content)
    until, finds, runs = time.monotonic() + seconds, 0, 0
    while (left := int(until - time.monotonic())) > 2:
        before = set(_FOUND.iterdir())
        command = [sys.executable, __file__, "--inside", name, str(corpus), f"-max_total_time={left}"]
        command += [f"-timeout={_PATIENCE}", "-rss_limit_mb=2048", f"-seed={seed + finds}", "-max_len=20000"]
        command += [f"-artifact_prefix={_FOUND}/{name}-", "-print_final_stats=1"]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        runs += sum(
            int(line.split()[-1]) for line in done.stderr.splitlines() if "number_of_executed_units" in line
        )
        # Inputs that were slow but ended are kept by libFuzzer too; they are no finds.
        fresh = {path for path in set(_FOUND.iterdir()) - before if "slow-unit" not in path.name}
        finds += len(fresh)
        for path in fresh:
            print(f"{name}: {path}\n{_tail(done.stdout + done.stderr)}", flush=True)
        if done.returncode and not fresh:
            print(f"{name}: the fuzzer ended with {done.returncode}\n{_tail(done.stderr)}", flush=True)
            break
    print(f"{name}: {runs} inputs guided by coverage, {finds} found", flush=True)
    return finds


def _tail(text: str) -> str:
    return "\n".join(text.splitlines()[-25:])


def _guided(name: str, arguments: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(
        include=["protokoll_extract", "pdfminer", "pdfplumber", "docx", "zipfile", "tarfile"]
    ):
        from fuzzing import TARGETS

        _hurry()
        target = TARGETS[name][0]
        for content in TARGETS[name][1]:
            target(content)
    atheris.Setup([sys.argv[0], *arguments], target)
    atheris.Fuzz()


def _hurry() -> None:
    from protokoll_extract.ingest import pdf_second

    pdf_second._SECONDS = _SECOND


# --- blind -----------------------------------------------------------------------------


def _run_blind(name: str, seconds: float, seed: int) -> int:
    """Mutations in a forked child; what kills the child is kept, and another child goes on."""
    until, finds, tried = time.monotonic() + seconds, 0, 0
    while time.monotonic() < until:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.get_context("fork").Process(
            target=_blind, args=(name, seed + tried, until, theirs)
        )
        child.start()
        theirs.close()
        last = b""
        try:
            while ours.poll(_PATIENCE):
                kind, content = ours.recv()
                tried += kind == "try"
                last = content if kind == "try" else last
                if kind == "find":
                    finds += 1
                    _keep(name, *content)
            child.kill()
            finds += 1
            _keep(name, last, f"no answer within {_PATIENCE} s")
        except EOFError:
            child.join()
            if child.exitcode:
                finds += 1
                _keep(name, last, f"the process ended with {child.exitcode}")
    print(f"{name}: {tried} mutations, {finds} found", flush=True)
    return finds


def _blind(name: str, seed: int, until: float, line: multiprocessing.connection.Connection) -> None:
    from fuzzing import TARGETS, mutate

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _hurry()
    target, seeds = TARGETS[name]
    dice, seen = random.Random(seed), set[str]()
    while time.monotonic() < until:
        content = mutate(dice.choice(seeds), dice, seeds)
        line.send(("try", content))
        try:
            target(content)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            mark = f"{type(error).__name__} {where.filename}:{where.lineno}"
            if mark not in seen:
                seen.add(mark)
                line.send(("find", (content, traceback.format_exc())))


def _keep(name: str, content: bytes, why: str) -> None:
    _FOUND.mkdir(exist_ok=True)
    path = _FOUND / f"{name}-{hashlib.sha1(content).hexdigest()[:12]}"
    path.write_bytes(content)
    print(f"{name}: {path}\n{_tail(why)}", flush=True)


if __name__ == "__main__":
    main()
