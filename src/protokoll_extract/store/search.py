"""Searching the archive: the same question gives the same §§ in the same order on both engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from protokoll_extract.store.changes import CHANGES, Asked
from protokoll_extract.store.database import Database, Row
from protokoll_extract.store.expression import Expression, written
from protokoll_extract.store.filters import Filters
from protokoll_extract.store.forms import forms_of
from protokoll_extract.store.plan import Step, steps_for, whole
from protokoll_extract.store.question import Question, ask

Order = Literal["best", "newest", "oldest"]
MOST_ROWS = 100
LAST_ROW = 10_000
FACETS = ("issuer", "body", "year", "kind", "outcome", "party", "vote", "reservation")
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
    """``total`` §§ in all, of which ``hits`` are those asked for. ``notes`` say what was changed in the
    question to find anything: ``("without_dots", word)``, ``("misspelled", word)`` and then ``("spelled_as",
    words)``, ``("apart", phrase)``, ``("left_out", word)``, ``("day", day)``."""

    question: Question
    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    words: frozenset[str]
    notes: tuple[tuple[str, str], ...] = ()


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
    counted = _counted(database, asked, filters)
    if (question.numbers or question.diary) and not counted:
        question = ask(typed, as_words=True)
        asked = Asked(question, tuple(forms_of(database, term) for term in question.terms))
        counted = _counted(database, asked, filters)
    for change in () if as_typed else CHANGES:
        if counted or not question.terms:
            break
        changed = change(database, asked)
        if changed is not None:
            asked = changed
            counted = _counted(database, asked, filters)
    if question.day and not counted:
        filters = replace(filters, first_day=question.day, last_day=question.day)
        asked = Asked(Question(), (), (("day", question.day),))
        counted = _counted(database, asked, filters)
    total = len(counted)
    hits = _hits(database, asked, filters, order, first, rows) if total else ()
    return Answer(asked.question, hits, total, _facets(counted), _highlighted(asked), asked.notes)


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


def _counted(database: Database, asked: Asked, filters: Filters) -> list[tuple[Any, ...]]:
    """What the facets count, of every § that is found: see ``_facets`` for the columns."""
    sql, values = _matching(database, _expression(asked, filters), filters, asked)
    fields = "i.body_id, i.year, i.kinds, i.outcome, i.parties, i.has_vote, i.has_reservation"
    return database.tuples(f"SELECT {fields} FROM ({sql}) m JOIN item i ON i.id = m.id", values)


def _hits(
    database: Database, asked: Asked, filters: Filters, order: Order, first: int, rows: int
) -> tuple[Hit, ...]:
    steps: list[Step | None] = list(steps_for(asked.question, list(asked.forms), filters.marks()))
    expression = _expression(asked, filters)
    if order != "best" or not steps:
        steps = [Step("", expression)] if expression else [None]
    found: list[Hit] = []
    wanted = first + rows
    direction = "ASC" if order == "oldest" else "DESC"
    for step in steps:
        if len(found) >= wanted:
            break
        sql, values = _matching(database, step.expression if step else None, filters, asked)
        ordered = f"SELECT id FROM ({sql}) m ORDER BY id {direction} LIMIT :rows"
        numbers = database.rows(ordered, {**values, "rows": wanted - len(found)})
        found += [Hit(int(row["id"]), step.reason if step else "") for row in numbers]
    return tuple(found[first:wanted])


def _facets(counted: list[tuple[Any, ...]]) -> dict[str, dict[str, int]]:
    facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    # Each column is counted at once, and only its different values are looked at one by one.
    bodies, years, kinds, outcomes, parties, votes, reservations = (
        Counter(column) for column in (zip(*counted, strict=True) if counted else [()] * 7)
    )
    facets["body"] = bodies
    for body, n in bodies.items():
        facets["issuer"][str(body).split(".")[0]] += n
    for name, whole_values in (("year", years), ("outcome", outcomes)):
        facets[name] = Counter({value: n for value, n in whole_values.items() if value})
    for name, several in (("kind", kinds), ("party", parties)):
        for values, n in several.items():
            for value in values.split():
                facets[name][value] += n
    for name, flags in (("vote", votes), ("reservation", reservations)):
        if flags[1]:
            facets[name]["1"] = flags[1]
    return {name: dict(sorted(c.items(), key=lambda pair: (-pair[1], pair[0]))) for name, c in facets.items()}


def _highlighted(asked: Asked) -> frozenset[str]:
    return frozenset(word for forms in asked.forms for phrase in forms.compounds for word in phrase)
