"""Documents that misbehave on purpose, to prove that nothing else suffers.

A file that begins with ``FAULT`` and one of these names does so, but only in a run that was asked to
obey (``Settings.faults``): the self-test of ``protokoll doctor`` and the project's own tests.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable

_MARK = b"FAULT "


def obey(data: bytes) -> None:
    """Does what the document says, if it is a fault at all."""
    if not data.startswith(_MARK):
        return
    words = data[len(_MARK) : 200].split()
    fault = FAULTS.get(words[0].decode("ascii", "replace") if words else "")
    if fault is not None:
        fault()


def _hang() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(100_000)


def _spin() -> None:
    while True:
        pass


def _spin_in_c() -> None:
    # No other thread and no signal handler of Python runs meanwhile.
    sum(range(10**15))


def _segfault() -> None:
    ctypes.string_at(1)


def _swell() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(64 * 1024 * 1024))


def _flood() -> None:
    line = b"x" * 1024 * 1024
    for _ in range(1024):
        os.write(1, line)
    raise RuntimeError("a gigabyte was printed")


def _multiply() -> None:
    for _ in range(50):
        if os.fork() == 0:
            time.sleep(100_000)
    time.sleep(100_000)


def _raise() -> None:
    raise RuntimeError("a fault on purpose")


def _recurse() -> None:
    _recurse()


def _write() -> None:
    with open(f"/tmp/protokoll-fault-{os.getpid()}", "wb") as file:
        file.write(b"x" * 100_000)
    sys.exit(0)


FAULTS: dict[str, Callable[[], object]] = {
    "hang": _hang,
    "spin": _spin,
    "spin-in-c": _spin_in_c,
    "segfault": _segfault,
    "abort": os.abort,
    "exit": lambda: os._exit(0),
    "memory": _swell,
    "flood": _flood,
    "multiply": _multiply,
    "raise": _raise,
    "recurse": _recurse,
    "write": _write,
}
