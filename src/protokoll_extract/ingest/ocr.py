"""Pages as pictures read by Tesseract: words with places and how sure each reading is.

Tesseract is an external program with its Swedish model. A page's reading is kept in a cache, so
that an interrupted archive goes on where it stopped; the cache is named by what was read and how.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from statistics import mean, median
from typing import Any

import regex

from protokoll_extract.errors import InputError, MissingExtraError
from protokoll_extract.ingest.leaders import Leader, LineBox, without_leaders
from protokoll_extract.ingest.readings import folder, write_private

DPI = 300
# Readings (0 to 100) below this are doubtful.
DOUBTFUL = 60
# A page read worse than this on average may stand on its side.
_SIDEWAYS = 70
# Lines steeper than this (pixels a pixel) do not run across the page.
_STEEP = 0.2
_SECONDS = 180
_LANGUAGE = "swe"
# The Swedish model knows no § and no %; where the English one is installed it is asked for them.
_SIGNS = "eng"
_VERSION = 1
_BOX = regex.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_BASE = regex.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = regex.compile(r"x_size ([\d.]+)")
_SURE = regex.compile(r"x_wconf (\d+)")
_ROTATE = regex.compile(r"Rotate: (\d+)")
# Specks and the lines of forms hold none of these; upright rules are read as bars.
_SAYS = regex.compile(r"[\p{L}\p{N}§%$&]")
_RULE = regex.compile(r"[|¦]+")
_GLUED = regex.compile(r"[8S5s$&](?P<number>\d{1,4}[a-z]?)")
_SIGN = regex.compile(r"(?=.*[§%])[§%\d.,:()–-]+")
# How much of two boxes must be common for them to be one word's.
_SAME = 0.5
# A line read worse than this on average may hold leaders.
_DOTTED = 75


@dataclass(frozen=True, slots=True)
class Reading:
    """One word: its box and baseline in pixels of the picture as it stands upright, and how sure (0 to 100).

    ``sign``: a § or % in it comes from the second reading.
    """

    text: str
    box: tuple[int, int, int, int]
    base: float
    size: float
    sure: int
    sign: bool = False


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page: by how many degrees clockwise the picture was ``turned`` to stand upright, its size then.

    ``slope`` is how far lines fall to the right (pixels a pixel).
    """

    width: int
    height: int
    turned: int
    slope: float
    words: tuple[Reading, ...]

    @property
    def sureness(self) -> float:
        return mean(word.sure for word in self.words) if self.words else 0.0


@cache
def program() -> str:
    """Tesseract's version, once it is known to be installed with its Swedish model.

    Raises MissingExtraError ``extra.tesseract``.
    """
    if shutil.which("tesseract") is None:
        raise _missing("Tesseract is not installed")
    if _LANGUAGE not in _models():
        raise _missing("Tesseract's Swedish model is not installed")
    version = _call(["--version"], b"", "tesseract").decode("utf-8", "replace").split("\n")[0].strip()
    return version if _SIGNS in _models() else f"{version} without {_SIGNS}"


@cache
def _models() -> frozenset[str]:
    return frozenset(_call(["--list-langs"], b"", "tesseract").decode("utf-8", "replace").split())


def _missing(reason: str) -> MissingExtraError:
    advice = "Install tesseract-ocr and its Swedish model (Debian: tesseract-ocr-swe, tesseract-ocr-osd)."
    return MissingExtraError("extra.tesseract", "OCR", reason, advice)


def read_picture(image: Any, name: str) -> PageReading:
    """Reads a page's picture (a Pillow image at ``DPI``), upright or not.

    Raises InputError ``input.timeout`` or ``input.corrupt``, MissingExtraError ``extra.tesseract``.
    """
    program()
    reading, upright = _with_leaders(image, 0, name)
    # Tesseract also reads lines that run up or down the page; their slope tells.
    upended = abs(reading.slope) > _STEEP
    if upended or reading.sureness < _SIDEWAYS or len(reading.words) < 5:
        turn = _sideways(image, name)
        if turn:
            turned, picture = _with_leaders(image.rotate(-turn, expand=True), turn, name)
            if upended or turned.sureness > reading.sureness:
                reading, upright = turned, picture
    if reading.words and _SIGNS in _models():
        reading = replace(reading, words=_with_signs(reading.words, _read(upright, _SIGNS, name)))
    return reading


def _with_leaders(image: Any, turned: int, name: str) -> tuple[PageReading, Any]:
    """The reading, a second one without the dotted leaders where there are any, and the picture read."""
    lines = _read(image, _LANGUAGE, name)
    level = [line for line in lines if line.words and abs(line.slope) < _STEEP]
    doubtful = [line for line in level if mean(word.sure for word in line.words) < _DOTTED]
    boxes = [LineBox(line.box, line.slope, line.height) for line in doubtful]
    picture, leaders = without_leaders(image, boxes)
    if leaders:
        lines = _read(picture, _LANGUAGE, name)
    words = [word for line in lines for word in line.words]
    for leader in leaders:
        words += [_dots(leader), *_number_behind(picture, leader, words, name)]
    slopes = [line.slope for line in lines if len(line.words) > 2]
    slope = median(slopes) if slopes else 0.0
    return PageReading(image.width, image.height, turned, slope, tuple(words)), picture


