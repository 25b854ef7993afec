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
from protokoll_extract.extract.organisation_marks import (
    BEGINS,
    abbreviated,
    ends_of,
    words_of,
)
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.marks import Marks
from protokoll_extract.text.view import View
from protokoll_extract.vocab.registers import (
    RegisterEntry,
    abbreviations,
    first_names,
    municipality_names,
    organisations,
    party_names,
)

_CAP = r"(?:S:ta?(?!\p{L})|\p{Lu}[\p{L}\p{M}’'&-]*)"


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
    found = [hit for find in (_registered, _shaped, _short_forms) for hit in find(view, marks)]
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

_RUN = gated(r"\p{Lu}[\p{L}\p{N}-]+(?:\+|(?: [\p{L}&-]+){0,6})")


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


_PLACE = gated(r"\s+(?:i\s+)?(?P<place>\p{Lu}\p{Ll}+)(?:\s+(?:län|stad|kommun|distrikt))?(?!\p{L})")


def _branch(text: str, end: int) -> int | None:
    """ "TCO Stockholms län": where the name of a local branch ends; None without a known place."""
    match = _PLACE.match(text, end)
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
        words = words.rpartition(" ")[0]
    return None


def _genitive_length(name: str, register: RegisterEntry) -> int:
    known = organisations().get(name[:-1].casefold()) or party_names().get(name[:-1].casefold())
    return 1 if name.endswith("s") and known == register else 0


def _is_ordinary(view: View, start: int, end: int) -> bool:
    """ "Vision 2040": a word that is a name only inside a sentence."""
    name = view.text[start:end]
    if name.removesuffix("s") not in words_of("head", "ordinary") and name not in words_of(
        "head", "ordinary"
    ):
        return False
    first = not regex.search(r"[\p{L}\p{N},]\s+(?:\()?$", view.text[:start])
    return first or bool(regex.match(r"\s*(?:\d|\p{Ll}+ande\b)", view.text[end:]))


# By shape


@cache
def _shapes() -> tuple[tuple[str, Pattern, str, str], ...]:
    """The grammars of names, each under the rule it gives, with the marks to try it at."""
    after, before = ("|".join(words_of("company", key)) for key in ("after", "before"))
    last = "|".join(words_of("last", "endings"))
    inside = "|".join(words_of("last", "inside"))
    first = "|".join(words_of("first", "endings"))
    what = "|".join(words_of("first", "for_what"))
    lower = "|".join(words_of("first", "lower_for_what"))
    cue = "|".join(words_of("cue", "before"))
    organs = "|".join(words_of("organs", "words"))
    capital = "|".join(words_of("organs", "capital"))
    revisers = "|".join(words_of("organs", "revisers"))
    parts = "|".join(words_of("organs", "parts"))
    owners = "|".join(words_of("organs", "owners"))
    by_adjective = "|".join(words_of("organs", "by_adjective"))
    of_field = "|".join(words_of("organs", "of_field"))
    alone = "|".join(words_of("first", "alone"))
    compass = "|".join(words_of("first", "compass"))
    members = "|".join(words_of("last", "members"))
    quoted = "|".join((*words_of("cue", "before"), *words_of("cue", "quoted")))
    trade = "|".join(words_of("trade", "words"))
    acts = "|".join(words_of("agent", "verbs"))
    word = rf"(?!(?:{after})(?![\p{{L}}])){_CAP}"
    names = rf"{word}(?:\s+(?:{word}|(?:och|&)(?=\s+{_CAP})|\d+:\d+))*"
    head = rf"{_CAP}(?:\s+(?:{_CAP}|(?:{inside})(?=\s)))*"
    # Words are taken whole (*+) and their ends looked at behind: no shorter one could fit.
    run, adjective = r"[\p{L}-]*+", r"\p{Lu}[\p{L}\p{M}’'&-]*+(?<=a)\s+"
    joined = (
        rf"(?:\p{{L}}{run}\s+samt\s+)?(?:\p{{L}}{run}(?<=-),\s+)*(?:\p{{L}}{run}(?<=-)\s+(?i:och|samt)\s+)?"
    )
    organ = rf"(?=(?:\p{{L}}*+-)*?\p{{L}}++(?<={ends_of('organs', ('words',))}))(?i:{organs})"
    stop = r"(?=(?:s|:s)?(?![\p{L}\p{N}]))"
    shapes = {
        "organisation.company": rf"(?:{names}\s+(?:{after})|(?:{before})\s+{names}){stop}",
        "organisation.last": rf"(?P<head>{head})\s+(?P<last>(?:[\p{{L}}-]*?)(?i:{last})){stop}"
        rf"|{_CAP}s\s+(?:{members}){stop}",
        "organisation.first": rf"(?:{adjective})?{run}(?<=(?i:{first}))\s+{names}"
        rf"(?:\s+(?:fond|minnesfond|minne))?{stop}"
        rf"|(?:{what})\s+för\s+(?:{_CAP}(?:\s+{_CAP})*|\p{{Ll}}{{5,}}(?:\s+och\s+\p{{Ll}}{{5,}})?){stop}"
        rf"|(?:{lower})\s+för\s+\p{{Ll}}{{8,}}{stop}"
        rf"|(?:{alone})\s+(?:(?:{compass})\s+)?{_CAP}{stop}"
        rf"|\p{{Lu}}{run}(?<=[\p{{L}}-]{{4}}(?:{first}))\s+i\s+{_CAP}{stop}",
        "organisation.cue": rf"(?:{cue})\s+\K{_CAP}(?:\s+{_CAP})*{stop}",
        "organisation.quoted": rf"(?:{quoted})\s+[”“»\"]\K\p{{Lu}}[^”“«»\"]{{2,40}}(?=[”“«»\"])",
        "organisation.agent": rf"\p{{Lu}}\p{{Ll}}+(?:\p{{Lu}}\p{{Ll}}+)+"
        rf"(?=:s(?!\p{{L}})|\s+(?:{acts})(?!\p{{L}}))",
        "organisation.trade": rf"{_CAP}\s+(?:{trade}){stop}",
        "organisation.organ": rf"{run}(?<=[\p{{L}}-](?:{owners})s)\s+(?:{parts})(?:et)?{stop}"
        rf"|{joined}{organ}(?:(?:\s+|/){_CAP}(?:-{_CAP})*)?{stop}"
        rf"|{adjective}(?:{by_adjective}){stop}"
        rf"|(?<!\p{{L}})(?:{capital}){stop}|(?:{revisers})"
        rf"|(?i:social|stadsdels)(?:{of_field})\s+{_CAP}{stop}",
    }
    return tuple((rule, gated(shape), *BEGINS[rule]) for rule, shape in shapes.items())


