"""Write generated minutes and their gold.

python -m generate --seed 1 --styles development --count 20 -o DIR [--pdf] [--text] [--docx]
python -m generate --selection -o corpus/generated
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from generate.compose import compose
from generate.document import Document, build
from generate.gold import gold
from generate.layout_text import text_of
from generate.style import chosen

# The styles whose minutes are kept in corpus/generated, each in the folder of its split.
SELECTION = (
    "kommun-rows",
    "kommun-older",
    "assembly-table",
    "committee-party-first",
    "left-overs",
    "church",
    "association-plain",
    "reportlab-lines",
    "agenda-system-grid",
    "called-in-substitutes",
    "joint-authority-members-first",
    "association-told",
)
_SEED = 40


def _pdf(document: Document) -> bytes:
    if document.style.producer == "reportlab":
        from generate.layout_reportlab import pdf_of
    else:
        from generate.layout_html import pdf_of
    return pdf_of(document)


def write(document: Document, name: str, folder: Path, *, pdf: bool, text: bool, docx: bool = False) -> None:
    """The document as files in ``folder``, beside its gold."""
    folder.mkdir(parents=True, exist_ok=True)
    if text:
        (folder / f"{name}.txt").write_text(text_of(document), encoding="utf-8")
    if pdf:
        (folder / f"{name}.pdf").write_bytes(_pdf(document))
    if docx:
        from generate.layout_docx import docx_of

        (folder / f"{name}.docx").write_bytes(docx_of(document))
    facts = gold(document, f"{name}.{'pdf' if pdf else 'txt'}")
    (folder / f"{name}.gold.json").write_text(
        json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def kept(name: str) -> Document:
    """The document of that style that is kept in the corpus."""
    style = chosen(name)[0]
    return build(compose(_SEED, style.bodies[_SEED % len(style.bodies)], name), style)


def _selection(folder: Path) -> None:
    """The kept documents: one a style, in a folder a split."""
    for name in SELECTION:
        document = kept(name)
        write(document, name, folder / document.style.split, pdf=True, text=True, docx=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="generate", description="Fictional Swedish minutes with gold.")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument(
        "--styles", default="development", help="development, held-back, all or a style's name"
    )
    parser.add_argument("--count", type=int, default=20, help="how many documents, spread over the styles")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--pdf", action="store_true", help="write PDF (the default writes both)")
    parser.add_argument("--text", action="store_true", help="write text (the default writes both)")
    parser.add_argument("--docx", action="store_true", help="also write Word files")
    parser.add_argument(
        "--selection", action="store_true", help="write the few documents that are kept, by split"
    )
    given = parser.parse_args()
    # Subset fonts carry a time of change; fix it, so that the bytes stay the same.
    os.environ["SOURCE_DATE_EPOCH"] = "1767225600"
    if given.selection:
        _selection(given.output)
        return
    styles = chosen(given.styles)
    if not styles:
        parser.error(f"no style or split is named {given.styles!r}")
    both = given.pdf == given.text
    for i in range(given.count):
        style, seed = styles[i % len(styles)], given.seed + i // len(styles)
        kind = style.bodies[seed % len(style.bodies)]
        document = build(compose(seed, kind, style.name, listening=style.lists("substitute")), style)
        name = f"{style.name}-{seed}"
        write(
            document,
            name,
            given.output,
            pdf=given.pdf or both,
            text=given.text or both,
            docx=given.docx,
        )


if __name__ == "__main__":
    main()
