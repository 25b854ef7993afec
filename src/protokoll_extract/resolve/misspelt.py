"""A name that stands once with a letter wrong, beside the same person's: one entry, both forms kept."""

from __future__ import annotations

import regex

from protokoll_extract.extract.finding import Value, derived
from protokoll_extract.resolve.entry import Entry
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import first_names

# So often a name stands in the text before it counts as the right one.
_OFTEN = 3
# Shorter words are too much alike to tell a slip.
_LONG = 5
_DOUBLED = regex.compile(r"(\p{L})\1")


def join_misspelt(people: dict[str, Entry], listed: frozenset[str]) -> None:
    """Give the mentions of misspelt names to those who are meant, where one alone can be.

    Args:
        people: the entries by key; the misspelt ones are taken out.
        listed: keys of those who stand in the attendance lists: nobody else's slip.
    """
    # The last first: of two that stand once each, the earlier is kept.
    for key in [key for key, x in people.items() if key not in listed and len(x.mentions) == 1][::-1]:
        meant = [other for other in people if other != key and _is_meant(people, key, other, listed)]
        if len(meant) == 1:
            entry = people.pop(key)
            people[meant[0]].mentions += [_slip(value) for value in entry.mentions]
            people[meant[0]].mentions.sort(key=lambda value: value.spans)


def _slip(value: Value) -> Value:
    return derived(value.value, value.spans, "person.near_name")


def _is_meant(people: dict[str, Entry], key: str, other: str, listed: frozenset[str]) -> bool:
    """The same party, in the lists or named often, and one letter between them that makes no other name.

    Or the family name with a double letter for a single one, and nothing that parts them.
    """
    slip, right = people[key], people[other]
    if _only_doubled(str(slip.name.value), str(right.name.value)):
        return slip.party is None or right.party is None or slip.party.value == right.party.value
    if slip.party is None or right.party is None or slip.party.value != right.party.value:
        return False
    if other not in listed and len(right.mentions) < _OFTEN:
        return False
    written, meant = str(slip.name.value).split(), str(right.name.value).split()
    differ = [(a, b) for a, b in zip(written, meant, strict=False) if a.casefold() != b.casefold()]
    if len(written) != len(meant) or len(differ) != 1:
        return False
    wrong, true = differ[0]
    if written[0] == wrong:
        return wrong not in first_names() and true in first_names() and _one_letter(wrong, true)
    common = tuple(table("linking")["common"]["endings"])
    return not true.casefold().endswith(common) and _one_letter(wrong, true)


def _only_doubled(written: str, meant: str) -> bool:
    """ "Ada Ekeson" for "Ada Ekesson"."""
    (given, *family), (other_given, *other_family) = written.casefold().split(), meant.casefold().split()
    if given != other_given or family == other_family:
        return False
    return _single(family) == _single(other_family)


def _single(words: list[str]) -> str:
    """The words with a single letter for each double one."""
    return str(_DOUBLED.sub(r"\1", " ".join(words)))


def _one_letter(wrong: str, true: str) -> bool:
    from rapidfuzz.distance import OSA

    near = OSA.distance(wrong.casefold(), true.casefold(), score_cutoff=1) == 1
    return near and min(len(wrong), len(true)) >= _LONG and true.casefold() != f"{wrong.casefold()}s"
