"""Votes: what Ja and Nej mean, tallies, and voters written out by name on their sides.

Forms: "A (V) och B (S) röstar Ja (2)", "Ja röstar: A (V), B (S)", a heading "Ja" with names
below it, "Ja-röster: 5", "Omröstningen utfaller med 25 Ja mot 16 Nej", and roll-call tables.
Never a named vote that is not written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched
from protokoll_extract.extract.holders import Holders, holders
from protokoll_extract.extract.roll_call import SIDES, Roll, find_rolls, side_of
from protokoll_extract.extract.sentences import sentences
from protokoll_extract.segment.lines import Paragraph
from protokoll_extract.segment.outline import Item, Section
from protokoll_extract.text.gate import Gates
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table

# Sections that tell of other votes, or of none.
_ELSEWHERE = frozenset({"papers", "recipients", "proposed_decision", "background"})
# The grammars of whatever is told of votes in running text.
_TOLD = (
    *("side", "count_line", "side_count", "side_first", "named", "counts", "counts_after"),
    *("abstain_count", "absent_count", "casting", "appendix", "for_proposal"),
)


@dataclass(slots=True)
class Draft:
    """A vote while it is read; ``listed`` are the sides whose names are all there."""

    fields: dict[str, Value] = field(default_factory=dict)
    names: dict[str, list[Value]] = field(default_factory=lambda: {side: [] for side in SIDES})
    listed: set[str] = field(default_factory=set)
    chair: str | None = None
    repeats: bool = False  # Told again where the decision stands.

    @property
    def counted(self) -> bool:
        return "yes" in self.fields or "no" in self.fields

    @property
    def named(self) -> bool:
        return any(self.names[side] for side in SIDES)

    def same_counts(self, other: Draft) -> bool:
        return all(_plain(self, side) == _plain(other, side) for side in ("yes", "no"))


def _plain(draft: Draft, side: str) -> Any:
    count = draft.fields.get(side)
    return count.value if count is not None else len(draft.names[side])


def find_votes(source: SourceText, item: Item) -> list[Draft]:
    """The votes of a §, in order, each with what is written of it."""
    rolls = list(find_rolls(source, item.lines))
    drafts: list[Draft] = []
    waiting = Draft()  # What Ja and Nej mean, before anybody has voted.
    for section in item.sections:
        if section.kind in _ELSEWHERE:
            continue
        reader = _Reader(section, rolls, waiting)
        drafts += reader.votes()
        waiting = reader.waiting
    told = [d for d in drafts if not d.repeats]
    return [d for d in drafts if not (d.repeats and any(d.same_counts(t) for t in told))]


@cache
def _gates() -> Gates:
    return Gates([grammar(f"vote.{name}") for name in _TOLD])


class _Reader:
    """Reads one section: each sentence adds to the vote at hand or begins another."""

    def __init__(self, section: Section, rolls: list[Roll], waiting: Draft) -> None:
        self.section = section
        self.rolls = rolls
        self.waiting = waiting
        self.done: list[Draft] = []
        self.current: Draft | None = None
        self.side: str | None = None  # The side whose heading the next lines stand under.

    def votes(self) -> list[Draft]:
        if self.section.heading is not None:
            self._kind(self.section.heading)
        for paragraph in self.section.paragraphs:
            self._paragraph(paragraph)
        self._close()
        return self.done

    def _open(self) -> Draft:
        if self.current is None:
            self.current, self.waiting = self.waiting, Draft()
            self.current.repeats = self.section.kind == "decision"
        return self.current

    def _close(self) -> None:
        if self.current is not None and (self.current.counted or self.current.named):
            self.done.append(self.current)
        elif self.current is not None:
            self.waiting = self.current
        self.current = None

    def _paragraph(self, paragraph: Paragraph) -> None:
        first = paragraph.lines[0].index if paragraph.lines else -1
        roll = next((r for r in self.rolls if first in r.lines), None)
        if roll is not None:
            if first == roll.lines[0]:
                for found in (r for r in self.rolls if r.lines[0] == first):
                    self._roll(found)
            return
        if self._listed(paragraph.view):
            return
        if _gates().open(paragraph.view.text):
            self._means(paragraph.view)
            for view in sentences(paragraph.view):
                self._sentence(view)

    def _roll(self, roll: Roll) -> None:
        if self.current is not None and (self.current.named or not _agrees(self.current, roll)):
            self._close()
        add_roll(self._open(), roll)

    def _listed(self, view: View) -> bool:
        """A heading "Ja (7)" alone, or names below one."""
        label = grammar("vote.side_label").match(view.text.strip()) if self.section.kind == "vote" else None
        if label:
            self.side = side_of(label["side"])
            self._begin(self.side)
            if label["n"]:
                self._set(self.side, _count(view, grammar("vote.side_label").search(view.text), "n"))
            return True
        if self.side is None:
            return False
        who = holders(view, 0, len(view.text), "vote.name")
        if who.whole and self.current is not None:
            self.current.names[self.side] += who.by
            self.current.listed.add(self.side)
            return True
        self.side = None
        return False

    def _means(self, view: View) -> None:
        if not grammar("vote.side").search(view.text):
            return  # Meanings name their side; most paragraphs hold no vote.
        for match in grammar("vote.means").finditer(view.text):
            self._kind(view.cut(0, match.start()))
            if self.current is not None and (self.current.counted or self.current.named):
                self._close()
            draft = self.current or self.waiting
            for side in ("yes", "no"):
                draft.fields[f"{side}_means"] = matched(view, match, side, "vote.means")
        half = grammar("vote.means_half").match(view.text.strip())
        if half and not grammar("vote.means").search(view.text):
            draft = self.current or self.waiting
            draft.fields.setdefault(
                f"{side_of(half['side'])}_means", matched(view, half, "text", "vote.means")
            )

    def _kind(self, view: View) -> None:
        """Is it the main vote, or the one on which proposal meets the main one?"""
        for kind in ("counter", "main"):
            match = grammar(f"vote.{kind}").search(view.text)
            if match:
                if self.current is not None and (self.current.counted or self.current.named):
                    self._close()
                draft = self.current or self.waiting
                draft.fields["kind"] = derived(kind, view.spans(*match.span()), "vote.kind")
                return

    def _for_proposal(self, view: View) -> bool:
        """ "För Bo Eks förslag röstar …": the proposal told first is the yes side, the next the no side."""
        match = grammar("vote.for_proposal").search(view.text)
        who = holders(view, match.end(), len(view.text), "vote.name") if match else None
        if match is None or who is None or not who.named:
            return False
        draft = self._open()
        side = next((s for s in ("yes", "no") if f"{s}_means" not in draft.fields), None)
        if side is None or draft.names[side]:
            return False
        draft.fields[f"{side}_means"] = matched(view, match, "what", "vote.for_proposal")
        self._side(view, side, None, who)
        return True

    def _sentence(self, view: View) -> None:
        if self._for_proposal(view):
            return
        # "Den som vill bifalla Bo Eks yrkande röstar Ja" names no voter.
        if not grammar("vote.side").search(view.text):
            rules = []
        else:
            rules = [m.end() for r in ("means", "rule") for m in grammar(f"vote.{r}").finditer(view.text)]
        said = view.cut(max(rules, default=0), len(view.text))
        sides = list(_sides(said))
        counts = None if sides else _counts(said)
        if counts:
            self._counted(said, counts)
        for side, count, who in sides:
            self._begin(side, count)
            self._side(said, side, count, who)
        self._around(view)

    def _counted(self, view: View, match: regex.Match[str]) -> None:
        found = Draft()
        for side, group in (("yes", "yes"), ("no", "no"), ("abstain", "ab")):
            count = _count(view, match, group)
            if count is not None:
                found.fields[side] = count
        if self.current is not None and (self.current.counted or self.current.named):
            if self.current.same_counts(found):
                return  # The same result told again.
            self._close()
        for kind in ("counter", "main"):
            if at := grammar(f"vote.{kind}").search(view.text):
                found.fields["kind"] = derived(kind, view.spans(*at.span()), "vote.kind")
                break
        draft = self._open()
        draft.fields = {**draft.fields, **found.fields}

    def _begin(self, side: str, count: Value | None = None) -> None:
        """A second Ja side is another vote."""
        current = self.current
        if current is not None and side == "yes":
            stated = current.fields.get("yes")
            other = stated is not None and count is not None and stated.value != count.value
            if current.names["yes"] or other or (stated is not None and current.named):
                self._close()
        self._open()

    def _side(self, view: View, side: str, count: Value | None, who: Holders) -> None:
        draft = self._open()
        self._set(side, count)
        draft.names[side] += who.by
        if who.whole:
            draft.listed.add(side)
        if who and grammar("vote.by_chair").search(view.text):
            draft.chair = side

    def _set(self, side: str, count: Value | None) -> None:
        if count is not None:
            self._open().fields.setdefault(side, count)

    def _around(self, view: View) -> None:
        """What else is said of the vote at hand."""
        draft = self.current or (self.done[-1] if self.done else self.waiting)
        abstain = grammar("vote.abstain_count").search(view.text)
        if abstain and self.current is not None:
            self._set("abstain", _count(view, abstain, "n"))
        absent = grammar("vote.absent_count").search(view.text)
        if absent and self.current is not None and self.current.counted:
            self._set("absent", _count(view, absent, "n"))
        if grammar("vote.casting").search(view.text):
            draft.fields.setdefault("casting_vote", Value(view.text, view.whole(), "vote.casting"))
        where = grammar("vote.appendix").search(view.text)
        if where and self.current is not None:
            draft.fields.setdefault("appendix", matched(view, where, "where", "vote.appendix"))


def _agrees(draft: Draft, roll: Roll) -> bool:
    return all(
        side not in draft.fields or side not in roll.totals or draft.fields[side].value == total.value
        for side, total in roll.totals.items()
    )


def add_roll(draft: Draft, roll: Roll) -> None:
    """The names and totals of a roll-call into the vote."""
    for side in SIDES:
        draft.names[side] += roll.names[side]
        if roll.whole:
            draft.listed.add(side)
        if side in roll.totals:
            draft.fields.setdefault(side, roll.totals[side])


def _sides(view: View) -> Iterator[tuple[str, Value | None, Holders]]:
    """The sides that a sentence gives, with count and names."""
    nobody = Holders([], [])
    line = grammar("vote.count_line").match(view.text.strip())
    tallies = [line] if line else list(grammar("vote.side_count").finditer(view.text))
    if tallies:
        for tally in tallies:
            yield side_of(tally["side"]), _count(view, tally, "n"), nobody
        return
    firsts = list(grammar("vote.side_first").finditer(view.text))
    for i, first in enumerate(firsts):
        end = firsts[i + 1].start() if i + 1 < len(firsts) else len(view.text)
        behind = grammar("vote.count_behind").search(view.text, first.end(), end)
        count = _count(view, first, "n") or (_count(view, behind, "n") if behind else None)
        yield side_of(first["side"]), count, holders(view, first.end(), end, "vote.name")
    if firsts:
        return
    start = 0
    for match in grammar("vote.named").finditer(view.text):
        who = holders(view, start, match.start(), "vote.name")
        who = who if who.named else nobody
        if who or match["n"]:
            yield side_of(match["side"]), _count(view, match, "n"), who
        start = match.end()


def _counts(view: View) -> regex.Match[str] | None:
    return grammar("vote.counts").search(view.text) or grammar("vote.counts_after").search(view.text)


def _count(view: View, match: regex.Match[str], group: str) -> Value | None:
    if not match[group]:
        return None
    text = match[group].casefold()
    number = int(text) if text.isdigit() else int(table("decisions")["numbers"][text])
    return matched(view, match, group, "vote.count", number)


# The contract's form


def vote_tree(draft: Draft) -> Tree:
    """The vote as the contract wants it."""
    counts: Tree = {side: draft.fields.get(side) or _number_of_names(draft, side) for side in SIDES}
    said = ("kind", "yes_means", "no_means", "casting_vote", "appendix")
    return {
        **counts,
        **{f"named_{side}": draft.names[side] for side in SIDES},
        **{name: draft.fields.get(name) for name in said},
        "winner": _winner(draft, counts),
    }


def _number_of_names(draft: Draft, side: str) -> Value | None:
    """As many as are named, where the list was read to its end."""
    names = draft.names[side]
    if not names or side not in draft.listed:
        return None
    return derived(len(names), (s for n in names for s in n.spans), "vote.count_of_names")


def _winner(draft: Draft, counts: Tree) -> Value | None:
    yes, no = counts["yes"], counts["no"]
    if yes is None or no is None:
        return None
    spans = (*yes.spans, *no.spans)
    if yes.value != no.value:
        return derived("yes" if yes.value > no.value else "no", spans, "vote.most")
    casting = draft.fields.get("casting_vote")
    if casting is not None and draft.chair in ("yes", "no"):
        return derived(draft.chair, (*spans, *casting.spans), "vote.casting")
    return None
