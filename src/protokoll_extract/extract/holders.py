"""Who acts: the people or party groups that stand before, or right after, the verb of an act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from protokoll_extract.extract.finding import Value, derived, matched, stated
from protokoll_extract.extract.names import (
    capital_first,
    is_organisation,
    name_pattern,
    party_code,
    with_title,
)
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import first_names, parties


@dataclass(frozen=True, slots=True)
class Holders:
    """People (or party groups) with the party codes written beside them.

    ``named``: they are people. ``said``: the text they were read from, where they are.
    """

    by: list[Value]
    parties: list[Value]
    named: bool = False
    said: str = ""

    def __bool__(self) -> bool:
        return bool(self.by)

    @property
    def whole(self) -> bool:
        """Was every part of the list read as one of the people?"""
        return self.named and bool(self.said) and all_names(self.said)


@cache
def _named(gate: str = "") -> Pattern:
    """People named in full, before a party in parentheses or not."""
    return gated(
        rf"{gate}(?P<name>{name_pattern()})(?:\s+m\.?\s?fl\.?)?"
        rf"(?:\s*\((?:{grammar('holder.each').pattern})?(?P<party>[\p{{L}}-]{{1,5}})\s*\)|,\s*(?P<bare>\p{{Lu}}{{1,4}})(?=[,:])|(?=\s|,|[.;:]|$))"
    )


def holders(view: View, start: int, end: int, rule: str) -> Holders:
    """The names in ``view.text[start:end]``; without any, the party groups there."""
    by: list[Value] = []
    codes: list[Value] = []
    not_names = set(table("attendance")["names"]["not_names"]) - first_names()
    for match in _named(capital_first(view.text)).finditer(view.text, start, end):
        a, b = _without_title(match)
        words = view.text[a:b].split()  # "Samtliga KD-ledamöter" is nobody's name.
        if len(words) >= 2 and words[0] not in not_names and not is_organisation(view.text[a:b]):
            by.append(stated(view, a, b, rule))
            codes += _party(view, match)
    if by:
        return Holders(by, _distinct(codes), True, view.text[start:end])
    return _groups(view, start, end, rule)


def people_after(view: View, start: int, rule: str) -> Holders:
    """The run of names that begins right at ``start`` ("… av Bo Ek (M) och Ada Ås (S), att …")."""
    by: list[Value] = []
    codes: list[Value] = []
    position = start
    while match := _next_name().match(view.text, position):
        if is_organisation(match["name"]):
            break
        by.append(matched(view, match, "name", rule))
        codes += _party(view, match)
        position = match.end()
        joint = grammar("holder.joint").match(view.text, position)
        if not joint:
            break
        position = joint.end()
    return Holders(by, _distinct(codes), bool(by))


@cache
def _next_name() -> Pattern:
    title = grammar("holder.titles").pattern
    return gated(rf"\s*(?:{title})?(?P<name>{name_pattern()})(?:\s*\((?P<party>[\p{{L}}-]{{1,5}})\s*\))?")


def _without_title(match: regex.Match[str]) -> tuple[int, int]:
    """ "Ordföranden Bo Ek": a title in front is no part of the name."""
    a, b = match.span("name")
    a += with_title(match["name"])
    title = grammar("holder.title").match(match["name"]) if a == match.start("name") else None
    if title:
        rest = match["name"][title.end() :]
        a += title.end() + len(rest) - len(rest.lstrip())
    return a, b


def _party(view: View, match: regex.Match[str]) -> list[Value]:
    group = "bare" if not match["party"] and "bare" in match.re.groupindex else "party"
    code = party_code(match[group], elected=True) if match[group] else None
    return [derived(code, view.spans(*match.span(group)), "party.code")] if code else []


def _distinct(codes: list[Value]) -> list[Value]:
    first: dict[object, Value] = {}
    for code in codes:
        first.setdefault(code.value, code)
    return list(first.values())


def all_names(text: str) -> bool:
    """Is nothing left of the list but names, parties, titles and what joins them?"""
    rest = _named().sub(" ", text)
    return not grammar("holder.unread").search(rest)


def _groups(view: View, start: int, end: int, rule: str) -> Holders:
    """ "Ledamöterna från S, V och MP", "S och V", "Moderaterna": party groups as holders."""
    by: list[Value] = []
    codes: list[Value] = []
    found = grammar("holder.parties").search(view.text, start, end)
    listed = found or next(
        (
            m
            for form in ("party_list", "bracketed")
            if (m := grammar(f"holder.{form}").match(view.text, start, end))
        ),
        None,
    )
    if listed:
        letters = list(regex.finditer(r"\p{Lu}{1,4}", listed["list"]))
        if found is not None or all(x.group() in parties() for x in letters):
            for letter in letters:
                a = listed.start("list") + letter.start()
                by.append(stated(view, a, a + len(letter.group()), rule))
                codes.append(derived(letter.group(), by[-1].spans, "party.code"))
    if not by:
        for match in _party_names().finditer(view.text, start, end):
            by.append(stated(view, match.start(), match.end(), rule))
            code = _codes()[match.group().casefold()]
            codes.append(derived(code, by[-1].spans, "party.code"))
    return Holders(by, _distinct(codes))


@cache
def _codes() -> dict[str, str]:
    return {
        entry.name.split()[0].casefold(): code for code, entry in parties().items() if entry.kind == "riksdag"
    }


@cache
def _party_names() -> Pattern:
    names = "|".join(regex.escape(name) for name in sorted(_codes()))
    return gated(rf"(?i)(?<!\p{{L}})(?:{names})(?!\p{{L}})")
