"""People named in short: "Tornestam anser", "Per S.", "huvudsekreteraren".

The one room that may import spaCy, and only once somebody asks for it. The forms to look
for are made from the document's own who's who; a trained pipeline, if one is named, adds
people that no rule found. Whatever may mean two people gives no mention. spaCy's spans become
places in the canonical text at once; none leaves this file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import regex

from protokoll_extract.errors import MissingExtraError
from protokoll_extract.extract.finding import Value, derived
from protokoll_extract.extract.names import is_organisation
from protokoll_extract.extract.short_names import (
    Context,
    Kind,
    Known,
    Verdict,
    context_of,
    judge,
    words_of,
)
from protokoll_extract.text.gate import gated
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import first_names, parties

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

RULES = "rules"
_SOON = 600  # Code points: a paragraph or two.


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names the person ``key``; a key that no ``Known`` has is a new person's.

    With ``candidates`` it names one of these people, and which is open; then there is no key.
    """

    key: str
    value: Value
    candidates: tuple[str, ...] = ()


def mentions(views: Iterable[View], people: Iterable[Known], model: str = RULES) -> Iterator[Mention]:
    """Where the people of a document are named otherwise than in full, in the order of the text.

    Args:
        views: running paragraphs.
        people: the document's who's who.
        model: ``"rules"``, or the name or path of an installed spaCy pipeline whose people fill gaps.

    Raises:
        MissingExtraError: no pipeline of that name or path is installed.
    """
    known = tuple(people)
    running = [piece for view in views for piece in _untabbed(view)]
    taken = _Places(s for person in known for s in person.places)
    found = list(_by_rules(running, known, taken))
    if model != RULES:
        places = _Places((*taken.spans, *(s for m in found for s in m.value.spans)))
        found += _by_model(running, known, places, require(model))
    yield from sorted(found, key=lambda m: m.value.spans)


def require(model: str) -> Language:
    """The pipeline of that name or path, loaded once; ``"rules"`` needs no trained one."""
    return _blank() if model == RULES else _trained(model)


@cache
def _blank() -> Language:
    import spacy

    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    return nlp


@cache
def _trained(model: str) -> Language:
    import spacy

    try:
        return spacy.load(model, exclude=["tagger", "morphologizer", "parser", "lemmatizer", "senter"])
    except (OSError, ValueError, ImportError) as error:
        path = "/" in model or "\\" in model
        reason = "no spaCy pipeline of that name or path can be loaded"
        advice = "Check the path." if path else f"Run: python -m spacy download {model}"
        raise MissingExtraError("extra.model_missing", model, reason, advice) from error


def _untabbed(view: View) -> Iterator[View]:
    for match in regex.finditer(r"[^\t\f]+", view.text):
        yield view.cut(*match.span())


