"""References to laws, diary numbers, calls and programme objectives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, stated
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import LawEntry, law_abbreviations, laws

_DASH = r"[-‐‑–−]"
_AND = r"(?:\s?,\s|\s(?:och|samt|eller)\s)"
_SECTION_NUMBER = r"\d+(?:\s?[a-z](?!\p{L}))?"
# Where a law reference can begin with a figure, and what stands behind the name of one that ends there.
_LAW_SPOT = gated(r"(?P<behind>(?<=\p{L})(?:\s?(?=\((?:SFS\s)?\d{4}:\d)|,?\s(?=[\d§])))|(?<![\d:.\-])\d|§")
_WORD_BEFORE = gated(r"(?r)(?<![\p{L}\-])\p{L}[\p{L}\-]*")
# A figure is a law's section only with one of its marks so near (characters).
_LAW_SIGN = 80
# One of these stands in every one.
_LAW_MARKS = ("§", "kap", "(")
# The longest name of an act (characters).
_LAW_NAME = 160


def words_pattern(words: Iterable[str]) -> str:
    """An alternation, longest first, any white space for a space."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(r"\s+".join(regex.escape(part) for part in word.split(" ")) for word in ordered)


def _vocabulary(name: str) -> list[str]:
    return [word for entry in table("references")[name] for word in entry["words"]]


# --- laws -------------------------------------------------------------------------------------


@cache
def _law_name() -> str:
    """A pattern for a law's name: in the register, or any word that ends like one."""
    several = [name for name in laws() if " " in name or "-" in name]
    ending = words_pattern(_vocabulary("law_ending"))
    excluded = words_pattern(_vocabulary("not_law"))
    # The whole word is taken before its ending is looked at: nothing is tried letter by letter.
    generic = rf"""(?!(?i:{excluded})(?!\p{{L}}))(?i:\p{{L}}++-\s(?:och|eller)\s)?
        \p{{L}}[\p{{L}}\-]*+(?<=(?i:{ending}))"""
    begin = "".join(sorted({letter for name in several for letter in (name[0].lower(), name[0].upper())}))
    known = rf"(?=[{begin}])(?i:{words_pattern(several)})(?![\p{{L}}])"
    short = rf"(?=\p{{Lu}})(?:{words_pattern(law_abbreviations())})(?!\p{{L}})"
    return rf"(?<![\p{{L}}\-])(?:{known}|{short}|{generic})"


@cache
def _law_patterns() -> tuple[Pattern, Pattern]:
    """References that begin with a section or chapter, and those that begin with the act's name."""
    name = _law_name()
    link = words_pattern(_vocabulary("law_link"))
    sfs = r"\((?:SFS\s)?(?P<sfs>\d{4}:\d+)\)"
    chapter = rf"(?:(?P<chapter>{_SECTION_NUMBER})\s?kap\b\.?(?:\s?,?\s?)?)?"
    numbers = rf"(?P<section>{_SECTION_NUMBER}(?:(?:\s?[-–]\s?|{_AND}){_SECTION_NUMBER})*)"
    sign_first = rf"§{{1,2}}\s?(?P<section>{_SECTION_NUMBER})"
    section = rf"{chapter}(?:{numbers}\s?§{{1,2}}|{sign_first})"
    before = rf"{chapter}(?:{numbers}\s?§{{1,2}}|{sign_first}(?=\s\p{{Ll}}))"
    only = rf"(?P<chapter>{_SECTION_NUMBER})\s?kap\b\.?(?!\s?\d)"
    point = r"(?:\s(?:\p{L}+\sstycket|st\.?|p\.?\s?\d+))?"
    plain = r"(?<![\p{L}\-])(?P<name>(?i:lag|förordning))(?=\s\()"
    title = r"(?:\s(?:om|med|angående|för|till)\s[^,.;:()§\d]{3,150})?"
    return (
        gated(
            rf"""(?<![\d:.\-])(?:{before}|{only}){point}\s(?:(?:{link})\s)?
                (?:{plain}|(?P<name>{name}))(?:\s?{sfs})?""",
            regex.VERBOSE,
        ),
        gated(
            rf"""(?:{plain}|(?P<name>{name}))
            (?:\s?{sfs}(?:{title}(?:,\s|\s)(?:{section}|{only}))? | (?:,\s|\s)(?:{section}|{only}))""",
            regex.VERBOSE,
        ),
    )


