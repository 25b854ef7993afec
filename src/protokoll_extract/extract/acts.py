"""Acts inside a §: proposals, the order of decision, recipients."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, stated
from protokoll_extract.extract.holders import Holders, holders, people_after
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.segment.lines import Paragraph
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.gate import Gates, Pattern, gated
from protokoll_extract.text.view import View, join_views
from protokoll_extract.vocab.load import grammar, table

# The subject of an act stands before its verb; a longer stretch is no subject.
SUBJECT_LIMIT = 700


@cache
def act(name: str) -> Pattern:
    """The verb of an act, by its name in the vocabulary."""
    return gated(table("decisions")["acts"][name])


def performed(view: View, name: str) -> regex.Match[str] | None:
    """The verb of the act where the sentence performs it (and does not say "inte")."""
    match = act(name).search(view.text, 0, SUBJECT_LIMIT)
    return None if not match or grammar("act.negated").match(view.text, match.end()) else match


@cache
def _gates(names: tuple[str, ...]) -> Gates:
    return Gates([act(name) for name in names])


def may_tell(text: str, names: tuple[str, ...]) -> list[str]:
    """Those of the acts that the text may tell of."""
    return [names[at] for at in _gates(names).open(text)]


@cache
def kinds(name: str) -> tuple[tuple[str, Pattern], ...]:
    """The (kind, pattern) pairs of a list in the vocabulary."""
    return tuple((entry["kind"], gated(entry["pattern"])) for entry in table("decisions")[name])


# Proposals


def find_proposals(item: Item) -> Iterator[Tree]:
    """Sentences in which somebody named moves something ("A (S) yrkar bifall …")."""
    for section in item.sections:
        if section.kind not in ("proposals", "text", "background", "procedure"):
            continue
        for at, paragraph in enumerate(section.paragraphs):
            views = list(sentences(paragraph.view))
            for i, view in enumerate(views):
                match = performed(view, "proposal") or _moved(section, view)
                if match:
                    whole = _with_clauses(view, section.paragraphs[at + 1 :]) if i == len(views) - 1 else view
                    yield from _proposal(section, whole, match)


def _moved(section: Section, view: View) -> regex.Match[str] | None:
    """ "Bo Ek (S): Bifall till …", or "föreslår", where the heading says that it is a proposal."""
    if section.kind != "proposals":
        return None
    return grammar("proposal.colon").search(view.text) or performed(view, "proposed")


def _with_clauses(view: View, following: tuple[Paragraph, ...]) -> View:
    """ "Bo Ek (S) yrkar" and the att-clauses or points on the lines below it."""
    if not grammar("proposal.open").search(view.text):
        return view
    for paragraph in following:
        listed = paragraph.marked or grammar("proposal.clause").match(paragraph.view.text)
        if not listed:
            break
        view = join_views(view, paragraph.view)
    return view


def _proposal(section: Section, view: View, match: regex.Match[str]) -> Iterator[Tree]:
    movers = holders(view, 0, match.start(), "proposal.by") or people_after(view, match.end(), "proposal.by")
    seconders, movers = _seconders(view, match, movers)
    if movers or section.kind == "proposals":
        codes = {str(x.value): x for x in (*movers.parties, *seconders.parties)}
        yield {
            "by": [*movers.by, *seconders.by],
            "text": Value(view.text, view.whole(), "proposal.text"),
            "kind": _proposal_kind(section, view, match.end()),
            "parties": list(codes.values()),
            "seconded_by": seconders.by,
        }


def _seconders(view: View, match: regex.Match[str], movers: Holders) -> tuple[Holders, Holders]:
    """(those who second it, those who move it)."""
    found = grammar("proposal.seconded").search(view.text)
    if not found or not movers:
        return Holders([], []), movers
    seconders = people_after(view, found.end(), "proposal.seconded")
    if found.start() > match.start():
        return seconders, movers
    return seconders, holders(view, 0, found.start(), "proposal.by")


def _proposal_kind(section: Section, view: View, start: int) -> Value | None:
    """By the first telling word after the verb, else by the heading; null where none tells."""
    another = grammar("proposal.another").search(view.text, start)
    # "yrkar, med biträde av Bo Ek (S), att …": the only thing it moves.
    for end in (another.start() if another else len(view.text), len(view.text)):
        found = [
            (m.start(), k, m.span())
            for k, pattern in kinds("proposal_kind")
            if (m := pattern.search(view.text, start, end))
        ]
        if found or not grammar("proposal.seconded").search(view.text):
            break
    if found:
        _, kind, place = min(found)
        return derived(kind, view.spans(*place), "proposal.kind")
    heading = section.heading
    for kind, pattern in kinds("proposal_kind") if heading is not None else ():
        if heading is not None and (m := pattern.search(heading.text)):
            return derived(kind, heading.spans(*m.span()), "proposal.kind")
    return None


# The order of decision


def find_procedure(item: Item) -> Iterator[Tree]:
    """The chair's questions and findings, step by step; a finding nobody contests is by acclamation."""
    steps = [
        (kind, view, place)
        for section in item.sections
        if section.kind in ("procedure", "vote", "proposals", "text", "background")
        for paragraph in section.paragraphs
        for view in sentences(paragraph.view)
        if (found := _step(view)) is not None
        for kind, place in (found,)
    ]
    for i, (kind, view, place) in enumerate(steps):
        method = None
        if kind == "finding":
            contested = any(k == "division" for k, *_ in steps[i + 1 : i + 2]) or _divides(view)
            where = (
                *view.spans(*place),
                *(steps[i + 1][1].whole() if contested and i + 1 < len(steps) else ()),
            )
            method = derived("vote" if contested else "acclamation", where, "procedure.contested")
        yield {
            "kind": derived(kind, view.spans(*place), "procedure.kind"),
            "method": method,
            "text": Value(view.text, view.whole(), "procedure.text"),
        }


