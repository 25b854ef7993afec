"""The organisations of a document set right when all are known: genitives, organs of one's own."""

from __future__ import annotations

from protokoll_extract.extract.finding import Value, derived
from protokoll_extract.resolve.entry import Entry
from protokoll_extract.text.span import Span
from protokoll_extract.vocab.load import table


def join_genitives(entries: dict[str, Entry], own: frozenset[str]) -> None:
    """ "Socialnämnd Norrs" is "Socialnämnd Norr" where the document names that one, too."""
    for key in [key for key in entries if key.endswith("s") and key[:-1] in entries]:
        if str(entries[key].name.value) in own:
            continue
        entry, nominative = entries.pop(key), entries[key[:-1]]
        nominative.mentions += [_without_s(value) for value in entry.mentions]


def join_broken(entries: dict[str, Entry], text: str) -> None:
    """ "Buss AB" below a line that ends in "Almviks": the longer name, where the document has it."""
    longer: dict[str, list[str]] = {}
    for key in entries:
        at = key.find(" ")
        while at >= 0:
            longer.setdefault(key[at + 1 :], []).append(key)
            at = key.find(" ", at + 1)
    for key in [key for key in entries if len(longer.get(key, ())) == 1]:
        whole = longer[key][0]
        begins = whole.removesuffix(key).strip()
        if whole in entries and all(_stands_before(begins, value, text) for value in entries[key].mentions):
            entries[whole].mentions += entries.pop(key).mentions


def _stands_before(begins: str, value: Value, text: str) -> bool:
    start = value.spans[0].start
    before = text[max(0, start - len(begins) - 4) : start]
    return "\n" in before and " ".join(before.split()).casefold().endswith(begins)


def _without_s(value: Value) -> Value:
    *spans, last = value.spans
    return Value(str(value.value)[:-1], (*spans, Span(last.start, last.end - 1)), value.rule, value.status)


def join_parts(entries: dict[str, Entry], own: frozenset[str]) -> None:
    """ "arbetsutskottet" in the minutes of "Kommunstyrelsens arbetsutskott", where no other organ has one."""
    articles = table("organisations")["joints"]["articles"]
    for name in sorted(own):
        whole, part = name.casefold(), name.casefold().rpartition(" ")[2]
        if part == whole or whole not in entries:
            continue
        if any(key != whole and key.endswith(f"s {part}") for key in entries):
            continue
        for key in [f"{part}{article}" for article in articles if f"{part}{article}" in entries]:
            if str(entries[key].name.value) not in own:
                mentions = entries.pop(key).mentions
                entries[whole].mentions += [derived(m.value, m.spans, "organisation.short") for m in mentions]


def drop_internal(entries: dict[str, Entry], own: frozenset[str]) -> None:
    """Leave out the organs that every association has, where no council is named beside them."""
    data = table("organisations")["internal"]
    internal = [key for key in data["organs"] if key in entries and str(entries[key].name.value) not in own]
    if internal and not any(
        str(entry.name.value).casefold().endswith(tuple(data["beside"])) for entry in entries.values()
    ):
        for key in internal:
            del entries[key]
