"""A catalogue entry for an archive: DCAT-AP-SE, as dataportal.se harvests it, in Turtle.

What the documents state (bodies, first and last meeting) is read from them; who publishes
the data, where and under which licence has to be said.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from protokoll_extract.errors import UsageError
from protokoll_extract.model.protokoll import Protokoll

CARRIES = frozenset({"meeting.date", "meeting.body.name", "meeting.body.issuer"})
_EU = "http://publications.europa.eu/resource/authority"
_PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_PACKAGE = "https://www.iana.org/assignments/media-types/application/json"


def write_dcat(
    documents: Iterable[Protokoll],
    path: Path,
    *,
    base_url: str | None = None,
    publisher: str | None = None,
    contact: str | None = None,
    licence: str | None = None,
) -> dict[str, int]:
    """A catalogue with one data set and its data package as distribution.

    Args:
        base_url: where the data package is published.
        publisher: name of the organisation that publishes it.
        contact: its e-mail address for questions.
        licence: address of the licence; without it no licence is stated.
    """
    for option, value in (("--base-url", base_url), ("--publisher", publisher), ("--contact", contact)):
        if not value:
            raise UsageError("usage.dcat", option, "a catalogue entry must say this", f"Give {option}.")
    dates: list[str] = []
    bodies: dict[str, None] = {}
    count = 0
    for document in documents:
        count += 1
        if document.meeting.date is not None:
            dates = sorted({*dates[:1], *dates[-1:], document.meeting.date})
        names = (document.meeting.body.name, document.meeting.body.issuer)
        if label := ", ".join(x for x in names if x is not None):
            bodies.setdefault(label)
    text = _turtle(str(base_url).rstrip("/"), str(publisher), str(contact), licence, dates, sorted(bodies))
    path.write_text(text, encoding="utf-8", newline="\n")
    return {"documents": count}


def _turtle(
    base: str, publisher: str, contact: str, licence: str | None, dates: list[str], bodies: list[str]
) -> str:
    about = (
        "Beslut, närvaro, yrkanden, voteringar, reservationer och belopp ur protokoll, med källhänvisning."
    )
    dataset = [
        "a dcat:Dataset",
        f"dcterms:title {_text('Protokoll som data')}@sv",
        f"dcterms:description {_text(about)}@sv",
        f"dcterms:publisher {_iri(f'{base}#publisher')}",
        f"dcterms:identifier {_text(base)}",
        f"dcterms:language {_iri(f'{_EU}/language/SWE')}",
        f"dcat:theme {_iri(f'{_EU}/data-theme/GOVE')}",
        f"dcat:contactPoint {_iri(f'{base}#contact')}",
        f"dcat:distribution {_iri(f'{base}#datapackage')}",
        *(f"dcat:keyword {_text(body)}@sv" for body in bodies),
    ]
    if dates:
        period = f"dcat:startDate {_date(dates[0])}; dcat:endDate {_date(dates[-1])}"
        dataset.append(f"dcterms:temporal [ a dcterms:PeriodOfTime; {period} ]")
    distribution = [
        "a dcat:Distribution",
        f"dcterms:title {_text('Frictionless Data Package')}@en",
        f"dcat:accessURL {_iri(base)}",
        f"dcat:downloadURL {_iri(f'{base}/datapackage.json')}",
        f"dcat:mediaType {_iri(_PACKAGE)}",
        f"dcterms:conformsTo {_iri('https://datapackage.org/profiles/2.0/datapackage.json')}",
    ]
    if licence:
        distribution.append(f"dcterms:license {_iri(licence)}")
    catalogue = [
        "a dcat:Catalog",
        f"dcterms:title {_text('Protokoll')}@sv",
        f"dcterms:description {_text(about)}@sv",
        f"dcterms:publisher {_iri(f'{base}#publisher')}",
        f"dcat:dataset {_iri(f'{base}#dataset')}",
    ]
    who = ["a foaf:Agent", f"foaf:name {_text(publisher)}"]
    card = [
        "a vcard:Organization",
        f"vcard:fn {_text(publisher)}",
        f"vcard:hasEmail {_iri(f'mailto:{contact}')}",
    ]
    parts = (("catalog", catalogue), ("dataset", dataset), ("datapackage", distribution))
    blocks = [*parts, ("publisher", who), ("contact", card)]
    head = "".join(f"@prefix {name}: <{address}> .\n" for name, address in _PREFIXES.items())
    return head + "".join(
        f"\n{_iri(f'{base}#{name}')} " + " ;\n  ".join(lines) + " .\n" for name, lines in blocks
    )


def _iri(address: str) -> str:
    """An address in Turtle; signs that would end it are percent-encoded."""
    safe = "".join(f"%{ord(x):02X}" if x in '<>"{}|^`\\ ' or ord(x) < 33 else x for x in address)
    return f"<{safe}>"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _date(value: str) -> str:
    kind = {4: "gYear", 7: "gYearMonth"}.get(len(value), "date")
    return f'"{value}"^^xsd:{kind}'
