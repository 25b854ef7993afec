"""What a sum is about: status by its place, period, programme, payer, recipient and purpose.

Each is read from the sum's own sentence (a list point: also from the line above the list), with
its quote. What the sentence does not say is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from protokoll_extract.extract.amount_status import clauses, sentence_around, words_pattern
from protokoll_extract.extract.amounts import placed_amounts
from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.names import is_organisation, is_person_name
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table

_FIGURES = gated(r"\d{2}")
_YEARS = r"(?P<from>(?:19|20)\d\d)(?:\s?[-–]\s?(?P<to>(?:19|20)\d\d))?(?![\d:/.-]\d|\d)"
# Sections whose sums are asked for, and kinds of decision that do not decide a sum.
_ASKED = frozenset({"proposals", "proposed_decision"})
_UNDECIDED = frozenset({"rejected", "referred_back", "tabled", "noted"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sum stands: the section's kind, the decision points of the §, the line above a list."""

    section: str
    decisions: tuple[Tree, ...] = ()
    above: View | None = None

    def decision(self, spans: tuple[Span, ...]) -> Tree | None:
        """The decision point that holds what stands at ``spans``."""
        for point in self.decisions:
            if any(own.contains(span) for own in point["text"].spans for span in spans):
                return point
        return None


def money_facts(view: View, place: Place) -> Iterator[Tree]:
    """Every sum in a paragraph with what its sentence says of it."""
    placed = list(placed_amounts(view))
    taken = [(start, end) for start, end, _ in placed]
    for start, end, tree in placed:
        spot = _Spot(view, start, end, taken)
        yield {
            **in_place(tree, place),
            "period": spot.period(),
            "programme": spot.programme() or _programme_above(place.above),
            "payer": spot.payer(),
            "recipient": spot.recipient(),
            "purpose": spot.purpose(),
        }


def in_place(amount: Tree, place: Place) -> Tree:
    """The amount with its decision point, and a status that depends on where it stands."""
    raw = amount["raw"]
    point = place.decision(raw.spans)
    link = derived(point["id"].value, raw.spans, "fact.decision") if point is not None else None
    return {**amount, "status": _status(amount["status"], raw, place, point), "decision": link}


def _status(words: Value | None, raw: Value, place: Place, point: Tree | None) -> Value | None:
    """Decided in a decision point, proposed in a yrkande; else what the words say."""
    if point is not None and point["kind"] is None:
        return derived("decided", raw.spans, "amount.status.decided")
    if point is not None:
        kind = point["kind"]
        if kind.value == "proposed":
            return derived("proposed", kind.spans, "amount.status.proposed_decision")
        return words if kind.value in _UNDECIDED else derived("decided", kind.spans, "amount.status.decided")
    if place.section in _ASKED:
        return derived("proposed", raw.spans, f"amount.status.{place.section}")
    return words


# Patterns


@cache
def _alternatives(key: str, name: str = "words") -> str:
    return words_pattern(table("money")[key][name])


@cache
def _behind() -> Pattern:
    """From the amount to its purpose or recipient."""
    return gated(
        rf"\s+(?:(?:{_alternatives('filler')})\s+){{0,3}}(?P<link>{_alternatives('purpose')})\s+(?P<what>\S.*)",
        regex.IGNORECASE | regex.DOTALL,
    )


@cache
def _ends() -> Pattern:
    return gated(rf"\s+(?:{_alternatives('purpose_end')})(?!\p{{L}})|[,;:()”\"]|\.(?=\s|$)", regex.I)


@cache
def _time_behind() -> Pattern:
    """ "… för nuvarande programperiod 2031-2033" is no part of a purpose."""
    times = "|".join(
        f"(?:{p.pattern.removeprefix('(?i)').removeprefix('^')})" for p in _listed("not_purpose")
    )
    return gated(table("money")["not_purpose"]["link"].replace("{times}", times), regex.I)


@cache
def _programme_behind() -> Pattern:
    words = "|".join(f"(?:{p.pattern})" for p in _listed("programme"))
    return gated(rf"\s+(?i:{table('money')['programme']['link']})\s+(?:{words})")


@cache
def _listed(key: str) -> tuple[Pattern, ...]:
    return tuple(gated(p) for p in table("money")[key]["patterns"])


