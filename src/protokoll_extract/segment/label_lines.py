"""The shapes of a label with its value on one line: with a colon, or with a space before a telling value."""

from __future__ import annotations

import regex

from protokoll_extract.segment.headings import label_prefix
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span

COLON = gated(r"\*{0,2}(?P<label>[\p{L}§][\p{L} ./,-]{0,45}?)\s*\*{0,2}:\*{0,2}[\s*]*(?P<value>\S.*)?$")
# Signature lines hold no value: dots, underscores, ellipses.
RULED = gated(r"[\s._…-]+")
PERSON = gated(r"\p{Lu}\p{Ll}+(?:[ -]\p{Lu}[\p{L}-]+){1,3}(?:\s*\(\p{L}{1,5}\))?")
PERSONS = frozenset({"chair", "secretary", "adjusters"})
# What may also be a role within a list of people; nobody sits there as "Utses att justera".
ROLES = PERSONS - {"adjusters"}


def without_colon(text: str) -> regex.Match[str] | None:
    """ "Justeringsdatum 2026-02-10", "Ordförande Bo Ek": a label, a space, a value of its kind."""
    found = label_prefix(text)
    if not found or found[0] == "number":
        return None  # "Protokoll nr 7" is a title.
    field, end = found
    rest = text[end:].lstrip()
    numeric = bool(rest) and (rest[0].isdigit() or rest[0] == "§")
    person = field in PERSONS and bool(PERSON.fullmatch(rest))
    worded = field == "diary" and len(rest) < 30 and any(map(str.isdigit, rest))  # "Diarienummer RS 2031-12"
    if not (numeric or person or worded):
        return None
    return gated(rf"(?P<label>.{{{end}}})\s+(?P<value>.+)$", regex.DOTALL).match(text)


def paired(
    source: SourceText, fields: list[str | None], cells: tuple[Span, ...]
) -> list[tuple[str, Span, tuple[Span, ...]]]:
    """Labels and values by turns: "Underskrifter<tab>Sekreterare<tab>Bo Ek<tab>Paragrafer<tab>1-9".

    Each label's field, its cell and the cells of its value; nothing where a value is not on the line.
    """
    starts = [i for i, field in enumerate(fields) if field]
    found = [
        (str(fields[i]), cells[i], cells[i + 1 : j])
        for i, j in zip(starts, [*starts[1:], len(cells)], strict=True)
    ]
    found = [x for x in found if x[2] or x[0] != "other"]
    said = all(values and not RULED.fullmatch(source.quote(values[0])) for *_, values in found)
    return found if said else []
