"""The shape of a person's name, and of an organisation's."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import abbreviations, first_names, organisations, parties

# One word of a name: Åsa, Karl-Erik, O'Neill, S., A:son, McCoy, al-Hassan, d'Arc.
WORD = (
    r"(?:\p{Lu}\.|\p{Lu}:son(?!\p{L})|(?:\p{Ll}{1,3}[-’'])?\p{Lu}[\p{L}\p{M}’'´`]*(?:-\p{Lu}?[\p{L}\p{M}]+)*)"
)


# Between two words of a name; a wider gap parts two columns.
_GAP = r"[^\S\t]{1,2}"
_WORD = regex.compile(r"\S+")
# A name's small letter before its capital.
_SMALL_FIRST = regex.compile(r"\p{Ll}[-’']\p{Lu}")


def capital_first(text: str) -> str:
    """What a search for names in the text may begin with: a gate that lets only capitals through.

    Few texts hold a name that begins with a small letter ("d'Arc"); in the others most places are
    passed by at once.
    """
    joined = "-" in text or "'" in text or "’" in text
    return "" if joined and _SMALL_FIRST.search(text) else r"(?=\p{Lu})"


@cache
def name_pattern() -> str:
    """A regex for a full name: two to four words, small particles between them."""
    names = table("attendance")["names"]
    particles = "|".join(p for p in names["particles"] if p not in names["not_inside"])
    quoted = r"[\"”“'][\p{L} ]{2,20}[\"”“']"
    return rf"{WORD}(?:{_GAP}(?:(?:{particles})\s+)*(?:{WORD}|{quoted})){{1,3}}"


@cache
def _name() -> Pattern:
    return gated(name_pattern())


@cache
def _org_words() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    data = table("attendance")["organisations"]
    return frozenset(data["first"]), frozenset(data["last"]), tuple(data["suffixes"])


@lru_cache(maxsize=4096)  # The same people are named again and again.
def is_organisation(text: str) -> bool:
    """Does the text look like (or stand in a register as) an organisation's name?"""
    words = text.split()
    if not words:
        return False
    first, last, suffixes = _org_words()
    return (
        words[0] in first
        or words[-1] in last
        or (len(words) > 1 and text.isupper() and words[-1].casefold() in last)  # "GRANVIKS KOMMUN"
        or text.casefold() in organisations()
        or text in abbreviations()
        or any(w.casefold().endswith(suffixes) for w in (words[0], words[-1]))
    )


@cache
def _roles() -> frozenset[str]:
    return frozenset(w.casefold() for w in table("attendance")["roles"]["words"])


def is_role(word: str) -> bool:
    """Is the word by itself a role ("VD", "Ordförande")?"""
    return word.casefold() in _roles()


def is_person_name(text: str) -> bool:
    return bool(_name().fullmatch(text)) and not is_organisation(text)


@cache
def _organisation_start() -> Pattern:
    last = "|".join(sorted(map(regex.escape, _org_words()[1]), key=len, reverse=True))
    inside = "|".join(table("attendance")["organisations"]["inside"])
    word = rf"(?:\p{{Lu}}[\p{{L}}&’'-]*|{inside})"
    return gated(rf"\p{{Lu}}[\p{{L}}&’'-]*(?: {word}){{0,3}} (?:{last})(?![\p{{L}}-])")


def organisation_at(text: str, start: int = 0) -> int | None:
    """Where the organisation ends that begins at ``start`` ("Norra Lerviks kommun …"), or None."""
    match = _organisation_start().match(text, start)
    return int(match.end()) if match is not None else None


@cache
def _role_word() -> Pattern:
    data = table("attendance")["roles"]
    words = "|".join(map(regex.escape, data["words"]))
    suffixes = "|".join(data["suffixes"])
    return gated(rf"(?i)(?:{words}|[\p{{L}}-]*(?:{suffixes}))")


def is_role_word(word: str) -> bool:
    """Is one word a role, by the list or by its ending ("HR-chef", "kommundirektör")?"""
    return bool(_role_word().fullmatch(word))


def person_end(text: str, start: int = 0) -> int | None:
    """Where the full name ends that begins at ``start``, or None where none begins.

    A role or an organisation that follows without a comma is no part of the name:
    "Ada Ek HR-chef", "Ada Ek Norrviks kommun".
    """
    match = _name().match(text, start)
    if match is None or is_organisation(match.group()):
        return None
    words: list[tuple[int, int]] = [
        (start + w.start(), start + w.end()) for w in _WORD.finditer(match.group())
    ]
    if organisation_at(text, start) is not None and text[slice(*words[0])] not in first_names():
        return None
    for i, (a, b) in enumerate(words):
        if is_role_word(text[a:b]) or (i and _begins_organisation(text, a, b)):
            return words[i - 1][1] if i >= 2 else None
    return words[-1][1]


def _begins_organisation(text: str, start: int, end: int) -> bool:
    first, _, suffixes = _org_words()
    word = text[start:end]
    return word in first or word.casefold().endswith(suffixes) or organisation_at(text, start) is not None


def with_title(name: str) -> int:
    """Where the name begins behind a title: "Ordföranden Sofia Lind" at 11, "Sofia Lind" at 0."""
    word, _, rest = name.partition(" ")
    titled = " " in rest.strip() and word not in first_names() and _is_title(word)
    return len(word) + 1 + len(rest) - len(rest.lstrip()) if titled else 0


def _is_title(word: str) -> bool:
    """A role, also in its definite form ("Kassören", "Ordföranden")?"""
    return any(is_role_word(word.removesuffix(end)) for end in ("", "n", "en"))


@cache
def _party_shape() -> Pattern:
    return gated(r"\p{L}{1,5}|-|–")


@cache
def _mixed_letters() -> Pattern:
    """ "FoTr", "RoS", "LpO": a local party's letters, some of them small."""
    return gated(r"\p{Lu}\p{Ll}{1,2}\p{Lu}\p{Ll}{0,2}|\p{Lu}{2}\p{Ll}\p{Lu}?|\p{Lu}\p{Ll}\p{Lu}{2}")


def party_code(raw: str, *, elected: bool, local: bool = False) -> str | None:
    """The upper-case code of a party as written beside a name, or None.

    A national party anywhere; an unknown short code only beside an elected person's name.
    ``local``: this list writes parties in this place, so a code may also be one that some
    agency is abbreviated by.
    """
    code = raw.strip()
    if not _party_shape().fullmatch(code):
        return None
    if code.upper() in parties():
        return code.upper()
    cased = code.isupper() or code.islower() or (local and _mixed_letters().fullmatch(code))
    if not elected or not cased or is_role(code):
        return None
    register = abbreviations().get(code)
    is_agency = register is not None and register.kind in ("agency", "university")
    return code.upper() if register is None or (local and is_agency) else None
