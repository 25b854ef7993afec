"""What the index is asked, as a tree, and as each engine writes it."""

from __future__ import annotations

from dataclasses import dataclass

MAIN = ("title", "decision")
ALL = ("title", "decision", "voice", "background")
_WEIGHTS = {"title": "A", "decision": "B", "voice": "C", "background": "D"}


@dataclass(frozen=True, slots=True)
class Words:
    """Any of some phrases (most of one word) in some columns. One word with ``*`` is all that begins so."""

    phrases: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Any of some marks."""

    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """All of some expressions; at least one."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any of some expressions; at least one."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Except:
    """What holds for the one and not for the other."""

    one: Expression
    other: Expression


Expression = Words | Marked | Both | Either | Except


def written(expression: Expression, engine: str) -> str:
    """As a query of FTS5, or as a ``tsquery``. Words are letters and digits, so nothing can break out."""
    return _fts5(expression) if engine == "sqlite" else _tsquery(expression)


def _fts5(e: Expression) -> str:
    if isinstance(e, Words):
        any_of = " OR ".join(f'"{" ".join(phrase)}"'.replace('*"', '"*') for phrase in e.phrases)
        return f"({{{' '.join(e.columns)}}} : ({any_of}))"
    if isinstance(e, Marked):
        return f"(marks : ({' OR '.join(e.marks)}))"
    if isinstance(e, Except):
        return f"({_fts5(e.one)} NOT {_fts5(e.other)})"
    word = " AND " if isinstance(e, Both) else " OR "
    return f"({word.join(map(_fts5, e.parts))})"


def _tsquery(e: Expression) -> str:
    if isinstance(e, Words):
        return "(" + " | ".join(_phrase(phrase, e.columns) for phrase in e.phrases) + ")"
    if isinstance(e, Marked):
        return "(" + " | ".join(f"'={each}'" for each in e.marks) + ")"
    if isinstance(e, Except):
        return f"({_tsquery(e.one)} & !{_tsquery(e.other)})"
    sign = " & " if isinstance(e, Both) else " | "
    return "(" + sign.join(map(_tsquery, e.parts)) + ")"


def _phrase(phrase: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """Words of title and decision have a sign in the index; only for words in a row must the text be read."""
    if columns != MAIN:
        return "(" + " <-> ".join(_quoted(word) for word in phrase) + ")"
    there = " & ".join(_quoted(f"+{word}") for word in phrase)
    if len(phrase) == 1:
        return there
    weights = "".join(_WEIGHTS[column] for column in columns)
    in_a_row = " <-> ".join(f"'{word}':{weights}" for word in phrase)
    return f"({there} & ({in_a_row}))"


def _quoted(word: str) -> str:
    return f"'{word[:-1]}':*" if word.endswith("*") else f"'{word}'"