@cache
def _law_ends() -> tuple[tuple[str, ...], frozenset[str]]:
    """How the last word of an act's name ends, and the words that are one by themselves."""
    last = {name.split()[-1] for name in laws() if " " in name}
    return tuple(_vocabulary("law_ending")), frozenset(map(str.casefold, (*last, *law_abbreviations())))


def find_laws(view: View, on: str | None = None) -> Iterator[Tree]:
    """Every act named with its SFS number or a section; ``on`` (an ISO date) picks the act in force."""
    text, end = view.text, 0
    if not any(mark in text for mark in _LAW_MARKS):
        return
    by_figure, by_name = _law_patterns()
    endings, words = _law_ends()
    for spot in _LAW_SPOT.finditer(text):
        start = spot.start()
        if start < end:
            continue
        if spot["behind"] is None:
            near = start + _LAW_SIGN
            if text.find("§", start, near) < 0 and text.find("kap", start, near) < 0:
                continue
            match = by_figure.match(text, start)
        else:
            word = _WORD_BEFORE.match(text, end, start)
            folded = word.group().casefold() if word else ""
            if word is None or not (folded.endswith(endings) or folded in words):
                continue
            start = word.start()
            match = by_name.search(text, max(end, start - _LAW_NAME))
        if match is not None and match.start() <= start:
            end = match.end()
            yield _law(view, match, on)


def _law(view: View, match: regex.Match[str], on: str | None) -> Tree:
    spans = view.spans(*match.span())
    name = " ".join(match["name"].split())
    sfs = _group(view, match, "sfs", "law.sfs") or _registered(view, match, name, on)
    chapter = _group(view, match, "chapter", "law.chapter")
    section = _group(view, match, "section", "law.section")
    head = f"SFS {sfs.value}" if sfs else name
    tail = [f"{chapter.value} kap."] if chapter else []
    tail += [f"{section.value} §"] if section else []
    value = f"{head}, {' '.join(tail)}" if tail else head
    normal = Value(value, spans, "law.normal", sfs.status if sfs else "stated")
    return {
        "kind": derived("law", spans, "reference.kind"),
        "raw": stated(view, match.start(), match.end(), "law"),
        "value": normal,
        "sfs": sfs,
        "chapter": chapter,
        "section": section,
    }


def _group(view: View, match: regex.Match[str], group: str, rule: str) -> Value | None:
    if match[group] is None:
        return None
    printed = " ".join(match[group].split())
    return stated(view, match.start(group), match.end(group), rule, printed)


def _registered(view: View, match: regex.Match[str], name: str, on: str | None) -> Value | None:
    """The SFS number the register gives the name, where it leaves no doubt."""
    entries = laws().get(name.casefold()) or laws().get(name.casefold().removesuffix("s")) or ()
    valid = [entry for entry in entries if _in_force(entry, on)]
    if len(valid) != 1 or not valid[0].checked:
        return None
    return derived(valid[0].sfs, view.spans(*match.span("name")), "law.register")


def _in_force(entry: LawEntry, on: str | None) -> bool:
    if on is None:
        return True
    return (entry.valid_from or "") <= on and (entry.valid_to is None or on < entry.valid_to)


# --- diary numbers ----------------------------------------------------------------------------

_YEAR = r"(?:19|20)\d\d"
_TAIL = r"(?::-?\d+)?(?![\d/]|[-–:]\d|\.\d)"


