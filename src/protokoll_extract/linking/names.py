"""When two written names may be one person's, and how surely."""

from __future__ import annotations

import unicodedata
from functools import cache

import regex

from protokoll_extract.vocab.load import table

# How two names differ, the surest first.
SAME, SPELLING, GENITIVE, MIDDLE, SLIP, LONGER = (
    "name", "spelling", "genitive", "middle name", "one letter", "longer name",
)  # fmt: skip
SURE = frozenset({SAME, SPELLING, GENITIVE, MIDDLE})


def folded(name: str) -> str:
    """One form for white space, case and composed letters."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


@cache
def _plain(name: str) -> str:
    """Without accents (but with å, ä and ö), hyphens and apostrophes: "Anna-Karín" as "anna karin"."""
    kept = regex.sub(r"[-’'`´]", " ", folded(name))
    return "".join(x if x in "åäö" else unicodedata.normalize("NFD", x)[0] for x in kept)


@cache
def difference(left: str, right: str) -> str | None:
    """How two names differ, as one of the words above; None when nothing says that they are one."""
    a, b = sorted((folded(left), folded(right)), key=len)
    if a == b:
        return SAME
    if _plain(a).replace(" ", "") == _plain(b).replace(" ", ""):
        return SPELLING
    if b == a + "s":
        return GENITIVE
    first, *rest = a.split()
    other, *others = b.split()
    if first == other and rest and others:
        if rest[-1] == others[-1]:
            return MIDDLE if set(rest) <= set(others) else None
        if rest == others[: len(rest)] or rest[-1] in others:
            return LONGER
    return SLIP if _one_slip(a, b) else None


def _one_slip(a: str, b: str) -> bool:
    """One letter wrong, missing, added or two changed about, in a name long enough to tell."""
    from rapidfuzz.distance import OSA

    return min(len(a), len(b)) >= 8 and OSA.distance(a, b, score_cutoff=1) <= 1


def is_common(name: str) -> bool:
    """Does the surname say little, as many bear it?"""
    return folded(name).endswith(tuple(table("linking")["common"]["endings"]))
