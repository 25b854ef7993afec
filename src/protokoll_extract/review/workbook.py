"""The table that people fill in as an XLSX workbook: columns to write in stand out, pictures are links."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable
from typing import Any

from protokoll_extract.errors import MissingExtraError
from protokoll_extract.review.sheet import COLUMNS, VERDICTS, Row

_WRITTEN = frozenset({"verdict", "correct_value", "who", "why"})
_WIDTHS = {"meeting": 30, "pointer": 28, "value": 24, "explanation": 40, "quote": 50, "correct_value": 24}
_HIDDEN = frozenset({"near", "start"})
_MAX_CHARS = 32_767
# The workbook's date of creation: fixed, so that the same rows give the same bytes.
_CREATED = datetime.datetime(2000, 1, 1)


def xlsx_bytes(rows: Iterable[Row]) -> bytes:
    """The table as a workbook."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError(
            "extra.tables", "review export", "writing XLSX needs the extra `tables`",
            "Install it: pip install 'protokoll-extract[tables]', or write CSV.",
        ) from error  # fmt: skip
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet("review")
        count = _fill(book, sheet, rows)
        place = COLUMNS.index("verdict")
        sheet.data_validation(1, place, max(count, 1), place, {"validate": "list", "source": list(VERDICTS)})
    return out.getvalue()


def _fill(book: Any, sheet: Any, rows: Iterable[Row]) -> int:
    head, own = book.add_format({"bold": True}), book.add_format({"bold": True, "bg_color": "#fff2cc"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(COLUMNS):
        sheet.write_string(0, place, name, own if name in _WRITTEN else head)
        sheet.set_column(place, place, _WIDTHS.get(name, 14), wrapped, {"hidden": name in _HIDDEN})
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, name in enumerate(COLUMNS):
            text = row[name]
            if name == "picture" and text:
                address = text if "://" in text else f"external:{text}"
                sheet.write_url(count, place, address, string=text)
            elif text:
                sheet.write_string(count, place, text[:_MAX_CHARS], wrapped)
    return count
