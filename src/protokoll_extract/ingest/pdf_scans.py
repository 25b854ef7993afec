"""Which pages of a PDF are scans: one picture that covers the page, whatever text lies over it."""

from __future__ import annotations

from protokoll_extract.ingest.pdf import LOCK

# The share of the page that its picture covers.
_COVERS = 0.7


def scanned_pages(data: bytes) -> frozenset[int]:
    """The numbers (from 1) of the pages that are pictures."""
    import pypdfium2

    with LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            return frozenset(n + 1 for n in range(len(document)) if _is_scan(document[n]))
        finally:
            document.close()


def _is_scan(page: object) -> bool:
    import pypdfium2.raw as raw

    width, height = page.get_size()  # type: ignore[attr-defined]
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):  # type: ignore[attr-defined]
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) >= _COVERS * width * height:
            return True
    return False
