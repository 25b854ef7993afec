"""The grammars of organisations' names: what a name looks like, whatever register knows it."""

from __future__ import annotations

from functools import cache

from protokoll_extract.extract.organisation_marks import BEGINS, ends_of, words_of
from protokoll_extract.text.gate import Pattern, gated

_WORD = r"\p{Lu}[\p{L}\p{M}’'&-]*"
CAPITAL = rf"(?:S:ta?(?!\p{{L}})|{_WORD})"
# Between two words of a name; a tab parts two columns.
_GAP = r"[^\S\t]+"
# Where a name ends: before a genitive's ending or a word's end.
_STOP = r"(?=(?:s|:s)?(?![\p{L}\p{N}]))"
# Words are taken whole (*+) and their ends looked at behind: no shorter one could fit.
_RUN, _ADJECTIVE = r"[\p{L}-]*+", rf"{_WORD}+(?<=a){_GAP}"


@cache
def shapes() -> tuple[tuple[str, Pattern, str, str], ...]:
    """The grammars of names, each under the rule it gives, with the marks to try it at."""
    grammars = {
        "organisation.company": _company(),
        "organisation.last": _last(),
        "organisation.first": _first(),
        "organisation.cue": rf"(?:{_any('cue', 'before')}){_GAP}\K{CAPITAL}(?:{_GAP}{CAPITAL})*{_STOP}",
        "organisation.quoted": rf"(?:{_any('cue', 'before', 'quoted')}){_GAP}[”“»\"]\K"
        r"\p{Lu}[^”“«»\"]{2,40}(?=[”“«»\"])",
        "organisation.agent": rf"\p{{Lu}}\p{{Ll}}+(?:\p{{Lu}}\p{{Ll}}+)+"
        rf"(?=:s(?!\p{{L}})|\s+(?:{_any('agent', 'verbs')})(?!\p{{L}}))",
        "organisation.trade": rf"{CAPITAL}{_GAP}(?:{_any('trade', 'words')}){_STOP}",
        "organisation.club": _club(),
        "organisation.organ": _organ(),
    }
    return tuple((rule, gated(shape), *BEGINS[rule]) for rule, shape in grammars.items())


@cache
def shapes_by_mark() -> dict[str, list[tuple[str, Pattern, str]]]:
    """The grammars by the mark they begin at, each with its rule and the mark of a word it asks for."""
    found: dict[str, list[tuple[str, Pattern, str]]] = {}
    for rule, shape, first, asked in shapes():
        found.setdefault(first, []).append((rule, shape, asked))
    return found


def _any(section: str, *keys: str) -> str:
    return "|".join(word for key in keys for word in words_of(section, key))


def _small(key: str) -> str:
    """A small word between the words of a name."""
    return f"(?:{_any('joints', key)})"


def _names() -> str:
    """The words of a firm's name, none of them its legal form."""
    word = rf"(?!(?:{_any('company', 'after')})(?![\p{{L}}])){CAPITAL}(?:\.{CAPITAL})*"
    return rf"{word}(?:{_GAP}(?:{word}|(?:{_small('and')}|&)(?={_GAP}{CAPITAL})|\d+:\d+))*"


def _company() -> str:
    after, before = _any("company", "after"), _any("company", "before")
    middle = rf"(?:{_any('company', 'middle')}){_GAP}(?:{before})"
    trade = rf"(?:{_GAP}\p{{Ll}}*(?:{_any('company', 'trades')})(?={_GAP}(?:{after})(?!{_GAP}\p{{Lu}})))?"
    named = rf"{_names()}{trade}{_GAP}(?:{after})"
    return rf"(?:{middle}{_GAP}{_names()}|{named}|(?:{before}){_GAP}{_names()}){_STOP}"


def _last() -> str:
    last, inside = _any("last", "endings"), _any("last", "inside")
    head = rf"{CAPITAL}(?:{_GAP}(?:{CAPITAL}|(?:{inside})(?=\s)))*"
    field = rf"(?:(?<=[\s-](?:{_any('last', 'generic')})){_GAP}{_small('for')}{_GAP}{_field()})?"
    return (
        rf"(?P<head>{head}){_GAP}(?:\p{{Ll}}+-{_GAP}{_small('and')}{_GAP})?"
        rf"(?P<last>(?:[\p{{L}}-]*?)(?i:{last})){field}{_STOP}"
        rf"|(?:{_any('last', 'nation')}){_GAP}\p{{Ll}}{{4,}}{_GAP}(?:[\p{{L}}-]*?)(?:{last}){_STOP}"
        rf"|{CAPITAL}s{_GAP}(?:{_any('last', 'members')}){_STOP}"
    )


