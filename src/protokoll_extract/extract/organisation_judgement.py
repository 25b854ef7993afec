"""What a grammar took, judged: a name or what only looks like one, and where it begins and ends."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from protokoll_extract.extract.names import is_role
from protokoll_extract.extract.organisation_marks import words_of
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import abbreviations, first_names, municipality_names, organisations


def judged(rule: str, match: regex.Match[str]) -> tuple[int, int] | None:
    """Where the name stands in what the shape took; None for what only looks like one."""
    text = match.group()
    start, end = match.span()
    if rule == "organisation.organ":
        if text.isalpha():
            return None if _is_no_organ(text.casefold()) else (start, end)
        hit = _organ(text, start, end)
        placed = hit is not None and hit[1] == end and text.rpartition(" ")[2][0].isupper()
        return (hit[0], end - _owned_s(match)) if hit and placed else hit
    words = text.split()
    if rule == "organisation.trade" and (_is_somebodys(match, words) or text.isupper()):
        return None  # "Anna Vatten" may be somebody's name.
    if rule == "organisation.club" and not _is_club(match):
        return None
    if rule == "organisation.cue" and words[0] in first_names():
        return None  # "gruppen Anna".
    if rule == "organisation.agent" and set(regex.findall(r"\p{Lu}\p{Ll}+", text)) <= first_names():
        return None  # "AnnaSara".
    if words[0] in words_of("first", "alone") and _is_part(match):
        return None  # "Trafikverket Region Väst".
    if rule == "organisation.first" and words[0][0].islower() and _ends_a_name(words):
        return start + len(words[0]) + 1, end
    while len(words) > 2 and _is_outside(words[0]):
        start += len(words[0]) + 1
        words = words[1:]
    if _is_outside(words[0]):
        return None
    if rule == "organisation.company" and len(words) == 2 and words[0] in words_of("company", "middle"):
        return None  # "Fastighets AB", without its name.
    if rule in ("organisation.company", "organisation.first"):
        start = _from_before(match.string, start) if rule == "organisation.company" else start
        owned = says_for_what(text) or text.endswith(tuple(words_of("first", "definite_owners")))
        return _one_of_two(match.string, start, end - (_owned_s(match) if owned else 0))
    if rule == "organisation.last":
        return _last(match, start)
    return start, end


def _is_part(match: regex.Match[str]) -> bool:
    """Does a registered name stand right before, of whose parts this is one?"""
    before = match.string[max(0, match.start() - 40) : match.start()].split()
    return bool(before) and before[-1].casefold() in organisations()


def _is_somebodys(match: regex.Match[str], words: list[str]) -> bool:
    """ "Anna Vatten", "Bo Lunds El": does a given name stand in it, or before it?"""
    before = match.string[max(0, match.start() - 20) : match.start()].split()
    return words[0] in first_names() or (bool(before) and before[-1] in first_names())


@cache
def _before() -> Pattern:
    at = "|".join(words_of("joints", "at"))
    return gated(
        r"(?P<name>(?:\p{Lu}[\p{L}-]+\s(?:&\s)?){0,2}\p{Lu}[\p{L}-]+(?:\s\p{Ll}+en)?)" rf"\s(?:{at})\s$"
    )


def says_for_what(name: str) -> bool:
    """ "Nämnden för omsorg": does it say what it is for?"""
    return any(f" {word} " in name for word in words_of("joints", "for"))


def _from_before(text: str, start: int) -> int:
    """ "Tekniska verken i Almvik AB": where a firm's name begins that holds its place."""
    if not text[max(0, start - 6) : start].endswith(tuple(f" {word} " for word in words_of("joints", "at"))):
        return start
    match = _before().search(text, max(0, start - 60), start)
    words = match["name"].split() if match else []
    if match is None or _is_outside(words[0]) or _is_organ(match["name"]):
        return start
    several = len(words) > 1 or match["name"].casefold() in organisations()
    alone = _is_inside(text, match.start()) and not words[0].endswith(tuple(words_of("company", "kinds")))
    return match.start() if several or alone else start


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
    text, behind = match.string[start : match.end("last")], match.end() - match.end("last")
    at = _name_begins(text, behind > 0, _is_inside(match.string, start))
    return (start + at, match.end()) if at is not None else None