def _shaped(view: View, marks: Marks) -> Iterator[_Hit]:
    for rule, shape, first, asked in _shapes():
        end = 0
        for start in marks.get(first, ()) if asked in marks else ():
            match = shape.match(view.text, start) if end <= start <= marks[asked][-1] else None
            if match is None:
                continue
            end = match.end()
            hit = _judged(rule, match)
            if hit is not None:
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
    if rule == "organisation.organ":
        return _organ(text, start, end)
    words = text.split()
    if rule == "organisation.trade" and (words[0] in first_names() or text.isupper()):
        return None  # "Anna Vatten" may be somebody's name.
    if rule == "organisation.agent" and set(regex.findall(r"\p{Lu}\p{Ll}+", text)) <= first_names():
        return None  # "AnnaSara".
    if rule == "organisation.first" and words[0][0].islower() and _ends_a_name(words):
        return start + len(words[0]) + 1, end
    while len(words) > 2 and _is_outside(words[0]):
        start += len(words[0]) + 1
        words = words[1:]
    if _is_outside(words[0]):
        return None
    if rule == "organisation.company" and (other := _other_before(match.string, start, end)):
        start = other
    if rule == "organisation.last" and (not _has_owner(words) or (text.isupper() and len(words) > 2)):
        return None  # A heading in capitals is no name.
    return start, end


def _is_outside(word: str) -> bool:
    """Does the word stand before a name, not in it?"""
    return word in words_of("head", "not_first") or is_role(word)


def _other_before(text: str, start: int, end: int) -> int | None:
    """ "Mosjö Föreningsråd och Älvdata AB": where the firm begins when another organisation stands first."""
    joint = regex.search(r"\s(?:och|&)\s", text[start:end])
    if joint is None:
        return None
    first = text[start : start + joint.start()]
    other = (
        first.casefold().endswith(tuple(words_of("last", "endings"))) or first.casefold() in organisations()
    )
    return start + joint.end() if other else None


def _ends_a_name(words: list[str]) -> bool:
    """Is it a common noun and a name that says the same: "föreningen Granviks hembygdsförening"?"""
    kinds = (e for e in words_of("last", "endings") if words[-1].casefold().endswith(e))
    return len(words) > 2 and any(words[0].startswith(kind) for kind in kinds)


def _has_owner(words: list[str]) -> bool:
    """Is the part before the last word a name: a genitive, a place, several words?"""
    owner, last = words[-2].casefold(), words[-1].casefold()
    if owner in words_of("last", "generic_owner"):
        return False
    if last in words_of("last", "of_place") or last.endswith("nämnd"):
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