def _step(view: View) -> tuple[str, tuple[int, int]] | None:
    found = {k: m for k, pattern in kinds("procedure") if (m := pattern.search(view.text))}
    for kind in ("finding", "division", "order", "question"):
        if kind in found and not grammar("act.negated").match(view.text, found[kind].end()):
            return kind, found[kind].span()
    return None


def _divides(view: View) -> bool:
    return any(k == "division" and pattern.search(view.text) for k, pattern in kinds("procedure"))


# Recipients


_COMMA_RUN, _BETWEEN_COMMAS = regex.compile(r"\p{L},\s*\p{Lu}"), regex.compile(r"[^,;]+")
_LINE = regex.compile(r".+")
# So many words make prose of a line that ends with a full stop.
_PROSE = 8


def _is_prose(text: str) -> bool:
    """A sentence of many words: it says something of the matter and is nobody's name."""
    return text.rstrip().endswith(".") and len(text.split()) >= _PROSE and text.count(",") < _PROSE // 2


def find_recipients(item: Item) -> Iterator[Value]:
    """The lines under "Beslutet skickas till"; a comma run is cut at its commas."""
    for section in item.sections:
        if section.kind != "recipients":
            continue
        prose = next((i for i, p in enumerate(section.paragraphs) if _is_prose(p.view.text)), None)
        # Prose stands below a heading that no list knows: neither is a recipient.
        kept = section.paragraphs if prose is None else section.paragraphs[: max(0, prose - 1)]
        for paragraph in kept:
            view = paragraph.view
            if grammar("decision.left_over").fullmatch(view.text.strip()):
                continue
            pieces = (
                list(_BETWEEN_COMMAS.finditer(view.text))
                if _COMMA_RUN.search(view.text)
                else [_LINE.match(view.text)]
            )
            for piece in pieces:
                if piece and piece.group().strip(" ._…-"):
                    text = piece.group().strip()
                    a = piece.start() + piece.group().index(text)
                    yield stated(view, a, a + len(text), "recipients.line")
