"""The site is built from the pages and the code; its links lead somewhere; it asks nothing of other hosts."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import click
import pytest
from lxml import html

from protokoll_extract.cli.app import cli
from protokoll_extract.export.columns import tables
from protokoll_extract.export.formats import FORMATS
from protokoll_extract.export.schema import schema

pytest.importorskip("properdocs", reason="the site's builder is not installed")
pytest.importorskip("properdocs_theme_mkdocs", reason="the site's theme is not installed")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from docsite.__main__ import build

    target = tmp_path_factory.mktemp("site")
    build(target)
    return target


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, html.HtmlElement]:
    return {
        path: html.parse(path).getroot() for path in sorted(site.rglob("*.html")) if path.name != "404.html"
    }


def anchors(page: html.HtmlElement) -> set[str]:
    return {str(x) for x in page.xpath("//@id | //a/@name")} | {""}


def test_every_page_is_there(site: Path) -> None:
    wanted = [x.relative_to(ROOT / "docs").with_suffix(".html") for x in ROOT.glob("docs/**/*.md")]
    made = [f"reference/{x}.html" for x in ("commands", "contract", "tables", "formats", "vocabulary")]
    assert [x for x in [*wanted, *made] if not (site / x).exists()] == []


def test_links_lead_somewhere(site: Path, pages: dict[Path, html.HtmlElement]) -> None:
    broken = []
    for path, page in pages.items():
        for link in map(str, page.xpath("//@href | //@src")):
            target, anchor = urldefrag(link)
            if re.match(r"[a-z]+:", target):
                continue
            there = (path.parent / unquote(target)).resolve() if target else path
            ends = there.exists() and there.is_relative_to(site.resolve())
            if not ends or (there in pages and unquote(anchor) not in anchors(pages[there])):
                broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []


def test_nothing_is_fetched_from_other_hosts(pages: dict[Path, html.HtmlElement]) -> None:
    fetched = [
        (path.name, link)
        for path, page in pages.items()
        for link in page.xpath("//script/@src | //link/@href | //img/@src | //iframe/@src")
        if re.match(r"(https?:)?//", str(link))
    ]
    assert fetched == []


def test_the_reference_names_all_there_is(pages: dict[Path, html.HtmlElement]) -> None:
    said = {path.stem: page.text_content() for path, page in pages.items() if path.parent.name == "reference"}
    verbs = cli.list_commands(click.Context(cli))
    assert [x for x in verbs if f"protokoll {x}" not in said["commands"]] == []
    assert [x for x in schema()["$defs"] if x not in said["contract"]] == []
    assert [x.name for x in tables() if x.name not in said["tables"]] == []
    assert [x for x in FORMATS if x not in said["formats"]] == []
    assert "Ärendebeskrivning" in said["vocabulary"] and "bordlägg" in said["vocabulary"]


def test_no_cell_has_lost_its_text(pages: dict[Path, html.HtmlElement]) -> None:
    """Signs that mean something in Markdown are shown as they are."""
    for path, page in pages.items():
        if path.parent.name == "reference":
            for row in page.xpath("//tbody/tr"):
                assert len(row) == len(row.getparent().getparent().xpath("./thead/tr/th"))
