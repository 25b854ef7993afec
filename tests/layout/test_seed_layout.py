"""The layout keeps every character of the text it lays out."""

from __future__ import annotations

import html
import importlib.util
import re
from pathlib import Path

_spec = importlib.util.spec_from_file_location("seed_layout", Path(__file__).with_name("seed_layout.py"))
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
lay_out = _module.lay_out

TEXT = """
Strategiska partnerskapet Granvik

 PROTOKOLL 4/2031
 Kl. 10:00 – 12:00

Närvarande ledamöter

Ada Bergvall (c), Ordförande\tRegion Norrådal
Ibrahim Lundell (s) tom § 2\tGranviks kommun

Gäster:\tSanna Ek (Ek & Co), Pål Ås

Innehållsförteckning

§ 1. **Sammanträdet öppnas**.....\t3
§ 2. Övriga frågor\t4

§ 1. Sammanträdet öppnas

Ordföranden öppnar < mötet.

- Punkt ett.
1. Antas.

§ 2. Övriga frågor

Inga.
"""


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_no_character_is_lost() -> None:
    body = lay_out(TEXT).split("<body>")[1]
    assert _bare(html.unescape(re.sub(r"<[^>]+>", "", body))) == _bare(TEXT)


def test_shapes() -> None:
    page = lay_out(TEXT)
    assert page.count("<h2") == 2
    assert page.count('class="toc"') == 2
    assert "<td>Ada Bergvall (c), Ordförande</td><td>Region Norrådal</td>" in page