class _Places:
    """Places that hold a mention already."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self._starts = [s.start for s in self.spans]
        self._longest = max((len(s) for s in self.spans), default=0)

    def meet(self, spans: Iterable[Span]) -> bool:
        for span in spans:
            first = bisect_left(self._starts, span.start - self._longest)
            last = bisect_left(self._starts, span.end)
            if any(other.overlaps(span) for other in self.spans[first:last]):
                return True
        return False


# The forms to look for


@dataclass(slots=True)
class _Form:
    """One way to write people: who may be meant, and why."""

    text: str
    kinds: dict[str, Kind] = field(default_factory=dict)  # person → what the form is of them

    @property
    def only(self) -> tuple[str, Kind] | None:
        return next(iter(self.kinds.items())) if len(self.kinds) == 1 else None


def _forms(people: tuple[Known, ...], informal: bool) -> dict[str, _Form]:
    """Every printed form (with genitives) → the form it is of."""
    forms: dict[str, _Form] = {}

    def add(text: str, key: str, kind: Kind) -> None:
        forms.setdefault(text, _Form(text)).kinds.setdefault(key, kind)

    for person in people:
        first, *rest = person.name.split()
        if not rest:
            continue
        middle = (w for w in rest[:-1] if w[0].isupper() and len(w) > 2 and w not in first_names())
        for surname in {" ".join(rest), rest[-1], *middle}:
            add(surname, person.key, "surname")
        for initial in {w[0] for w in (rest[0], rest[-1]) if w[0].isupper()}:
            add(f"{first} {initial}", person.key, "initial")
        add(first, person.key, "first_name")
    for role, holders in _offices(people).items():
        for key in holders:
            for written in (role, role.capitalize()):
                add(written, key, "role")
    printed: dict[str, _Form] = {}
    for form in forms.values():
        for ending in _endings(form):
            text = form.text + ending
            other = printed.get(text)  # "Johans" may be a surname and a genitive.
            printed[text] = _Form(form.text, {**other.kinds, **form.kinds}) if other else form
    return {t: f for t, f in printed.items() if informal or set(f.kinds.values()) != {"first_name"}}


def _endings(form: _Form) -> tuple[str, ...]:
    if "initial" in form.kinds.values():
        return ("", ".", ":s", ".s", "s")
    return ("", ":s") if form.text[-1] in "sxz" else ("", "s", ":s")


def _offices(people: tuple[Known, ...]) -> dict[str, list[str]]:
    """How running text calls each listed office → its holders."""
    words = table("language")["offices"]
    out: dict[str, list[str]] = {}
    for person in people:
        for listed in person.roles:
            for part in regex.split(r"\s*(?:,|/|\boch\b)\s*", listed.casefold()):
                role = words["chair"][0] if part in words["chair"] else part
                role = words["secretary"][0] if part in words["secretary"] else role
                forms = [_definite(role)] if role.endswith(tuple(words["endings"])) else []
                if role in (words["chair"][0], words["secretary"][0]):
                    forms.append(role.capitalize())  # "Ordförande öppnar mötet."
                for form in forms:
                    if person.key not in out.setdefault(form, []):
                        out[form].append(person.key)
    return out


def _may_mean(person: Known, kind: Kind, start: int) -> bool:
    """Is the person well enough known for a short form of that kind at that place?"""
    if kind == "role":
        return True
    if not person.listed and not any(0 <= start - place.end <= _SOON for place in person.places):
        return False
    if kind == "surname" and not person.listed and not person.party:
        return False
    return bool(person.party) or person.name.split()[0] in first_names()


def _definite(role: str) -> str:
    return role + ("n" if role.endswith("e") else "et" if role.endswith("råd") else "en")


# Rules


@dataclass(frozen=True, slots=True)
class _Hit:
    """A form found in a view: its place there, who may be meant, and whether it counts."""

    view: View
    start: int
    end: int
    keys: tuple[str, ...]
    kind: Kind
    verdict: Verdict


def _by_rules(views: list[View], people: tuple[Known, ...], taken: _Places) -> Iterator[Mention]:
    informal = not any(p.party for p in people) and not any(_names_party(v.text) for v in views)
    forms = _forms(people, informal)
    if not forms:
        return
    nlp = _blank()
    matcher = _matcher(nlp, forms)
    names = {p.key: p for p in people}
    quick = gated(r"\L<forms>", forms=sorted({f.text for f in forms.values()}))
    near = [v for v in views if quick.search(v.text)]
    hits = [
        hit
        for view, doc in zip(near, nlp.pipe(v.text for v in near), strict=True)
        for hit in _in_view(view, doc, matcher, forms, names, taken)
    ]
    contested = {(key, h.kind) for h in hits if h.verdict == "contested" for key in h.keys}
    contested |= {(key, "role") for key in _successions(views, forms, names)}
    for hit in hits:
        if hit.verdict != "yes":
            continue
        text = hit.view.text[hit.start : hit.end]
        value = derived(text, hit.view.spans(hit.start, hit.end), f"language.{hit.kind}")
        settled = len(hit.keys) == 1 and (hit.keys[0], hit.kind) not in contested
        yield Mention(hit.keys[0], value) if settled else Mention("", value, hit.keys)


def _names_party(text: str) -> bool:
    return any(m[1].upper() in parties() for m in regex.finditer(r"\((\p{L}{1,4})\)", text))


def _matcher(nlp: Language, forms: dict[str, _Form]) -> PhraseMatcher:
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(nlp.vocab)
    for text in forms:
        matcher.add(text, [nlp.make_doc(text)])
    return matcher


def _in_view(
    view: View,
    doc: Doc,
    matcher: PhraseMatcher,
    forms: dict[str, _Form],
    names: dict[str, Known],
    taken: _Places,
) -> Iterator[_Hit]:
    end = -1
    starts = [s.start_char for s in doc.sents]
    for start, text in _candidates(doc, matcher, forms):
        if start < end:
            continue
        form = forms[text]
        end = start + len(text)
        stop = start + len(form.text)
        if text.endswith(".") and regex.match(r"\s+\p{Ll}|[,;)]", view.text[end : end + 3]):
            stop = end  # "Per S. anser": the full stop is the initial's.
        spans = view.spans(start, stop)
        if taken.meet(spans):
            continue
        context = context_of(view.text, start, end, starts)
        meant = _meant(form, context, names, spans[0].start)
        if meant:
            kind = form.kinds[meant[0]]
            verdicts = {judge(context, names[key], form.kinds[key]) for key in meant}
            verdict: Verdict = "yes" if "yes" in verdicts else next(iter(verdicts))
            yield _Hit(
                view, start, stop, meant, kind, verdict if len(meant) == 1 or verdict == "yes" else "no"
            )


def _meant(form: _Form, context: Context, names: dict[str, Known], start: int) -> tuple[str, ...]:
    """Who may be meant: those well enough known there, by the party beside the form if one is printed."""
    kinds = form.kinds
    if len(kinds) > 1 and len(set(kinds.values())) > 1:
        return ()  # One's surname, another's given name: no reading is the likelier.
    keys = [key for key, kind in kinds.items() if _may_mean(names[key], kind, start)]
    if len(keys) < len(kinds):
        return tuple(keys) if len(kinds) == 1 else ()
    party = regex.match(r"\s*\((\p{L}{1,4})\)", context.tail)
    if len(keys) > 1 and party:
        keys = [key for key in keys if names[key].party == party[1].upper()]
    return tuple(keys)


def _candidates(doc: Doc, matcher: PhraseMatcher, forms: dict[str, _Form]) -> list[tuple[int, str]]:
    """Where printed forms stand, the longest first at each place."""
    found = {(doc[a].idx, doc[a:b].text) for _, a, b in matcher(doc)}
    for token in doc:
        # "Tornestam(S)" and "Ek/Tornestam" are one token: their words, by characters.
        if not token.is_alpha and len(token) > 2:
            for match in regex.finditer(r"(?<![\p{L}\p{N}-])\p{Lu}\p{L}+(?![\p{L}\p{N}-])", token.text):
                if match.group() in forms:
                    found.add((token.idx + match.start(), match.group()))
    return sorted(((a, t) for a, t in found if t in forms), key=lambda hit: (hit[0], -len(hit[1])))


def _successions(views: list[View], forms: dict[str, _Form], names: dict[str, Known]) -> Iterator[str]:
    """Holders of an office that a sentence gives to somebody else."""
    holders = {(f.only[0], f.text) for f in forms.values() if f.only and f.only[1] == "role"}
    if not holders:
        return
    words = table("language")["offices"]
    takes, leads = (gated("|".join(words[key]), regex.IGNORECASE) for key in ("takes", "leads"))
    for view in views:
        if leads.search(view.text):
            yield from (key for key, role in holders if role.casefold().startswith(words["chair"][0]))
        for match in takes.finditer(view.text):
            around = view.text[max(0, match.start() - 120) : match.end() + 120]
            for key, role in holders:
                stem = regex.sub(r"n$", "", role.casefold())
                named = any(word in around for word in names[key].name.split())
                if stem in match.group().casefold() and not named:
                    yield key


# Trained pipelines


def _by_model(
    views: list[View], people: tuple[Known, ...], taken: _Places, nlp: Language
) -> Iterator[Mention]:
    """People whom only the pipeline saw: at least two capital words, no organisation."""
    labels = words_of("model", "labels")
    known = {p.key for p in people}
    found: list[tuple[str, Value]] = []
    for view, doc in zip(views, nlp.pipe(v.text for v in views), strict=True):
        for ent in doc.ents:
            name = " ".join(ent.text.split())
            shape = regex.fullmatch(
                r"\p{Lu}[\p{L}’'.-]*(?: \p{Ll}{2,3})?(?: \p{Lu}[\p{L}’'-]+){1,3}(?<=\p{L}{2})", name
            )
            spans = view.spans(ent.start_char, ent.end_char)
            if ent.label_ in labels and shape and not is_organisation(name) and not taken.meet(spans):
                found.append((name, derived(name, spans, "language.model")))
    keys = known | {name.casefold() for name, _ in found}
    for name, value in found:
        key = name.casefold()
        bare = key.removesuffix("s")
        yield Mention(bare if bare in keys else key, value)
