"""The documentation says what the code does."""

import ast
import re
from pathlib import Path

import click
import pytest

from protokoll_extract.cli.app import cli

ROOT = Path(__file__).parents[2]
AUDIT = ROOT / "src/protokoll_extract/audit.py"
CODE = re.compile(r"(?:range|contents|items|adjuster|chair|date|time|document|value|vote)\.[a-z_]+")


def documented_codes() -> set[str]:
    rows = (ROOT / "docs/FINDINGS.md").read_text(encoding="utf-8").splitlines()
    return {match[1] for row in rows if (match := re.match(r"\| `([a-z_.]+)` \|", row))}


def codes_in(source: str) -> set[str]:
    constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and CODE.fullmatch(value)}


def test_findings_page_lists_the_codes_of_the_audit() -> None:
    if not AUDIT.exists():
        pytest.skip("no audit yet")
    assert documented_codes() == codes_in(AUDIT.read_text(encoding="utf-8"))


def test_readme_names_every_verb() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [verb for verb in cli.list_commands(click.Context(cli)) if f"protokoll {verb}" not in readme]
    assert not missing


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda p: p.name
)
def test_relative_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
