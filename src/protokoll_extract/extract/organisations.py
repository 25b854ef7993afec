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
from protokoll_extract.extract.organisation_judgement import judged
from protokoll_extract.extract.organisation_marks import abbreviated, words_of, words_of_pages
from protokoll_extract.extract.organisation_shapes import shapes_by_mark
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
    found = list(_registered(view, marks)) if "registered" in marks else []
    found += _shaped(view, marks)
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
        branch = _branch(view.text, end, register)
        if branch is not None:
            end = branch
            yield start, end, "organisation.branch", None
            continue
        if register.kind not in _NOT_BODIES and not _is_ordinary(view, start, end):
            yield start, end - _genitive_length(name, register), "organisation.register", register


@cache
def _place() -> Pattern:
    kinds, at = "|".join(words_of("branch", "behind")), "|".join(words_of("joints", "at"))
    return gated(rf"\s+(?:(?:{at})\s+)?(?P<place>\p{{Lu}}\p{{Ll}}+)(?:\s+(?:{kinds}))?(?!\p{{L}})")


@cache
def _village() -> Pattern:
    """A place that nothing follows but the end of its cell, a sum or the next entry of a list."""
    and_ = "|".join(words_of("joints", "and"))
    return gated(
        rf"[^\S\t](?P<place>\p{{Lu}}\p{{Ll}}{{2,}}(?:-\p{{Lu}}\p{{Ll}}+)?)(?=[^\S\t]*(?:$|[\t\n\d,;.)]|(?:{and_})\s))"
    )


def _branch(text: str, end: int, register: RegisterEntry) -> int | None:
    """ "TCO Stockholms län": where the name of a local branch ends; None where none is named."""
    if register.id is not None or text[end : end + 1] not in (" ", "\n"):
        return None
    match = _place().match(text, end)
    if match and {match["place"], match["place"].removesuffix("s")} & municipality_names().keys():
        return int(match.end())
    village = _village().match(text, end) if register.name in words_of("branch", "anywhere") else None
    return int(village.end()) if village and village["place"] not in first_names() else None


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


def _counts_pages(view: View, start: int, end: int) -> bool:
    return view.text[start:end].casefold() in words_of_pages() and bool(
        _page_count().fullmatch(view.text, end)
    )


def _is_ordinary(view: View, start: int, end: int) -> bool:
    """ "Vision 2040": a word that is a name only inside a sentence; "Sida 1 (23)" counts pages."""
    name = view.text[start:end]
    if _counts_pages(view, start, end):
        return True
    if name.removesuffix("s") not in words_of("head", "ordinary") and name not in words_of(
        "head", "ordinary"
    ):
        return False
    first = not _INSIDE.search(view.text, max(0, start - 8), start)
    return first or bool(_ordinary_before().match(view.text, end))


_INSIDE = regex.compile(r"[\p{L}\p{N},]\s+(?:\()?$")


@cache
def _ordinary_before() -> Pattern:
    return gated(table("organisations")["head"]["ordinary_before"])


@cache
def _page_count() -> Pattern:
    return gated(table("organisations")["head"]["page_count"])


# By shape


def _shaped(view: View, marks: Marks) -> Iterator[_Hit]:
    for first, grammars in shapes_by_mark().items():
        if first not in marks:
            continue
        for rule, shape, asked in grammars:
            end, last = 0, marks[asked][-1] if asked in marks else -1
            for start in marks[first] if last >= 0 else ():
                match = shape.match(view.text, start) if end <= start <= last else None
                if match is None:
                    continue
                end = match.end()
                hit = judged(rule, match)
                if hit is not None:
                    begin, end = hit
                    end -= _owner_s(view.text[begin:end])
                    yield begin, end, rule, organisations().get(view.text[begin:end].casefold())


def _owner_s(name: str) -> int:
    """ "Region Stockholms": one letter is a genitive's, if the name without it is registered."""
    known = organisations().get(name[:-1].casefold()) if name.endswith("s") else None
    return int(known is not None and known.id is not None)


# By abbreviation


def _short_forms(view: View, marks: Marks) -> Iterator[_Hit]:
    """Well-known registered abbreviations: "SKR"; no diary number's prefix."""
    for start in marks.get("abbreviation", ()):
        match = abbreviated().match(view.text, start)
        assert match is not None
        register = abbreviations()[match.group()]
        numbered = regex.match(r"\s*\d", view.text[match.end() : match.end() + 3])
        branch = _branch(view.text, match.end(), register)
        if branch is not None:
            yield match.start(), branch, "organisation.branch", None
        elif register.kind not in _NOT_BODIES and not (numbered or _counts_pages(view, *match.span())):
            yield (*match.span(), "organisation.abbreviation", register)
