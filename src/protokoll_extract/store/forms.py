"""The forms of a word that the archive holds: what a search for it finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from protokoll_extract.store.database import Database
from protokoll_extract.store.question import Term
from protokoll_extract.store.words import folded, left_out, roots, same_word, tokens
from protokoll_extract.vocab.load import table

_MOST_FORMS = 60
_MOST_COMPOUNDS = 120
# So many words that begin as was typed are marked in the texts; found are all of them.
_MOST_BEGINNINGS = 5000
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """What a term is found by: as typed, inflected (with what it is short for), as part of a compound."""

    exact: tuple[Phrase, ...]
    inflected: tuple[Phrase, ...]
    compounds: tuple[Phrase, ...]


def forms_of(database: Database, term: Term) -> Forms:
    """The forms of a term; each of the three holds the one before."""
    exact = (term.phrase,)
    word = term.words[0]
    # A small word has no forms, and is part of far too many.
    if term.exact or term.prefix or word in left_out():
        return Forms(exact, exact, exact)
    inflected = {exact[0], *((token,) for token in _inflected(database, word))}
    for other in short_forms(word):
        inflected.add(other)
        if len(other) == 1:
            inflected |= {(token,) for token in _inflected(database, other[0])}
    compounds = inflected | {(token,) for token in _with_part(database, word)}
    return Forms(exact, tuple(sorted(inflected)), tuple(sorted(compounds)))


def spelled_without_dots(database: Database, *words: str) -> tuple[str, ...]:
    """Words of the archive that are one of these but for dots and accents, their inflections among them."""
    sql = "SELECT token FROM word WHERE folded = :folded ORDER BY token LIMIT 20"
    same = [str(row["token"]) for word in words for row in database.rows(sql, {"folded": folded(word)})]
    more = {form for token in same for form in _inflected(database, token)}
    return tuple(sorted({*same, *more}))


def is_known(database: Database, word: str) -> bool:
    """Whether the word, or a form of it, stands anywhere in the archive."""
    sql = "SELECT 1 FROM word WHERE token = :token"
    return bool(database.rows(sql, {"token": word})) or bool(_inflected(database, word))


def _inflected(database: Database, word: str) -> list[str]:
    found: set[str] = set()
    for root in sorted(roots(word)):
        sql = "SELECT token FROM word_root WHERE root = :root AND part = 0"
        found |= {str(row["token"]) for row in database.rows(sql, {"root": root})}
    return sorted((token for token in found if same_word(word, token)), key=lambda t: (len(t), t))[
        :_MOST_FORMS
    ]


def _with_part(database: Database, word: str) -> list[str]:
    found: set[str] = set()
    for root in sorted(roots(word)):
        sql = "SELECT token FROM word_root WHERE root = :root AND part = 1"
        found |= {str(row["token"]) for row in database.rows(sql, {"root": root})}
    return sorted(found, key=lambda t: (len(t), t))[:_MOST_COMPOUNDS]


def beginning_with(database: Database, start: str) -> list[str]:
    """Words of the archive that begin so, the first of them in the alphabet where there are very many."""
    sql = "SELECT token FROM word WHERE token >= :low AND token < :high ORDER BY token LIMIT :most"
    if database.name == "postgres":
        sql = sql.replace("token >=", 'token COLLATE "C" >=').replace("token <", 'token COLLATE "C" <')
        sql = sql.replace("ORDER BY token", 'ORDER BY token COLLATE "C"')
    values = {"low": start, "high": start + "\U0010ffff", "most": _MOST_BEGINNINGS}
    return [str(token) for (token,) in database.tuples(sql, values)]


@lru_cache(1)
def _short() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for entry in table("search")["short"]:
        phrases = [tuple(tokens(form)) for form in entry["forms"]]
        for phrase in phrases:
            if len(phrase) == 1:
                found[phrase[0]] = tuple(other for other in phrases if other != phrase)
    return found


def short_forms(word: str) -> tuple[Phrase, ...]:
    """What a word is short for, or what is short for it."""
    return _short().get(word, ())
