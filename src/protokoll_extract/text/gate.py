"""Gates: most patterns of the vocabulary fit nowhere in a paragraph, and a few letters tell so.

A pattern that can only match where the text holds one of some letters ("yrka", "föresl") is not
tried on a text that holds none of them. The letters are read off the pattern itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import regex

# Fewer letters than this are found nearly everywhere, but for some signs; more alternatives cost more
# than they save.
_FEWEST_LETTERS, _MOST_NEEDLES = 2, 48
_RARE_SIGNS = frozenset("([{<«#@%§€$£")
_LONG = 4
_QUANTIFIER = regex.compile(r"(?:[*+?]|\{(?P<least>\d*)(?P<range>,)?\d*\})[+?]?")
_SIGNS = frozenset("*+?{")
# Letters none of which a quantifier makes optional.
_LETTERS = regex.compile(r"\w+(?![*+?{\w])|\w+(?=\w[*+?{])")
_GROUP = regex.compile(
    r"\((?:\?(?:(?P<look><?[=!])|(?P<flags>[a-zA-Z]*(?:-[a-z]+)?)(?P<end>[:)])|>|\||P?<\w+>))?"
)
_CLASS = regex.compile(r"\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]")
_ESCAPE = regex.compile(
    r"\\(?:[pP]\{[^}]*\}|[pP]\w|L<\w+>|g<\w+>|x[0-9a-f]{2}|u[0-9a-f]{4}|\d+|.)", regex.I | regex.S
)
_PLAIN_ESCAPES = frozenset(".-/()[]{}+*?|^$\\\"'#&~ ,:;%")

Needles = frozenset[str]
# What a gate hands on to its pattern as it is.
_DIRECT = ("findall", "fullmatch", "match", "split", "sub")


class Gated:
    """A pattern that looks for its needles before it searches, and is compiled when first one is there.

    Most patterns of the vocabulary are never needed by a short document, and to compile one takes
    longer than to read its needles off it.
    """

    __slots__ = ("_finditer", "_flags", "_lists", "_search", *_DIRECT, "needles", "pattern")
    _search: Callable[..., Any]
    _finditer: Callable[..., Any]
    match: Callable[..., Any]
    fullmatch: Callable[..., Any]
    findall: Callable[..., list[str]]
    sub: Callable[..., str]
    split: Callable[..., list[str]]

    def __init__(self, pattern: str, flags: int, lists: dict[str, list[str]], needles: Needles) -> None:
        self.pattern, self._flags, self._lists = pattern, flags, lists
        self.needles = tuple(sorted(needles))

    def __getattr__(self, name: str) -> Any:
        """What only the compiled pattern has; from then on it is found without coming here."""
        if name not in (*_DIRECT, "_search", "_finditer"):
            raise AttributeError(name)
        compiled = regex.compile(self.pattern, self._flags, **self._lists)
        for direct in _DIRECT:
            setattr(self, direct, getattr(compiled, direct))
        self._search, self._finditer = compiled.search, compiled.finditer
        return getattr(self, name)

    def search(self, text: str, pos: int | None = None, endpos: int | None = None) -> regex.Match[str] | None:
        folded = _folded(text) if endpos is None else _folded_part(text, pos or 0, endpos)
        for needle in self.needles:
            if needle in folded:
                return self._search(text, pos, endpos)
        return None

    def finditer(
        self, text: str, pos: int | None = None, endpos: int | None = None, overlapped: bool = False
    ) -> Iterator[regex.Match[str]]:
        folded = _folded(text) if endpos is None else _folded_part(text, pos or 0, endpos)
        for needle in self.needles:
            if needle in folded:
                return iter(self._finditer(text, pos, endpos, overlapped))
        return iter(())


class Gates:
    """The gates of several patterns behind one look."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._always = {at for at, p in enumerate(patterns) if not isinstance(p, Gated)}
        self._needles = [
            (needle, at) for at, p in enumerate(patterns) if isinstance(p, Gated) for needle in p.needles
        ]

    def open(self, text: str) -> list[int]:
        """Which of the patterns the text may match, in their order."""
        folded = _folded(text)
        return sorted(self._always.union([at for needle, at in self._needles if needle in folded]))


