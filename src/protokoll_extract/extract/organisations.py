"""Organisations named in running text: by a register, by legal form, by the shape of the name.

A name is found where it stands; whose it is, and its number in a register, is settled later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from protokoll_extract.extract.finding import Value, stated
from protokoll_extract.extract.name_marks import name_marks
from protokoll_extract.extract.names import is_role
from protokoll_extract.extract.organisation_marks import abbreviated, words_of, words_of_pages
from protokoll_extract.extract.organisation_shapes import shapes
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.marks import Marks
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import (
    RegisterEntry,
    abbreviations,
    first_names,
    municipality_names,
    organisations,
    party_names,
)


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation's name at its place, without a genitive's ending; its register's entry, if any.

    ``end`` is where the name ends in the view it was found in.
    """

    value: Value
    end: int
    register: RegisterEntry | None = None


def find_organisations(view: View, known: Pattern | None = None) -> Iterator[Named]:
    """The organisations named in a paragraph, in its order, none inside another.

    ``known``: finds the names that the document gives elsewhere.
    """
    marks = name_marks(view.text)
    if not marks and known is None:
        return
    found = list(_shaped(view, marks))
    if "registered" in marks:
        found += _registered(view, marks)
    if "abbreviation" in marks:
        found += _short_forms(view, marks)
    if known is not None:
        found += [(*match.span(), "organisation.listed", None) for match in known.finditer(view.text)]
    end = -1
    for start, stop, rule, register in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start >= end:
            end = stop
            yield Named(stated(view, start, stop, rule), stop, register)


def known_names(names: Iterable[str]) -> Pattern | None:
    """Finds names of several words wherever they stand, without a genitive's ending."""
    several = [name for name in names if len(name.split()) > 1]
    if not several:
        return None
    return gated(r"(?<![\p{L}\p{N}-])\L<names>(?=(?:s|:s)?(?![\p{L}\p{N}]))", names=several)


_Hit = tuple[int, int, str, RegisterEntry | None]


# By register

_NOT_BODIES = frozenset({"fund", "programme"})  # They have a list of their own.

_RUN = gated(r"\p{Lu}[\p{L}\p{N}-]+(?:\+|(?:,? [\p{L}&-]+){0,7})")


def _registered(view: View, marks: Marks) -> Iterator[_Hit]:
    """Registered names, the longest at each place."""
    end = 0
    for start in marks.get("registered", ()):
        hit = registered_at(view.text, start) if start >= end else None
        if hit is None:
            continue
        end, register = hit
        name = view.text[start:end]
        branch = _branch(view.text, end) if register.id is None else None
        if branch is not None:
            end = branch
            yield start, end, "organisation.branch", None
            continue
        if register.kind not in _NOT_BODIES and not _is_ordinary(view, start, end):
            yield start, end - _genitive_length(name, register), "organisation.register", register


# What may follow the word that counts pages.
_PAGES = gated(r"[\s\d()/]*(?:av\s*\d+)?[\s)]*")


@cache
def _place() -> Pattern:
    kinds = "|".join(words_of("branch", "behind"))
    return gated(rf"\s+(?:i\s+)?(?P<place>\p{{Lu}}\p{{Ll}}+)(?:\s+(?:{kinds}))?(?!\p{{L}})")


def _branch(text: str, end: int) -> int | None:
    """ "TCO Stockholms län": where the name of a local branch ends; None without a known place."""
    match = _place().match(text, end)
    if match is None or not {match["place"], match["place"].removesuffix("s")} & municipality_names().keys():
        return None
    return int(match.end())


def registered_at(text: str, start: int) -> tuple[int, RegisterEntry] | None:
    """Where the longest registered name that begins here ends; a bare place name is none."""
    run = _RUN.match(text, start)
    words = run.group() if run else ""
    while words:
        register = organisations().get(words.casefold()) or party_names().get(words.casefold())
        if register and not (register.scheme in ("kommunkod", "lanskod") and " " not in words):
            return start + len(words), register
        words = words.rpartition(" ")[0].removesuffix(",")
    return None


def _genitive_length(name: str, register: RegisterEntry) -> int:
    known = organisations().get(name[:-1].casefold()) or party_names().get(name[:-1].casefold())
    return 1 if name.endswith("s") and known == register else 0


def _is_ordinary(view: View, start: int, end: int) -> bool:
    """ "Vision 2040": a word that is a name only inside a sentence; "Sida 1 (23)" counts pages."""
    name = view.text[start:end]
    if name.casefold() in words_of_pages() and _PAGES.fullmatch(view.text, end):
        return True
    if name.removesuffix("s") not in words_of("head", "ordinary") and name not in words_of(
        "head", "ordinary"
    ):
        return False
    first = not regex.search(r"[\p{L}\p{N},]\s+(?:\()?$", view.text[:start])
    return first or bool(regex.match(r"\s*(?:\d|\p{Ll}+ande\b)", view.text[end:]))


