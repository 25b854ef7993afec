"""Every link from a written name to a register, to be read by somebody: which number, by which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from protokoll_extract.model import register as model
from protokoll_extract.model.protokoll import Protokoll

_LISTS = ("organisations", "parties", "places", "programmes")
_Key = tuple[str, str, str, str, str | None, str]


def links_of(documents: Iterable[Protokoll]) -> list[model.RegisterLink]:
    """The links of all documents, each once, with the documents that have it."""
    found: defaultdict[_Key, list[str]] = defaultdict(list)
    for document in documents:
        for key in dict.fromkeys(_of_one(document)):
            found[key].append(document.id)
    return [
        model.RegisterLink(
            kind=kind, name=name, scheme=scheme, id=ident, register_name=known, rule=rule, documents=ids
        )
        for (kind, name, scheme, ident, known, rule), ids in sorted(
            found.items(), key=lambda pair: [part or "" for part in pair[0]]
        )
    ]


def _of_one(document: Protokoll) -> Iterator[_Key]:
    rules = {x.pointer: x.rule for x in document.evidence if x.pointer.endswith("/id")}
    for listed in _LISTS:
        for at, entry in enumerate(getattr(document, listed)):
            for n, link in enumerate(entry.register_ids):
                rule = rules.get(f"/{listed}/{at}/register_ids/{n}/id", "")
                known = entry.name if listed == "parties" else link.name
                for name in entry.names_as_written:
                    yield listed, name, link.scheme, link.id, known, rule
