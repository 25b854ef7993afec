"""The pages and the API, asked in process: what they show, what they carry, what they refuse."""

# ruff: noqa: E501

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from xml.etree import ElementTree

import pytest
import schemathesis
from hypothesis import given, settings
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from protokoll_extract.audit.issue import SEVERITIES
from protokoll_extract.model.decisions import DecisionKind, Dissent, Outcome, Proposal
from protokoll_extract.model.protokoll import Amount, Attendee, AuditFinding, Reference
from protokoll_extract.store import facets
from protokoll_extract.store.filters import Filters
from protokoll_extract.web.app import create_app
from protokoll_extract.web.asked import asked
from protokoll_extract.web.desk import Desk
from protokoll_extract.web.points import standing
from protokoll_extract.web.swedish import derived, labels

from .conftest import BRIDGE, run

PAGES = [
    "/", "/sok", "/sok?q=bro", "/sok?q=kostnad&omrostning=1&organ=granviks-kommun.kommunstyrelsen", "/organ",
    "/organ/granviks-kommun.kommunstyrelsen", "/protokoll/bfdf0fb51adb308f", BRIDGE, "/belopp",
    "/belopp?beslut=1&ordning=nyast", "/kvalitet", "/om", "/api", "/arende/ks-2026-112",
    "/person/granviks-kommun.rickard-backman", "/organisation/tekniska-namnden",
    "/organ?namn=granvik",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_pages_answer_with_safe_headers(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["referrer-policy"] == "no-referrer"
    text = answer.text
    assert '<html lang="sv">' in text and text.count("<h1") == 1 and "<main" in text
    for forbidden in ("style=", "<style", "onclick=", "javascript:", "http://fonts", "cdn"):
        assert forbidden not in text
    assert text.count("<script") == 1 and 'src="/static/desk.js' in text


def test_the_paragraph_shows_who_voted_against_and_what_it_cost(client: TestClient) -> None:
    text = client.get(BRIDGE).text
    assert "7 ja, 2 nej" in text and "6,8 mnkr" in text and "Rickard Bäckman" in text
    assert 'id="m-items-2-votes-0-named_no-0"' in text and 'data-m="m-items-2-votes-0-named_no-0"' in text
    assert "Granviks kommun, Kommunstyrelsen, protokoll 2026-09-15, § 46" in text


def test_bodies_are_found_by_any_part_of_their_names(client: TestClient) -> None:
    text = client.get("/organ", params={"namn": "kommunstyrelsen granvik"}).text
    assert "1 organ om" in text and "/organ/granviks-kommun.kommunstyrelsen" in text
    assert "Inga organ" in client.get("/organ", params={"namn": "xyzzy"}).text
    listed = client.get("/api/bodies").json()
    assert listed["total"] == len(listed["items"]) and listed["next"] is None
    first = client.get("/api/bodies?rows=2").json()
    assert (
        first["total"] == listed["total"]
        and client.get(first["next"]).json()["items"] == listed["items"][2:4]
    )


def test_more_than_is_counted_is_no_exact_figure(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "MOST_COUNTED", 5)
    text = client.get("/sok?q=avgift").text
    assert "Fler än 5 paragrafer" in text and "de 6 senaste" in text
    answer = client.get("/api/search?q=avgift&rows=2").json()
    assert answer["total"] is None and answer["more_than"] == 5 and answer["next"]
    assert client.get("/api/search?q=forsbron").json()["total"] == 1
    assert "Fler än" not in client.get("/sok?q=forsbron").text


def test_a_diary_number_leads_to_its_case(tmp_path: Path) -> None:
    for letter in "ab":
        item = {"title": "Bron", "diary_numbers": [{"value": "KS 2026-00112"}]}
        meeting = {"date": f"2026-0{ord(letter) - 96}-01", "body": {"name": "Kommunstyrelsen"}}
        document = {"type": "protokoll", "id": letter * 16, "source": {"sha256": letter * 64},
                    "meeting": meeting, "items": [item]}  # fmt: skip
        (tmp_path / f"{letter}.json").write_text(json.dumps(document), encoding="utf-8")
    assert run("index", str(tmp_path)) == 0
    desk = Desk(str(tmp_path / "protokoll.db"))
    desk.hosts = desk.hosts | {"testserver"}
    with TestClient(create_app(desk)) as client:
        assert 'href="/arende/ks-2026-112"' in client.get("/sok?q=KS+112/2026").text
        assert client.get("/arende/ks-2026-112").text.count('<li class="result">') == 2
        assert "/arende/" not in client.get("/sok?q=bron").text


def test_a_search_is_narrowed_to_one_of_its_years() -> None:
    within = asked(QueryParams("q=bro&sida=2")).within_year("2026")
    assert within.query() == "q=bro&fran=2026&till=2026"
    assert asked(QueryParams(within.query())).filters == Filters(first_day="2026", last_day="2026")


def test_what_is_concluded_says_from_what(client: TestClient) -> None:
    text = client.get(BRIDGE).text
    assert "härlett: ur beslutspunkterna" in text and "Härlett: " in text and "ur närvarolistan" in text
    # What is printed says nothing of the kind.
    assert text.count("härlett") < 8
    known = labels()["rule"]
    assert derived([]) == "" and derived(["no.such"]) == "härlett"
    assert derived(["presence.listed", "presence.listed"]) == f"härlett: {known['presence.listed']}"


def test_who_has_the_page_is_not_sent_it_again(client: TestClient) -> None:
    for address in ("/", BRIDGE, "/api/search?q=bro"):
        tag = client.get(address).headers["etag"]
        again = client.get(address, headers={"if-none-match": tag})
        assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == tag
    assert client.get("/sok?q=a").headers["etag"] != client.get("/sok?q=b").headers["etag"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nope", 404), ("/protokoll/0000000000000000", 404), ("/protokoll/../../etc/passwd", 404),
        ("/protokoll/bfdf0fb51adb308f/999", 404), ("/sida/bfdf0fb51adb308f/0.png", 404),
        ("/sida/bfdf0fb51adb308f/99.png", 404), ("/sida/..%2f..%2fetc/1.png", 404), ("/static/..%2fapp.py", 404),
        ("/static/%2e%2e/app.py", 404), ("/kalla/..%2f..%2fetc%2fpasswd", 404), ("/kalla/%00", 404),
        ("/person/' OR 1=1", 404), ("/arende/x", 404), ("/hamta/sok.exe", 404), ("/api/documents/zz", 422),
        ("/api/search?rows=100000", 422), ("/api/search?first=99999999999999999999", 422),
        ("/api/documents/0000000000000000", 404), ("/sok?q=" + "x" * 20000, 400),
    ],
)  # fmt: skip
def test_what_is_not_there(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    if address.startswith("/api/"):
        assert {"code", "message"} <= answer.json().keys()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reading(client: TestClient, method: str) -> None:
    assert client.request(method, "/sok").status_code == 405


def test_foreign_hosts_and_origins_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/api/search", headers={"origin": "http://evil.example"}).status_code == 403
    assert client.get("/", headers={"host": "localhost:8000"}).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' OR 1=1 --",
        "{{ 7*7 }}",
        "\x00",
        "%ff",
    ],
)
def test_what_is_typed_is_only_text(client: TestClient, typed: str) -> None:
    for address in ("/sok", "/flode.atom", "/hamta/sok.csv"):
        answer = client.get(address, params={"q": typed, "organ": typed, "fran": typed, "minst": typed})
        assert answer.status_code == 200
        assert (
            "<script>alert" not in answer.text
            and "<img src=x" not in answer.text
            and ">49<" not in answer.text
        )


