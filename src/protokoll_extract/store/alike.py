"""Words of the archive that are spelled nearly as what was typed."""

from __future__ import annotations

from protokoll_extract.store.database import Database

_SHORTEST, _LONG, _MOST = 4, 10, 5


def nearly(database: Database, word: str) -> tuple[str, ...]:
    """The nearest words with the same first letter: one letter apart, or two where the word is long.

    Letters that have changed places count as one.
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return ()
    from rapidfuzz.distance import OSA

    far = 2 if len(word) >= _LONG else 1
    others = _candidates(database, word, far)
    apart = [(OSA.distance(word, other, score_cutoff=far), other) for other in others]
    nearest = min((distance for distance, _ in apart), default=far + 1)
    return tuple(other for distance, other in sorted(apart) if distance == nearest <= far)[:_MOST]


def _candidates(database: Database, word: str, far: int) -> list[str]:
    sql = (
        "SELECT token FROM word WHERE token >= :low AND token < :high"
        " AND length(token) BETWEEN :shortest AND :longest"
    )
    if database.name == "postgres":
        sql = sql.replace("token >=", 'token COLLATE "C" >=').replace("token <", 'token COLLATE "C" <')
    values = {"low": word[0], "high": word[0] + "\U0010ffff", "shortest": len(word) - far,
              "longest": len(word) + far}  # fmt: skip
    return [str(token) for (token,) in database.tuples(sql, values)]
