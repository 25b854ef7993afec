"""The desk as somebody uses it: a real server, a real browser, mouse, keyboard, no scripts, no network."""

# ruff: noqa: E501

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from browser import Browser
from helpers import ROOT

from .conftest import BRIDGE
from .test_pages import PAGES

AXE = ROOT / ".venv/axe/node_modules/axe-core/axe.min.js"


@pytest.fixture(autouse=True)
def plain(page: Browser) -> Iterator[None]:
    page.size(1360, 900)
    page.scripts(True)
    yield
    page.scripts(True)
    page.media()


def focused(page: Browser) -> str:
    return str(page.ask("(document.activeElement.textContent || document.activeElement.name || '').trim()"))


def evidence(server: str, pointer: str) -> dict[str, object]:
    """The place of a value, as the API tells it."""
    document = httpx.get(f"{server}/api/documents/bfdf0fb51adb308f").json()
    entry = next(each for each in document["evidence"] if each["pointer"] == pointer)
    return dict(entry["parts"][0])


def test_who_voted_against_and_what_it_cost_in_three_steps(page: Browser, server: str) -> None:
    page.open(server)
    page.ask("document.querySelector('#q').focus()")
    page.write("bron")
    page.follow(lambda: page.press("Enter"))
    assert page.ask("document.querySelectorAll('.result mark').length") > 0
    page.follow(lambda: page.point_at(".result h2 a", click=True))
    assert page.ask("location.pathname") == BRIDGE
    against = page.ask("[...document.querySelectorAll('.side.no li')].map(e => e.innerText)")
    assert against == ["Rickard Bäckman (SD)", "Zlatka Nordin (SD)"]
    assert "6,8 mnkr" in page.ask("document.querySelector('.facts').innerText")


def test_filters_narrow_and_can_be_taken_off(page: Browser, server: str) -> None:
    page.open(f"{server}/sok")
    everything = page.ask("document.querySelector('#traffar').innerText")
    page.follow(lambda: page.point_at(".facets a[href*='omrostning=1']", click=True))
    assert page.ask("document.querySelectorAll('.result').length") == 3
    page.follow(lambda: page.point_at(".chosen a", click=True))
    assert page.ask("document.querySelector('#traffar').innerText") == everything


@pytest.mark.parametrize(
    ("selector", "pointer"),
    [
        (".points ~ .points li p", "/items/2/decisions/2/text"),
        (".side.no li:nth-child(2) [data-m]", "/items/2/votes/0/named_no/1"),
        (".side.yes h3 [data-m]", "/items/2/votes/0/yes"),
        ("#pengar ~ div tbody tr:nth-child(3) [data-m]", "/amounts/2/raw"),
    ],
)
def test_the_mark_lies_where_the_evidence_says(
    page: Browser, server: str, selector: str, pointer: str
) -> None:
    page.open(server + BRIDGE)
    page.point_at("h1")
    assert page.ask("document.querySelectorAll('.mark.pointed').length") == 0
    page.point_at(selector)
    page.until("document.querySelectorAll('.mark.pointed').length > 0")
    place = evidence(server, pointer)
    # The frame on the screen, in points of the page it lies on.
    seen = page.ask(
        "(() => { const m = document.querySelector('.mark.pointed'), s = m.closest('.sheet');"
        " const r = m.querySelector('rect').getBoundingClientRect(), p = s.getBoundingClientRect();"
        " const k = s.querySelector('svg').viewBox.baseVal.width / p.width;"
        " return {page: s.closest('figure').id, box: [(r.left - p.left) * k, (r.top - p.top) * k,"
        " (r.right - p.left) * k, (r.bottom - p.top) * k]}; })()"
    )
    assert seen["page"] == f"sida-{place['page']}"
    for got, wanted in zip(seen["box"], place["box"], strict=True):  # type: ignore[call-overload]
        assert abs(got - wanted) <= 3
    # And there is ink under it, on the picture that is shown.
    picture = Image.open(io.BytesIO(httpx.get(f"{server}/sida/bfdf0fb51adb308f/{place['page']}.png").content))
    width = page.ask("document.querySelector('.mark.pointed').closest('svg').viewBox.baseVal.width")
    scale = picture.width / width
    inside = picture.convert("L").crop(tuple(round(scale * side) for side in place["box"]))  # type: ignore[attr-defined]
    assert inside.getextrema()[0] < 120
    # The pane has brought it into view.
    time.sleep(0.8)
    assert page.ask(
        "(() => { const r = document.querySelector('.mark.pointed').getBoundingClientRect();"
        " return r.top >= 0 && r.bottom <= innerHeight; })()"
    )


def test_without_scripts_everything_is_there(page: Browser, server: str) -> None:
    page.scripts(False)
    page.open(f"{server}/sok?q=bron")
    page.scripts(True)
    href = page.ask("document.querySelector('.result h2 a').getAttribute('href')")
    page.scripts(False)
    page.open(server + href + "#m-items-2-votes-0-no")
    page.scripts(True)
    assert page.ask("document.querySelector('.mark:target').id") == "m-items-2-votes-0-no"
    colour = page.ask("getComputedStyle(document.querySelector('.mark:target rect')).fillOpacity")
    assert float(colour) > 0.5
    assert page.ask("document.querySelector('.facets a') === null && !!document.querySelector('.side.no')")


