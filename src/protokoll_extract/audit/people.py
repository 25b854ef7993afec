"""Offices and acts against the lists of who was there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from protokoll_extract.audit.issue import Issue, issue
from protokoll_extract.audit.reading import key, namesakes, near
from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.extract.names import is_organisation, name_pattern
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table

# A list with fewer people is a list of something else.
_FEWEST = 4
# So many who act and are not in the list do not yet make the list another one.
_STRANGERS = 2


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something in a §: ``what`` in English, with the pointer to their name."""

    who: Value
    what: str
    at: int
    pointer: str


def acts_of(items: list[Tree]) -> Iterator[Act]:
    """Every named person who votes, moves, dissents or is recused."""
    for at, item in enumerate(items):
        start = f"/items/{at}"
        for i, vote in enumerate(item["votes"]):
            for side in ("yes", "no", "abstain"):
                for n, who in enumerate(vote[f"named_{side}"]):
                    yield Act(who, "votes", at, f"{start}/votes/{i}/named_{side}/{n}")
        for name, what in (("proposals", "moves a proposal"), ("dissent", "dissents")):
            for i, act in enumerate(item[name]):
                for n, who in enumerate(act["by"]):
                    yield Act(who, what, at, f"{start}/{name}/{i}/by/{n}")
        for n, who in enumerate(item["recusals"]):
            yield Act(who, "is recused", at, f"{start}/recusals/{n}")


def is_full(value: Value) -> bool:
    """A given and a family name: no group, no party letters."""
    words = str(value.value).split()
    return len(words) > 1 and all(word[0].isupper() for word in (words[0], words[-1]))


# Offices


def offices(meeting: Tree, attendance: list[Tree], items: list[Tree]) -> Iterator[Issue]:
    """Chair and adjusters must have been there; the adjusters are those that the body elected."""
    yield from _elected(meeting, items)
    named_rows = [row for row in attendance if row["name"] is not None]
    here = [row for row in named_rows if row["present"] is not None and row["present"].value]
    present = {key(row["name"]): row["name"] for row in here}
    if not present:
        return
    named = [("adjuster", value, f"/meeting/adjusters/{i}") for i, value in enumerate(meeting["adjusters"])]
    if meeting["chair"] is not None:
        named.append(("chair", meeting["chair"], "/meeting/chair"))
    for what, value, pointer in named:
        if not any(_legal(key(value), other) or _illegible(value, other) for other in present):
            yield _not_present(what, value, pointer, present)


def _not_present(what: str, value: Value, pointer: str, present: dict[str, Value]) -> Issue:
    alike = near(key(value), present)
    if alike is not None:
        message = f"The {what} {value.value} may be {alike.value} of the lists, written otherwise."
        return issue("person.name_differs", message, value, alike, pointers=[pointer])
    message = f"The {what} {value.value} is not among those present."
    return issue(f"{what}.not_listed", message, value, pointers=[pointer])


@cache
def _adjusting() -> Pattern:
    return gated("(?i)" + "|".join(f"(?:{p})" for p in table("decisions")["offices"]["adjusters"]))


def _elected(meeting: Tree, items: list[Tree]) -> Iterator[Issue]:
    """An adjuster named on the front page, where the body elected others."""
    front = [value for value in meeting["adjusters"] if value.status == "stated" and is_full(value)]
    for at, item in enumerate(items):
        for i, decision in enumerate(item["decisions"]):
            text = decision["text"]
            kind = decision["kind"]
            if kind is None or kind.value != "elected" or not _adjusting().search(str(text.value)):
                continue
            said = " ".join(str(text.value).split()).casefold()
            others = [value for value in front if key(value).split()[0] not in said.split()]
            if others and _somebody_else(str(text.value), front, meeting):
                names = ", ".join(str(value.value) for value in others)
                yield issue(
                    "adjuster.not_elected",
                    f"{names} is named as adjuster, but the body elected others.",
                    *others,
                    text,
                    pointers=[f"/items/{at}/decisions/{i}"],
                )
            return


def _somebody_else(text: str, front: list[Value], meeting: Tree) -> bool:
    """The decision names others than the adjusters of the front page and the chair."""
    own = {key(value) for value in (*front, meeting["chair"]) if value is not None}
    names = (" ".join(m.group().split()) for m in regex.finditer(name_pattern(), text))
    people = (name for name in names if not is_organisation(name))
    return any(not any(known in name.casefold() for known in own) for name in people)


# Acts


def listed(attendance: list[Tree], items: list[Tree], front: str) -> bool:
    """Do the lists name those who decide? Not by reference to an appendix, and most who act are in them."""
    rows = [row for row in attendance if row["name"] is not None]
    if sum(bool(row["present"].value) for row in rows) < _FEWEST:
        return False
    if any(regex.search(p, front) for p in table("audit")["by_reference"]["patterns"]):
        return False
    names = {key(row["name"]) for row in rows}
    acting = {key(act.who) for act in acts_of(items) if is_full(act.who)}
    return len(acting - names) <= _STRANGERS or 2 * len(acting & names) >= len(acting)


def acting(attendance: list[Tree], items: list[Tree]) -> Iterator[Issue]:
    """People in votes, proposals and dissent who are not in the lists, or were away."""
    names = {key(row["name"]): row["name"] for row in attendance if row["name"] is not None}
    names |= {key(row["serves_for"]): row["serves_for"] for row in attendance if row["serves_for"]}
    replaced = {key(row["serves_for"]): row["serves_for"] for row in attendance if _all_through(row)}
    ids = {key(row["name"]): str(row["person"].value) for row in attendance if row["person"] is not None}
    seen: set[tuple[str, str]] = set()
    shared = namesakes(attendance)
    for act in acts_of(items):
        name = key(act.who)
        if not is_full(act.who) or name in shared:
            continue
        if name not in names:
            if ("", name) not in seen:
                seen.add(("", name))
                yield _unlisted(act, names)
        elif act.what != "is recused":
            yield from _away(act, items[act.at], ids.get(name), replaced.get(name))


