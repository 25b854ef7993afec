"""Two ways to start a parser: forked from a process that has everything loaded, or a fresh interpreter."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from protokoll_extract.batch import parser, sandbox
from protokoll_extract.batch.job import to_bytes
from protokoll_extract.batch.limits import Settings
from protokoll_extract.batch.slot import Launcher, Parser

_START = 120.0  # seconds a fresh interpreter may take to load everything on a busy machine


def forked(closing: tuple[int, ...] = ()) -> Launcher:
    """Forks; only for single-threaded processes that called ``parser.preload``.

    ``closing``: descriptors that are not the parser's business.
    """

    def launch(settings: Settings) -> Parser:
        def work(line: Connection) -> None:
            parser.serve(line, settings)

        process, line = fork(work, closing)
        return Parser(process, line)

    return launch


def fork(work: Callable[[Connection], None], closing: tuple[int, ...] = ()) -> tuple[int, Connection]:
    """A child in a session of its own that does ``work`` and dies with this process."""
    ours, theirs = Pipe()
    parent = os.getpid()
    child = os.fork()
    if child:
        theirs.close()
        return child, ours
    try:
        ours.close()
        for descriptor in closing:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        sandbox.detach()
        sandbox.die_with(parent)
        work(theirs)
    finally:
        # No cleaning up: the buffers and the database of the parent are the parent's.
        os._exit(0)


def spawned(settings: Settings) -> Parser:
    """A fresh interpreter: slower to start, safe where threads run."""
    ours, theirs = Pipe()
    command = [sys.executable, "-m", parser.__name__, str(theirs.fileno())]
    started = subprocess.Popen(command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL)
    theirs.close()
    with contextlib.suppress(EOFError, OSError):
        ours.send_bytes(to_bytes({"settings": settings.wire()}))
        if ours.poll(_START):
            ours.recv_bytes()
        else:
            started.kill()
    # From here on the slot waits for the process itself.
    started.returncode = 0
    return Parser(started.pid, ours)
