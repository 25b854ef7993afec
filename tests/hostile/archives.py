"""Hostile archives: each with its members' expected ends, or its own."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from dataclasses import dataclass

from hostile import DONE
from hostile.texts import MINUTES

_TEXT = MINUTES.encode()


@dataclass(frozen=True)
class Archive:
    """Its content, and how each member (by key after ``!/``), or the archive itself (""), ends."""

    content: bytes
    ends: dict[str, str]


def zipped(members: dict[str, bytes], **how: object) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def entry(
    name: str, content: bytes = _TEXT, kind: bytes = tarfile.REGTYPE, to: str = ""
) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info, content


def _text(number: int) -> bytes:
    return _TEXT + f"Bilaga {number}.\n".encode()


def _slip() -> bytes:
    names = ("../ut.txt", "/etc/ut.txt", "C:/ut.txt", "a\\..\\ut.txt", "in/../../ut.txt", "god.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, name in enumerate(names):
            info = zipfile.ZipInfo("x")
            info.filename = name
            archive.writestr(info, _text(10 + number))
    return out.getvalue()


def _link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("länk.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("god.txt", _text(20))
    return out.getvalue()


def _lying() -> bytes:
    """Says that its bomb is 9 bytes."""
    data = bytearray(zipped({"bomb.txt": b"a " * 5_000_000}))
    size = (10_000_000).to_bytes(4, "little")
    for _ in range(2):
        place = data.index(size)
        data[place : place + 4] = (9).to_bytes(4, "little")
    return bytes(data)


def _locked() -> bytes:
    data = bytearray(zipped({"hemlig.txt": _TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _twice() -> bytes:
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", _text(30))
        archive.writestr("a.txt", _text(31))
    return out.getvalue()


def archives() -> dict[str, Archive]:
    """All of them, by file name; made for a limit of 1,000 members and 20 MB a member."""
    two = {"a.txt": _text(1), "under/b.txt": _text(2)}
    refused, bad = "input.archive_name", "input.corrupt"
    return {
        "good.zip": Archive(zipped(two), {"a.txt": DONE, "under/b.txt": DONE}),
        "good.tar": Archive(
            tarred(entry("a.txt", _text(3)), entry("b.txt", _text(4))), {"a.txt": DONE, "b.txt": DONE}
        ),
        "good.tar.gz": Archive(
            gzip.compress(tarred(*(entry(f"{n}.txt", _text(40 + n)) for n in range(5))), mtime=0),
            {f"{n}.txt": DONE for n in range(5)},
        ),
        "slip.zip": Archive(
            _slip(),
            {"../ut.txt": refused, "/etc/ut.txt": refused, "C:/ut.txt": refused, "a\\..\\ut.txt": refused,
             "in/../../ut.txt": refused, "god.txt": DONE},
        ),
        "bomb.zip": Archive(zipped({"noll.txt": bytes(15_000_000), "a.txt": _text(5)}), {"noll.txt": "limit.archive_ratio", "a.txt": DONE}),
        "big.zip": Archive(zipped({"stor.txt": bytes(25_000_000)}), {"stor.txt": "input.too_large"}),
        "lying.zip": Archive(_lying(), {"bomb.txt": bad}),
        "nested.zip": Archive(zipped({"inne.zip": zipped(two), "a.txt": _text(6)}), {"inne.zip": "limit.archive_depth", "a.txt": DONE}),
        "locked.zip": Archive(_locked(), {"hemlig.txt": "input.encrypted"}),
        "link.zip": Archive(_link(), {"länk.txt": "input.not_a_file", "god.txt": DONE}),
        "twice.zip": Archive(_twice(), {"a.txt": DONE, "1/a.txt": DONE}),
        "truncated.zip": Archive(zipped(two)[:-40], {"": bad}),
        "noise.zip": Archive(b"PK\x03\x04" + bytes(range(256)) * 8, {"": bad}),
        "crowd.zip": Archive(zipped({f"{n}.txt": b"x" for n in range(1_001)}), {"": "limit.archive_members"}),
        "other-types.zip": Archive(zipped({"a.exe": b"MZ", ".dold": b"x"}), {"a.exe": "input.other_type", ".dold": "input.hidden"}),
        "slip.tar": Archive(tarred(entry("../ut.txt"), entry("god.txt", _text(7))), {"../ut.txt": refused, "god.txt": DONE}),
        "devices.tar": Archive(
            tarred(entry("noll", b"", tarfile.CHRTYPE), entry("rör", b"", tarfile.FIFOTYPE),
                   entry("länk.txt", b"", tarfile.SYMTYPE, "/etc/passwd"), entry("god.txt", _text(8))),
            {"noll": "input.not_a_file", "rör": "input.not_a_file", "länk.txt": "input.not_a_file", "god.txt": DONE},
        ),
        "bomb.tar.gz": Archive(gzip.compress(tarred(entry("noll.txt", bytes(400_000_000))), 9, mtime=0), {"": "limit.archive_ratio"}),
        "truncated.tar.gz": Archive(gzip.compress(tarred(entry("a.txt", _TEXT * 500)), mtime=0)[:200], {"": bad}),
        "noise.tar": Archive(bytes(range(256)) * 40, {"": bad}),
    }  # fmt: skip
