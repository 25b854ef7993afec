"""People whom no list names: found in running text by a party, a title or a listed given name."""

from __future__ import annotations

from functools import cache

import regex

from protokoll_extract.extract.finding import derived, matched, stated
from protokoll_extract.extract.names import capital_first, is_organisation, is_role_word, name_pattern
from protokoll_extract.resolve.entry import Entry, key_of
from protokoll_extract.resolve.namesakes import Names
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import first_names, parties


@cache
def _discovery(gate: str) -> Pattern:
    return gated(rf"{gate}(?P<name>{name_pattern()})(?P<party>\s*\(\s*(?P<code>\p{{L}}{{1,4}})\s*\))?")


@cache
def _title_before() -> Pattern:
    suffixes = "|".join(table("attendance")["roles"]["suffixes"])
    private = "|".join(table("personal")["basis"]["private"])
    before = "|".join(table("attendance")["roles"]["before_title"])
    office = rf"(?P<office>(?:(?:{before})\s+)*[\p{{L}}-]*(?:{suffixes})(?:en|n)?)"
    return gated(rf"(?<![\p{{L}}-])(?:{office}|{private}),?\s+$", regex.IGNORECASE)


@cache
def _place_ends() -> tuple[str, ...]:
    return tuple(table("language")["places"]["last"])


def discover(people: dict[str, Entry], views: tuple[View, ...], names: Names) -> None:
    """People whom no list names: "Name (S)", a title before a name, a listed first name."""
    listed = [span for entry in people.values() for span in entry.name.spans]
    possessors: list[tuple[View, int, str]] = []
    for view in views:
        for match in _discovery(capital_first(view.text)).finditer(view.text):
            name, start = _without_title(match["name"], match.start("name"))
            key = key_of(name)
            if key in people or key in names.shared:
                continue
            if any(a.overlaps(b) for a in view.spans(start, start + len(name)) for b in listed):
                continue  # Half of a name that went on below.
            words = name.split()
            if _holds_known(people, name):
                continue
            if len(words) > 2 and is_role_word(words[-1]):
                words.pop()  # "Ada Ek Projektledare".
                name = name[: len(name) - len(name.split()[-1])].rstrip()
                key = key_of(name)
            if (
                key in people
                or not _is_full(words)
                or is_organisation(name)
                or _is_known_in_short(people, words)
            ):
                continue
            if words[-1].casefold().removesuffix("s").endswith(_place_ends()):
                continue
            code = match["code"]
            by_party = bool(code) and code.upper() in parties()
            title = _title_before().search(view.text, max(0, start - 60), start)
            by_title = title is not None
            by_name = (
                _is_given(words[0])
                and words[0] != words[-1]
                and not _ends_in_noun(view, match.end("name"))
                and not _is_inside(view, start)
                and not _is_something(view, match.end("name"), words)
            )
            if not (by_party or by_title or by_name) or _known_genitive(people, name):
                continue
            if name.endswith("s") and not by_party and _is_possessor(view, match.end("name")):
                if not _names_a_thing(view, match.end("name")) and words[-1] not in first_names():
                    possessors.append((view, start, name))
                continue
            entry = Entry(stated(view, start, start + len(name), "person.in_text"))
            if title is not None and title["office"]:
                entry.roles.append(matched(view, title, "office", "person.title"))
            if by_party:
                entry.party = derived(code.upper(), view.spans(*match.span("code")), "party.code")
            people[key] = entry
    for view, start, name in possessors:
        if not {key_of(name), key_of(name[:-1])} & people.keys():
            value = stated(view, start, start + len(name) - 1, "person.genitive")
            people[key_of(name[:-1])] = Entry(value)


@cache
def _title_first() -> Pattern:
    suffixes = "|".join(table("attendance")["roles"]["suffixes"])
    private = "|".join(word for word in table("personal")["basis"]["private"] if " " not in word)
    return gated(rf"(?i:[\p{{L}}-]*(?:{suffixes})(?:en|n)?|{private})\s+(?=\p{{Lu}})")


def _without_title(name: str, start: int) -> tuple[str, int]:
    """ "Ordföranden Bo Ek", "Valberedare Ada Ås": the name, and where it begins."""
    match = _title_first().match(name)
    words = name.split()
    if match:
        end = match.end()
    elif len(words) == 3 and words[0] not in first_names() and words[1] in first_names():
        end = name.index(words[1], len(words[0]))
    else:
        return name, start
    return name[end:], start + end


def _holds_known(people: dict[str, Entry], name: str) -> bool:
    """Two names that stand side by side, as in a row of signatures."""
    key = f" {key_of(name)} "
    return any(f" {known} " in key for known in people)


