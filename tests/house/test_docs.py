"""The documentation says what the code does."""

import re
from pathlib import Path

import click
import pytest

from protokoll_extract.audit.issue import SEVERITIES
from protokoll_extract.cli.app import cli

ROOT = Path(__file__).parents[2]


def test_findings_page_lists_the_codes_of_the_audit() -> None:
    rows = (ROOT / "docs/FINDINGS.md").read_text(encoding="utf-8").splitlines()
    documented = dict(
        match.groups() for row in rows if (match := re.match(r"\| `([a-z_.]+)` \| (\w+) \|", row))
    )
    assert documented == SEVERITIES
    assert list(documented) == sorted(documented)


def test_every_code_is_used() -> None:
    rooms = [ROOT / "src/protokoll_extract" / room for room in ("audit", "ingest", "resolve", "review")]
    source = "".join(
        path.read_text(encoding="utf-8")
        for room in rooms
        for path in room.rglob("*.py")
        if path.name != "issue.py"
    )
    unused = [code for code in SEVERITIES if f'"{code}"' not in source]
    assert [code for code in unused if not code.endswith(".not_listed")] == []


def test_promises_of_batches_name_tests_that_exist() -> None:
    page = (ROOT / "docs/BATCH.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (B\d+) \|[^|]+\|([^|]+)\|$", page, re.MULTILINE))
    assert list(rows) == [f"B{number}" for number in range(1, 13)]
    written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/batch").glob("test_*.py"))
    for promise, tests in rows.items():
        named = re.findall(r"`(test_\w+)`", tests)
        assert named, promise
        assert [name for name in named if f"\ndef {name}(" not in written] == [], promise


def test_batch_page_lists_how_inputs_end() -> None:
    page = (ROOT / "docs/BATCH.md").read_text(encoding="utf-8")
    rooms = [*(ROOT / "src/protokoll_extract" / room for room in ("batch", "ingest"))]
    source = "".join(path.read_text(encoding="utf-8") for room in rooms for path in room.rglob("*.py"))
    codes = set(re.findall(r'"((?:input|limit|worker|extra)\.[a-z_]+)"', source))
    assert sorted(code for code in codes - {"input.is_directory"} if f"`{code}`" not in page) == []


def test_limits_are_listed() -> None:
    from dataclasses import fields

    from protokoll_extract.batch.limits import Limits

    page = (ROOT / "docs/BATCH.md").read_text(encoding="utf-8")
    rows = "\n".join(line for line in page.splitlines() if line.startswith("| `"))
    assert [field.name for field in fields(Limits) if f"`{field.name}`" not in rows] == []


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
