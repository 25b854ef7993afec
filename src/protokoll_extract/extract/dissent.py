"""Dissent and notes: reservations, special opinions, notes, abstentions from deciding, jäv."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from protokoll_extract.extract.acts import SUBJECT_LIMIT, act, kinds, may_tell, performed
from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.holders import Holders, holders, people_after
from protokoll_extract.extract.names import name_pattern
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.segment.lines import Paragraph
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View, join_views
from protokoll_extract.vocab.load import grammar, table

_KINDS = (
    "not_participating",
    "reservation",
    "special_opinion",
    "vote_explanation",
    "statement",
    "note",
)
# Sections in which nobody dissents from what the § decides; on the way to it only against the decision.
_ELSEWHERE = frozenset({"papers", "proposals", "proposed_decision", "recipients"})


def find_dissent(item: Item, decisions: list[Tree]) -> Iterator[Tree]:
    """Reservations, special opinions, notes and abstentions from the decision, with holders."""
    for section in item.sections:
        if section.kind in _ELSEWHERE:
            continue
        listed = list(_below_lead(section))
        yield from listed
        for at, paragraph in enumerate(section.paragraphs if not listed else ()):
            found = False
            for view in sentences(paragraph.view) if may_tell(paragraph.view.text, _KINDS) else ():
                if section.kind == "procedure" and not grammar("dissent.against").search(view.text):
                    continue
                for tree in _acts_of(view, paragraph, section, at):
                    found = True
                    yield {**tree, "decision": _decision_of(tree, decisions)}
            if not found and section.kind != "procedure":
                yield from _listed(paragraph.view, section)


def _acts_of(view: View, paragraph: Paragraph, section: Section, at: int) -> Iterator[Tree]:
    """What the sentence performs: the first act named in it, if somebody holds it."""
    acts = [(m, kind) for kind in may_tell(view.text, _KINDS) if (m := performed(view, kind))]
    if not acts:
        return
    match, kind = min(acts, key=lambda x: x[0].start())
    before = holders(view, 0, match.start(), "dissent.by")
    # Who speaks for a group is named; the group itself only where nobody is.
    through = _through(view, match.end()) if not before.named else Holders([], [])
    who = through or before or people_after(view, match.end(), "dissent.by")
    if who:
        yield {
            "kind": derived(kind, view.spans(*match.span()), "dissent.kind"),
            "by": who.by,
            "text": Value(view.text, view.whole(), "dissent.text"),
            "parties": who.parties,
            "target": _target(view, match),
            "wording": _wording(view, match.end(), paragraph, section.paragraphs[at + 1 :]),
        }


def _listed(view: View, section: Section) -> Iterator[Tree]:
    """Names alone under "Reservation": the heading says what they do."""
    if section.heading is None:
        return
    kind = next((k for k, pattern in kinds("dissent_heading") if pattern.search(section.heading.text)), None)
    if kind is None:
        return
    who = holders(view, 0, len(view.text), "dissent.by")
    if who and who.whole:
        yield {
            "kind": derived(kind, section.heading.whole(), "dissent.heading"),
            "by": who.by,
            "text": Value(view.text, view.whole(), "dissent.text"),
            "parties": who.parties,
            "target": None,
            "wording": None,
            "decision": None,
        }


def _below_lead(section: Section) -> Iterator[Tree]:
    """ "Mot beslutet reserverar sig" and then names, a line each: they do it together."""
    view = section.paragraphs[0].view if section.paragraphs else None
    if view is None or not grammar("dissent.lead").fullmatch(view.text):
        return
    lead = view.whole()
    below = [(p.view, holders(p.view, 0, len(p.view.text), "dissent.by")) for p in section.paragraphs[1:]]
    if below and all(who and who.whole for _, who in below):
        for name, _ in below:
            view = join_views(view, name)
        yield {
            "kind": derived("reservation", lead, "dissent.kind"),
            "by": [one for _, who in below for one in who.by],
            "text": Value(view.text, view.whole(), "dissent.text"),
            "parties": [one for _, who in below for one in who.parties],
            "target": None,
            "wording": None,
            "decision": None,
        }


@cache
def _through_name() -> Pattern:
    return gated(rf"{table('decisions')['acts']['through']}(?P<name>{name_pattern()})")


def _through(view: View, start: int) -> Holders:
    """ "Samtliga i gruppen reserverar sig genom Bo Ek (M)": who speaks for them."""
    match = _through_name().match(view.text, start)
    return Holders([matched(view, match, "name", "dissent.through")] if match else [], [])


def _target(view: View, match: regex.Match[str]) -> Value | None:
    """ "mot beslutet till förmån för det egna yrkandet", as written."""
    found = grammar("dissent.target").search(view.text, match.start())
    return matched(view, found, "target", "dissent.target") if found else None


def _decision_of(tree: Tree, decisions: list[Tree]) -> Value | None:
    """The point by its number ("mot punkt 2"), or the only point there is to be against."""
    target = tree["target"]
    if target is None:
        return None
    number = grammar("dissent.point").search(str(target.value))
    if number:
        fitting = [d for d in decisions if d["number"] is not None and d["number"].value == number["n"]]
    else:
        fitting = decisions if grammar("dissent.decision").search(str(target.value)) else []
    if len(fitting) != 1:
        return None
    return derived(fitting[0]["id"].value, target.spans, "dissent.decision")


def _wording(view: View, end: int, paragraph: Paragraph, following: tuple[Paragraph, ...]) -> Value | None:
    """What is noted: after "att" in the rest of the paragraph, or in the paragraphs after a colon."""
    inline = grammar("dissent.wording").match(view.text, end)
    if inline:
        text = paragraph.view.text
        start = text.index(view.text) + inline.end()
        part = paragraph.view.cut(start, len(text.rstrip()))
        return Value(part.text, part.whole(), "dissent.wording")
    if not grammar("dissent.colon").search(view.text):
        return None
    out: View | None = None
    for more in following:
        if any(act(kind).search(more.view.text, 0, SUBJECT_LIMIT) for kind in _KINDS):
            break
        out = more.view if out is None else join_views(out, more.view)
    return Value(out.text, out.whole(), "dissent.wording") if out is not None else None


# Statements


def find_statements(item: Item) -> Iterator[Tree]:
    """Statements for the record: whoever "antecknar till protokollet", the whole paragraph."""
    for section in item.sections:
        if section.kind in ("papers", "proposed_decision", "recipients"):
            continue
        for paragraph in section.paragraphs:
            view = _from_note(paragraph.view)
            match = act("note").search(view.text, 0, SUBJECT_LIMIT)
            who = holders(view, 0, match.start(), "statement.by") if match else None
            if match and who:
                yield {
                    "by": who.by[0],
                    "organisation": _organisation_after(view, who.by[0], match.start()),
                    "text": Value(view.text, view.whole(), "statement.text"),
                }


def _from_note(view: View) -> View:
    """The paragraph from the sentence on in which somebody makes the note."""
    match = act("note").search(view.text, 0, SUBJECT_LIMIT)
    start = 0
    for sentence in sentences(view) if match else ():
        at = view.text.index(sentence.text, start)
        if match and at > match.start():
            break
        start = at
    return view.cut(start, len(view.text)) if start else view


def _organisation_after(view: View, by: Value, end: int) -> Value | None:
    """ "Bo Ek, TCO Norrådal, antecknar …": what stands between the commas."""
    start = view.text.find(str(by.value)) + len(str(by.value))
    match = regex.match(r",\s*(?P<org>\p{Lu}[^,]{1,60}?)\s*,", view.text[start:end])
    if not match:
        return None
    return stated(view, start + match.start("org"), start + match.end("org"), "statement.organisation")


# Jäv


def find_jav(item: Item) -> Iterator[Tree]:
    """People who declare jäv, each once, with the sentence that says so and who serves instead."""
    seen: set[object] = set()
    for section in item.sections:
        for number, paragraph in enumerate(section.paragraphs):
            views = list(sentences(paragraph.view))
            for at, view in enumerate(views):
                match = act("recusal").search(view.text)
                if not match or (
                    grammar("recusal.denied").search(view.text)
                    and not grammar("recusal.absent").search(view.text)
                ):
                    continue
                following = views[at + 1] if at + 1 < len(views) else None
                found = [*_jav(view, match, following)] or [*_jav_below(view, section, number)]
                yield from (t for t in found if not _seen(t["name"].value, seen))


def _seen(name: object, seen: set[object]) -> bool:
    known = name in seen
    seen.add(name)
    return known


def _jav(view: View, match: regex.Match[str], following: View | None) -> Iterator[Tree]:
    replaced = grammar("recusal.replaced").search(view.text)
    stop = replaced.start() if replaced else len(view.text)
    who = holders(view, 0, min(match.start(), stop), "recusal.by") or holders(view, 0, stop, "recusal.by")
    instead = people_after(view, replaced.end(), "recusal.replaced_by").by if replaced else []
    if not instead and following is not None:
        steps_in = grammar("recusal.steps_in").search(following.text)
        instead = holders(following, 0, steps_in.start(), "recusal.replaced_by").by if steps_in else []
        if not instead and (begins := grammar("recusal.replaced").match(following.text)):
            instead = people_after(following, begins.end(), "recusal.replaced_by").by
    for name in who.by:
        yield {
            "name": name,
            "text": Value(view.text, view.whole(), "recusal.text"),
            # With several names it is not said who serves for whom.
            "replaced_by": instead[0] if len(instead) == 1 and len(who.by) == 1 else None,
        }


def _jav_below(view: View, section: Section, number: int) -> Iterator[Tree]:
    """ "Följande ledamöter deltar inte på grund av jäv:", and a paragraph of nothing but names."""
    below = section.paragraphs[number + 1 : number + 2]
    for paragraph in below if view.text.rstrip().endswith(":") else ():
        who = holders(paragraph.view, 0, len(paragraph.view.text), "recusal.by")
        for name in who.by if who.whole else ():
            yield {"name": name, "text": Value(view.text, view.whole(), "recusal.text"), "replaced_by": None}