class AnyOf:
    """Many patterns as one: of its alternatives only those are tried that the text may match.

    Together they would have too many needles for a gate. One may begin with ``(?i)`` for itself.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = [f"(?i:{p[4:]})" if p.startswith("(?i)") else f"(?:{p})" for p in patterns]
        self._gates = Gates([gated(p) for p in self._patterns])
        self._joined: dict[tuple[int, ...], Pattern] = {}

    def search(self, text: str) -> regex.Match[str] | None:
        pattern = self.possible(text)
        return pattern.search(text) if pattern is not None else None

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        pattern = self.possible(text)
        return iter(pattern.finditer(text)) if pattern is not None else iter(())

    def possible(self, text: str) -> Pattern | None:
        """What the text, or a part of it, may match; None if nothing."""
        which = tuple(self._gates.open(text))
        if which and which not in self._joined:
            self._joined[which] = gated("|".join(self._patterns[at] for at in which))
        return self._joined[which] if which else None


Pattern: TypeAlias = "Gated | regex.Pattern[str]"


def gated(pattern: str, flags: int = 0, **lists: list[str]) -> Pattern:
    """The pattern, behind a gate where it has needles. ``lists`` are its named lists."""
    found = _needles_of(pattern, bool(flags & regex.VERBOSE))
    return (
        Gated(pattern, flags, lists, found) if found is not None else regex.compile(pattern, flags, **lists)
    )


@lru_cache(maxsize=1024)
def _needles_of(pattern: str, verbose: bool) -> Needles | None:
    return needles(pattern, verbose=verbose)


def _folded_part(text: str, start: int, end: int) -> str:
    """Of a long text only the part that is looked at: else many small looks cost the square of its length."""
    return text[start:end].casefold() if (end - start) * _LONG < len(text) else _folded(text)


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    return text.casefold()


def needles(pattern: str, *, verbose: bool = False) -> Needles | None:
    """Casefolded strings one of which stands in every text that the pattern matches; None if unknown."""
    reader = _Reader(pattern, verbose)
    return _shortest(reader.alternatives())


def _shortest(found: Needles | None) -> Needles | None:
    """Without those that hold another one."""
    if not found:
        return None
    kept = frozenset(a for a in found if not any(b != a and b in a for b in found))
    return kept if len(kept) <= _MOST_NEEDLES else None


class _Reader:
    """Reads a pattern from left to right; what it does not know it takes to match anything."""

    def __init__(self, pattern: str, verbose: bool) -> None:
        self.text, self.at, self.verbose = pattern, 0, verbose

    def alternatives(self) -> Needles | None:
        """One of the needles of each alternative, up to a closing parenthesis."""
        found: list[Needles | None] = [self._sequence()]
        while self.at < len(self.text) and self.text[self.at] == "|":
            self.at += 1
            found.append(self._sequence())
        known = [x for x in found if x is not None]
        return frozenset().union(*known) if len(known) == len(found) else None

    def _sequence(self) -> Needles | None:
        candidates: list[Needles | None] = []
        run = ""
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            if plain := _LETTERS.match(self.text, self.at):
                run += plain.group().casefold()
                self.at = plain.end()
                continue
            letter, group = self._element()
            least, fixed = self._quantity()
            if letter is None or not least:
                candidates += [frozenset({run}), group if least else None]
                run = ""
                continue
            run += letter
            if not fixed:
                candidates.append(frozenset({run}))
                run = ""
        candidates.append(frozenset({run}))
        return _best(candidates)

    def _element(self) -> tuple[str | None, Needles | None]:
        """The next element: its letter, or the needles of a group, or neither."""
        char = self.text[self.at]
        if char == "(":
            return self._group()
        if char == "[":
            return self._class(), None
        if char == "\\":
            return self._escape(), None
        self.at += 1
        if self.verbose and char.isspace():
            return "", None
        if self.verbose and char == "#":
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end
            return "", None
        return (None if char in ".^$" else char.casefold()), None

    def _group(self) -> tuple[str | None, Needles | None]:
        opening = _GROUP.match(self.text, self.at)
        if opening is None or (self.text.startswith("(?", self.at) and opening.group() == "("):
            raise ValueError(f"no gate can be made for {self.text!r}")
        self.at = opening.end()
        if opening["end"] == ")":  # Flags for the rest.
            self.verbose = self.verbose or "x" in opening["flags"]
            return "", None
        found = self.alternatives()
        self.at += 1
        return None, None if opening["look"] else found

    def _class(self) -> str | None:
        whole = _CLASS.match(self.text, self.at)
        assert whole is not None
        self.at = whole.end()
        inside = {char.casefold() for char in whole.group()[1:-1]}
        return inside.pop() if len(inside) == 1 and inside.isdisjoint("^\\") else None

    def _escape(self) -> str | None:
        escape = _ESCAPE.match(self.text, self.at)
        assert escape is not None
        self.at = escape.end()
        char = escape.group()[1:]
        return char if char in _PLAIN_ESCAPES else None

    def _quantity(self) -> tuple[int, bool]:
        """How often the element stands at least, and whether it is exactly once."""
        quantifier = (
            _QUANTIFIER.match(self.text, self.at) if self.text[self.at : self.at + 1] in _SIGNS else None
        )
        if quantifier is None:
            return 1, True
        self.at = quantifier.end()
        first = quantifier.group()[0]
        if first == "{":
            return int(quantifier["least"] or 0), False
        return (1 if first == "+" else 0), False


def _best(candidates: list[Needles | None]) -> Needles | None:
    """The needles that let fewest texts through: few of them, and long."""
    usable = [c for c in candidates if c and all(len(x) >= _FEWEST_LETTERS or x in _RARE_SIGNS for x in c)]
    return max(usable, key=lambda c: min(map(len, c)) - len(c) / 4, default=None)