def _dots(leader: Leader) -> Reading:
    height = leader.bottom - leader.top
    count = max(4, round((leader.x1 - leader.x0) / max(1.0, 0.3 * height)))
    box = (leader.x0, leader.top, leader.x1, leader.bottom)
    return Reading("." * count, box, leader.bottom - 0.25 * height, 0.75 * height, 100)


def _number_behind(picture: Any, leader: Leader, words: list[Reading], name: str) -> Iterator[Reading]:
    """The page number that leaders lead to, where the page's reading left it out as too lonely."""
    height = leader.bottom - leader.top
    x0, x1 = leader.x1, min(picture.width, leader.x1 + 4 * height)
    if any(
        x0 - height / 2 < w.box[0] < x1 and leader.top - height / 2 < w.base < leader.bottom + height / 2
        for w in words
    ):
        return
    crop = picture.crop((x0, max(0, leader.top - height // 3), x1, leader.bottom + height // 3))
    options = ["stdin", "stdout", "-l", _LANGUAGE, "--psm", "7", "--dpi", str(DPI)]
    said = _call([*options, "-c", "tessedit_char_whitelist=0123456789"], _png(crop), name).decode().strip()
    if said.isdigit() and len(said) < 5:
        box = (x0 + height // 4, leader.top, x0 + height, leader.bottom)
        yield Reading(said, box, leader.bottom - 0.25 * height, 0.75 * height, DOUBTFUL)


def _with_signs(words: tuple[Reading, ...], second: list[_Line]) -> tuple[Reading, ...]:
    """The words, with § and % where the second reading has them at the same place."""
    signs = [word for line in second for word in line.words if _SIGN.fullmatch(word.text)]
    out = []
    for word in words:
        text = None if set("§%") & set(word.text) else _signed(word, signs)
        if text is not None and text != word.text:
            word = replace(word, text=text, sure=min(word.sure, 90), sign=True)
        out.append(word)
    return tuple(out)


def _signed(word: Reading, signs: list[Reading]) -> str | None:
    """What the word is with the second reading's sign: the same place, or the sign glued to its number."""
    same = next((x for x in signs if _common(x.box, word.box) > _SAME), None)
    if same is not None:
        return same.text
    glued = _GLUED.fullmatch(word.text)
    if glued and any(x.text == "§" and _begins(x.box, word.box) for x in signs):
        return f"§{glued['number']}"
    return None


def _begins(part: tuple[int, int, int, int], whole: tuple[int, int, int, int]) -> bool:
    """Does the box stand at the left end of the other one, inside it?"""
    high = part[3] - part[1]
    inside = whole[1] - high / 3 < part[1] and part[3] < whole[3] + high / 3
    return inside and abs(part[0] - whole[0]) < high / 2 and part[2] < whole[2]


def _common(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> float:
    """How much of the two boxes together is common (0 to 1)."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return 0.0
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return wide * high / (both - wide * high)


@dataclass(frozen=True, slots=True)
class _Line:
    box: tuple[int, int, int, int]
    slope: float
    height: float
    words: tuple[Reading, ...]


def _read(image: Any, language: str, name: str) -> list[_Line]:
    options = ["stdin", "stdout", "-l", language, "--psm", "3", "--dpi", str(DPI), "hocr"]
    root = ET.fromstring(_call(options, _png(image), name))
    out = []
    for line in root.iter():
        title = line.get("title", "")
        base, size = _BASE.search(title), _SIZE.search(title)
        if base is not None:
            box = _box(title)
            height = float(size[1]) if size else float(box[3] - box[1])
            out.append(_Line(box, float(base[1]), height, tuple(_words(line, base))))
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


def _box(title: str) -> tuple[int, int, int, int]:
    match = _BOX.search(title)
    assert match is not None
    x0, top, x1, bottom = (int(x) for x in match.groups())
    return x0, top, x1, bottom


def _sideways(image: Any, name: str) -> int:
    """By how many degrees clockwise the picture must be turned to stand upright (0 where unsure)."""
    try:
        said = _call(["stdin", "stdout", "--psm", "0"], _png(image), name).decode("utf-8", "replace")
    except InputError:
        return 0  # Too few letters to tell.
    match = _ROTATE.search(said)
    return int(match[1]) % 360 if match else 0


def _png(image: Any) -> bytes:
    import io

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


# --- the cache


def cached(key: str, page: int) -> PageReading | None:
    """A page's reading from an earlier run."""
    try:
        data = json.loads(_place(key, page).read_text(encoding="utf-8"))
        words = tuple(Reading(**{**word, "box": tuple(word["box"])}) for word in data.pop("words"))
        return PageReading(**data, words=words)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(key: str, page: int, reading: PageReading) -> None:
    """Keep a page's reading; a cache that cannot be written to is no reason to stop."""
    with suppress(OSError):
        write_private(_place(key, page), json.dumps(asdict(reading), ensure_ascii=False))


def _place(key: str, page: int) -> Path:
    how = hashlib.sha256(f"{program()} {DPI} {_VERSION}".encode()).hexdigest()[:8]
    return folder() / key[:2] / f"{key}-{page}-{how}.json"
