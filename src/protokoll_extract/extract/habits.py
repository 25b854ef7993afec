"""How a document writes its attendance lists: seen in all rows before any is read.

One row alone is often open to two readings ("Lilja, Charlotta", "Ada Ek, hel"); the
rows beside it show which one is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import regex

from protokoll_extract.extract.names import is_role_word, name_pattern
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import first_names, written_letters

ELECTED = frozenset({"member", "substitute", "adjunct"})

# So many rows of one shape show that it is meant.
_ENOUGH = 2
_JOINT = regex.compile(r"[,;:]|\b(?:och|samt)\b")


@dataclass(frozen=True, slots=True)
class Habits:
    """Where the document writes parties, and in which order names.

    ``in_parentheses``: "Ada Ek (S)". ``bare``: "Ada Ek, s". ``first``: "S Ada Ek".
    ``family_first``: "Ek, Ada"; ``family_first_bare``: "Ek Ada". ``given_alone``: "Ada, Bo och Eva Ek".
    ``numbered``: §§ without a sign behind some names, "Ada Ek 12-14".
    ``other_codes``: what stands in parentheses are several codes, and none is a national party's.
    """

    in_parentheses: bool = False
    bare: bool = False
    first: bool = False
    family_first: bool = False
    family_first_bare: bool = False
    given_alone: bool = False
    other_codes: bool = False
    numbered: bool = False


@cache
def family_first() -> Pattern:
    """ "Ek, Bo (S)", "von Ek, Ada": the family name first."""
    particles = "|".join(table("attendance")["names"]["particles"])
    return gated(
        rf"(?P<family>(?:(?:{particles}) ){{0,2}}\p{{Lu}}[\p{{L}}’'-]+(?: \p{{Lu}}[\p{{L}}-]+)?),\s+"
        rf"(?P<given>\p{{Lu}}[\p{{L}}-]+(?: \p{{Lu}}[\p{{L}}.-]*)?)(?=\s*[(,]|\s*$|\s+(?:§|\p{{Ll}}))"
    )


@cache
def family_first_bare() -> Pattern:
    """ "Ek Bo (S)": the same without the comma."""
    return gated(
        r"(?P<family>\p{Lu}[\p{L}’'-]+)\s+(?P<given>\p{Lu}\p{Ll}[\p{L}-]*)(?=\s*[(,]|\s*$|\s+(?:§|\p{Ll}))"
    )


PLAIN = Habits()
"""Nothing is known of how the list is written."""


def habits_of(elected: Iterable[str], everyone: Iterable[str]) -> Habits:
    """What the rows show; ``elected`` are those of members and substitutes, ``everyone`` all."""
    elected, everyone = list(elected), list(everyone)
    return Habits(
        _mostly_parties(_parentheses(), elected, 1),
        _mostly_parties(_after_name(), elected, _ENOUGH),
        _mostly_parties(_before_name(), elected, _ENOUGH),
        _family_first(family_first(), everyone),
        _family_first(family_first_bare(), everyone),
        _given_alone(elected),
        _other_codes(elected),
        _numbered(everyone),
    )


@cache
def _numbers() -> Pattern:
    joined = "|".join(table("attendance")["presence"]["and"])
    more = rf"(?P<more>\s*[-–]\s*\d{{1,4}}|(?:\s*,\s*|\s+(?:{joined})\s+)\d{{1,4}}(?:[-–]\d{{1,4}})?)*"
    return gated(rf"(?:\p{{Ll}}|\p{{L}}\))\s(?P<first>\d{{1,4}}){more}(?=\s*(?:[,.;]|$))")


def _numbered(rows: list[str]) -> bool:
    """Do numbers stand behind some names, several at a time behind one, so that they are no seats?"""
    found = [m for row in rows for m in _numbers().finditer(row)]
    people = sum(len(regex.split(r"[,;]\s*(?=\p{L})", row)) for row in rows)
    return len(found) >= _ENOUGH and any(m["more"] for m in found) and 4 * len(found) <= 3 * people


def _other_codes(rows: list[str]) -> bool:
    """Do several different codes stand in parentheses, none of a national party ("(BUN)", "(PRO)")?"""
    codes = {m["code"].upper() for row in rows for m in _parentheses().finditer(row) if m["code"] != "-"}
    return len(codes) > _ENOUGH and not codes & written_letters()


@cache
def _parentheses() -> Pattern:
    return gated(r"\(\s*(?P<code>[\p{L}-]{1,5})\s*\)")


@cache
def _after_name() -> Pattern:
    return gated(rf"{name_pattern()},\s*(?P<code>\p{{L}}{{1,5}})(?=,|\s|$)")


@cache
def _before_name() -> Pattern:
    return gated(rf"^(?P<code>\p{{Lu}}{{1,4}})\s+(?={name_pattern()})")


def _mostly_parties(pattern: Pattern, rows: list[str], least: int) -> bool:
    """Do the codes in this place name known parties, most of them?"""
    codes = [m["code"].upper() for row in rows for m in pattern.finditer(row) if not is_role_word(m["code"])]
    known = sum(1 for code in codes if code in written_letters())
    return known >= least and 2 * known > len(codes)


def _family_first(pattern: Pattern, rows: list[str]) -> bool:
    """Is the second word the given name in several rows, and the first in none?"""
    names = [
        (m["family"].split()[0], m["given"].split()[0]) for m in map(pattern.match, rows) if m is not None
    ]
    known = [(family in first_names(), given in first_names()) for family, given in names]
    after = sum(1 for family, given in known if given and not family)
    before = sum(1 for family, given in known if family and not given)
    return after >= _ENOUGH and after > 3 * before


def _given_alone(rows: list[str]) -> bool:
    """Are several people named by their given name only?"""
    parts = [part.strip(" .") for row in rows for part in _JOINT.split(row)]
    return sum(1 for part in parts if part in first_names()) >= _ENOUGH
