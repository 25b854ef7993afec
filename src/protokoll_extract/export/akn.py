"""Akoma Ntoso 3.0 (OASIS LegalDocML): the minutes as a ``debateReport``, for researchers' XML tools.

The §§ are sections, in the document's own words; decisions, proposals and dissent stand in
containers of their own, marked with their kind.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

import regex

from protokoll_extract.export.each import write_each
from protokoll_extract.model.protokoll import Item, Protokoll

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
CARRIES = frozenset(
    {"id", "source.name", "meeting.title", "meeting.date", "meeting.body.name", "meeting.body.issuer"}
    | {"people[].id", "people[].name", "organisations[].id", "organisations[].name"}
    | {"items[].number", "items[].label", "items[].title", "items[].sections[].kind"}
    | {"items[].sections[].heading", "items[].sections[].text", "items[].decisions[].text"}
    | {"items[].decisions[].kind", "items[].decisions[].number", "items[].proposals[].text"}
    | {"items[].dissent[].text", "items[].dissent[].kind", "items[].statements[].text"}
)
# Dates that the standard demands where the minutes state none.
_NO_DATE = "0001-01-01"
# Characters that XML cannot hold.
_UNFIT = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_ID = regex.compile(r"[^\p{L}\p{N}_.-]+")


def write_akn(documents: Iterable[Protokoll], folder: Path) -> dict[str, int]:
    """One ``<id>.xml`` for each document in ``folder``."""
    return write_each(documents, folder, ".xml", akn)


def akn(document: Protokoll) -> bytes:
    """The document as Akoma Ntoso XML."""
    root = ET.Element("akomaNtoso", xmlns=NAMESPACE)
    report = _in(root, "debateReport", name="protokoll")
    _meta(report, document)
    preface = _in(report, "preface")
    for tag, text in (("docProponent", document.meeting.body.name), ("docTitle", document.meeting.title)):
        if text is not None:
            _in(_in(preface, "p"), tag, text)
    if len(preface) == 0:
        report.remove(preface)
    body = _in(report, "mainBody")
    for number, item in enumerate(document.items, start=1):
        _section(body, item, f"sec_{number}")
    if not document.items:
        _in(body, "p")
    ET.indent(root)
    markup: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{markup}\n'.encode()


def _in(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new child; ``_`` at an attribute's end is for Python's own words."""
    names = {key.rstrip("_"): _UNFIT.sub("", value) for key, value in attributes.items()}
    child = ET.SubElement(parent, tag, names)
    if text is not None:
        child.text = _UNFIT.sub("", text)
    return child


# --- what the document is


def _meta(report: ET.Element, document: Protokoll) -> None:
    meta = _in(report, "meta")
    identification = _in(meta, "identification", source="#protokoll_extract")
    work = f"/akn/se/debatereport/protokoll/{document.meeting.date or 'undated'}/{document.id}"
    language = f"{work}/swe@"
    dates = {"date": document.meeting.date or _NO_DATE}
    if not regex.fullmatch(r"\d{4}-\d\d-\d\d", dates["date"]):
        dates["date"] = f"{dates['date'][:7]}-01" if len(dates["date"]) == 7 else f"{dates['date'][:4]}-01-01"
    for level, this in (
        ("FRBRWork", work),
        ("FRBRExpression", language),
        ("FRBRManifestation", f"{language}.xml"),
    ):
        part = _in(identification, level)
        _in(part, "FRBRthis", value=f"{this}/!main")
        _in(part, "FRBRuri", value=this)
        _in(part, "FRBRdate", name="meeting", **dates)
        _in(part, "FRBRauthor", href="#body")
        if level == "FRBRWork":
            _in(part, "FRBRcountry", value="se")
            _in(part, "FRBRnumber", value=document.id)
            _in(part, "FRBRname", value=document.source.name)
        elif level == "FRBRExpression":
            _in(part, "FRBRlanguage", language="swe")
        else:
            _in(part, "FRBRformat", value="application/akn+xml")
    _references(meta, document)


def _references(meta: ET.Element, document: Protokoll) -> None:
    found = _in(meta, "references", source="#protokoll_extract")
    body = document.meeting.body
    names = ", ".join(x for x in (body.name, body.issuer) if x is not None)
    _in(
        found,
        "TLCOrganization",
        eId="protokoll_extract",
        href="/ontology/software",
        showAs="protokoll_extract",
    )
    _in(found, "TLCOrganization", eId="body", href="/ontology/organization/body", showAs=names or "?")
    for person in document.people:
        key = _NO_ID.sub("-", person.id)
        _in(found, "TLCPerson", eId=f"person.{key}", href=f"/ontology/person/{person.id}", showAs=person.name)
    for organisation in document.organisations:
        key = _NO_ID.sub("-", organisation.id)
        href = f"/ontology/organization/{organisation.id}"
        _in(found, "TLCOrganization", eId=f"organization.{key}", href=href, showAs=organisation.name)


# --- what the meeting did


def _section(body: ET.Element, item: Item, at: str) -> None:
    section = _in(body, "section", eId=at)
    if item.number is not None or item.label is not None:
        _in(section, "num", item.label or item.number, title=item.number or "")
    if item.title is not None:
        _in(section, "heading", item.title)
    parts = list(_parts(item))
    for number, (name, kind, heading, count, text) in enumerate(parts, start=1):
        box = _in(
            section,
            "hcontainer",
            eId=f"{at}__{name}_{number}",
            name=name,
            **({"class_": kind} if kind else {}),
        )
        if count is not None:
            _in(box, "num", count)
        if heading is not None:
            _in(box, "heading", heading)
        content = _in(box, "content")
        for line in text.split("\n"):
            _in(content, "p", line)
    if not parts:
        _in(_in(section, "content"), "p")


def _parts(item: Item) -> Iterator[tuple[str, str | None, str | None, str | None, str]]:
    """Name, kind, heading, number and text of every part of a §."""
    for section in item.sections:
        yield "text", section.kind, section.heading, None, section.text
    for decision in item.decisions:
        yield "decision", decision.kind, None, decision.number, decision.text
    for proposal in item.proposals:
        yield "proposal", proposal.kind, None, None, proposal.text
    for dissent in item.dissent:
        yield "dissent", dissent.kind, None, None, dissent.text
    for statement in item.statements:
        yield "statement", None, None, None, statement.text
