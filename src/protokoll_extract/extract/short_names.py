"""Who is meant by a short form of a name, or by an office: judged by the words beside it.

Rather nobody than the wrong person. No tagger and no library is needed for it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from protokoll_extract.text.span import Span
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import first_names, organisations

Kind = Literal["surname", "initial", "first_name", "role"]
Verdict = Literal["yes", "no", "contested"]


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the who's who: roles as listed, and the places where the full name stands.

    Who is not ``listed``, only named in the text, is meant by a short form soon after the full name.
    """

    key: str
    name: str
    party: str | None = None
    roles: tuple[str, ...] = ()
    places: tuple[Span, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What stands beside a form in its sentence."""

    lead: str
    form: str
    tail: str

    @property
    def first(self) -> bool:
        """Does a sentence, or an entry of a list, begin here?"""
        return not regex.search(r"\p{L}", self.lead) or self.lead.rstrip().endswith(":")

    @property
    def before(self) -> str:
        match = regex.search(r"([\p{L}\p{N}.:'’-]*[\p{L}\p{N}.]) $", self.lead)
        return match[1] if match and not self.first else ""

    @property
    def after(self) -> str:
        match = regex.match(r" ?([\p{L}\p{N}][\p{L}\p{N}-]*|[^\s])", self.tail)
        return match[1] if match else ""

    @property
    def begins_before(self) -> bool:
        """Is the word before capital only because the sentence begins with it?"""
        return not regex.search(r"\p{L}", self.lead[: len(self.lead) - len(self.before) - 1])


def context_of(text: str, start: int, end: int, sentences: list[int]) -> Context:
    at = bisect_right(sentences, start)
    first = sentences[at - 1] if at else 0
    last = sentences[at] if at < len(sentences) else len(text)
    return Context(text[first:start], text[start:end], text[end : max(last, end)])


@cache
def words_of(section: str, key: str) -> frozenset[str]:
    return frozenset(table("language")[section][key])


def judge(context: Context, person: Known, kind: Kind) -> Verdict:
    """Does the form mean this person here? ``contested``: somebody else is called so."""
    return _judge_office(context, person) if kind == "role" else _judge_name(context, person, kind)


def _judge_name(context: Context, person: Known, kind: Kind) -> Verdict:
    before, after = context.before, context.after
    titled = before.casefold() in words_of("names", "titles")
    if before[:1].isupper() and not titled:
        begins = context.begins_before and before not in first_names()
        initial = len(before.rstrip(".")) == 1 and before[0] == person.name[0] and kind == "surname"
        if not begins and not initial:
            return "contested" if kind == "surname" and before in first_names() else "no"
    party = regex.match(r"\s*\((\p{L}{1,4})\)", context.tail)
    if party and person.party and party[1].upper() != person.party:
        return "contested"
    if after[:1].isupper() and after[1:2].islower() and kind == "first_name":
        return "contested"
    if after[:1].isupper() or after[:1].isdigit() or after in words_of("places", "after"):
        return "no"
    if context.tail[:1] in ("-", "–", "@") or (kind == "first_name" and _of_a_couple(context, person)):
        return "no"
    bare = (
        context.form.removesuffix("s").removesuffix(":") if context.form not in person.name else context.form
    )
    if bare == context.form and before.casefold() in words_of("places", "before"):
        return "no"
    if kind != "initial" and (bare in words_of("names", "words") or bare.casefold() in organisations()):
        inside = kind == "first_name" and (before.islower() or context.lead.endswith(", "))
        return "yes" if inside or titled or party or after in words_of("verbs", "words") else "no"
    return "yes"


def _of_a_couple(context: Context, person: Known) -> bool:
    """ "Vera och Bo Ek": Vera may be an Ek too."""
    match = regex.match(r"\s+(\p{Ll}+|&)\s+\p{Lu}[\p{L}-]+\s+(\p{Lu}[\p{L}-]+)", context.tail)
    if not match or match[1] not in words_of("names", "joins"):
        return False
    return match[2].removesuffix("s") not in person.name


def _judge_office(context: Context, person: Known) -> Verdict:
    before, after = context.before, context.after
    if before.casefold() in words_of("offices", "not_before"):
        return "no"
    name = regex.match(r"\s+((?:\p{Lu}[\p{L}’'-]+\s*){2,4})", context.tail)
    if name or before.casefold() in words_of("offices", "acting"):
        return "no" if name and person.name.split()[-1] in name[1] else "contested"
    if after[:1].isupper() or after in words_of("offices", "not_after"):
        return "no"
    if context.form.casefold() in words_of("offices", "chair") | words_of("offices", "secretary"):
        return "yes" if context.first and after in words_of("verbs", "words") else "no"
    if before.endswith("s"):
        return "no"
    sentence = (context.lead + context.form + context.tail).casefold()
    return "no" if any(word in sentence for word in words_of("offices", "general")) else "yes"