def _unlisted(act: Act, names: dict[str, Value]) -> Issue:
    alike = near(key(act.who), names)
    if alike is not None:
        message = f"{act.who.value} may be {alike.value} of the lists, written otherwise."
        return issue("person.name_differs", message, act.who, alike, pointers=[act.pointer])
    message = f"{act.who.value} {act.what} but is not in the lists."
    return issue("person.not_listed", message, act.who, pointers=[act.pointer])


def _all_through(row: Tree) -> bool:
    """Serves for somebody the whole meeting."""
    serving = row["serving"] is not None and row["serving"].value
    return row["serves_for"] is not None and serving and not row["presence"]


def _away(act: Act, item: Tree, ident: str | None, replaced: Value | None) -> Iterator[Issue]:
    """``ident`` None: not in the list, but somebody serves for them."""
    there = {value.value for value in (*item["present"], *item["unsettled"])}
    if not item["present"] or ident in there or (ident is None and replaced is None):
        return
    where = f"§ {item['number'].value}" if item["number"] is not None else "the §"
    code = "vote.voter_absent" if act.what == "votes" else "person.absent"
    message = f"{act.who.value} {act.what} in {where}, where the lists have them away."
    yield issue(code, message, act.who, item["number"], replaced, pointers=[act.pointer])


# Lists


def lists(attendance: list[Tree]) -> Iterator[Issue]:
    """People listed as present and as away."""
    rows: dict[tuple[str, object], list[tuple[int, Tree]]] = {}
    for at, row in enumerate(attendance):
        if row["name"] is not None and is_full(row["name"]):
            who = row["person"].value if row["person"] is not None else None
            rows.setdefault((key(row["name"]), who), []).append((at, row))
    for found in rows.values():
        here = [x for x in found if x[1]["present"].value and not x[1]["presence"]]
        away = [x for x in found if not x[1]["present"].value]
        if here and away:
            name = here[0][1]["name"]
            yield issue(
                "attendance.present_and_absent",
                f"{name.value} is listed as present and as absent.",
                name,
                away[0][1]["name"],
                pointers=[f"/attendance/{here[0][0]}", f"/attendance/{away[0][0]}"],
            )


_PARTY = gated(r"\s?\(\s?(?P<code>\p{L}{1,5})\s?\)")


def parties(tree: Tree, text: str) -> Iterator[Issue]:
    """ "Bo Ek (M)" in the text, where the list has another party."""
    rows = [row for row in tree["attendance"] if row["name"] and row["party"]["id"]]
    shared = namesakes(tree["attendance"])
    own = {key(row["name"]): row["party"]["id"] for row in rows if key(row["name"]) not in shared}
    known = {str(code.value).casefold() for code in own.values()}
    for at, person in enumerate(tree["people"]):
        code = own.get(key(person["name"]))
        if code is None:
            continue
        for mention in person["mentions"]:
            said = mention["text"]
            match = _PARTY.match(text, said.spans[-1].end)
            if not match or match["code"].casefold() == str(code.value).casefold():
                continue
            if match["code"].casefold() in known:
                spans = (*code.spans, type(said.spans[0])(said.spans[0].start, match.end()))
                message = f"{person['name'].value} ({match['code']}) stands in the lists as ({code.value})."
                yield Issue("party.disagrees", message, tuple(sorted(set(spans))), (f"/people/{at}/party",))
                break


# Signatures


def signatures(signers: list[Value], meeting: Tree, attendance: list[Tree]) -> Iterator[Issue]:
    """Names where the minutes are signed that nobody in the minutes bears."""
    rows = [row for row in attendance if row["name"] is not None]
    known = {key(row["name"]): row["name"] for row in rows}
    start = min((s.spans[0].start for s in signers), default=0)
    for office in ("chair", "secretary"):
        value = meeting[office]
        # An office that only the signature names says nothing about itself, unless the list has it too.
        if value is not None and (value.spans[0].start < start or not _holds(rows, office)):
            known[key(value)] = value
    known |= {key(value): value for value in meeting["adjusters"] if value.spans[0].start < start}
    if len(known) < _FEWEST:
        return
    for signer in signers:
        name = key(signer)
        if any(_legal(name, other) or _illegible(signer, other) for other in known):
            continue
        alike = near(name, known)
        if alike is not None:
            message = f"{signer.value} signs; the minutes write {alike.value}."
            yield issue("person.name_differs", message, signer, alike)
        else:
            message = f"{signer.value} signs the minutes but is not named in them."
            yield issue("signature.not_listed", message, signer)


def _holds(rows: list[Tree], office: str) -> bool:
    """Somebody in the list has the office."""
    roles = table("attendance")["offices"][office]
    return any(row["role"] and str(row["role"].value).casefold().rstrip(".") in roles for row in rows)


def _illegible(value: Value, other: str) -> bool:
    """A scanned signature: capitals for a given name, and a family name that is in the list."""
    words = str(value.value).split()
    return words[0].isupper() and words[-1].casefold() == other.split()[-1]


def _legal(name: str, other: str) -> bool:
    """A full legal name holds the one that is used."""
    return set(other.split()) <= set(name.split()) or set(name.split()) <= set(other.split())
