"""HTML pages to SourceText: the document's own text, with menus, heads and feet as furniture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.blocks import Block, Paragraph, Row, lines_of_cell, source_of
from protokoll_extract.ingest.docx import missing_extra
from protokoll_extract.ingest.html_chrome import is_chrome
from protokoll_extract.ingest.package import check_memory, too_deep
from protokoll_extract.ingest.plain import decode
from protokoll_extract.text.source import SourceText

HTML = "text/html"
_SILENT = frozenset(
    {"script", "style", "template", "noscript", "head", "title", "svg", "math", "object", "iframe"}
    | {"select", "textarea", "button", "input"}
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
# Block elements with space above them, and those without.
_WIDE = frozenset({"p", "blockquote", "pre", "figure", "address", *_HEADINGS})
_TIGHT = frozenset(
    {"div", "li", "dt", "dd", "section", "article", "main", "header", "footer", "nav", "aside", "form"}
    | {"fieldset", "body", "html", "center", "details", "summary", "figcaption", "caption"}
    | {"tr", "td", "th", "hr"}
)
_FORMATTING = ("b", "i", "u", "s", "em", "strong", "font", "big", "small", "tt", "strike", "span")
_SPACE = regex.compile(r"[ \t\r\n\f]+")
_SPACES = regex.compile(" {2,}")
_DECLARATION = regex.compile(r"^\s*<\?xml[^>]*\?>")
_NO_MARGIN = regex.compile(r"margin(?:-top)?\s*:\s*0")
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_NO_MARKER = regex.compile(r"list-style(?:-type)?\s*:\s*none")


def read_html(data: bytes, name: str) -> SourceText:
    """Read an HTML page.

    Raises InputError ``input.corrupt``, ``limit.depth`` or ``input.empty``, MissingExtraError without
    the extra ``documents``.
    """
    try:
        from lxml import etree, html
    except ImportError as error:
        raise missing_extra(name, "an HTML page") from error
    text = _DECLARATION.sub("", decode(data)).replace("\x00", "")
    # Without "huge" the parser drops, in silence, whatever stands deeper than 256 elements.
    parser = html.HTMLParser(no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError("input.corrupt", name, "this is no readable HTML", "Save the page again.") from error
    check_memory(parser.error_log)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise too_deep(name)
    return source_of(_blocks(root, name), data, name, HTML, "lxml")


def _blocks(root: Any, name: str) -> list[Block]:
    """The page's blocks; formatting that nobody closed is taken out where it makes the page too deep."""
    from lxml import etree

    try:
        return list(_Reader(root).blocks())
    except RecursionError:
        for element in [x for x in root.iter(*_FORMATTING) if _is_hidden(x)]:
            element.drop_tree()
        etree.strip_tags(root, *_FORMATTING)
    try:
        return list(_Reader(root).blocks())
    except RecursionError as error:
        raise too_deep(name) from error


