"""Write generated minutes and their gold.

python -m generate --seed 1 --styles development --count 20 -o DIR [--pdf] [--text]
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


def _pdf(document: Document) -> bytes:
    if document.style.producer == "reportlab":
        from generate.layout_reportlab import pdf_of
    else:
        from generate.layout_html import pdf_of
    return pdf_of(document)


def write(document: Document, name: str, folder: Path, *, pdf: bool, text: bool) -> None:
    """The document as files in ``folder``, beside its gold."""
    folder.mkdir(parents=True, exist_ok=True)
    if text:
        (folder / f"{name}.txt").write_text(text_of(document), encoding="utf-8")
    if pdf:
        (folder / f"{name}.pdf").write_bytes(_pdf(document))
    facts = gold(document, f"{name}.{'pdf' if pdf else 'txt'}")
    (folder / f"{name}.gold.json").write_text(
        json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


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
    given = parser.parse_args()
    styles = chosen(given.styles)
    if not styles:
        parser.error(f"no style or split is named {given.styles!r}")
    # Subset fonts carry a time of change; fix it, so that the bytes stay the same.
    os.environ["SOURCE_DATE_EPOCH"] = "1767225600"
    both = given.pdf == given.text
    for i in range(given.count):
        style, seed = styles[i % len(styles)], given.seed + i // len(styles)
        kind = style.bodies[seed % len(style.bodies)]
        document = build(compose(seed, kind, style.name, listening=style.lists("substitute")), style)
        write(document, f"{style.name}-{seed}", given.output, pdf=given.pdf or both, text=given.text or both)


if __name__ == "__main__":
    main()