# By shape


def _shaped(view: View, marks: Marks) -> Iterator[_Hit]:
    for rule, shape, first, asked in shapes():
        if first not in marks or asked not in marks:
            continue
        end, last = 0, marks[asked][-1]
        for start in marks[first]:
            match = shape.match(view.text, start) if end <= start <= last else None
            if match is None:
                continue
            end = match.end()
            hit = _judged(rule, match)
            if hit is not None:
                end = hit[1]
                hit = (hit[0], hit[1] - _owner_s(view.text[slice(*hit)]))
                yield (*hit, rule, organisations().get(view.text[hit[0] : hit[1]].casefold()))


def _owner_s(name: str) -> int:
    """ "Region Stockholms": one letter is a genitive's, if the name without it is registered."""
    known = organisations().get(name[:-1].casefold())
    return int(name.endswith("s") and known is not None and known.id is not None)


def _judged(rule: str, match: regex.Match[str]) -> tuple[int, int] | None:
    """Where the name stands in what the shape took; None for what only looks like one."""
    text = match.group()
    start, end = match.span()
    words = text.split()
    if rule == "organisation.organ":
        hit = _organ(text, start, end)
        return (hit[0], hit[1] - _owned_s(match)) if hit and hit[1] == end and words[-1][0].isupper() else hit
    if rule == "organisation.trade" and (words[0] in first_names() or text.isupper()):
        return None  # "Anna Vatten" may be somebody's name.
    if rule == "organisation.club" and not _is_club(match):
        return None
    if rule == "organisation.cue" and words[0] in first_names():
        return None  # "gruppen Anna".
    if rule == "organisation.agent" and set(regex.findall(r"\p{Lu}\p{Ll}+", text)) <= first_names():
        return None  # "AnnaSara".
    if rule == "organisation.first" and words[0][0].islower() and _ends_a_name(words):
        return start + len(words[0]) + 1, end
    while len(words) > 2 and _is_outside(words[0]):
        start += len(words[0]) + 1
        words = words[1:]
    if _is_outside(words[0]):
        return None
    if rule in ("organisation.company", "organisation.first"):
        owned = " för " in text or text.endswith(tuple(words_of("first", "definite_owners")))
        return _one_of_two(match.string, start, end - (_owned_s(match) if owned else 0))
    if rule == "organisation.last":
        return _last(match, start)
    return start, end


def _owned_s(match: regex.Match[str]) -> int:
    """ "Nämnden för stöds uppdrag": one letter is a genitive's where something owned follows."""
    word = match.group().rpartition(" ")[2]
    follows = _FOLLOWS.match(match.string, match.end())
    if follows is None or not word.endswith("s") or word in municipality_names():
        return 0
    verbs = table("language")["verbs"]
    return int(follows[1] not in verbs["words"] and follows[1] not in verbs["not_owned"])


_FOLLOWS = regex.compile(r"\s(\p{Ll}+)")


def _last(match: regex.Match[str], start: int) -> tuple[int, int] | None:
    """The name that the last word tells: with an owner, and nobody's own name."""
    if match["last"] is None:
        return start, match.end()
    words = match.string[start : match.end("last")].split()
    if words[-1].casefold() in words_of("last", "never") or _is_surname(words):
        return None
    if not _has_owner(words, inside=_is_inside(match.string, start)):
        return None
    if match.group().isupper() and len(words) > 2:
        return None  # A heading in capitals is no name.
    bare = words[-1] in words_of("last", "generic") and words[-2].endswith("s")
    if bare and match.end() == match.end("last"):
        return None  # "Granviks kommuns nämnd": one of several.
    for at in range(1, len(words) - 1):
        register = organisations().get(" ".join(words[at:]).casefold())
        if register is not None and register.id is not None:
            return match.end() - len(" ".join(words[at:])), match.end()  # "Elevhälsan Granviks kommun".
    return start, match.end()


def _is_inside(text: str, start: int) -> bool:
    """Does the word stand inside a sentence, so that its capital makes it a name?"""
    return bool(regex.search(r"[\p{Ll}\d,]\s+$", text[max(0, start - 3) : start]))


def _is_surname(words: list[str]) -> bool:
    """ "Ada Almstad": two words that may be somebody's name."""
    family = words[-1][0].isupper() and words[-1].casefold() not in words_of("last", "endings")
    ambiguous = tuple(words_of("last", "surname_ends"))
    return len(words) == 2 and family and words[0] in first_names() and words[1].endswith(ambiguous)


def _is_club(match: regex.Match[str]) -> bool:
    """A club's letters with a place or a genitive before them, not somebody's name or a role."""
    text, words = match.group(), match.group().split()
    if any(_is_outside(word) for word in words) or text.casefold() in organisations():
        return False
    if words[0] in words_of("club", "letters"):
        return words[1] not in first_names() and not words[1].isupper()
    return words[0] not in first_names() and (
        words[-2][-1] in "sxz" or words[0] in municipality_names() or _is_inside(match.string, match.start())
    )


