"""From a question to the steps it is answered by, the best answers first."""

from __future__ import annotations

from dataclasses import dataclass

from protokoll_extract.store.expression import ALL, MAIN, Both, Either, Except, Expression, Marked, Words
from protokoll_extract.store.forms import Forms
from protokoll_extract.store.marks import mark
from protokoll_extract.store.question import Question

# For "all but": every § has this mark.
EVERYTHING = Marked((mark("all"),))


@dataclass(frozen=True, slots=True)
class Step:
    """One rank of answers: what to ask, and why it is asked; ``before`` is what the ranks before it found."""

    reason: str
    wanted: Expression
    before: Expression | None = None

    @property
    def expression(self) -> Expression:
        """What this rank alone finds."""
        return Except(self.wanted, self.before) if self.before else self.wanted


def steps_for(question: Question, forms: list[Forms], marks: tuple[Marked, ...]) -> list[Step]:
    """The ranks: decision before background, exact before inflected; each leaves out those before it.

    Reasons: ``phrase`` the words in a row, ``exact`` as typed, ``inflected``, all in the title or a
    decision; ``exact_elsewhere``, ``inflected_elsewhere`` in what was said or lay behind; ``compound`` as
    part of a word.
    """
    number = tuple(Marked((mark("diary", key),)) for key in question.diary)
    ranks: list[tuple[str, tuple[Expression, ...]]] = []
    if len(question.terms) > 1 and not any(term.exact or term.prefix for term in question.terms):
        ranks.append(("phrase", (Words((question.words,), MAIN),)))
    if forms:
        ranks.append(("exact", tuple(Words(form.exact, MAIN) for form in forms)))
        ranks.append(("inflected", tuple(Words(form.inflected, MAIN) for form in forms)))
        ranks.append(("exact_elsewhere", tuple(Words(form.exact, ALL) for form in forms)))
        ranks.append(("inflected_elsewhere", tuple(Words(form.inflected, ALL) for form in forms)))
        ranks.append(("compound", tuple(Words(form.compounds, ALL) for form in forms)))
    if not ranks and number:
        ranks.append(("number", ()))
    narrowing = (*number, *marks)
    return _each_but_those_before(ranks, narrowing, _unwanted(question))


def _unwanted(question: Question) -> Expression | None:
    if not question.without:
        return None
    return Words(tuple(term.phrase for term in question.without), ALL)


def _each_but_those_before(
    ranks: list[tuple[str, tuple[Expression, ...]]],
    narrowing: tuple[Expression, ...],
    unwanted: Expression | None,
) -> list[Step]:
    steps: list[Step] = []
    before: list[Expression] = []
    seen: set[tuple[Expression, ...]] = set()
    for reason, parts in ranks:
        if parts in seen:
            continue
        seen.add(parts)
        wanted = _all_of((*parts, *narrowing))
        if wanted is None:
            continue
        if unwanted:
            wanted = Except(wanted, unwanted)
        steps.append(Step(reason, wanted, _any_of(before) if before else None))
        if parts:
            before.append(_any(Both, parts))
    return steps


def whole(question: Question, forms: list[Forms], marks: tuple[Marked, ...]) -> Expression | None:
    """All that any step finds; None when nothing narrows the archive."""
    number = tuple(Marked((mark("diary", key),)) for key in question.diary)
    parts: list[Expression] = [Words(form.compounds, ALL) for form in forms]
    unwanted = _unwanted(question)
    wanted = _all_of((*parts, *number, *marks)) or (EVERYTHING if unwanted else None)
    return Except(wanted, unwanted) if wanted and unwanted else wanted


def _all_of(parts: tuple[Expression, ...]) -> Expression | None:
    return _any(Both, parts) if parts else None


def _any_of(parts: list[Expression]) -> Expression:
    return _any(Either, tuple(parts))


def _any(kind: type[Both] | type[Either], parts: tuple[Expression, ...]) -> Expression:
    return parts[0] if len(parts) == 1 else kind(parts)
