"""Searching the archive: the same question gives the same §§ in the same order on both engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from protokoll_extract.store import facets
from protokoll_extract.store.changes import CHANGES, Asked
from protokoll_extract.store.database import Database, Row
from protokoll_extract.store.expression import Expression, written
from protokoll_extract.store.facets import Counted, counted
from protokoll_extract.store.filters import Filters
from protokoll_extract.store.forms import Forms, Phrase, beginning_with, forms_of
from protokoll_extract.store.plan import Step, steps_for, whole
from protokoll_extract.store.question import Question, ask
from protokoll_extract.store.words import left_out

Order = Literal["best", "newest", "oldest"]
# One can leaf so far, and a file holds as many.
LAST_ROW = MOST_ROWS = 10_000
_MATCHING = {
    "sqlite": "SELECT rowid AS id FROM item_text_fts WHERE item_text_fts MATCH :match",
    "postgres": "SELECT f.id FROM items_matching(CAST(:match AS tsquery)) AS f(id)",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One § that was found, by its number in the archive, and the rank it was found in."""

    item: int
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``total`` §§ in all (see ``Counted``), of which ``hits`` are those asked for.

    ``notes`` say what was changed in the question to find anything: ``("without_dots", word)``,
    ``("misspelled", word)`` and then ``("spelled_as", words)``, ``("apart", phrase)``,
    ``("left_out", word)``, ``("day", day)``. In the texts ``words`` are marked, all forms that were sought;
    ``exact`` are those as typed.
    """

    question: Question
    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    words: frozenset[str]
    notes: tuple[tuple[str, str], ...] = ()
    exact: frozenset[str] = frozenset()

    @property
    def exact_total(self) -> int | None:
        """None where there are more than are counted."""
        return self.total if self.total <= facets.MOST_COUNTED else None


def search(
    database: Database,
    typed: str,
    filters: Filters | None = None,
    *,
    order: Order = "best",
    first: int = 0,
    rows: int = 20,
    as_typed: bool = False,
) -> Answer:
    """The §§ that answer what was typed, best first, from row ``first`` on.

    Where nothing does the question is changed, and ``notes`` say how; ``as_typed`` forbids that.
    Never fails on what was typed; may raise ``TooSlow``.
    """
    filters = filters or Filters()
    first, rows = max(0, min(first, LAST_ROW)), max(0, min(rows, MOST_ROWS))
    question = ask(typed)
    asked = Asked(question, tuple(forms_of(database, term) for term in question.terms))
    found = _counted(database, asked, filters)
    if (question.numbers or question.diary) and not found.total:
        question = ask(typed, as_words=True)
        asked = Asked(question, tuple(forms_of(database, term) for term in question.terms))
        found = _counted(database, asked, filters)
    for change in () if as_typed else CHANGES:
        if found.total or not question.terms:
            break
        changed = change(database, asked)
        if changed is not None:
            asked = changed
            found = _counted(database, asked, filters)
    if question.day and not found.total:
        filters = replace(filters, first_day=question.day, last_day=question.day)
        asked = Asked(Question(), (), (("day", question.day),))
        found = _counted(database, asked, filters)
    hits = _hits(database, asked, filters, order, first, rows) if found.total else ()
    shown = _shown(asked)
    words = _highlighted(database, (phrase for forms in shown for phrase in forms.compounds))
    exact = _highlighted(database, (phrase for forms in shown for phrase in forms.exact))
    return Answer(asked.question, hits, found.total, found.facets, words, asked.notes, exact)


def _shown(asked: Asked) -> list[Forms]:
    """What is marked in the texts: small words only when there is nothing else."""
    pairs = list(zip(asked.question.terms, asked.forms, strict=True))
    large = [forms for term, forms in pairs if term.exact or term.words[0] not in left_out()]
    return large or list(asked.forms)


def _expression(asked: Asked, filters: Filters) -> Expression | None:
    return whole(asked.question, list(asked.forms), filters.marks())


def _matching(
    database: Database, expression: Expression | None, filters: Filters, asked: Asked
) -> tuple[str, Row]:
    """SQL for the numbers of the §§, and its values."""
    narrowed, values = filters.conditions()
    exact, more = asked.question.numbers.conditions()
    condition = " AND ".join(filter(None, (narrowed, *exact)))
    values |= more
    sql = "SELECT id FROM item"
    if expression is not None:
        sql = _MATCHING[database.name]
        values["match"] = written(expression, database.name)
    return (f"SELECT m.id FROM ({sql}) m WHERE {condition}" if condition else sql), values


def _counted(database: Database, asked: Asked, filters: Filters) -> Counted:
    return counted(database, *_matching(database, _expression(asked, filters), filters, asked))


def _hits(
    database: Database, asked: Asked, filters: Filters, order: Order, first: int, rows: int
) -> tuple[Hit, ...]:
    steps: list[Step | None] = list(steps_for(asked.question, list(asked.forms), filters.marks()))
    expression = _expression(asked, filters)
    if order != "best" or not steps:
        steps = [Step("", expression)] if expression else [None]
    found: dict[int, Hit] = {}
    direction = "ASC" if order == "oldest" else "DESC"
    # From the first row on, what was found before is known and need not be left out by the index.
    from_start = not first
    for step in steps:
        wanted = (step.wanted if from_start else step.expression) if step else None
        sql, values = _matching(database, wanted, filters, asked)
        if first:
            there = int(database.tuples(f"SELECT count(*) FROM ({sql}) m", values)[0][0])
            if there <= first:
                first -= there
                continue
        ordered = f"SELECT id FROM ({sql}) m ORDER BY id {direction} LIMIT :rows OFFSET :first"
        for (number,) in database.tuples(ordered, {**values, "rows": rows, "first": first}):
            found.setdefault(int(number), Hit(int(number), step.reason if step else ""))
        first = 0
        if len(found) >= rows:
            break
    return tuple(islice(found.values(), rows))


def _highlighted(database: Database, phrases: Iterable[Phrase]) -> frozenset[str]:
    """The words of some phrases; of a beginning, the archive's words that begin so."""
    words = {word for phrase in phrases for word in phrase}
    starts = {word for word in words if word.endswith("*")}
    return frozenset(words - starts).union(*(beginning_with(database, start[:-1]) for start in starts))
