"""What is decided in running text, where no heading says so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from protokoll_extract.extract.holders import all_names, holders
from protokoll_extract.extract.kinds import kind_of, label_of
from protokoll_extract.extract.points import Point, leads, number_of, opening_of, point_of
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.segment.lines import Paragraph
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.gate import AnyOf, Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table


@cache
def _patterns(name: str) -> AnyOf:
    return AnyOf(table("decisions")["free"][name])


def _decides(text: str, body: str | None) -> bool:
    """Does the sentence decide, and not tell of what was or will be decided, here or elsewhere?"""
    if _tells(text, body):
        return False
    words = _patterns("patterns").finditer(text)
    return any(not _patterns("not_before").search(text[: m.end()]) for m in words)


def _tells(text: str, body: str | None) -> bool:
    other = grammar("decision.other_body").match(text)
    elsewhere = other and body is not None and other["who"].casefold()[:-2] not in body.casefold()
    return bool(elsewhere or _patterns("not_patterns").search(text))


def free_points(section: Section, body: str | None) -> Iterator[Point]:
    """Sentences that decide, and the points below a lead-in like "Årsmötet beslutade att"."""
    listing: Paragraph | None = None
    told = decided = False
    for paragraph, following in pairwise([*section.paragraphs, None]):
        assert paragraph is not None
        text = paragraph.view.text
        point = paragraph.marked or _is_point(text)
        if leads(text, following) and not point:
            told = _tells(text, body)
            listing = None if told else paragraph
            if listing is not None:
                continue
        elif listing is not None and point:
            yield point_of(paragraph.view, paragraph, listing.view)
            continue
        elif told and point:
            continue  # What somebody else has proposed or decided.
        else:
            told = False
        listing = None
        views = list(sentences(paragraph.view))
        # Right after a paragraph that only decides, one sentence of deciding goes on with it.
        more = decided and len(views) == 1 and not _tells(text, body) and kind_of(text) is not None
        decided = more
        for at, view in enumerate(views):
            act = opening_of(view)
            if act:
                yield Point(view, None, act, None, (0, len(view.text)), None)
            elif more or _decides(view.text, body):
                decided = len(views) == 1
                yield point_of(_without_label(_with_subject(paragraph.view, views, at)), None, None)


def _with_subject(paragraph: View, views: list[View], at: int) -> View:
    """A sentence without a subject of its own ("Invald.", "Han blir invald.") with those before it."""
    view = views[at]
    if not at or at > 2 or not grammar("decision.elliptic").search(view.text):
        return view
    return paragraph.cut(0, paragraph.text.index(view.text) + len(view.text))


def _without_label(view: View) -> View:
    """ "E) Spolning av ledningar – Offerten antas.": the words before the dash are a heading."""
    match = grammar("decision.label").match(view.text)
    return view.cut(match.end(), len(view.text)) if match else view


def _is_point(text: str) -> bool:
    """A point below an open lead-in: an att-clause or an infinitive in small letters."""
    return bool(grammar("decision.point").search(text))


# Where the name of another office may begin.
_WORD_AGAIN = gated(r"(?<=\s)\p{Lu}")


@cache
def _election() -> tuple[Pattern, Pattern]:
    """What the title of an election says, and the office at the beginning of a line below it."""
    words = table("decisions")["election"]
    return gated(words["title"]), gated(words["office"])


def _by_office(view: View) -> Iterator[View]:
    """ "Ledamöter: Ada Ek Suppleant: Bo Ås": each office with its names."""
    begins = _election()[1]
    starts = [
        0,
        *(m.start() for m in _WORD_AGAIN.finditer(view.text) if begins.match(view.text[m.start() :])),
    ]
    for start, end in pairwise([*starts, len(view.text)]):
        yield view.cut(start, end - (len(view.text[:end]) - len(view.text[:end].rstrip())))


def _only_names(text: str) -> bool:
    """ "Ada Ek (omval 1 år)": nothing but names, and for how long they are chosen."""
    terms = gated(table("decisions")["election"]["terms"])
    return terms.search(text) is not None and all_names(terms.sub(" ", text))


def short_points(item: Item) -> Iterator[Point]:
    """Without a deciding sentence: "Mötet avslutas" as the title, a name below "Val av …"."""
    if item.title is None:
        return
    act = opening_of(item.title) if not any(s.paragraphs for s in item.sections) else None
    if act:
        yield Point(item.title, None, act, None, (0, len(item.title.text)), None)
    title, begins = _election()
    if not title.search(item.title.text):
        return
    for section in item.sections:
        for paragraph in section.paragraphs if section.kind == "text" else ():
            for view in (part for said in sentences(paragraph.view) for part in _by_office(said)):
                office = begins.match(view.text)
                who = holders(view, office.end() if office else 0, len(view.text), "")
                if who.whole or (who.named and _only_names(who.said)):
                    place = (0, len(view.text))
                    yield Point(view, number_of(paragraph), "elected", label_of("elected"), place, None)
