"""Builds the site.

    PYTHONPATH=scripts python -m docsite [-o output/site]

Everything is laid out in a folder of its own first: the pages, those made from the code, and the files that
pages link to. A link that leads nowhere fails the build.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docsite.pages import ROOT, lay_out
from docsite.reference import reference

_TITLE = "protokoll_extract"


def build(target: Path) -> None:
    """Build the site in ``target``. Raises SystemExit when a page or link is wrong."""
    with tempfile.TemporaryDirectory(prefix="docsite-") as work:
        pages = Path(work, "pages")
        nav = lay_out(pages, reference())
        config = {
            "site_name": _TITLE,
            "site_description": "Swedish public minutes as data, every value with its quote and place",
            "docs_dir": str(pages),
            "site_dir": str(target.resolve()),
            "use_directory_urls": False,
            "theme": {"name": "mkdocs", "highlightjs": False, "locale": "en"},
            "plugins": ["search"],
            "markdown_extensions": ["tables", "fenced_code", "toc"],
            "validation": {"links": {"anchors": "warn", "unrecognized_links": "warn"}},
            "nav": nav,
        }
        file = Path(work, "site.yml")
        # JSON is YAML.
        file.write_text(json.dumps(config, ensure_ascii=False, indent=1), encoding="utf-8")
        command = [sys.executable, "-m", "properdocs", "build", "--strict", "--quiet", "-f", str(file)]
        if subprocess.run(command, check=False).returncode:
            raise SystemExit("The site was not built.")
        shutil.rmtree(target / "__pycache__", ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the documentation as a site.")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "output/site")
    target = parser.parse_args().output
    build(target)
    print(f"{target / 'index.html'}: open it in a browser")


if __name__ == "__main__":
    main()
