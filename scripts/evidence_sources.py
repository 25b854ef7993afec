"""What each source of evidence for names gives and costs: every one left out in turn, on the same gold.

    python scripts/evidence_sources.py GOLD... [--model NAME]

Prints F1 of people and organisations and the processor time, as a ratio to that with all of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

import regex

from protokoll_extract.evaluate.gold import Gold, find_gold
from protokoll_extract.evaluate.score import Outcome, score
from protokoll_extract.ingest import read_source
from protokoll_extract.model.protokoll import Protokoll
from protokoll_extract.pipeline import run
from protokoll_extract.resolve import whoswho
from protokoll_extract.text.source import SourceText

ROUNDS = 3
_ROSTER = whoswho._roster
_NEVER = regex.compile(r"(?!)(?P<office>)")
_WHO = "protokoll_extract.resolve.whoswho"
_FOUND = "protokoll_extract.resolve.discovery"
_ORG = "protokoll_extract.extract.organisations"


def _no_hits(*_asked: object) -> Iterator[Any]:
    yield from ()


def _roster_of_acts(attendance: list[Any], named: Any, names: Any) -> Any:
    """People of the meeting's offices, proposals and votes alone."""
    return _ROSTER([], named, names)


# What to put in the place of a source: (target, stand-in).
SOURCES: dict[str, list[tuple[str, Any]]] = {
    "attendance lists": [(f"{_WHO}._roster", _roster_of_acts)],
    "party letters behind names": [(f"{at}.parties", lambda: MappingProxyType({})) for at in (_WHO, _FOUND)],
    "titles before names": [(f"{_FOUND}._title_before", lambda: _NEVER)],
    "register of given names": [(f"{_FOUND}.first_names", frozenset)],
    "registers of bodies": [(f"{_ORG}._registered", _no_hits), (f"{_ORG}._short_forms", _no_hits)],
    "shapes of names": [(f"{_ORG}._shaped", _no_hits)],
}


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--model", help="Also with an installed spaCy pipeline.")
    asked = parser.parse_args()
    documents = [(gold, read_source(gold.document)) for gold in find_gold(asked.gold)]
    print(f"{len(documents)} documents\n")
    print(f"{'':34} {'people':>8} {'organisations':>14} {'mentions':>9} {'time':>6}")
    _say("all by rules", documents, [])
    for name, stand_ins in SOURCES.items():
        _say(f"without {name}", documents, stand_ins)
    _say("with names in short (language)", documents, [], "rules")
    if asked.model:
        _say(f"with {asked.model}", documents, [], asked.model)
    else:
        print("with a trained pipeline: none asked for (--model)")


Documents = list[tuple[Gold, SourceText]]
StandIns = list[tuple[str, Any]]


def _say(name: str, documents: Documents, stand_ins: StandIns, language: str | None = None) -> None:
    def without() -> list[Protokoll]:
        with ExitStack() as stack:
            for target, stand_in in stand_ins:
                stack.enter_context(patch(target, stand_in))
            return [run(source, language=language) for _, source in documents]

    runs = without()
    outcomes = [x for (gold, _), one in zip(documents, runs, strict=True) for x in _scored(gold, one)]
    mentions = sum(len(person.mentions) for document in runs for person in document.people)
    whole, part = [], []
    for _ in range(ROUNDS):  # In turns, so that a busy machine slows both alike.
        whole.append(_seconds(lambda: [run(source) for _, source in documents]))
        part.append(_seconds(without))
    people, organisations = _f1(outcomes, "people"), _f1(outcomes, "organisations")
    print(f"{name:34} {people:8.3f} {organisations:14.3f} {mentions:9} {min(part) / min(whole):6.2f}")


def _scored(gold: Gold, document: Protokoll) -> tuple[Outcome, ...]:
    return score(gold, document.model_dump(mode="json", by_alias=True)).outcomes


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _f1(outcomes: list[Outcome], group: str) -> float:
    own = [x for x in outcomes if x.group == group]
    right = sum(x.right for x in own)
    claimed, gold = sum(x.pred is not None for x in own), sum(x.gold is not None for x in own)
    return 2 * right / (claimed + gold) if claimed + gold else 1.0


if __name__ == "__main__":
    main()
