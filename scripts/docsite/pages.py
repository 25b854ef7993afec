"""The pages of the site, each in its place, and the links between them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_SOURCES = "src/protokoll_extract/vocab/data/registers/SOURCES.md"
# Pages that lie outside docs/, by their place in the site.
_OUTSIDE = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changes.md", _SOURCES: "registers.md"}
# What stands where; pages of docs/ that are named nowhere come under "Topics".
_GUIDES = ("researcher", "journalist", "importer", "contributor")
_REFERENCE = ("FINDINGS.md", "GLOSSARY.md", "ACCURACY.md")
_PROJECT = ("ARCHITECTURE.md", "DATA-LICENCES.md")
_LINK = re.compile(r"(!?\[[^\]]*\])\(([^)\s]+)\)")
_AWAY = re.compile(r"[a-z]+:|#|/")


def lay_out(folder: Path, made: dict[str, str]) -> list[Any]:
    """Write all pages and what they link to into ``folder``; returns the site's table of contents.

    Args:
        folder: a new folder.
        made: pages made from the code, by their place in the site.
    """
    homes = dict(_homes())
    for path, home in homes.items():
        text = _with_links(ROOT / path, (ROOT / path).read_text(encoding="utf-8"), homes, folder)
        _write(folder / home, text)
    for home, text in made.items():
        _write(folder / home, text)
    return _contents(list(homes.values()), made)


def _homes() -> Iterator[tuple[str, str]]:
    """Each page of the repository with its place in the site."""
    for path in sorted(ROOT.glob("docs/**/*.md")):
        inside = path.relative_to(ROOT)
        yield str(inside), str(inside.relative_to("docs"))
    yield from _OUTSIDE.items()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _with_links(page: Path, text: str, homes: dict[str, str], folder: Path) -> str:
    """The page's text with its links as they are in the site; files it links to are copied there."""
    up = "../" * (len(Path(homes[str(page.relative_to(ROOT))]).parts) - 1)

    def moved(match: re.Match[str]) -> str:
        label, link = match.groups()
        target, hash_, anchor = link.partition("#")
        if _AWAY.match(link):
            return match.group()
        path = (page.parent / target).resolve()
        inside = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else ""
        if inside in homes:
            return f"{label}({up}{homes[inside]}{hash_}{anchor})"
        if path.is_file():
            home = (
                Path("files", inside) if not inside.startswith("docs/") else Path(inside).relative_to("docs")
            )
            _copy(path, folder / home)
            return f"{label}({up}{home.as_posix()})"
        # A folder is something to look at in the repository, not a page.
        return label.lstrip("!").strip("[]") if path.is_dir() else match.group()

    return _LINK.sub(moved, text)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _contents(homes: list[str], made: dict[str, str]) -> list[Any]:
    guides = [f"guides/{name}.md" for name in _GUIDES]
    decisions = sorted(x for x in homes if x.startswith("adr/"))
    project = [*_PROJECT, "contributing.md", "changes.md", "registers.md"]
    placed = {"index.md", *guides, *decisions, *project, *_REFERENCE}
    return [
        {"Start": "index.md"},
        {"Guides": guides},
        {"Topics": [x for x in homes if x not in placed]},
        {"Reference": [*made, *_REFERENCE]},
        {"Project": [*project, *decisions]},
    ]