@cache
def _verb(key: str) -> Pattern:
    """The verb of receiving or paying behind its subject."""
    return gated(rf"\s(?:{_alternatives(key, 'before_verb')})(?!\p{{L}})")


@cache
def _object(key: str) -> Pattern:
    verbs = _alternatives(key, "after_verb")
    return gated(table("money")[key]["object"].replace("{verbs}", verbs))


@cache
def _payer() -> Pattern:
    return gated(rf"(?:{_alternatives('pays', 'after_verb')})\s+(?P<who>\S[^,.;:()]*)")


@cache
def _buyer() -> Pattern:
    verbs = _alternatives("pays", "buyer")
    return gated(table("money")["pays"]["buyer_pattern"].replace("{verbs}", verbs))


@cache
def _period() -> tuple[Pattern, ...]:
    data = table("money")["period"]
    units = words_pattern(unit for unit, _ in data["each"])
    spans = [gated(rf"(?i)(?<!\p{{L}})(?:{p.replace('{year}', _YEARS)})") for p in data["years"]]
    return (
        gated(data["each_pattern"].replace("{units}", units)),
        gated(rf"(?i)(?<!\p{{L}})(?:{words_pattern(data['yearly'])})(?!\p{{L}})"),
        *spans,
    )


@cache
def _each() -> dict[str, str]:
    return {unit: value for unit, value in table("money")["period"]["each"]}


# Around one sum


class _Spot:
    """One amount in its paragraph; ``taken`` are all amounts of it.

    ``next`` is where the next amount of the sentence begins, else its end; ``previous`` where the one
    before ends, else its beginning.
    """

    def __init__(self, view: View, start: int, end: int, taken: list[tuple[int, int]]) -> None:
        self.view, self.start, self.end = view, start, end
        left, right = self.sentence = sentence_around(view.text, start, end)
        self.next = min((a for a, _ in taken if end <= a < right), default=right)
        self.previous = max((b for _, b in taken if left < b <= start), default=left)
        self._what = self._phrase_behind()

    @property
    def clause(self) -> tuple[int, int]:
        left, right = self.sentence
        parts = clauses(self.view.text, left, right)
        return next(((a, b) for a, b in parts if a <= self.start < b), (left, right))

    # Purpose and recipient

    def _phrase_behind(self) -> tuple[int, int, str] | None:
        """The phrase behind the amount, with the word that links it."""
        match = _behind().match(self.view.text, self.end, self.next)
        if not match:
            return None
        a, b = match.span("what")
        b = min(b, self.next)
        if end := _ends().search(self.view.text, a, b):
            b = end.start()
        # A time or a programme behind the purpose has a field of its own.
        for pattern in (_time_behind(), _programme_behind()):
            if found := pattern.search(self.view.text, a, b):
                b = found.start()
        b = a + len(self.view.text[a:b].rstrip(" .,"))
        return (a, b, match["link"].casefold()) if b - a >= 3 else None

    def purpose(self) -> Value | None:
        found = self._what
        if found is not None:
            a, b, link = found
            text = self.view.text[a:b]
            name = _party_at(text)
            if name:
                second = grammar("amount.and_for").match(text, len(name))
                if second is None:
                    return None
                a, text = a + second.end(), text[second.end() :]
            if any(p.search(text) for p in _listed("not_purpose")):
                return None
            if any(p.match(text) for p in _listed("programme")):
                return None
            if link in table("money")["purpose"]["part_of_it"]:
                a = self.view.text.rindex(link.split()[-1], self.end, a)
            return stated(self.view, a, b, "amount.purpose")
        for pattern in _listed("purpose_before"):
            for match in pattern.finditer(self.view.text, self.clause[0], self.start):
                if not _is_party(match["what"]):
                    return matched(self.view, match, "what", "amount.purpose")
        return None

    def recipient(self) -> Value | None:
        """Who receives: the subject of "beviljas", the object of "bevilja", "till" somebody."""
        found = self._what
        if found is not None and found[2] in table("money")["purpose"]["to_whom"]:
            a, b, _ = found
            if name := _party_at(self.view.text[a:b]):
                return stated(self.view, a, a + len(name), "amount.recipient")
        return self._subject("receives") or self._object("receives") or self._party_before()

    def payer(self) -> Value | None:
        """Who pays: the subject of "betalar", "betalas av" somebody, the buyer."""
        return self._subject("pays") or self._paid_by() or self._buyer()

    def _subject(self, key: str) -> Value | None:
        """The words from the clause's beginning to the verb, where they can be somebody."""
        left = self.sentence[0]
        text = self.view.text
        last = None
        for match in _verb(key).finditer(text, max(left, self.previous), self.start):
            last = match
        if last is None:
            return None
        begins = [m.end() for m in grammar("amount.subject_begins").finditer(text, left, last.start())]
        a = max(begins, default=left)
        a += len(text[a : last.start()]) - len(text[a : last.start()].lstrip(" -•*\t"))
        name = text[a : last.start()]
        return stated(self.view, a, last.start(), f"amount.{key}") if _can_be_party(name) else None

    def _object(self, key: str) -> Value | None:
        match = _object(key).search(self.view.text, self.sentence[0], self.start)
        if not match or not _can_be_party(match["who"]):
            return None
        return matched(self.view, match, "who", f"amount.{key}")

    def _party_before(self) -> Value | None:
        """ "borgen för X upp till 20 kr": a party right before the sum."""
        left = max(self.sentence[0], self.previous)
        match = grammar("amount.party_before").search(self.view.text, left, self.start)
        if not match or not _is_party(match["who"]):
            return None
        return matched(self.view, match, "who", "amount.recipient")

    def _paid_by(self) -> Value | None:
        match = _payer().search(self.view.text, self.end, self.next)
        if not match:
            return None
        a, b = match.span("who")
        if end := _ends().search(self.view.text, a, b):
            b = end.start()
        b = a + len(self.view.text[a:b].rstrip())
        name = self.view.text[a:b]
        return stated(self.view, a, b, "amount.pays") if _can_be_party(name) else None

    def _buyer(self) -> Value | None:
        """ "… säljs till X för 20 kr", "sälja Y till X för 20 kr"."""
        match = _buyer().search(self.view.text, self.sentence[0], self.start)
        if not match or not _is_party(match["who"]):
            return None
        return matched(self.view, match, "who", "amount.pays")

    # Period and programme

    def period(self) -> Value | None:
        """The time named nearest, first behind the amount, then before it."""
        for left, right, nearest_first in (
            (self.end, self.next, True),
            (self.clause[0], self.start, False),
        ):
            found = [m for p in _period() for m in p.finditer(self.view.text, left, right)]
            if found:
                match = (min if nearest_first else max)(found, key=lambda m: m.start())
                return _period_value(self.view, match)
        return None

    def programme(self) -> Value | None:
        right = self.next
        for left, end, pick in ((self.end, right, min), (self.previous, self.start, max)):
            found = [m for p in _listed("programme") for m in p.finditer(self.view.text, left, end)]
            if found:
                match = pick(found, key=lambda m: (m.start(), -m.end()))
                return matched(self.view, match, 0, "amount.programme")
        return None


