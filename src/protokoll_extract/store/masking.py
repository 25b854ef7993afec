"""What of a document may be shown: personal data and private persons masked before anything is stored.

Documents of this version are masked as every export masks them. Of others, by what is known of them: numbers
and addresses by their form, private persons by their names. Masked text is as long as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import regex
from pydantic import ValidationError

from protokoll_extract.errors import InputError
from protokoll_extract.export.privacy import NOTHING, Takedown, mask_for
from protokoll_extract.extract.personal import find_personal_data
from protokoll_extract.model.protokoll import Protokoll
from protokoll_extract.store.reading import Json, children, record, words_of
from protokoll_extract.text.mask import BLOCK, blocked, mask_spans

# What no database takes: NUL, and halves of a surrogate pair.
_UNSTORABLE = regex.compile(r"[\x00\ud800-\udfff]")
Masking = Callable[[str], str]
_KEPT = frozenset(
    {"$schema", "schema_version", "id", "type", "sha256", "text_sha256", "pointer", "rule", "code", "value"}
)


@dataclass(frozen=True, slots=True)
class Guard:
    """Whether personal data is masked, and who and what is held back on request."""

    mask_personal_data: bool = True
    takedown: Takedown = NOTHING

    def shown(self, document: Json, text: str | None) -> tuple[Json, str | None]:
        """The document and its text as they may be stored.

        Raises:
            InputError: the document itself is held back.
        """
        sha256 = str(record(document, "source").get("sha256"))
        if {document["id"], sha256} & self.takedown.documents:
            raise InputError(
                "input.taken_down", str(document["id"]), "the document is on the takedown list",
                "It is held back on request.",
            )  # fmt: skip
        mask = self._mask(document)
        masked = _tree(document, mask)
        shown = mask(text) if text is not None else None
        if shown is not None:
            _requote(masked, shown)
        return masked, shown

    def _mask(self, document: Json) -> Masking:
        try:
            own: Masking = mask_for(
                Protokoll.model_validate(document),
                mask_personal_data=self.mask_personal_data,
                takedown=self.takedown,
            )
        except ValidationError:
            own = _by_names(document, self.takedown) if self.mask_personal_data else str
        return lambda text: own(without_numbers(text)) if self.mask_personal_data else own(text)


def hidden_spans(text: str) -> Iterator[tuple[int, int]]:
    """Places of personal data that shows by its form."""
    return ((found.span.start, found.span.end) for found in find_personal_data(text))


def without_numbers(text: str) -> str:
    return mask_spans(text, (found.span for found in find_personal_data(text)))


def is_masked_through(text: str) -> bool:
    """Whether nothing but blocks is left of it."""
    return BLOCK in text and not regex.search(r"\w", text)


def _by_names(document: Json, takedown: Takedown) -> Masking:
    names = set(takedown.people)
    for person in children(document, "people"):
        if person.get("basis") == "private":
            names |= {str(person.get("name")), *words_of(person, "names_as_written")}
    if not names:
        return str
    longest_first = sorted(names, key=len, reverse=True)
    pattern = regex.compile("|".join(rf"(?<!\w){regex.escape(name)}(?=s?(?!\w))" for name in longest_first))
    return lambda text: str(pattern.sub(lambda match: blocked(match[0]), text))


def _tree(value: Any, mask: Masking) -> Any:
    if isinstance(value, str):
        return mask(_UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value))
    if isinstance(value, list):
        return [_tree(each, mask) for each in value]
    if isinstance(value, dict):
        return {key: each if key in _KEPT else _tree(each, mask) for key, each in value.items()}
    return value


def _requote(document: Json, text: str) -> None:
    for entry in (*children(document, "evidence"), *children(document, "findings")):
        for part in children(entry, "parts"):
            part["quote"] = text[part["start"] : part["end"]]