def _field() -> str:
    """What a board is for: "kultur och fritid", "äldre samt vård och omsorg"; no board itself."""
    word = rf"(?!(?:{_any('first', 'no_field')})(?!\p{{L}}))\p{{Ll}}{{4,}}-?"
    more = rf"(?!\p{{L}}*(?:{_any('first', 'no_more_field')})(?!\p{{L}})){word}"
    kind = rf"(?:\p{{Ll}}{{3,}}(?:{_any('first', 'field_kinds')}){_GAP})?"
    joined = rf"(?:(?:,{_GAP}{more})*{_GAP}{_small('and')}{_GAP}{more}\p{{Ll}})?"
    also = rf"(?:{_GAP}{_small('also')}{_GAP}{more}{_GAP}{_small('and')}{_GAP}{more})?"
    return rf"{kind}(?=\p{{Ll}}{{5}}|\p{{Ll}}{{4}}(?:-|,|{_GAP}{_small('and')})){word}{joined}{also}(?<!-)"


def _first() -> str:
    first, names = _any("first", "endings"), _names()
    # "Direktionen för Almviks kommunalförbund": the direction of what has a name of its own.
    owner = rf"(?!{_GAP}[\p{{L}}-]*(?:{_any('last', 'endings')})(?!\p{{L}}))"
    named = rf"(?>{CAPITAL}(?:{_GAP}{CAPITAL})*){owner}(?:(?<=ska){_GAP}\p{{Ll}}{{4,}})?"
    return (
        rf"(?:{_ADJECTIVE})?{_RUN}(?<=(?i:{first})){_GAP}{names}"
        rf"(?:{_GAP}(?:{_any('first', 'behind')}))?{_STOP}"
        rf"|(?:{_any('first', 'for_what')}){_GAP}{_small('for')}{_GAP}(?:{named}|{_field()}){_STOP}"
        rf"|(?:{_any('first', 'lower_for_what')}){_GAP}{_small('for')}{_GAP}\p{{Ll}}{{8,}}{_STOP}"
        rf"|(?:{_any('first', 'alone')}){_GAP}(?:(?:{_any('first', 'compass')}){_GAP})?{CAPITAL}{_STOP}"
        rf"|\p{{Lu}}{_RUN}(?<=[\p{{L}}-]{{4}}(?:{first})){_GAP}{_small('at')}{_GAP}{CAPITAL}(?:{_GAP}{_small('county')})?{_STOP}"
    )


def _club() -> str:
    """ "IFK Almvik", "Almviks IF"."""
    letters, of_place = _any("club", "letters"), _any("club", "of_place")
    return (
        rf"(?:{letters}){_GAP}{CAPITAL}(?:{_GAP}{CAPITAL})?{_STOP}"
        rf"|{CAPITAL}(?:{_GAP}{CAPITAL})?{_GAP}(?:{letters}|(?<=[sxz]{_GAP})(?:{of_place})){_STOP}"
    )


def _organ() -> str:
    organs = _any("organs", "words")
    hyphen = rf"\p{{L}}{_RUN}(?<=-)"
    hyphens = rf"(?:{hyphen},{_GAP})*(?:{hyphen}{_GAP}?(?i:{_any('joints', 'and', 'also')}){_GAP})"
    glued = rf"(?:\p{{L}}++-{_small('and')}{_GAP})"
    # "Äldre samt vård- och …": a field, no other organ.
    definite = _any("joints", "definite")
    field = rf"(?:\p{{L}}{_RUN}(?<!{definite}){_GAP}{_small('also')}{_GAP}(?={hyphen}))"
    joined = rf"{field}?(?:{hyphens}|{glued})?"
    organ = rf"(?=(?:\p{{L}}*+-)*?\p{{L}}++(?<={ends_of('organs', ('words',))}))(?i:{organs})"
    for_field = rf"{_GAP}{_small('for')}{_GAP}{_field()}"
    shared = rf"(?:{_any('organs', 'shared')}){_GAP}(?:{_any('organs', 'shared_boards')}){for_field}"
    part = rf"{_GAP}(?:{_any('organs', 'parts')})(?:et)?(?:{for_field})?"
    return (
        rf"{_RUN}(?<=[\p{{L}}-](?:{_any('organs', 'owners')})s){part}{_STOP}"
        rf"|{shared}{_STOP}"
        rf"|{joined}{organ}(?:(?:{_GAP}|/){CAPITAL}(?:-{CAPITAL})*)?{_STOP}"
        rf"|(?:{_any('last', 'nation')}){_GAP}[\p{{L}}-]{{3,}}(?:{_any('last', 'definite')}){_STOP}"
        rf"|{_ADJECTIVE}(?:{_any('organs', 'by_adjective')}){_STOP}"
        rf"|(?<!\p{{L}})(?:{_any('organs', 'capital')}){_STOP}|(?:{_any('organs', 'revisers')})"
        rf"|(?i:{_any('organs', 'fields')})(?:{_any('organs', 'of_field')}){_GAP}{CAPITAL}{_STOP}"
    )