def _is_outside(word: str) -> bool:
    """Does the word stand before a name, not in it?"""
    return word in words_of("head", "not_first") or is_role(word)


def _one_of_two(text: str, start: int, end: int) -> tuple[int, int]:
    """ "Mosjö Föreningsråd och Älvdata AB": one name where "och" joins two.

    Behind the joint when an organisation stands before it, before the joint when another begins behind it.
    """
    joint = regex.search(r"\soch\s", text[start:end])
    if joint is None:
        return start, end
    first, second = text[start : start + joint.start()], text[start + joint.end() : end]
    known = organisations().get(first.casefold())
    if first.casefold().endswith(tuple(words_of("last", "endings"))) or (
        known is not None and (known.scheme not in ("kommunkod", "lanskod") or " " in first)
    ):
        return start + joint.end(), end
    return (start, start + joint.start()) if _begins_another(first, second, text[end:]) else (start, end)


@cache
def _form_behind() -> Pattern:
    return gated(rf"\s+(?:{'|'.join(words_of('company', 'after'))})(?!\p{{L}})")


def _begins_another(first: str, second: str, behind: str) -> bool:
    """Does the part behind "och" name somebody else: by its form, its first word, or a register?"""
    forms = (*words_of("company", "before"), *words_of("company", "after"))
    word = second.split()[0]
    return (
        word in words_of("company", "before")
        or word in abbreviations()
        or second.casefold() in organisations()
        or word.casefold().endswith(tuple(words_of("first", "endings")))
        or (not {*first.split()[:2]}.isdisjoint(forms) and _form_behind().match(behind) is not None)
    )


def _ends_a_name(words: list[str]) -> bool:
    """Is it a common noun and a name that says the same: "föreningen Granviks hembygdsförening"?"""
    kinds = (e for e in words_of("last", "endings") if words[-1].casefold().endswith(e))
    return len(words) > 2 and any(words[0].startswith(kind) for kind in kinds)


def _has_owner(words: list[str], *, inside: bool) -> bool:
    """Is the part before the last word a name: a genitive, a place, several words?

    ``inside`` a sentence a capital is enough before a compound: "bidrag till Alby vägförening".
    """
    owner, last = words[-2].casefold(), words[-1].casefold()
    if owner in words_of("last", "generic_owner"):
        return False
    if last in words_of("last", "of_place") or last.endswith(tuple(words_of("organs", "of_field"))):
        return True
    if inside and words[-2][0].isupper() and last not in words_of("last", "endings"):
        return True
    if words[-1][0].isupper() and last not in words_of("last", "endings"):
        return True
    return owner[-1] in "szx" or owner in organisations() or (len(words) > 2 and words[-3][0].isupper())


def _organ(text: str, start: int, end: int) -> tuple[int, int] | None:
    """An organ without the surname that may stand behind it ("Socialnämnden Nordost" keeps its place)."""
    first, slash, part = text.partition("/")
    if slash:
        end -= len(part) + 1 if _is_organ(part) else 0
        text = first
    words = text.split()
    behind = len(words) > 1 and words[-1][0].isupper() and words[-2].casefold().endswith(("en", "et"))
    if behind and not _is_district(words[-2], words[-1]):
        end -= len(words[-1]) + 1
        words = words[:-1]
    last = words[-1].casefold()
    never = last in words_of("organs", "never") or last.endswith(tuple(words_of("organs", "never_endings")))
    return None if never else (start, end)


@cache
def _organ_ends() -> Pattern:
    return gated("(?i:" + "|".join(words_of("organs", "words")) + ")")


def _is_organ(word: str) -> bool:
    """ "Kommunstyrelsen/Kommunfullmäktige": two organs, not an organ and its part."""
    return bool(_organ_ends().fullmatch(word)) or word.isupper()


def _is_district(organ: str, word: str) -> bool:
    """ "Socialnämnden Nordost": part of a board's name, not somebody who is named beside it."""
    person = word.title() in first_names() or word.split("-")[0].title() in first_names() or is_role(word)
    return (
        organ.casefold().endswith(tuple(words_of("organs", "with_place")))
        and not person
        and not (word.isupper() and len(word) > 2)
    )


# By abbreviation


def _short_forms(view: View, marks: Marks) -> Iterator[_Hit]:
    """Well-known registered abbreviations: "SKR"; no diary number's prefix."""
    for start in marks.get("abbreviation", ()):
        match = abbreviated().match(view.text, start)
        assert match is not None
        register = abbreviations()[match.group()]
        numbered = regex.match(r"\s*\d", view.text[match.end() : match.end() + 3])
        branch = _branch(view.text, match.end()) if register.id is None else None
        if branch is not None:
            yield match.start(), branch, "organisation.branch", None
        elif register.kind not in _NOT_BODIES and not numbered:
            yield (*match.span(), "organisation.abbreviation", register)