def test_the_page_picture_is_a_png_of_the_page(client: TestClient) -> None:
    answer = client.get("/sida/bfdf0fb51adb308f/3.png")
    assert answer.headers["content-type"] == "image/png" and answer.content.startswith(b"\x89PNG")


def test_the_original_is_sent_sealed(client: TestClient) -> None:
    answer = client.get("/kalla/bfdf0fb51adb308f")
    assert answer.content.startswith(b"%PDF") and "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment")


def test_downloads(client: TestClient) -> None:
    csv = client.get("/hamta/sok.csv?q=forsbron").content.decode("utf-8-sig").splitlines()
    assert csv[0].startswith("date,issuer,body") and len(csv) == 4 and "6,8 mnkr" in csv[1]
    assert len(client.get("/hamta/sok.json?q=forsbron").json()) == 1
    book = zipfile.ZipFile(io.BytesIO(client.get("/hamta/sok.xlsx?q=forsbron").content))
    assert "xl/worksheets/sheet1.xml" in book.namelist()
    one = client.get("/hamta/bfdf0fb51adb308f/46.json").json()
    assert one["item"]["number"] == "46" and one["evidence"] and one["amounts"]


def test_feeds(client: TestClient) -> None:
    feed = ElementTree.fromstring(client.get("/flode.atom?q=forsbron").text)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert "Forsbron" in str(feed.findtext("a:entry/a:title", namespaces=names))
    assert feed.findtext("a:updated", namespaces=names) == "2026-09-15T00:00:00Z"
    found = client.get("/flode.json?q=forsbron").json()
    assert found["version"].endswith("1.1") and found["items"][0]["url"].endswith(BRIDGE)


