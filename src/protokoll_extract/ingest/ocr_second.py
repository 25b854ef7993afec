"""Words read a second time: signs and numbers by another model, and what the first reading left out.

The Swedish model lacks some signs and is weak on figures without words around them. Another
model's word counts only at the same place and only where it holds no letters of a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import regex

from protokoll_extract.ingest.ink import boxes_of, closed
from protokoll_extract.ingest.ocr_words import DOUBTFUL, Reading, ReadLine
from protokoll_extract.ingest.scan_picture import Place, ScanPicture
from protokoll_extract.ingest.tesseract import SECOND, SWEDISH, has_second, read

_SIGN = regex.compile(r"(?=.*[§%])[§%\d.,:()–-]+")
# Figures, and single letters in parentheses as parties have them.
_FIGURES = regex.compile(r"[(]?\d[\d.,:–/-]*[).,:;]*|\(\p{Lu}{1,2}\)[.,:;]?")
_SHORT = regex.compile(r"\(?[\p{L}\d]{1,4}\)?[.,:;]?")
_GLUED = regex.compile(r"[8S5s$&](?P<number>\d{1,4}[a-z]?)")
# How much of two boxes must be common for them to be one word's.
_SAME = 0.5
# Figures of the second reading stand for what is a word to the first one only when this sure.
_SURE = 85
# What was left out is believed when this sure.
_BELIEVED = 75
# Letters' heights as shares of the usual one; marks outside are dots, pictures and handwriting.
_LOW, _HIGH = 0.4, 1.6
_WIDE = 8.0
_SCRAWL = 1.8
# No letter is narrower than this.
_STROKE = 0.13
_MARGIN = 0.07  # of the page's height
# Two letters, of which one is a capital, are wider than this, if the other is none of the narrow ones.
_LETTER, _NARROW = 0.75, "ijlrtf"
_MOST = 60


def with_second(words: tuple[Reading, ...], lines: list[ReadLine]) -> tuple[Reading, ...]:
    """The words, with signs and figures where the second reading has them at the same place."""
    second = [word for line in lines for word in line.words]
    out: list[Reading] = []
    for word in words:
        near = [x for x in second if _touch(x.box, word.box)]
        telling = [x for x in near if _tells(x.text)]
        # Boxes are rough: a sign that is alone in a word's place is that word.
        if len(near) == 1 and _SIGN.fullmatch(near[0].text) and _within(near[0].box, word.box):
            out.append(_better(word, near[0]))
        else:
            out += _merged(word, telling) if telling else [word]
    return tuple(out)


def _tells(text: str) -> bool:
    return bool(_SIGN.fullmatch(text) or _FIGURES.fullmatch(text))


def _merged(word: Reading, near: list[Reading]) -> list[Reading]:
    same = next((x for x in near if _common(x.box, word.box) > _SAME), None)
    if same is not None:
        return [_better(word, same)]
    parts = _parts(word, near)
    if parts:
        return parts
    glued = _GLUED.fullmatch(word.text)
    if glued and any(x.text == "§" and _begins(x.box, word.box) for x in near):
        return [replace(word, text=f"§{glued['number']}", sure=min(word.sure, 90), sign=True)]
    return [word]


def _better(word: Reading, other: Reading) -> Reading:
    """The first reading, or the second one's signs and figures where they say more."""
    if word.text == other.text or set("§%") & set(word.text):
        return word
    if not _SIGN.fullmatch(other.text):
        # Figures against figures, or against what is hardly a word: the surer one.
        if not _SHORT.fullmatch(word.text) and not _FIGURES.fullmatch(word.text):
            return word
        figures = bool(_FIGURES.fullmatch(word.text))
        if figures and len(word.text) != len(other.text):
            return word
        least = DOUBTFUL if figures else _SURE
        if other.sure <= word.sure or other.sure < least:
            return word
    return replace(word, text=other.text, sure=min(word.sure, other.sure, 90), sign=True)


def _parts(word: Reading, near: list[Reading]) -> list[Reading]:
    """§ and its number as two words, where the second reading parts what the first one glued."""
    inside = sorted((x for x in near if _within(x.box, word.box)), key=lambda x: x.box[0])
    if len(inside) != 2 or not set(inside[0].text) <= {"§"}:
        return []
    wide = sum(x.box[2] - x.box[0] for x in inside)
    if wide < 0.6 * (word.box[2] - word.box[0]):
        return []
    return [replace(word, text=x.text, box=x.box, sure=min(word.sure, x.sure, 90), sign=True) for x in inside]


def _touch(a: Place, b: Place) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _within(part: Place, whole: Place) -> bool:
    slack = (whole[3] - whole[1]) / 3
    return (
        whole[0] - slack < part[0] and part[2] < whole[2] + slack
        and whole[1] - slack < part[1] and part[3] < whole[3] + slack
    )  # fmt: skip


def _begins(part: Place, whole: Place) -> bool:
    """Does the box stand at the left end of the other one, inside it?"""
    return _within(part, whole) and abs(part[0] - whole[0]) < (part[3] - part[1]) / 2


