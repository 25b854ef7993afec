"""Odd entries of a folder: what `find` shows, but no archivist expects."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from hostile import DONE
from hostile.texts import MINUTES

_count = 0


def _text(path: bytes | Path) -> None:
    """Minutes that no other file here has."""
    global _count
    _count += 1
    with open(path, "wb") as file:
        file.write(MINUTES.encode() + f"Entry {_count}.\n".encode())


def entries(root: Path, outside: Path) -> dict[bytes, str]:
    """Makes them in ``root``; each path in it (bytes) with how it must end."""
    at = os.fsencode(root)
    ends: dict[bytes, str] = {}

    def add(name: str | bytes, end: str, make: Callable[[bytes], object]) -> None:
        raw = os.fsencode(name)
        make(os.path.join(at, raw))
        ends[raw] = end

    def named(name: str | bytes) -> None:
        add(name, DONE, _text)

    outside.mkdir()
    _text(outside / "ute.txt")
    add("rör.txt", "input.not_a_file", os.mkfifo)
    add("uttag.txt", "input.not_a_file", _socket)
    add("noll.txt", "input.not_a_file", lambda p: os.symlink(b"/dev/zero", p))
    add("slinga-a.txt", "input.broken_link", lambda p: os.symlink(b"slinga-b.txt", p))
    add("slinga-b.txt", "input.broken_link", lambda p: os.symlink(b"slinga-a.txt", p))
    add("borta.txt", "input.broken_link", lambda p: os.symlink(b"finns-inte.txt", p))
    add("ut.txt", "input.linked_outside", lambda p: os.symlink(os.fsencode(outside / "ute.txt"), p))
    add("ut-mapp", "input.linked_folder", lambda p: os.symlink(os.fsencode(outside), p))
    add("hem", "input.linked_folder", lambda p: os.symlink(at, p))
    add("gles.txt", "input.too_large", _sparse)
    named("ny\nrad.txt")
    named("-o.txt")
    named(" mellanslag .txt")
    named(b"latin-\xe5\xe4\xf6.txt")
    named(b"\x01\x1b[31mrod.txt")
    named("å" * 120 + "n.txt")
    named("caf\u00e9.txt")
    named("cafe\u0301.txt")
    named("VERSALER.TXT")
    os.mkdir(os.path.join(at, b"mapp.pdf"))
    named(b"mapp.pdf/i.txt")
    deep = b"/".join([b"djup"] * 60)
    os.makedirs(os.path.join(at, deep))
    named(deep + b"/i.txt")
    os.makedirs(os.path.join(at, b"tom"))
    add(".dold.txt", "input.hidden", _text)
    os.makedirs(os.path.join(at, b".git"))
    _text(os.path.join(at, b".git/i.txt"))
    ends[b".git"] = "input.hidden"
    add("bild.jpg", "input.other_type", _text)
    add("utan", "input.other_type", _text)
    named("resultat.pdf.txt")
    add("gammal.json", "input.other_type", _text)
    add("gammal.txt", "input.result", _text)
    named("tvilling-a.txt")
    add("tvilling-b.txt", "duplicate", lambda p: _copy(os.path.join(at, b"tvilling-a.txt"), p))
    add("z-lank-in.txt", "duplicate", lambda p: os.symlink(b"tvilling-a.txt", p))
    if os.geteuid() != 0:
        add("stängd.txt", "input.permission", _closed)
        add("stängd", "input.permission", lambda p: os.mkdir(p, 0))
    return ends


def _closed(path: bytes) -> None:
    _text(path)
    os.chmod(path, 0)


def _socket(path: bytes) -> None:
    here = os.getcwd()
    os.chdir(os.path.dirname(path))  # a socket's whole path may be 107 bytes long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(os.path.basename(path))
    finally:
        os.chdir(here)


def _sparse(path: bytes) -> None:
    with open(path, "wb") as file:
        file.truncate(3 * 1024**3)


def _copy(source: bytes, target: bytes) -> None:
    Path(os.fsdecode(target)).write_bytes(Path(os.fsdecode(source)).read_bytes())