def _is_party(text: str) -> bool:
    """A body, company or person by name: nothing else receives or pays for certain."""
    words = text.split()
    return bool(words) and words[0][0].isupper() and (is_organisation(text) or is_person_name(text))


def _party_at(text: str) -> str:
    """The party that a phrase begins with: all before "för en ny brygga"."""
    cut = grammar("amount.and_for").search(text)
    name = text[: cut.start()] if cut else text
    return name if _is_party(name) else ""


def _can_be_party(text: str) -> bool:
    """The subject of paying or receiving: short, and no pronoun or sum."""
    words = text.split()
    if not 0 < len(words) <= 6 or _FIGURES.search(text):
        return False
    return words[0].casefold() not in table("money")["not_party"]["words"] and words[-1][0].isalpha()


def _period_value(view: View, match: regex.Match[str]) -> Value:
    groups = match.groupdict()
    spans = view.spans(*match.span())
    if groups.get("unit"):
        return derived(_each()[groups["unit"].casefold()], spans, "amount.period")
    if groups.get("from"):
        first, last = groups["from"], groups.get("to")
        return derived(f"{first}-{last}" if last else first, spans, "amount.period")
    return derived(table("money")["period"]["yearly_value"], spans, "amount.period")


def _programme_above(above: View | None) -> Value | None:
    """A list under "Förstudier inom programområde C.2": its sums lie in that programme."""
    if above is None:
        return None
    for pattern in _listed("programme"):
        if match := pattern.search(above.text):
            return matched(above, match, 0, "amount.programme_above")
    return None
