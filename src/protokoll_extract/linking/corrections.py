"""Corrections by hand: a plain file that every run applies, and that no later rule may undo.

One line a correction, ``#`` begins a comment. Somebody is named by name, if need be with party and body::

    same: Ada Ek | Ada Ek Lund
    different: Bo Ås (S) | Bo Ås (M) @ Socialnämnden
    same case: KS 2031-12 | KF 2031-7
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import regex

from protokoll_extract.errors import InputError
from protokoll_extract.linking.names import folded
from protokoll_extract.linking.sightings import Sighting


@dataclass(frozen=True, slots=True)
class Selector:
    """Whom a line speaks of; party and body only where they are written."""

    name: str
    party: str | None = None
    body: str | None = None

    def __call__(self, sighting: Sighting) -> bool:
        return (
            sighting.key == folded(self.name)
            and (self.party is None or (sighting.party or "-") == self.party.upper())
            and (self.body is None or folded(self.body) in folded(str(sighting.body)))
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two selectors, and the line they stand on."""

    left: Selector
    right: Selector
    line: int

    def holds(self, a: Sighting, b: Sighting) -> bool:
        """Does the line speak of these two?"""
        return (self.left(a) and self.right(b)) or (self.left(b) and self.right(a))


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the file says, in its order."""

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    same_case: tuple[tuple[str, str], ...] = ()

    def parts(self, a: Sighting, b: Sighting) -> bool:
        """Are the two different people by a correction?"""
        return any(pair.holds(a, b) for pair in self.different)


_SELECTOR = regex.compile(
    r"(?P<name>[^(|@]+?)\s*(?:\((?P<party>[^)]{1,6})\))?\s*(?:@\s*(?P<body>[^|]+?))?\s*"
)
_LINE = regex.compile(r"(?P<kind>same case|same|different)\s*:\s*(?P<left>[^|]+)\|(?P<right>[^|]+)")


def read_corrections(path: Path) -> Corrections:
    """The corrections in a file.

    Raises:
        InputError: the file cannot be read, or a line has another form; it says which.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = str(getattr(error, "strerror", None) or "is not UTF-8 text")
        raise InputError("input.corrections", str(path), reason.lower(), "Check the file's path.") from error
    same: list[Pair] = []
    different: list[Pair] = []
    cases: list[tuple[str, str]] = []
    for number, line in enumerate(lines, 1):
        entry = line.partition("#")[0].strip()
        if not entry:
            continue
        match = _LINE.fullmatch(entry)
        sides = [_SELECTOR.fullmatch(match[side].strip()) for side in ("left", "right")] if match else []
        if match and match["kind"] == "same case":
            cases.append((match["left"].strip(), match["right"].strip()))
        elif match and sides[0] and sides[1]:
            left, right = (Selector(s["name"].strip(), s["party"], s["body"]) for s in sides if s)
            (same if match["kind"] == "same" else different).append(Pair(left, right, number))
        else:
            advice = "Write 'same: A | B', 'different: A | B' or 'same case: NUMBER | NUMBER'."
            raise InputError("input.corrections", f"{path}:{number}", f"unknown line {entry!r}", advice)
    return Corrections(tuple(same), tuple(different), tuple(cases))
