"""The signs § and % on scanned pages, where something else was read beside a number; list numbers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import regex

from protokoll_extract.ingest.pdf_lines import RawPage, RawWord
from protokoll_extract.vocab.load import table

# A word by its page and the corner of its box (points).
Corner = tuple[int, float, float]
_NUMBER = regex.compile(r"\(?(?P<n>\d{1,4})(?:[-–—](?P<last>\d{1,4}))?[.,:;)]*\p{Lu}?\p{L}*")
# A list's number with the wrong sign, or grown together with the first word.
_LIST = regex.compile(r"(?P<n>\d{1,2})(?:,|\.(?P<rest>\p{Lu}\p{Ll}+))")
_PARTED = regex.compile(r"(?P<text>.*?)(?P<tail>[.,;:)]*)", regex.S)


def corner(page: int, x0: float, top: float) -> Corner:
    return page, round(x0, 2), round(top, 2)


def with_signs(pages: list[RawPage], read: set[int]) -> tuple[list[RawPage], set[Corner]]:
    """The sign § where it was misread, on the pages that were ``read`` off pictures; and where that was."""
    numbers = _numbers(pages)
    found: set[Corner] = set()
    out = []
    for page in pages:
        words = list(page.words)
        for i, word in enumerate(page.words) if page.number in read else ():
            text = _Place(words, i).sign(numbers)
            if text is not None and text != word.text:
                words[i] = replace(word, text=text)
                found.add(corner(page.number, word.x0, word.top))
        out.append(replace(page, words=words))
    return out, found


@cache
def _vocab() -> dict[str, Any]:
    found = table("legible")["paragraph_sign"]
    return {
        **{key: frozenset(found[key]) for key in ("signs", "doubtful", "double", "chapter", "leading")},
        **{key: regex.compile(found[key]) for key in ("law", "joined")},
    }


def _numbers(pages: list[RawPage]) -> frozenset[int]:
    """The numbers that stand behind a sign which is § beyond doubt, with those that a range spans."""
    found: set[int] = set()
    for page in pages:
        for i, word in enumerate(page.words):
            if word.text in _vocab()["signs"] or word.text.endswith("§"):
                match = _NUMBER.fullmatch(_Place(page.words, i).near(1))
                if match:
                    first, last = int(match["n"]), int(match["last"] or match["n"])
                    found |= set(range(first, min(last, first + 500) + 1))
    return frozenset(found)


class _Place:
    """A word with its neighbours on the line."""

    def __init__(self, words: list[RawWord], i: int) -> None:
        self._words, self._i = words, i
        self._text = words[i].text

    def near(self, step: int) -> str:
        """The word so many steps away, "" where the line has none."""
        at, here = self._i + step, self._words[self._i]
        if not 0 <= at < len(self._words):
            return ""
        other = self._words[at]
        return other.text if abs(other.y - here.y) < 0.6 * here.font.size else ""

    def sign(self, numbers: frozenset[int]) -> str | None:
        """What the word is when read as § or %, None where it is neither."""
        read = self._before(numbers) or self._behind() or self._glued(numbers) or self._percent()
        return read or self._list_number()

    def _before(self, numbers: frozenset[int]) -> str | None:
        """The sign before its number: "§ 12", "§§ 12–14"."""
        vocab = _vocab()
        match = _NUMBER.fullmatch(self.near(1))
        if match is None:
            return None
        ends = {int(match["n"]), int(match["last"] or match["n"])}
        if self._text in vocab["signs"]:
            return "§" * len(self._text)
        if self._text in vocab["double"]:
            sure = any(sign in "§$&" for sign in self._text)
            return "§§" if sure or (match["last"] and ends & numbers) else None
        if self._text in vocab["doubtful"]:
            beside = {int(match["n"]) - 1, int(match["n"]) + 1}
            begins = not self.near(-1) and beside & numbers
            led = self.near(-1).lower() in vocab["leading"] and ends & numbers
            return "§" if begins or led else None
        return None

    def _behind(self) -> str | None:
        """The sign behind its number: "14 § kommunallagen", "5 kap. 3 §", "12 § Val av justerare"."""
        vocab = _vocab()
        parted = _PARTED.fullmatch(self._text)
        number = self.near(-1)
        if parted is None or not number.isdigit():
            return None
        sign = parted["text"]
        if sign in vocab["doubtful"] | vocab["signs"] and self.near(-2).lower() in vocab["chapter"]:
            return f"§{parted['tail']}"
        if sign not in vocab["signs"]:
            return None
        begins = not self.near(-2) and self.near(1)[:1].isupper()
        return f"§{parted['tail']}" if begins or vocab["law"].search(self.near(1)) else None

    def _glued(self, numbers: frozenset[int]) -> str | None:
        """Sign and number in one word: "$12", and "812" alone where § 12 is known, § 812 not."""
        vocab = _vocab()
        if joined := vocab["joined"].fullmatch(self._text):
            return "§" * len(joined["sign"]) + str(joined["n"])
        sign, number = self._text[:1], self._text[1:]
        alone = not self.near(-1) and not self.near(1)
        if sign not in vocab["doubtful"] or not number.isdigit() or not alone:
            return None
        known = int(number) in numbers and not (self._text.isdigit() and int(self._text) in numbers)
        return f"§{number}" if known else None

    def _percent(self) -> str | None:
        vocab = table("legible")["percent_sign"]
        number, following = self.near(-1), self.near(1)
        if self._text not in vocab["signs"] or not regex.fullmatch(vocab["number"], number):
            return None
        # In a table the next figure stands further away.
        before, here = self._words[self._i - 1], self._words[self._i]
        apart = here.x0 - before.x1 > here.font.size
        return None if apart or not following[:1].islower() else "%"

    def _list_number(self) -> str | None:
        """The number that begins a line: "9, Stämman avslutas", "13.Budget"."""
        match = None if self.near(-1) else _LIST.fullmatch(self._text)
        if match is None or not (match["rest"] or self.near(1)[:1].isupper()):
            return None
        return f"{match['n']}. {match['rest'] or ''}".strip()