@cache
def _diary_pattern() -> Pattern:
    label = rf"(?<!\p{{L}})(?i:{words_pattern(_vocabulary('diary_label'))})[.:]?\s*"
    excluded = rf"(?!(?:{words_pattern(_vocabulary('not_diary_prefix'))})(?!\p{{L}}))"
    prefix = rf"{excluded}\p{{Lu}}{{2,8}}"
    free = rf"""(?<![\p{{L}}\d/\-])(?:
        {prefix}(?:\s|{_DASH})?{_YEAR}(?:/\d{{1,6}}|{_DASH}\d{{3,6}}){_TAIL}
        | {prefix}/{_YEAR}:\d{{1,6}}(?!\d) | {prefix}/\d{{1,5}}/{_YEAR}(?!\d)
        | {_YEAR}/{prefix}\s\d{{3,5}}(?:\s\d{{3}}(?!\d))?(?!\d) )"""
    loose = rf"""(?:(?!(?i:nr)\b)\p{{L}}{{2,8}}(?:\s|{_DASH}|/)?)?(?:
        {_YEAR}/\p{{L}}{{2,8}}\s\d{{3,5}}(?:\s\d{{3}}(?!\d))?(?!\d)
        | {_YEAR}(?:/|:|{_DASH})\d{{1,6}}{_TAIL} | \d{{1,6}}/(?:{_YEAR}|\d\d){_TAIL} )"""
    begin = "".join({letter for word in _vocabulary("diary_label") for letter in (word[0], word[0].upper())})
    return gated(
        rf"""(?=[12{begin}]|\p{{Lu}}{{2}})(?:
        (?P<label>{label})(?P<number>{free}|{loose})(?:{_AND}(?P<number>{free}|{loose}))*|(?P<number>{free}))""",
        regex.VERBOSE,
    )


_DIGIT = gated(r"\d")
_DASHES = gated(_DASH)
_YEARS = gated(rf"({_YEAR}){_DASH}({_YEAR})$")


def find_diary_numbers(view: View) -> Iterator[Tree]:
    """Every diary number, in order; forms without a prefix only behind a label."""
    text = view.text
    if not _DIGIT.search(text):
        return
    for match in _diary_pattern().finditer(text):
        for start, end in match.spans("number"):
            if match["label"] or not _year_range(text[start:end]):
                yield _diary_number(view, start, end)


def _diary_number(view: View, start: int, end: int) -> Tree:
    normal = " ".join(_DASHES.sub("-", view.text[start:end]).split())
    return {
        "raw": stated(view, start, end, "diary-number"),
        "value": stated(view, start, end, "diary-number", normal),
    }


def _year_range(number: str) -> bool:
    """ "VÄX 2021-2027" is a span of years, unless a label says otherwise."""
    years = _YEARS.search(number)
    return years is not None and int(years[1]) < int(years[2])


# --- calls and objectives ---------------------------------------------------------------------


@cache
def _call_pattern() -> Pattern:
    number = r"(?P<number>(?:19|20)\d\d:\d{1,3})(?![\d:])"
    words = words_pattern(_vocabulary("call"))
    return gated(
        rf"""(?<!\p{{L}})(?P<label>(?:[\p{{L}}+]+-)?(?i:{words}))\s+{number}(?:{_AND}{number})*""",
        regex.VERBOSE,
    )


def find_calls(view: View) -> Iterator[Tree]:
    """ "utlysning 2031:2 och 2031:3" is two calls; the first is quoted with its label."""
    if "lysning" in view.text.casefold():
        for match in _call_pattern().finditer(view.text):
            yield from _labelled(view, match, "call")


@cache
def _objective_pattern() -> Pattern:
    number = r"(?P<number>(?:\d{1,2}|\p{Lu})\.\d{1,2})(?!\d|[.,:]\d|\p{L}|\s?%)"
    aside = r"(?:\s\([^()]{0,120}\))?"
    words = words_pattern(_vocabulary("objective"))
    return gated(
        rf"""(?<![\p{{L}}+])(?P<label>(?i:{words}))\s+{number}(?:{aside}{_AND}{number})*""",
        regex.VERBOSE,
    )


def find_objectives(view: View) -> Iterator[Tree]:
    """Every programme objective: "mål 7.3", "programområde C.2"; the first is quoted with its label."""
    for match in _objective_pattern().finditer(view.text):
        yield from _labelled(view, match, "objective")


def _labelled(view: View, match: regex.Match[str], kind: str) -> Iterator[Tree]:
    for i, (start, end) in enumerate(match.spans("number")):
        first = match.start("label") if i == 0 else start
        raw = stated(view, first, end, kind)
        yield {
            "kind": derived(kind, raw.spans, "reference.kind"),
            "raw": raw,
            "value": stated(view, start, end, kind),
            "sfs": None,
            "chapter": None,
            "section": None,
        }