def test_by_keyboard_alone(page: Browser, server: str) -> None:
    page.open(server)
    page.press("Tab")
    assert focused(page) == "Till innehållet"
    assert page.ask("document.activeElement.getBoundingClientRect().left >= 0"), "the skip link shows"
    for _ in range(12):
        page.press("Tab")
        if focused(page) == "q":
            break
    page.write("forsbron")
    page.follow(lambda: page.press("Enter"))
    for _ in range(40):
        page.press("Tab")
        if focused(page).startswith("Tilläggsanslag"):
            break
    page.follow(lambda: page.press("Enter"))
    assert page.ask("location.pathname") == BRIDGE
    for _ in range(80):
        page.press("Tab")
        if focused(page) == "Rickard Bäckman":
            break
    assert page.ask("document.querySelector('.mark.pointed').id") == "m-items-2-votes-0-named_no-0"
    assert page.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.press("Escape")
    assert page.ask("document.querySelectorAll('.pointed').length") == 0


def test_copying_the_citation_says_so(page: Browser, server: str) -> None:
    page.open(server + BRIDGE)
    page.point_at("button[data-copy]", click=True)
    said = page.until("document.getElementById('sagt').textContent")
    assert said in {"Kopierat.", "Markera texten och kopiera den."}


def test_feed_and_downloads_are_linked(page: Browser, server: str) -> None:
    page.open(f"{server}/sok?q=forsbron")
    links = page.ask("[...document.querySelectorAll('.away a')].map(a => a.href)")
    kinds = [httpx.get(link).headers["content-type"].split(";")[0] for link in links]
    assert kinds[0] == "text/csv" and kinds[1].endswith("sheet") and kinds[2] == "application/json"
    assert kinds[3:] == ["application/atom+xml", "application/feed+json"]


# 640 is what a screen of 1280 is at 200 %, 320 at 400 %.
@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_no_page_is_wider_than_the_screen(page: Browser, server: str, width: int) -> None:
    page.size(width, 800, phone=width < 600)
    for address in PAGES:
        page.open(server + address)
        assert page.ask("document.documentElement.scrollWidth <= innerWidth"), address


def test_nothing_breaks_the_policy_or_comes_from_elsewhere(page: Browser, server: str) -> None:
    for address in ("/", "/sok?q=bron", BRIDGE, "/belopp"):
        page.open(server + address)
        page.ask("new Promise(done => setTimeout(done, 200))")
        bad = [
            event["params"]["entry"]["text"] for event in page.events if event["method"] == "Log.entryAdded"
        ]
        asked = {
            event["params"]["request"]["url"] for event in page.events
            if event["method"] == "Network.requestWillBeSent"
        }  # fmt: skip
        assert bad == [] and all(url.startswith((server, "data:")) for url in asked)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "light"), (1280, "dark")])
def test_axe_finds_no_violation(page: Browser, server: str, width: int, scheme: str) -> None:
    if not AXE.exists():
        if os.environ.get("CI"):
            pytest.fail("axe-core is not installed")
        pytest.skip("axe-core is not installed: scripts/setup_browser.sh")
    source = AXE.read_text(encoding="utf-8")
    page.size(width, 900, phone=width < 600)
    page.media(prefers_color_scheme=scheme)
    found: dict[str, list[str]] = {}
    for address in [*PAGES, "/sok?q=xyzzy", "/sok?q=tillaggsanslag", "/nope"]:
        page.open(server + address)
        page.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.ask(source + "; 1")
        violations = page.ask(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
            ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.html).join(' | ')))"
        )
        if violations:
            found[address] = violations
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_on_paper_there_is_the_decision_and_no_furniture(page: Browser, server: str) -> None:
    page.open(server + BRIDGE)
    page.media("print")
    gone = page.ask(
        "['.top', '.foot', '.neighbours', 'button'].map(s => getComputedStyle(document.querySelector(s)).display)"
    )
    assert set(gone) == {"none"}
    assert page.ask("getComputedStyle(document.querySelector('.source')).position") == "static"
    assert page.ask("document.querySelector('.room li').getBoundingClientRect().height > 0"), "unfolded"


def test_nothing_moves_for_those_who_do_not_want_it(page: Browser, server: str) -> None:
    page.media(prefers_reduced_motion="reduce")
    page.open(server)
    assert page.ask("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.media(prefers_reduced_motion="no-preference")
    assert page.ask("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"


def test_hostile_text_stays_text(page: Browser, tmp_path: Path) -> None:
    """A document full of markup, shown in every page that shows it: no dialog, no element of its own."""
    from .hostile import opened_archive

    with opened_archive(tmp_path) as (address, pages):
        for path in pages:
            page.open(address + path)
            assert not any(e["method"] == "Page.javascriptDialogOpening" for e in page.events), path
            assert page.ask("document.querySelectorAll('[data-injected], iframe, img[src=x]').length") == 0, (
                path
            )
            assert page.ask("window.injected === undefined"), path