def test_feeds_are_read_page_by_page_and_only_when_new(client: TestClient) -> None:
    seen: list[str] = []
    address: str | None = "/flode.json"
    while address:
        page = client.get(address).json()
        seen += [each["id"] for each in page["items"]]
        address = page.get("next_url")
    assert len(seen) == len(set(seen)) == client.get("/api/search").json()["total"] > 50
    names = {"a": "http://www.w3.org/2005/Atom"}
    answer = client.get("/flode.atom?organ=granviks-kommun.kommunstyrelsen&omrostning=1")
    feed = ElementTree.fromstring(answer.text)
    assert feed.findtext("a:title", namespaces=names) == (
        "Beslutsarkivet: Kommunstyrelsen, Granviks kommun, Har omröstning"
    )
    for each in (feed, *feed.findall("a:entry", names)):
        assert all(each.findtext(f"a:{part}", namespaces=names) for part in ("id", "title", "updated"))
    again = client.get(str(answer.request.url), headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_api_lists_page_through_everything(client: TestClient) -> None:
    address: str | None = "/api/search?q=avgift&rows=2"
    seen: list[str] = []
    while address:
        page = client.get(address).json()
        seen += [f"{each['document']}/{each['paragraph']}" for each in page["items"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == page["total"] > 2
    assert client.get("/api/documents/bfdf0fb51adb308f").json()["id"] == "bfdf0fb51adb308f"
    for address in ("documents", "bodies", "people", "organisations", "amounts", "findings"):
        assert client.get(f"/api/{address}").status_code == 200


def test_every_address_of_the_api_is_described(client: TestClient) -> None:
    described = json.loads(client.get("/api/openapi.json").text)
    for path, methods in described["paths"].items():
        assert path.startswith("/api/") and set(methods) == {"get"} and methods["get"]["summary"]


def test_generated_questions_are_answered_as_described(client: TestClient) -> None:
    """A small form of `make fuzz-desk`."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", client.app)
    for found in schema.get_all_operations():

        @settings(max_examples=8, deadline=None)
        @given(case=found.ok().as_strategy())
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate()

        ask()


def test_every_code_has_a_swedish_word() -> None:
    """Nothing of the contract's codes is shown as it is called in English."""
    known = labels()
    assert set(known["finding"]) == set(SEVERITIES)
    for group, codes in (("kind", DecisionKind), ("outcome", Outcome)):
        assert set(get_args(codes)) <= set(known[group]), group
    for group, record, field in (
        ("dissent", Dissent, "kind"), ("proposal", Proposal, "kind"), ("reference", Reference, "kind"),
        ("bound", Amount, "bound"), ("capacity", Attendee, "capacity"), ("severity", AuditFinding, "severity"),
    ):  # fmt: skip
        codes = {code for part in _parts(record.model_fields[field].annotation) for code in get_args(part)}
        assert codes and codes <= set(known[group]), group


def _parts(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) is not Literal else (annotation,)


def test_a_matter_settled_in_part_is_not_called_settled(client: TestClient) -> None:
    text = client.get(BRIDGE).text
    assert "Delvis avgjort" in text and "2 av 3 punkter är förslag till kommunfullmäktige" in text
    assert "Belopp i förslaget" in text and "Belopp i beslutet" not in text
    assert text.index("Förslag till kommunfullmäktige") < text.index("Kommunstyrelsen beslutar</h3>")


@pytest.mark.parametrize(
    ("outcome", "kinds", "text"),
    [
        ("decided", ["approved", "assigned"], "Avgjort"),
        ("decided", ["proposed", "immediate_adjustment"], "Förslag till kommunfullmäktige"),
        ("decided", ["proposed", "assigned"], "Delvis avgjort"),
        ("proposed", ["proposed"], "Förslag till kommunfullmäktige"),
        ("tabled", ["tabled"], "Bordlagt"),
    ],
)
def test_what_became_of_a_matter(outcome: str, kinds: list[str], text: str) -> None:
    points = [
        {"kind": kind, "proposed_to": "kommunfullmäktige" if kind == "proposed" else None} for kind in kinds
    ]
    found = standing(outcome, points)
    assert found is not None and found.text == text
    assert standing(None, points) is None


def test_a_feed_is_never_of_something_else(client: TestClient) -> None:
    assert "forsbron" in client.get("/sok?q=forsbbron").text
    assert client.get("/flode.json?q=forsbbron").json()["items"] == []


def test_results_offer_filters_for_words_that_name_them(client: TestClient) -> None:
    text = client.get("/sok?q=forsbron+SD+reservation").text
    assert "Se hellre" in text and "/sok?q=forsbron&amp;parti=SD&amp;reservation=1" in text
