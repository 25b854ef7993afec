"""What may leave the house: personal data masked, people and documents on the takedown list held back.

Every output goes through ``protect``. Masking keeps lengths, so quotes still stand where the evidence says.

A takedown list is a plain file, one line an entry, ``#`` begins a comment::

    person: Ada Ek
    document: 0123456789abcdef
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, overload

import regex

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.readings import forget
from protokoll_extract.model.protokoll import Protokoll
from protokoll_extract.text.mask import blocked
from protokoll_extract.vocab.registers import first_names


@dataclass(frozen=True, slots=True)
class Takedown:
    """Names that are masked wherever they stand, and documents (id or SHA-256) that are not given out."""

    people: tuple[str, ...] = ()
    documents: frozenset[str] = frozenset()

    def holds(self, document: Protokoll) -> bool:
        return bool({document.id, document.source.sha256} & self.documents)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the people stand in a text."""
        if self.people:
            yield from (match.span() for match in _naming(self.people).finditer(text))


NOTHING = Takedown()


def read_takedown(path: Path) -> Takedown:
    """The list in a file.

    Raises:
        InputError: the file is not there, is no UTF-8, or has a line of another form.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = str(getattr(error, "strerror", None) or "is not UTF-8 text")
        raise InputError(
            "input.takedown", str(path), str(reason).lower(), "Check the list's path."
        ) from error
    people: list[str] = []
    documents: set[str] = set()
    for number, line in enumerate(lines, 1):
        entry = line.partition("#")[0].strip()
        kind, _, value = (part.strip() for part in entry.partition(":"))
        if kind == "person" and len(value.split()) >= 2:
            people.append(" ".join(value.split()))
        elif kind == "document" and regex.fullmatch(r"[0-9a-f]{16}|[0-9a-f]{64}", value):
            documents.add(value)
        elif entry:
            advice = "Write 'person: First Last' or 'document: ID'."
            raise InputError("input.takedown", f"{path}:{number}", f"unknown entry {entry!r}", advice)
    return Takedown(tuple(people), frozenset(documents))


@dataclass(frozen=True, slots=True)
class Protection:
    """What is kept from every document on its way out."""

    mask_personal_data: bool
    takedown: Takedown = NOTHING

    @overload
    def __call__(self, document: Protokoll, text: str) -> tuple[Protokoll, str]: ...
    @overload
    def __call__(self, document: Protokoll, text: None) -> tuple[Protokoll, None]: ...
    def __call__(self, document: Protokoll, text: str | None) -> Any:
        """The document and its text as they may be given out; InputError for one that is held back."""
        return protect(document, text, mask_personal_data=self.mask_personal_data, takedown=self.takedown)

    def shown(self, documents: Iterable[Protokoll]) -> Iterator[Protokoll]:
        """Those that are not held back, as they may be given out."""
        for document in documents:
            if not self.takedown.holds(document):
                yield self(document, None)[0]


Pii = Literal["mask", "keep"]


def protection(pii: str, takedown: str | os.PathLike[str] | None) -> Protection:
    """The protection that is asked for. Readings of held-back documents' pictures are forgotten at once.

    Raises:
        InputError: the takedown list cannot be read.
    """
    held_back = read_takedown(Path(takedown)) if takedown else NOTHING
    forget(held_back.documents)
    return Protection(pii == "mask", held_back)


@dataclass(frozen=True, slots=True)
class Mask:
    """Masks the same words in any text that speaks of one document."""

    pattern: regex.Pattern[str] | None = None

    def __call__(self, text: str) -> str:
        """The text with the words blocked, as long as before."""
        return self.pattern.sub(lambda m: blocked(m.group()), text) if self.pattern else text


def mask_for(document: Protokoll, *, mask_personal_data: bool, takedown: Takedown = NOTHING) -> Mask:
    """The mask for everything that is said of a document."""
    people = list(takedown.people)
    forms: list[str] = []
    if mask_personal_data:
        data = {datum.text for datum in document.personal_data}
        forms += [_flexible(words) for words in sorted(data, key=len, reverse=True)]
        people += [person.name for person in document.people if person.basis == "private"]
    named = [name for name in people if " " in name]
    if named:
        return Mask(_naming(named, forms))
    return Mask(regex.compile("|".join(forms))) if forms else Mask()


def _naming(people: Iterable[str], forms: Iterable[str] = ()) -> regex.Pattern[str]:
    """Finds the people in all forms of their names, and what the forms given find."""
    named = [form for name in people for form in _forms(name)]
    return regex.compile("|".join([*forms, *named]), given=sorted(first_names()))


def _flexible(words: str) -> str:
    """The words over any white space, also where a line was broken."""
    return r"(?<![\p{L}\p{N}])" + r"\s+".join(regex.escape(w) for w in words.split()) + r"(?![\p{N}])"


def _forms(name: str) -> Iterable[str]:
    """A person's name in full, surname first, with an initial, and the surname unless it is another's."""
    first, *rest = name.split()
    last = r"\s+".join(regex.escape(w) for w in rest)
    start, end = r"(?<![\p{L}])", r"(?=s?(?!\p{L}))"
    given = regex.escape(first)
    yield rf"{start}(?i:{given}\s+(?:\p{{L}}[\p{{L}}.-]*\s+)?{last}){end}"
    yield rf"{start}(?i:{last},?\s+{given}){end}"
    yield rf"{start}{first[0]}\.\s*{last}{end}"
    yield rf"{start}{given}\s+{rest[-1][0]}(?:\.|(?!\p{{L}}))"
    yield rf"{start}(?<!(?:\L<given>)\s){last}{end}"


def protect(
    document: Protokoll, text: str | None, *, mask_personal_data: bool, takedown: Takedown = NOTHING
) -> tuple[Protokoll, str | None]:
    """The document and its canonical text as they may be given out.

    Args:
        document: as extracted, or as read back.
        text: the canonical text the quotes point into, if at hand.
        mask_personal_data: block the personal data found in it.
        takedown: who and what is held back.

    Raises:
        InputError: the document itself is on the list.
    """
    if takedown.holds(document):
        forget({document.id})
        raise InputError(
            "input.taken_down",
            document.source.name,
            "the document is on the takedown list",
            "It is held back on request.",
        )
    mask = mask_for(document, mask_personal_data=mask_personal_data, takedown=takedown)
    if mask.pattern is None:
        return document, text
    shown = mask(text) if text is not None else None
    data = _masked(document.model_dump(mode="json", by_alias=True), mask)
    if shown is not None:
        _requote(data, shown)
        data["source"]["text_sha256"] = hashlib.sha256(shown.encode()).hexdigest()
    return Protokoll.model_validate(data), shown


_KEPT = frozenset(
    {"$schema", "schema_version", "id", "type", "sha256", "text_sha256", "pointer", "rule", "code"}
)


def _masked(node: Any, mask: Mask) -> Any:
    if isinstance(node, str):
        return mask(node)
    if isinstance(node, list):
        return [_masked(child, mask) for child in node]
    if isinstance(node, dict):
        return {key: child if key in _KEPT else _masked(child, mask) for key, child in node.items()}
    return node


def _requote(data: dict[str, Any], text: str) -> None:
    """Quotes as the masked text has them, also where one holds only part of what is masked."""
    for entry in (*data["evidence"], *data["findings"]):
        for part in entry["parts"]:
            part["quote"] = text[part["start"] : part["end"]]
