"""The vocabulary checked: examples read, words that stand in two entries, entries that no text uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from protokoll_extract.evaluate.vocab_entries import Entry, entries
from protokoll_extract.evaluate.vocab_readers import reader_of

Kind = Literal["example", "counter-example", "overlap", "dead"]
_WORD = regex.compile(r"[\p{L}\d]+")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is odd about an entry; ``faulty``: it does not do what it says."""

    kind: Kind
    place: str
    what: str

    @property
    def faulty(self) -> bool:
        return self.kind in ("example", "counter-example")


@dataclass(frozen=True, slots=True)
class Checked:
    """All remarks, and how many entries there are, were run, and were looked for in texts."""

    remarks: tuple[Remark, ...]
    entries: int
    run: int
    looked_for: int


def check(texts: Iterable[str] = ()) -> Checked:
    """Run every example and counter-example; find overlaps, and what none of ``texts`` uses."""
    every = list(entries())
    run = [e for e in every if e.example is not None and reader_of(e) is not None]
    lines = _lines(texts)
    used = [e for e in every if e.words or e.patterns] if lines else []
    remarks = [*(r for e in run for r in _examples(e)), *_overlaps(every), *_dead(used, lines)]
    return Checked(tuple(remarks), len(every), len(run), len(used))


def _examples(entry: Entry) -> Iterator[Remark]:
    reader = reader_of(entry)
    assert reader is not None
    if entry.example is not None and not reader(entry.example, entry):
        yield Remark("example", entry.place, f"“{entry.example}” is not read")
    if entry.counter_example is not None and reader(entry.counter_example, entry):
        yield Remark("counter-example", entry.place, f"“{entry.counter_example}” is read")


def _overlaps(every: list[Entry]) -> Iterator[Remark]:
    """Words in two entries of one list: the first one gets them all."""
    for (file, key), group in _grouped(every).items():
        holders: dict[str, list[Entry]] = defaultdict(list)
        for entry in group:
            for word in {" ".join(w.casefold().split()).rstrip(":.") for w in entry.words}:
                holders[word].append(entry)
        for word, found in sorted(holders.items()):
            if len(found) > 1:
                names = ", ".join(e.name or "?" for e in found)
                yield Remark("overlap", f"{file}.{key}", f"“{word}” stands in {names}")


def _grouped(every: list[Entry]) -> dict[tuple[str, str], list[Entry]]:
    out: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in every:
        out[entry.file, entry.key].append(entry)
    return out


# What no text uses


def _lines(texts: Iterable[str]) -> list[str]:
    """The different lines of all texts."""
    return sorted({" ".join(line.split()) for text in texts for line in text.splitlines()} - {""})


def _dead(every: list[Entry], lines: list[str]) -> Iterator[Remark]:
    text = "\n".join(lines)
    folded = text.casefold()
    known = frozenset(_WORD.findall(folded))
    for entry in every:
        if any(_occurs(w, folded, known) for w in entry.words) or any(
            _matches(p, text) for p in entry.patterns
        ):
            continue
        what = f"none of {len(entry.words)} words and {len(entry.patterns)} patterns in the texts"
        yield Remark("dead", entry.place, what)


def _occurs(word: str, folded: str, known: frozenset[str]) -> bool:
    plain = word.casefold()
    parts = _WORD.findall(plain)
    # Endings and beginnings of words count too.
    return plain in folded if len(parts) != 1 or parts[0] != plain else plain in known or plain in folded


def _matches(pattern: str, text: str) -> bool:
    try:
        return regex.search(pattern, text, regex.MULTILINE | regex.IGNORECASE, timeout=5) is not None
    except (regex.error, TimeoutError):
        return True  # A template of a pattern, or too slow to say that nothing matches.