@lru_cache(maxsize=4096)  # The same names stand again and again.
def _name_begins(text: str, has_field: bool, inside: bool) -> int | None:
    """Where the name begins in what ends with its last word; None where there is none.

    ``has_field``: what the board is for stands behind it; ``inside`` a sentence.
    """
    words = _HYPHENATED.sub("", text).split()
    if words[-1].casefold() in words_of("last", "never") or _is_surname(words):
        return None
    if not _has_owner(words, inside=inside) or (text.isupper() and len(words) > 2):
        return None  # A heading in capitals is no name.
    if words[-1] in words_of("last", "generic") and words[-2].endswith("s") and not has_field:
        return None  # "Granviks kommuns nämnd": one of several.
    for at in range(1, len(words) - 1):
        tail = " ".join(words[at:])
        register = organisations().get(tail.casefold())
        if register is not None and register.id is not None:
            return max(0, text.rfind(words[at]))  # "Elevhälsan Granviks kommun".
    return 0


# "Almdals miljö- och byggnadsnämnd": between the owner and the last word.
_HYPHENATED = regex.compile(r"(?<=\s)\p{Ll}+-\s\p{Ll}+\s")


# The end of what stands before a word inside a sentence, whose capital makes it a name.
_INSIDE = regex.compile(r"[\p{Ll}\d,]\s+$")


def _is_inside(text: str, start: int) -> bool:
    return _INSIDE.search(text, max(0, start - 3), start) is not None


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
    joint = _joint().search(text, start, end)
    if joint is None:
        return start, end
    first, second = text[start : joint.start()], text[joint.end() : end]
    if _is_another(first):
        return joint.end(), end
    if not _begins_another(first, second, text[end:]):
        return start, end
    with_form = not {*second.split()}.isdisjoint(words_of("company", "after"))
    return (joint.end(), end) if with_form and not _has_form(first) else (start, joint.start())


@cache
def _joint() -> Pattern:
    return gated(rf"(?<!-)\s(?:{'|'.join(words_of('joints', 'and'))})\s")


def _is_another(name: str) -> bool:
    """Is what stands before the joint an organisation, and not only a place?"""
    known = organisations().get(name.casefold())
    registered = known is not None and (known.scheme not in ("kommunkod", "lanskod") or " " in name)
    return registered or name.casefold().endswith(tuple(words_of("last", "endings")))


def _has_form(name: str) -> bool:
    forms = (*words_of("company", "before"), *words_of("company", "after"))
    return not {*name.split()[:2]}.isdisjoint(forms)


@cache
def _form_behind() -> Pattern:
    return gated(rf"\s+(?:{'|'.join(words_of('company', 'after'))})(?!\p{{L}})")


def _begins_another(first: str, second: str, behind: str) -> bool:
    """Does the part behind "och" name somebody else: by its form, its first word, or a register?"""
    word = second.split()[0]
    return (
        not {*second.split()[:-1][:2]}.isdisjoint(words_of("company", "before"))
        or word in abbreviations()
        or second.casefold() in organisations()
        or word.casefold().endswith(tuple(words_of("first", "endings")))
        or (_has_form(first) and _form_behind().match(behind) is not None)
        or _last_behind().match(behind) is not None
    )


@cache
def _last_behind() -> Pattern:
    return gated(rf"\s[\p{{L}}-]*(?:{'|'.join(words_of('last', 'endings'))})(?!\p{{L}})")


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
    if len(words) == 2 and words[0] in words_of("organs", "no_adjective"):
        return None  # "Hela förvaltningen".
    behind = len(words) > 1 and words[-1][0].isupper() and words[-2].casefold().endswith(("en", "et"))
    if behind and not _is_district(words[-2], words[-1]):
        end -= len(words[-1]) + 1
        words = words[:-1]
    return None if _is_no_organ(words[-1].casefold()) else (start, end)


@lru_cache(maxsize=4096)  # The same few organs are named again and again.
def _is_no_organ(word: str) -> bool:
    """ "området": ends as an organ does, and is none."""
    return word in words_of("organs", "never") or word.endswith(tuple(words_of("organs", "never_endings")))


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
