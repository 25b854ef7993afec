"""The program Tesseract: is it there, and what does it read on a picture."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

import regex

from protokoll_extract.errors import InputError, MissingExtraError
from protokoll_extract.ingest.ocr_words import DOUBTFUL, Reading, ReadLine
from protokoll_extract.ingest.scan_picture import Place

DPI = 300
SWEDISH = "swe"
# The Swedish model knows no § and no %; where the English one is installed it is asked for them.
SECOND = "eng"
_SECONDS = 180
# One column of text of all sizes: rows are kept whole, and columns are told by their places.
_COLUMN = "4"
# Lines of one size: what was cut out and put below each other.
_BLOCK = "6"
_BOX = regex.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_BASE = regex.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = regex.compile(r"x_size ([\d.]+)")
_SURE = regex.compile(r"x_wconf (\d+)")
_ROTATE = regex.compile(r"Rotate: (\d+)")
# Specks hold none of these; upright rules are read as bars.
_SAYS = regex.compile(r"[\p{L}\d§%$&]")
_RULE = regex.compile(r"[|¦]+")


@cache
def program() -> str:
    """Tesseract's version, once it is known to be installed with its Swedish model.

    Raises MissingExtraError ``extra.tesseract``.
    """
    if shutil.which("tesseract") is None:
        raise _missing("Tesseract is not installed")
    if SWEDISH not in _models():
        raise _missing("Tesseract's Swedish model is not installed")
    version = _call(["--version"], b"", "tesseract").decode("utf-8", "replace").split("\n")[0].strip()
    return version if has_second() else f"{version} without {SECOND}"


def has_second() -> bool:
    return SECOND in _models()


@cache
def _models() -> frozenset[str]:
    return frozenset(_call(["--list-langs"], b"", "tesseract").decode("utf-8", "replace").split())


def _missing(reason: str) -> MissingExtraError:
    advice = "Install tesseract-ocr and its Swedish model (Debian: tesseract-ocr-swe, tesseract-ocr-osd)."
    return MissingExtraError("extra.tesseract", "OCR", reason, advice)


def read(image: Any, language: str, name: str, layout: Literal["page", "lines"] = "page") -> list[ReadLine]:
    """The lines of a picture (a Pillow image): of a page, or of words cut out and put below each other."""
    mode = _COLUMN if layout == "page" else _BLOCK
    options = ["stdin", "stdout", "-l", language, "--psm", mode, "--dpi", str(DPI), "hocr"]
    root = ET.fromstring(_call(options, _png(image), name))
    out = []
    for line in root.iter():
        title = line.get("title", "")
        base, size = _BASE.search(title), _SIZE.search(title)
        if base is not None:
            box = _box(title)
            height = float(size[1]) if size else float(box[3] - box[1])
            out.append(ReadLine(box, float(base[1]), height, tuple(_words(line, base))))
    return out


def _words(line: ET.Element, base: regex.Match[str]) -> Iterator[Reading]:
    title = line.get("title", "")
    left, _, _, bottom = _box(title)
    size = _SIZE.search(title)
    for word in line.iter():
        text, sure = "".join(word.itertext()).strip(), _SURE.search(word.get("title", ""))
        if not text or sure is None:
            continue
        if _RULE.fullmatch(text) or (int(sure[1]) < DOUBTFUL and not _SAYS.search(text)):
            continue
        box = _box(word.get("title", ""))
        y = bottom + float(base[2]) + float(base[1]) * (box[0] - left)
        yield Reading(text, box, y, float(size[1]) if size else float(box[3] - box[1]), int(sure[1]))


def _box(title: str) -> Place:
    match = _BOX.search(title)
    assert match is not None
    x0, top, x1, bottom = (int(x) for x in match.groups())
    return x0, top, x1, bottom


def turn_of(image: Any, name: str) -> int:
    """By how many degrees clockwise the picture must be turned to stand upright (0 where unsure)."""
    try:
        said = _call(["stdin", "stdout", "--psm", "0"], _png(image), name).decode("utf-8", "replace")
    except InputError:
        return 0  # Too few letters to tell.
    match = _ROTATE.search(said)
    return int(match[1]) % 360 if match else 0


def _png(image: Any) -> bytes:
    out = io.BytesIO()
    image.convert("L").save(out, "PNG", compress_level=1)
    return out.getvalue()


def _call(options: list[str], given: bytes, name: str) -> bytes:
    # One thread: the same reading on any machine, and pages are read side by side by the batch.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            ["tesseract", *options], input=given, capture_output=True, timeout=_SECONDS, env=environment
        )
    except subprocess.TimeoutExpired:
        reason = f"OCR of a page did not finish within {_SECONDS} seconds"
        raise InputError("input.timeout", name, reason, "Leave the page out, or scan it anew.") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise InputError("input.corrupt", name, f"OCR failed ({said[:120]})", "Scan the page anew.")
    return done.stdout
