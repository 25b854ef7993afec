"""Normal forms in which gold and predicted values are compared; what is shown stays as written."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = str.maketrans({"”": '"', "“": '"', "„": '"', "»": '"', "«": '"', "’": "'", "‘": "'"})
_POINT_START = re.compile(r"^(?:[-*•–]\s+|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)?(?:att:?\s+)?")
_POINT_END = re.compile(r"[\s.;,:]*(?:,?\s+(?:och|samt))?[\s.;,:]*$")
_JOINERS = re.compile(r"[,;]|\boch\b|\bsamt\b")
_SFS = re.compile(r"\d{4}:\d+")
_CHAPTER = re.compile(r"(\d+\s*[a-z]?)\s*kap")
_SECTION = re.compile(r"(\d+\s*[a-z]?)\s*§")


def plain(value: object) -> str:
    """One form for all white space, dashes, quotation marks and cases; no soft hyphens."""
    text = unicodedata.normalize("NFC", str(value)).replace("\u00ad", "").translate(_QUOTES)
    return " ".join(_DASHES.sub("-", text).split()).casefold()


def point(text: str) -> str:
    """A decision point or proposal without its number, bullet, leading "att" and final punctuation."""
    return _POINT_END.sub("", _POINT_START.sub("", plain(text), count=1))


def number(label: object) -> str:
    """A § number without its sign and leading zeros: "§ 07" and "7" are the same."""
    return plain(label).lstrip("§ ").lstrip("0")


def presence(text: str) -> str:
    """How long somebody was there, whatever joins or encloses the parts: "§§ 1-2, 5" and "(§§ 1-2 och 5)"."""
    form = plain(text)
    inner = form[1:-1] if form.startswith("(") and form.endswith(")") else form
    return " ".join(_JOINERS.sub(" ", inner).split())


def law(text: str) -> str:
    """A statute with its number by that number, chapter and section; any other as its plain text."""
    form = plain(text)
    sfs = _SFS.search(form)
    if sfs is None:
        return form
    rest = form[sfs.end() :]
    places = [found[1] if (found := x.search(rest)) else "" for x in (_CHAPTER, _SECTION)]
    return "/".join([sfs[0], *places])
