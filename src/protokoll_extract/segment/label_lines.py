"""The shapes of a label with its value on one line: with a colon, or with a space before a telling value."""

from __future__ import annotations

import regex

from protokoll_extract.segment.headings import label_prefix
from protokoll_extract.text.gate import gated

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
    if not numeric and not person:
        return None
    return gated(rf"(?P<label>.{{{end}}})\s+(?P<value>.+)$", regex.DOTALL).match(text)
