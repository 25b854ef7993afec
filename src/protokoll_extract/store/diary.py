"""Diary numbers: one key for all spellings of one number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from protokoll_extract.vocab.load import table

_NUMBER = re.compile(
    r"""(?<![\w/.:-])
    (?P<series> [A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,9} )
    [ \t]* [-–/:.]? [ \t]*
    (?P<year> (?:19|20)\d\d )
    [ \t]* [-–/:. ] [ \t]*
    (?P<number> \d{1,6} )
    (?: [.:] \d{1,3} )?
    (?![\w/])
    | (?<![\w/.:-]) (?P<bare_year> (?:19|20)\d\d ) [/:–-] 0*(?P<bare_number> [1-9]\d{1,5} ) (?![\w/:–-])
    """,
    re.VERBOSE,
)
# The older way, in full only where a number is expected: "KS 112/2026", "112/2026".
_YEAR_LAST = re.compile(
    r"""(?<![\w/.:§-]) (?: (?P<series> [A-ZÅÄÖ]{1,10} ) [ \t]* [-–/:.]? [ \t]* )?
    0*(?P<number> [1-9]\d{0,5} ) [ \t]? / [ \t]? (?P<year> (?:19|20)\d\d ) (?![\w/–-])""",
    re.VERBOSE,
)
# A series is written in capitals, or in any way when somebody types it.
_ISO_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])\b")


def key(text: str) -> str | None:
    """The key of a text that is a diary number: "KS 2026/00112" and "ks2026-112" → ``ks 2026 112``."""
    return next((found for found, _, _ in _all(text.strip().upper())), None)


def keys_in(text: str) -> Iterator[str]:
    """The keys of the diary numbers in a running text, those with a series only."""
    for found, _, _ in _found(text):
        if found.count(" ") == 2:
            yield found


def taken_out(text: str) -> tuple[list[str], str]:
    """The keys of the diary numbers in what somebody typed, and what else was typed."""
    keys, rest, done = [], [], 0
    for found, start, end in _all(text.upper()):
        keys.append(found)
        rest.append(_without_label(text[done:start]))
        done = end
    return keys, " ".join([*rest, text[done:]])


def _all(text: str) -> list[tuple[str, int, int]]:
    """Numbers in any spelling, in order; none where no year stands first does the year stand last."""
    return list(_found(text)) or list(_year_last(text))


def _year_last(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _YEAR_LAST.finditer(text):
        series = (match["series"] or "").lower()
        named = [series] if series and series not in _labels() else []
        yield " ".join([*named, match["year"], match["number"]]), match.start(), match.end()


def _without_label(text: str) -> str:
    """What stands before a number, without the "dnr" at its end."""
    words = text.split()
    return " ".join(words[:-1]) if words and words[-1].lower() in _labels() else text


@lru_cache(1)
def _labels() -> frozenset[str]:
    return frozenset(word for entry in table("references")["diary_label"] for word in entry["words"])


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _NUMBER.finditer(text):
        if match["series"] is None:
            if not _ISO_DAY.match(match[0]):
                yield f"{match['bare_year']} {int(match['bare_number'])}", match.start(), match.end()
        elif match["series"].upper() == match["series"]:
            parts = match["series"].lower(), match["year"], str(int(match["number"]))
            yield " ".join(parts), match.start(), match.end()
