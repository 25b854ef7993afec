"""A limit on the processor time of code in Python that may never end, such as pdfminer on damaged files."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_BEAT = 0.25


class OutOfTime(BaseException):
    """Raised in the limited code; no ``except Exception`` of a library holds it up."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises OutOfTime in this thread once the block has used so many seconds of processor time.

    Works between two bytecodes: a call into a library in C is not interrupted.
    """
    reader = threading.get_ident()
    clock = _clock_of(reader)
    until = clock() + seconds
    left, told = threading.Event(), threading.Event()
    guard = threading.Lock()

    def watch() -> None:
        while not left.wait(_BEAT):
            if clock() > until:
                with guard:
                    if not left.is_set():
                        told.set()
                        _raise_in(reader)
                return

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with guard:
            left.set()
        if told.is_set():
            _await_delivery()


def _await_delivery() -> None:
    """What was raised too late is met here, not somewhere in the caller's code."""
    try:
        for _ in range(100):
            time.sleep(0.001)
    except OutOfTime:
        return


def _clock_of(thread: int) -> Callable[[], float]:
    """The processor time of a thread; of the process where the system does not part them."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.process_time
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)


def _raise_in(thread: int) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(OutOfTime))
