"""Acts inside a §: proposals, votes, dissent, statements, recusals, recipients."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.names import is_organisation, name_pattern
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table

# The subject of an act stands before its verb; a longer stretch is no subject.
_SUBJECT_LIMIT = 700


@cache
def _act(name: str) -> regex.Pattern[str]:
    return regex.compile(table("decisions")["acts"][name])


@cache
def _holders() -> regex.Pattern[str]:
    """People named in full (before a party in parentheses or not), else party letters."""
    return regex.compile(rf"(?P<name>{name_pattern()})(?=\s*\((?P<party>[\p{{L}}-]{{1,5}})\s*\)|\s|,|$)")


def holders(view: View, end: int, rule: str) -> list[Value]:
    """Who acts: the names (or party letters) in ``view.text[:end]``."""
    start = 0
    out = []
    for match in _holders().finditer(view.text, start, end):
        a, b = match.span("name")
        text = match["name"]
        # "Ordföranden Bo Ek": a title in front is no part of the name.
        title = grammar("holder.title").match(text)
        if title:
            a = (
                title.end()
                + len(text[title.end() :])
                - len(text[title.end() :].lstrip())
                + match.start("name")
            )
        name = view.text[a:b]
        if len(name.split()) >= 2 and not is_organisation(name):
            out.append(stated(view, a, b, rule))
    if not out:
        parties = grammar("holder.parties").search(view.text, 0, end)
        if parties:
            for letter in regex.finditer(r"\p{Lu}{1,4}", parties["list"]):
                offset = parties.start("list")
                out.append(stated(view, offset + letter.start(), offset + letter.end(), rule))
    return out


def _sentences_of(item: Item, *kinds: str) -> Iterator[tuple[Section, View]]:
    for section in item.sections:
        if not kinds or section.kind in kinds:
            for paragraph in section.paragraphs:
                for view in sentences(paragraph.view):
                    yield section, view


def find_proposals(item: Item) -> Iterator[Tree]:
    """Sentences in which somebody named moves something ("A (S) yrkar bifall …")."""
    for section, view in _sentences_of(item, "proposals", "text", "background", "procedure"):
        match = _act("proposal").search(view.text, 0, _SUBJECT_LIMIT)
        if not match or grammar("act.negated").search(view.text, match.end()):
            continue
        by = holders(view, match.start(), "proposal.by") or _after(view, match.end(), "proposal.by")
        seconded = grammar("proposal.seconded").search(view.text, match.end())
        if by and seconded:
            by += _after(view, seconded.end(), "proposal.seconded")
        if by or section.kind == "proposals":
            yield {"by": by, "text": Value(view.text, view.whole(), "proposal.text")}


@cache
def _name_here() -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?P<name>{name_pattern()})")


def _after(view: View, start: int, rule: str) -> list[Value]:
    """The name that follows right after ("Vidare yrkar Bo Ek (M) …")."""
    match = _name_here().match(view.text, start)
    return [matched(view, match, "name", rule)] if match and not is_organisation(match["name"]) else []


_DISSENT = (
    ("not_participating", "not_participating"),
    ("reservation", "reservation"),
    ("special_opinion", "special_opinion"),
    ("statement", "statement"),
    ("note", "note"),
)


def find_dissent(item: Item) -> Iterator[Tree]:
    """Reservations, special opinions, notes and abstentions from the decision, with holders."""
    for section, view in _sentences_of(item):
        if section.kind in ("papers", "proposals", "proposed_decision", "recipients", "procedure"):
            continue
        acts = [
            (m, k)
            for k, a in _DISSENT
            if (m := _act(a).search(view.text, 0, _SUBJECT_LIMIT))
            and not grammar("act.negated").search(view.text, m.end())
        ]
        if acts:
            # The first act named is the one the sentence performs.
            match, kind = min(acts, key=lambda x: x[0].start())
            by = holders(view, match.start(), "dissent.by") or _through(view, match.end())
            if by:
                whole = view.whole()
                yield {
                    "kind": derived(kind, view.spans(*match.span()), "dissent.kind"),
                    "by": by,
                    "text": Value(view.text, whole, "dissent.text"),
                }


@cache
def _through_name() -> regex.Pattern[str]:
    return regex.compile(rf"{table('decisions')['acts']['through']}(?P<name>{name_pattern()})")


def _through(view: View, start: int) -> list[Value]:
    """ "Samtliga i gruppen reserverar sig genom Bo Ek (M)": who speaks for them."""
    match = _through_name().match(view.text, start)
    if not match:
        return []
    return [matched(view, match, "name", "dissent.through")]


def find_statements(item: Item) -> Iterator[Tree]:
    """Statements for the record: whoever "antecknar till protokollet", the whole paragraph."""
    for section in item.sections:
        if section.kind in ("papers", "proposed_decision", "recipients"):
            continue
        for paragraph in section.paragraphs:
            view = paragraph.view
            match = _act("note").search(view.text, 0, _SUBJECT_LIMIT)
            by = holders(view, match.start(), "statement.by") if match else []
            if match and by:
                yield {
                    "by": by[0],
                    "organisation": _organisation_after(view, by[0], match.start()),
                    "text": Value(view.text, view.whole(), "statement.text"),
                }


def _organisation_after(view: View, by: Value, end: int) -> Value | None:
    """ "Bo Ek, TCO Norrådal, antecknar …": what stands between the commas."""
    start = view.text.find(str(by.value)) + len(str(by.value))
    match = regex.match(r",\s*(?P<org>\p{Lu}[^,]{1,60}?)\s*,", view.text[start:end])
    if not match:
        return None
    return stated(view, start + match.start("org"), start + match.end("org"), "statement.organisation")


def find_recusals(item: Item) -> Iterator[Value]:
    """People who declare jäv."""
    seen: set[object] = set()
    for _, view in _sentences_of(item):
        match = _act("recusal").search(view.text)
        if not match or (grammar("recusal.denied").search(view.text) and "deltar" not in view.text):
            continue
        end = match.start() if holders(view, match.start(), "") else len(view.text)
        for value in holders(view, end, "recusal.by"):
            if value.value not in seen:
                seen.add(value.value)
                yield value


def find_recipients(item: Item) -> Iterator[Value]:
    """The lines under "Beslutet skickas till"; a comma run is cut at its commas."""
    for section in item.sections:
        if section.kind != "recipients":
            continue
        for paragraph in section.paragraphs:
            view = paragraph.view
            pieces = (
                list(regex.finditer(r"[^,;]+", view.text))
                if regex.search(r"\p{L},\s*\p{Lu}", view.text)
                else [regex.match(r".+", view.text)]
            )
            for piece in pieces:
                if piece and piece.group().strip(" ._…-"):
                    text = piece.group().strip()
                    a = piece.start() + piece.group().index(text)
                    yield stated(view, a, a + len(text), "recipients.line")
