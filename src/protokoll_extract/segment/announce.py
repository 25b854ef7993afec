"""What a line says that the document is: minutes, a notice, an agenda, a paper, news."""

from __future__ import annotations

from functools import cache

import regex

from protokoll_extract.segment.headings import plain
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import grammar, table

# How long a line is that announces a document (characters).
_LONGEST = 80
# A line that says in full of which meeting these are the minutes may be longer.
_SENTENCE = 200


@cache
def _kinds() -> Pattern:
    """The words of all kinds, in groups named by kind."""
    out = []
    # Behind its word a heading goes on with a number, a date, a body or what it is about.
    data = table("genres")["goes_on"]
    follows = "|".join([*data["words"], *data["patterns"]])
    rest = rf"$|\s*[:,–-]|\s+(?:\p{{Lu}}|\d|(?:{follows})(?!\p{{L}}))"
    for entry in table("genres")["kind"]:
        words = "|".join(regex.escape(w) for w in sorted(entry["words"], key=len, reverse=True))
        forms = "|".join([f"(?i:{words})", *entry.get("patterns", ())])
        out.append(f"(?P<{entry['kind']}>(?:{forms})(?={rest}))")
    return gated("|".join(out))


def announced(text: str) -> str | None:
    """The kind of document that the line names as a heading does, or None."""
    name = plain(text)
    if len(name) <= _SENTENCE and grammar("genre.minutes_of").match(name):
        return "minutes"
    if len(name) > _LONGEST or text.rstrip().endswith((".", "!", "?")):
        return None
    match = _kinds().match(name)
    return match.lastgroup if match else None