def _common(a: Place, b: Place) -> float:
    """How much of the two boxes together is common (0 to 1)."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return 0.0
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return wide * high / (both - wide * high)


# --- what the first reading left out


@dataclass(frozen=True, slots=True)
class _Slip:
    """A piece of the page to be read alone: ``word`` is what was read there, None for nothing."""

    box: Place
    word: Reading | None


def left_out(picture: ScanPicture, words: tuple[Reading, ...], name: str) -> tuple[Reading, ...]:
    """The words with dots for leaders, and with what stands alone (figures, marks, letters) read again.

    Figures in a table and page numbers behind leaders are often left out, or misread for want of
    neighbours. They are cut out, put below each other, and read as lines of their own.
    """
    usual = median([word.size for word in words]) if words else 40.0
    kept = [x for x in words if not _in_leader(x, picture.leaders) and not _is_scrawl(x, usual)]
    kept = _without_margins(kept, picture.image.height)
    slips = [_Slip(word.box, word) for word in kept if _is_odd(word)]
    slips += [_Slip(box, None) for box in _unread(picture, kept, usual)]
    found = _read_slips(picture.image, slips[:_MOST], usual, name) if slips else {}
    out = [_single(found.get(word.box, word)) for word in kept]
    known = {word.box for word in kept}
    out += [word for box, word in found.items() if box not in known]
    return (*out, *(_dots(place, usual) for place in picture.leaders))


def _single(word: Reading) -> Reading:
    """A lone letter that was read as two ("Xx", "FE"): the box is too narrow for two."""
    twice = len(word.text) == 2 and word.text.isalpha() and word.text[0].isupper()
    if not twice or word.text[1] in _NARROW or word.box[2] - word.box[0] > _LETTER * word.size:
        return word
    return replace(word, text=word.text[0], sure=min(word.sure, DOUBTFUL - 1))


def _in_leader(word: Reading, leaders: Iterable[Place]) -> bool:
    return any(_common(word.box, place) > _SAME for place in leaders)


def _is_scrawl(word: Reading, usual: float) -> bool:
    """Handwriting, such as a signature, that was taken for large letters."""
    return word.size > _SCRAWL * usual and word.sure < DOUBTFUL


def _without_margins(words: list[Reading], height: int) -> list[Reading]:
    """Without what stands alone at the head or foot of the page and is hardly read: page numbers, stains."""
    out = []
    for word in words:
        beside = any(x is not word and abs(x.base - word.base) < word.size for x in words)
        outer = min(word.base, height - word.base) < _MARGIN * height
        if beside or not outer or word.sure >= DOUBTFUL:
            out.append(word)
    return out


def _is_odd(word: Reading) -> bool:
    return word.sure < DOUBTFUL and bool(_SHORT.fullmatch(word.text))


def _unread(picture: ScanPicture, words: Sequence[Reading], usual: float) -> list[Place]:
    """Boxes of ink that belongs to no word, about as large as letters."""
    import numpy

    pixels = numpy.array(picture.image)
    ink = pixels < min(150, int(numpy.bincount(pixels.ravel(), minlength=256).argmax()) - 60)
    for word in words:
        x0, top, x1, bottom = word.box
        ink[max(0, top - 4) : bottom + 4, max(0, x0 - 4) : x1 + 4] = False
    boxes = boxes_of(closed(ink, round(0.3 * usual)), grain=3)
    return [
        box
        for box in boxes
        if _LOW * usual < box[3] - box[1] < _HIGH * usual
        and box[2] - box[0] < _WIDE * usual
        # Letters are made of strokes: a blot is full, a speck of dust nearly empty.
        and 0.08 < ink[box[1] : box[3], box[0] : box[2]].mean() < 0.8
    ]


def _read_slips(image: Any, slips: list[_Slip], usual: float, name: str) -> dict[Place, Reading]:
    from PIL import Image

    pad, step = round(0.4 * usual), round(3 * usual)
    paper = max(range(128, 256), key=image.histogram().__getitem__)
    wide = max(slip.box[2] - slip.box[0] for slip in slips) + 4 * step
    sheet = Image.new("L", (wide, step * (len(slips) + 1)), paper)
    for row, slip in enumerate(slips):
        x0, top, x1, bottom = slip.box
        piece = image.crop((x0 - pad, top - pad, x1 + pad, bottom + pad))
        # Each stands on its row's baseline.
        sheet.paste(piece, (step - pad, step * (row + 1) - (bottom - top) - pad))
    readings = [_by_row(read(sheet, SWEDISH, name, "lines"), step)]
    if has_second():
        readings.append(_by_row(read(sheet, SECOND, name, "lines"), step))
    out: dict[Place, Reading] = {}
    for row, slip in enumerate(slips):
        best = _best([found[row] for found in readings if row in found], slip)
        if best is not None:
            out[slip.box] = _placed(best, slip, usual)
    return out


def _by_row(lines: list[ReadLine], step: int) -> dict[int, Reading]:
    """The readings by their row; rows where more than one word was read say nothing."""
    found: dict[int, list[Reading]] = {}
    for line in lines:
        for word in line.words:
            found.setdefault(round(word.base / step) - 1, []).append(word)
    return {row: words[0] for row, words in found.items() if len(words) == 1}


def _best(read_again: list[Reading], slip: _Slip) -> Reading | None:
    """The surest reading that is sure enough; letters only by the Swedish model, or as a single mark."""
    good = [x for i, x in enumerate(read_again) if i == 0 or _tells(x.text) or len(x.text) == 1]
    best = max(good, key=lambda x: x.sure, default=None)
    least = _BELIEVED if slip.word is None else max(_SURE, slip.word.sure)
    if best is None or best.sure < least:
        return None
    # Too much to stand in so narrow a place was not read there.
    return best if (slip.box[2] - slip.box[0]) > _STROKE * best.size * len(best.text) else None


def _placed(found: Reading, slip: _Slip, usual: float) -> Reading:
    base = slip.word.base if slip.word else float(slip.box[3])
    size = slip.word.size if slip.word else usual
    return Reading(found.text, slip.box, base, size, min(found.sure, 90), True)


def _dots(place: Place, usual: float) -> Reading:
    x0, _, x1, bottom = place
    count = max(4, round((x1 - x0) / max(1.0, 0.3 * usual)))
    return Reading("." * count, (x0, bottom - round(0.7 * usual), x1, bottom), float(bottom), usual, 100)
