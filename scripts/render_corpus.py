"""Render the fictional corpus: source.html to protokoll.pdf and protokoll.txt, and the manifest.

    python scripts/render_corpus.py [slug ...]

The same source gives the same bytes, as long as the same WeasyPrint and fonts are used.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_TIGHT = {"p", "li", "tr"}
_WIDE = {"h1", "h2", "h3", "h4", "table", "ul", "ol", "div"}
_SILENT = {"style", "title", "script"}


class _Text(HTMLParser):
    """The text as a reader would paste it: a paragraph a line, cells parted by tabs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.silent = 0
        self.cell = 0
        self.lists: list[list[int | None]] = []
        self.meta: dict[str, str] = {}

    def _flush(self) -> None:
        line = "\t".join(re.sub(r"[ \n]+", " ", part).strip() for part in self.line.split("\t"))
        if line.strip():
            self.lines.append(line.rstrip())
        self.line = ""

    def _blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        classes = (values.get("class") or "").split()
        if tag == "meta" and values.get("name"):
            self.meta[str(values["name"])] = values.get("content") or ""
        elif tag in _SILENT:
            self.silent += 1
        elif tag in ("td", "th"):
            if self.cell:
                self.line += "\t"
            self.cell += 1
        elif tag == "br":
            if self.cell:
                self.line += " "
            else:
                self._flush()
        elif tag == "span" and "pg" in classes:
            self.line += "\t"
        elif tag in _WIDE and not self.cell:
            self._flush()
            if tag not in ("ul", "ol") or not self.lists:
                self._blank()
            if tag in ("ul", "ol"):
                start = int(values.get("start") or 1)
                self.lists.append([start if tag == "ol" else None])
        elif tag in _TIGHT:
            if tag == "p" and self.cell:
                self.line += " "
                return
            self._flush()
            if tag == "p" and not {"l", "toc"} & set(classes):
                self._blank()
            if tag == "tr":
                self.cell = 0
            if tag == "li":
                counter = self.lists[-1][0]
                if counter is None:
                    self.line = "- "
                else:
                    self.line = f"{counter}. "
                    self.lists[-1][0] = counter + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent -= 1
        elif tag == "tr":
            self._flush()
            self.cell = 0
        elif tag in _WIDE and not self.cell:
            self._flush()
            self._blank()
            if tag in ("ul", "ol"):
                self.lists.pop()
        elif tag in _TIGHT and not self.cell:
            self._flush()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.line += data.replace("\t", " ")

    def text(self) -> str:
        self._flush()
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        return "\n".join(self.lines) + "\n"


def _with_page_numbers(html: str, base: str) -> str:
    """Fill the page numbers of the contents in from where the headings land."""
    import weasyprint

    document = weasyprint.HTML(string=html, base_url=base).render()
    pages = {name: n for n, page in enumerate(document.pages, 1) for name in page.anchors}

    def number(match: re.Match[str]) -> str:
        return f"{match[1]}{pages[match[2]]}{match[3]}"

    return re.sub(r'(<a href="#([\w-]+)">[^<]*</a><span class="pg">)\?(</span>)', number, html)


def render(folder: Path) -> dict[str, object]:
    import weasyprint

    html = (folder / "source.html").read_text(encoding="utf-8")
    html = _with_page_numbers(html, str(folder) + "/")
    pdf = weasyprint.HTML(string=html, base_url=str(folder) + "/").write_pdf(
        pdf_identifier=hashlib.sha256(html.encode()).digest()[:16]
    )
    (folder / "protokoll.pdf").write_bytes(pdf)
    parser = _Text()
    parser.feed(html)
    (folder / "protokoll.txt").write_text(parser.text(), encoding="utf-8")
    return {key: parser.meta[key] for key in ("body", "kind", "style")}


def _generated() -> Iterator[dict[str, object]]:
    """The lines of the minutes that scripts/generate made; they are only listed here."""
    for gold in sorted(CORPUS.glob("generated/*/*.gold.json")):
        facts = json.loads(gold.read_bytes())
        name = gold.name.removesuffix(".gold.json")
        files = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(gold.parent.glob(f"{name}.*"))
        }
        yield {
            "slug": f"generated/{gold.parent.name}/{name}",
            "body": facts["meeting"]["body"],
            "kind": "generated",
            "style": facts["style"],
            "split": gold.parent.name,
            "licence": "CC0-1.0",
            "files": files,
        }


def main(wanted: list[str]) -> None:
    # Subset fonts carry a time of change; fix it, so that the bytes stay the same.
    os.environ["SOURCE_DATE_EPOCH"] = "1767225600"
    entries = []
    for folder in sorted(path.parent for path in CORPUS.glob("*/source.html")):
        if wanted and folder.name not in wanted:
            parser = _Text()
            parser.feed((folder / "source.html").read_text(encoding="utf-8"))
            facts: dict[str, object] = {key: parser.meta[key] for key in ("body", "kind", "style")}
        else:
            facts = render(folder)
        files = {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("source.html", "protokoll.pdf", "protokoll.txt", "gold.json")
            if (folder / name).exists()
        }
        entries.append({"slug": folder.name, **facts, "licence": "CC0-1.0", "files": files})
    entries += list(_generated())
    (CORPUS / "manifest.json").write_text(
        json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
