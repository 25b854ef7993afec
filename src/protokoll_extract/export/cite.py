"""Citations of decisions: RIS, BibTeX and CSL-JSON, as reference managers read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from protokoll_extract.model.decisions import Decision
from protokoll_extract.model.protokoll import Item, Protokoll

CARRIES = frozenset(
    {"meeting.date", "meeting.title", "meeting.body.name", "meeting.body.issuer", "items[].label"}
    | {"items[].number", "items[].title", "items[].decisions[].id", "items[].decisions[].text"}
    | {"items[].pages.first", "items[].pages.last", "source.name"}
)
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_LATEX |= {sign: f"\\{sign}" for sign in "&%$#_"}


@dataclass(frozen=True, slots=True)
class Citation:
    """One decision as a source; unknown parts are None."""

    id: str
    body: str | None
    issuer: str | None
    title: str
    date: str | None
    minutes: str
    pages: str | None
    text: str


def citations(document: Protokoll) -> Iterator[Citation]:
    """A citation of each decision of a document."""
    for item in document.items:
        for decision in item.decisions:
            yield _citation(document, item, decision)


def _citation(document: Protokoll, item: Item, decision: Decision) -> Citation:
    meeting = document.meeting
    label = item.label or (f"§ {item.number}" if item.number is not None else None)
    title = ", ".join(x for x in (item.title, label) if x is not None) or decision.text
    first, last = item.pages.first, item.pages.last
    pages = None if first is None else str(first) if last in (None, first) else f"{first}-{last}"
    minutes = meeting.title or document.source.name
    return Citation(
        decision.id,
        meeting.body.name,
        meeting.body.issuer,
        title,
        meeting.date,
        minutes,
        pages,
        decision.text,
    )


def write_ris(documents: Iterable[Protokoll], path: Path) -> dict[str, int]:
    """One RIS record (TY GOVDOC) a decision."""
    return _write(documents, path, _ris)


def write_bibtex(documents: Iterable[Protokoll], path: Path) -> dict[str, int]:
    """One BibTeX entry (@misc) a decision; two with the same id get numbers behind it."""
    seen: dict[str, int] = {}
    return _write(documents, path, lambda found: _bibtex(found, seen))


def write_csl(documents: Iterable[Protokoll], path: Path) -> dict[str, int]:
    """A CSL-JSON list with one entry a decision."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for document in documents:
            for citation in citations(document):
                file.write(",\n" if count else "\n")
                file.write(json.dumps(_csl(citation), ensure_ascii=False))
                count += 1
        file.write("\n]\n")
    return {"citations": count}


def _write(documents: Iterable[Protokoll], path: Path, render: Any) -> dict[str, int]:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document in documents:
            for citation in citations(document):
                file.write(render(citation))
                count += 1
    return {"citations": count}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _ris(found: Citation) -> str:
    date = f"{found.date}--".split("-") if found.date is not None else None
    fields = (
        ("TY", "GOVDOC"),
        ("ID", found.id),
        ("AU", found.body or found.issuer),
        ("TI", found.title),
        ("T2", found.minutes),
        ("PB", found.issuer),
        ("PY", date[0] if date else None),
        ("DA", "/".join([*date[:3], ""]) if date else None),
        ("SP", found.pages),
        ("AB", found.text),
        ("LA", "sv"),
    )
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - ", "", ""])


def _bibtex(found: Citation, seen: dict[str, int]) -> str:
    key = regex.sub(r"[^a-zA-Z0-9]+", "-", _plain(found.id)).strip("-")
    seen[key] = seen.get(key, 0) + 1
    key = key if seen[key] == 1 else f"{key}-{seen[key]}"
    year, month, *_ = [*(found.date or "").split("-"), ""]
    fields = (
        ("author", f"{{{_latex(found.body or found.issuer)}}}" if found.body or found.issuer else None),
        ("title", f"{{{_latex(found.title)}}}"),
        ("howpublished", _latex(found.minutes)),
        ("publisher", _latex(found.issuer) if found.issuer else None),
        ("year", year or None),
        ("month", str(int(month)) if month else None),
        ("date", found.date),
        ("pages", found.pages.replace("-", "--") if found.pages else None),
        ("abstract", _latex(found.text)),
        ("note", _latex(found.id)),
    )
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", "", ""])


def _plain(text: str) -> str:
    """ASCII letters for a key: å, ä and ö without their marks."""
    import unicodedata

    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def _latex(text: str | None) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in _one_line(text or ""))


def _csl(found: Citation) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": found.id,
        "type": "document",
        "genre": "protokoll",
        "title": found.title,
        "container-title": found.minutes,
        "publisher": found.issuer,
        "page": found.pages,
        "abstract": found.text,
        "language": "sv",
    }
    if found.body or found.issuer:
        entry["author"] = [{"literal": found.body or found.issuer}]
    if found.date is not None:
        entry["issued"] = {"date-parts": [[int(x) for x in found.date.split("-")]]}
    return {key: value for key, value in entry.items() if value is not None}