class _Reader:
    """Walks one page; inline text is gathered until a block element ends the line."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._main = _main(root)
        self._page = len("".join(root.itertext()))
        self._line: list[str] = []
        self._count = self._tables = 0
        self._level = 0
        self._apart = False
        self._marker = ""

    def blocks(self) -> Iterator[Block]:
        yield from self._walk(self._root, self._main is not None)
        yield from self._flush(False)

    def _walk(self, element: Any, chrome: bool) -> Iterator[Block]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or _is_hidden(element):
            return
        if element is self._main:
            chrome = False
        chrome = chrome or (self._main is None and is_chrome(element, self._page))
        if tag == "br":
            self._line.append("\n")
        elif tag == "table":
            yield from self._flush(chrome)
            yield from self._table(element, chrome)
        elif tag in ("ul", "ol"):
            yield from self._flush(chrome)
            yield from self._list(element, chrome)
        elif tag == "dl":
            yield from self._flush(chrome)
            yield from self._pairs(element, chrome)
        elif tag in _WIDE or tag in _TIGHT:
            yield from self._block(element, chrome)
        else:
            yield from self._inside(element, chrome)

    def _inside(self, element: Any, chrome: bool) -> Iterator[Block]:
        self._add(element.text, element)
        for child in element:
            yield from self._walk(child, chrome)
            self._add(child.tail, element)

    def _block(self, element: Any, chrome: bool) -> Iterator[Block]:
        yield from self._flush(chrome)
        self._level = _HEADINGS.get(element.tag, 0)
        self._apart = element.tag in _WIDE and not _NO_MARGIN.search(element.get("style", ""))
        yield from self._inside(element, chrome)
        yield from self._flush(chrome)
        self._level, self._apart = 0, False

    def _list(self, element: Any, chrome: bool) -> Iterator[Block]:
        number = _whole(element.get("start"), 1)
        bare = bool(_NO_MARKER.search(element.get("style", "")))
        self._add(element.text, element)
        for child in element:
            if child.tag == "li":
                yield from self._flush(chrome)
                number = _whole(child.get("value"), number)
                self._marker = "" if bare else f"{number}. " if element.tag == "ol" else "• "
                yield from self._block(child, chrome)
                self._marker = ""
                number += 1
            else:
                yield from self._walk(child, chrome)
            self._add(child.tail, element)
        yield from self._flush(chrome)

    def _pairs(self, element: Any, chrome: bool) -> Iterator[Block]:
        """Terms and what is said of them: a row each; groups of them may stand in a ``div``."""
        label: tuple[str, ...] = ()
        self._add(element.text, element)
        for child in element:
            if child.tag in ("dt", "dd", "div") and not _is_hidden(child):
                yield from self._flush(chrome)
                if label and child.tag != "dd":
                    yield self._row((label,), chrome)
                    label = ()
                if child.tag == "div":
                    yield from self._pairs(child, chrome)
                elif child.tag == "dt":
                    label = lines_of_cell(list(self._walk_apart(child)))
                else:
                    yield self._row((label, lines_of_cell(list(self._walk_apart(child)))), chrome)
                    label = ()
            else:
                yield from self._walk(child, chrome)
            self._add(child.tail, element)
        yield from self._flush(chrome)
        if label:
            yield self._row((label,), chrome)

    def _row(self, cells: tuple[tuple[str, ...], ...], chrome: bool) -> Row:
        self._count += 1
        return Row(cells, f"paragraph {self._count}", furniture=chrome)

    def _walk_apart(self, element: Any) -> Iterator[Block]:
        """An element's content without the line that is being gathered around it."""
        kept, self._line = self._line, []
        yield from self._inside(element, False)
        yield from self._flush(False)
        self._line = kept

    def _table(self, table: Any, chrome: bool) -> Iterator[Block]:
        for caption in table.iterchildren("caption"):
            yield from self._walk(caption, chrome)
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        if _is_layout(rows):
            for row in rows:
                for cell in row:
                    yield from self._block(cell, chrome) if isinstance(cell.tag, str) else ()
            return
        self._tables += 1
        number = self._tables
        hanging: dict[int, int] = {}
        for place, row in enumerate(rows, start=1):
            cells = tuple(self._cells(row, hanging))
            yield Row(cells, f"table {number} row {place}", place == 1, chrome)

    def _cells(self, row: Any, hanging: dict[int, int]) -> Iterator[tuple[str, ...]]:
        """The row's cells; a cell that hangs down from a row above leaves its place empty."""
        column = 0
        for cell in row.iterchildren("td", "th"):
            while hanging.get(column, 0) > 0:
                hanging[column] -= 1
                column += 1
                yield ()
            hanging[column] = _whole(cell.get("rowspan"), 1) - 1
            column += 1
            yield lines_of_cell(list(self._walk_apart(cell)))

    # --- lines

    def _add(self, text: str | None, element: Any) -> None:
        if text:
            self._line.append(text if element.tag == "pre" else _SPACE.sub(" ", text))

    def _flush(self, chrome: bool) -> Iterator[Block]:
        text = "".join(self._line)
        self._line = []
        lines = [_SPACES.sub(" ", line).strip(" ") for line in text.split("\n")]
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        self._count += 1
        text, self._marker = self._marker + text, ""
        yield Paragraph(text, f"paragraph {self._count}", self._level, self._apart or self._level > 0, chrome)
        self._apart = False


def _main(root: Any) -> Any | None:
    """The one element that the page marks as its content, if it marks one."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 and "".join(found[0].itertext()).strip():
            return found[0]
    return None


def _is_hidden(element: Any) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _is_layout(rows: list[Any]) -> bool:
    """A table that only arranges the page: its cells hold headings or tables."""
    return any(next(row.iter("table", "h1", "h2", "h3"), None) is not None for row in rows)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 6 else default
