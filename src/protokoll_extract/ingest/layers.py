"""Text layers that cannot be what the page says: broken fonts, and scans read by a poor program."""

from __future__ import annotations

from collections.abc import Sequence

from protokoll_extract.ingest.legible import is_legible
from protokoll_extract.ingest.pdf_lines import RawPage
from protokoll_extract.text.source import Remark

_LISTED = 20


def bad_layers(pages: Sequence[RawPage]) -> list[int]:
    """The numbers of the pages whose words cannot be Swedish text."""
    return [page.number for page in pages if page.words and not is_legible(_text(page))]


def _text(page: RawPage) -> str:
    return " ".join([word.text for word in page.words])


def check_layers(pages: Sequence[RawPage]) -> tuple[Remark, ...]:
    """The remark on such pages, where no OCR was asked for."""
    bad = bad_layers(pages)
    if not bad:
        return ()
    listed = ", ".join(map(str, bad[:_LISTED])) + (" …" if len(bad) > _LISTED else "")
    message = f"The text layer is not Swedish text, or badly misread, on page {listed}. Try --ocr."
    return (Remark("source.illegible", message),)
