"""What a question is changed to where nothing answers it as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from protokoll_extract.store.alike import nearly
from protokoll_extract.store.database import Database
from protokoll_extract.store.forms import Forms, forms_of, is_known, spelled_without_dots
from protokoll_extract.store.question import Question, Term
from protokoll_extract.store.words import left_out


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the forms of its terms, and what was changed in it (see ``Answer.notes``)."""

    question: Question
    forms: tuple[Forms, ...]
    notes: tuple[tuple[str, str], ...] = ()


def _without_dots(database: Database, asked: Asked) -> Asked | None:
    """Words that the archive does not have are read as if typed without dots: "forskola" is "förskola"."""
    forms, notes = list(asked.forms), list(asked.notes)
    for n, term in enumerate(asked.question.terms):
        if len(term.words) > 1 or term.prefix or is_known(database, term.words[0]):
            continue
        others = tuple((word,) for word in spelled_without_dots(database, term.words[0]))
        if others:
            forms[n] = Forms(others, others, others)
            notes.append(("without_dots", term.words[0]))
    return replace(asked, forms=tuple(forms), notes=tuple(notes)) if notes != list(asked.notes) else None


def _spelled_alike(database: Database, asked: Asked) -> Asked | None:
    """A word that the archive does not have is read as those that are nearly spelled so."""
    forms, notes = list(asked.forms), list(asked.notes)
    done = {word for _, word in asked.notes}
    for n, term in enumerate(asked.question.terms):
        word = term.words[0]
        if len(term.words) > 1 or term.prefix or word in done | left_out() or is_known(database, word):
            continue
        others = nearly(database, word)
        if others:
            found = tuple((form,) for form in spelled_without_dots(database, *others))
            forms[n] = Forms(found, found, found)
            notes += [("misspelled", word), ("spelled_as", ", ".join(others))]
    return replace(asked, forms=tuple(forms), notes=tuple(notes)) if notes != list(asked.notes) else None


def _apart(database: Database, asked: Asked) -> Asked | None:
    """The words of a phrase that nothing has, each by itself."""
    terms: list[Term] = []
    notes = list(asked.notes)
    for term in asked.question.terms:
        if len(term.words) > 1 and all(word.isalpha() for word in term.words):
            terms += [Term((word,)) for word in term.words]
            notes.append(("apart", " ".join(term.words)))
        else:
            terms.append(term)
    if len(terms) == len(asked.question.terms):
        return None
    question = replace(asked.question, terms=tuple(terms))
    return Asked(question, tuple(forms_of(database, term) for term in terms), tuple(notes))


def _without_small_words(database: Database, asked: Asked) -> Asked | None:
    return _leaving_out(asked, lambda term: term.words[0] in left_out() and not term.exact)


def _without_unknown(database: Database, asked: Asked) -> Asked | None:
    return _leaving_out(asked, lambda term: not any(is_known(database, word) for word in term.words))


def _leaving_out(asked: Asked, small: Callable[[Term], bool]) -> Asked | None:
    pairs = list(zip(asked.question.terms, asked.forms, strict=True))
    kept = [pair for pair in pairs if not small(pair[0])]
    if not kept or len(kept) == len(pairs):
        return None
    gone: list[Term] = [term for term, _ in pairs if small(term)]
    notes = (*asked.notes, *(("left_out", " ".join(term.words)) for term in gone))
    question = replace(asked.question, terms=tuple(term for term, _ in kept))
    return Asked(question, tuple(forms for _, forms in kept), notes)


# What is tried, one after the other, while nothing is found.
CHANGES = (_without_dots, _spelled_alike, _apart, _without_small_words, _without_unknown)
