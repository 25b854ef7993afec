"""What the operating system holds a parser to, and how it is watched from outside."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

from protokoll_extract.batch.limits import MEGABYTE

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_TICKS = os.sysconf("SC_CLK_TCK")


def die_with(parent: int) -> None:
    """Ends this process when ``parent`` ends, however that happens (Linux; elsewhere a closed pipe does)."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was too late to ask
        os._exit(1)


def enclose(memory_mb: int, network: bool, files_mb: int = 0) -> None:
    """Limits of a process that opens documents: memory, size of files it writes, no dumps, no network."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    most = files_mb * MEGABYTE if hard == resource.RLIM_INFINITY else min(hard, files_mb * MEGABYTE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    limit_memory(memory_mb)
    if not network:
        leave_network()


def limit_memory(memory_mb: int) -> None:
    """At most so much more address space than the process has now."""
    most = virtual_bytes() + memory_mb * MEGABYTE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses; the watch from outside remains
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def allow_programs() -> None:
    """Lifts what keeps a program such as LibreOffice from working for this process."""
    for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_AS):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (hard, hard))


def leave_network() -> bool:
    """Moves this process to a network of its own without any interface; False where that is not allowed."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return 0 in (libc.unshare(flags) for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def detach() -> None:
    """A session of its own (Ctrl-C does not reach it), and nothing to read from or talk to."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def silence() -> None:
    """Libraries in C print; their words go nowhere, however many."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)


def _prctl(option: int, value: int) -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


# --- measuring -------------------------------------------------------------------


def virtual_bytes() -> int:
    """Address space of this process; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * resource.getpagesize()


def reset_peak() -> None:
    """Makes ``peak_mb`` count from now on."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def peak_mb() -> int:
    """The most memory this process has held, in MB, since ``reset_peak`` where the system can."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return rusage_mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def rusage_mb(most: int) -> int:
    """``ru_maxrss`` in MB: Linux counts in KB, macOS in bytes."""
    return most // MEGABYTE if sys.platform == "darwin" else most // 1024


def cpu_seconds(process: int) -> float | None:
    """Processor time another process, and what it started and saw end, has taken; None where not told."""
    try:
        after_name = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2]
        times = [int(ticks) for ticks in after_name.split()[11:15]]
    except (OSError, ValueError):
        return None
    return sum(times) / _TICKS


def resident_mb(process: int) -> int:
    """Memory another process holds now, in MB; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    except (OSError, ValueError):
        return 0
    return pages * resource.getpagesize() // MEGABYTE