def _is_given(word: str) -> bool:
    """A listed given name, or two joined by a hyphen."""
    return word in first_names() or ("-" in word and first_names().issuperset(word.split("-")))


def _is_something(view: View, end: int, words: list[str]) -> bool:
    """ "Ada Eks Barnsjukhus", "Bo Eks El", "Ada Elina församling", "Ada Bifogar": no person's name."""
    organisations, last = table("organisations"), words[-1].casefold()
    trade = words[-1] in organisations["trade"]["words"] or last.endswith(
        tuple(organisations["last"]["endings"])
    )
    if words[-2].endswith("s") and len(words) > 2 and trade:
        return True
    never = table("language")["names"]["never_given"]
    return last in table("language")["verbs"]["words"] or words[0] in never or _names_a_thing(view, end)


def _is_known_in_short(people: dict[str, Entry], words: list[str]) -> bool:
    """ "Ada E. Den": somebody named by an initial, and the next sentence."""
    initial = words[1]
    if len(words) < 3 or len(initial) != 2 or not initial.endswith("."):
        return False
    known = (key.split() for key in people if key.startswith(f"{words[0].casefold()} "))
    return any(key[-1][0] == initial[0].casefold() and key[-1] != words[-1].casefold() for key in known)


def _is_full(words: list[str]) -> bool:
    """A given and a family name: no initial at the end ("Per S."), none that parts two people."""
    if len(words) < 2 or len(words[-1].rstrip(".´`’'")) == 1 or not words[-1][0].isalpha():
        return False
    return not (len(words) > 3 and len(words[1].rstrip(".")) == 1)


def _ends_in_noun(view: View, end: int) -> bool:
    return bool(grammar("name.street_after").search(view.text[end : end + 10])) or view.text[end - 1] == "."


@cache
def _inside() -> Pattern:
    return gated(r"(?<!\p{L})\L<words>\s+$", words=table("language")["places"]["never_somebody"])


def _is_inside(view: View, start: int) -> bool:
    """ "i Urban Almhus": a house's or a network's name."""
    return bool(_inside().search(view.text, max(0, start - 12), start))


def _is_possessor(view: View, end: int) -> bool:
    """Does a name in -s own what follows? Not when that is a verb, or the s cannot be an ending."""
    follows = regex.match(r"\s+(\p{Ll}+)", view.text[end : end + 40])
    if follows is None or view.text[:end].endswith(("us", "is", "ss")):
        return False
    return follows[1] not in table("language")["verbs"]["words"] and follows[1] not in _not_owned()


@cache
def _not_owned() -> frozenset[str]:
    return frozenset(table("language")["verbs"]["not_owned"])


def _names_a_thing(view: View, end: int) -> bool:
    """ "Ada Eks minnesfond": the fund's name, not a person's."""
    follows = regex.match(r"\s+([\p{L}&-]+)", view.text[end : end + 40])
    if follows is None:
        return False
    return follows[1] in table("language")["places"]["after"] or follows[1] in _kinds()


@cache
def _kinds() -> frozenset[str]:
    return frozenset(table("organisations")["last"]["endings"])


def drop_genitives(people: dict[str, Entry]) -> None:
    """ "Bo Eks" read before "Bo Ek" was: one person. A name from a list is no genitive."""
    for key in [k for k in people if k.endswith("s") and k[:-1] in people]:
        if people[key].name.rule == "person.in_text":
            entry = people.pop(key)
            known = people[key[:-1]]
            known.party = known.party or entry.party


def _known_genitive(people: dict[str, Entry], name: str) -> bool:
    return name.endswith("s") and key_of(name[:-1]) in people


_NICKNAME = regex.compile(r"\s*(?:[\"”“][^\"”“]+[\"”“]|'[^']+')\s*")


def join_nicknames(people: dict[str, Entry]) -> None:
    """ "Ada ”Algen” Ek" is Ada Ek, where the document names her so, too; two such forms are one person."""
    for key in [key for key in people if any(sign in key for sign in "\"”“'")]:
        plain = _plain(key)
        if plain == key or " " not in plain:
            continue
        first = next(other for other in people if other in (plain, key) or _plain(other) == plain)
        if first == key:
            continue
        entry, known = people.pop(key), people[first]
        known.mentions = sorted([*known.mentions, *entry.mentions], key=lambda value: value.spans)
        known.party = known.party or entry.party
        known.roles += [role for role in entry.roles if role.value not in {r.value for r in known.roles}]


def _plain(key: str) -> str:
    return " ".join(_NICKNAME.sub(" ", key).split())
