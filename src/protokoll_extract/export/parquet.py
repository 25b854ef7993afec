"""The tidy tables as Parquet files: typed columns, lists as lists, sums as exact decimals.

A Parquet writer keeps the description of all it has written until it closes, some 30 of them at a time.
So rows first go to a plain stream for each table, and the streams become Parquet one after the other:
memory does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from protokoll_extract.errors import InvalidOutputError, MissingExtraError
from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.export.rows import Row, rows
from protokoll_extract.model.protokoll import Protokoll

# Sums have at most this many digits before and after the decimal point.
_DIGITS, _SCALE = 38, 9
# Cells that are held before they are written, over all tables.
_HELD = 50_000
# Bytes of a table that stand together in its file.
_GROUP = 4 << 20


def write_parquet(documents: Iterable[Protokoll], folder: Path, *, evidence: bool = False) -> dict[str, int]:
    """One file a table in ``folder``; returns how many rows each has."""
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtraError(
            "extra.tables", str(folder), "writing Parquet needs the extra `tables`",
            "Install it: pip install 'protokoll-extract[tables]'.",
        ) from error  # fmt: skip
    streams = [_Stream(folder, table, pyarrow) for table in tables() if evidence or not table.is_evidence]
    with _frugal(pyarrow):
        _collect(documents, {stream.table.name: stream for stream in streams}, evidence)
        for stream in streams:
            stream.to_parquet()
    return {stream.table.name: stream.count for stream in streams}


@contextmanager
def _frugal(arrow: Any) -> Iterator[None]:
    """The library's memory from the system: its own pools keep what they needed at their peak."""
    before = arrow.default_memory_pool()
    arrow.set_memory_pool(arrow.system_memory_pool())
    try:
        yield
    finally:
        arrow.set_memory_pool(before)


def _collect(documents: Iterable[Protokoll], streams: dict[str, _Stream], evidence: bool) -> None:
    held = 0
    with ExitStack() as stack:
        for stream in streams.values():
            stack.enter_context(stream)
        for document in documents:
            for table, row in rows(document, evidence):
                streams[table.name].rows.append(row)
                held += len(row)
            if held > _HELD:
                held -= sum(stream.flush() for stream in streams.values() if stream.held > _HELD // 20)


class _Stream:
    """One table's rows on their way: a few in memory, the others in a stream beside the result."""

    def __init__(self, folder: Path, table: Table, arrow: Any) -> None:
        self.table = table
        self.rows: list[Row] = []
        self.count = 0
        self._arrow = arrow
        self._path = folder / f"{table.name}.parquet"
        self._raw = folder / f"{table.name}.arrows"
        self._schema = arrow.schema(
            [arrow.field(x.name, _type(x, arrow), nullable=not x.required) for x in table.header]
        )

    def __enter__(self) -> _Stream:
        self._file = self._raw.open("wb")
        self._writer = self._arrow.ipc.new_stream(self._file, self._schema)
        return self

    def __exit__(self, *reason: object) -> None:
        with self._file:
            if reason[0] is None:
                self.flush()
            self._writer.close()

    @property
    def held(self) -> int:
        """How many cells wait to be written."""
        return len(self.rows) * len(self.table.header)

    def flush(self) -> int:
        """Write what waits; returns how many cells that was."""
        if not self.rows:
            return 0
        held = self.held
        columns = zip(self.table.header, zip(*self.rows, strict=True), strict=True)
        try:
            arrays = [
                self._arrow.array([_cell(x, column) for x in values], type=_type(column, self._arrow))
                for column, values in columns
            ]
        except self._arrow.ArrowInvalid as error:
            raise InvalidOutputError(
                "output.invalid", str(self._path), f"a value does not fit its column ({error})",
                "Write CSV instead.",
            ) from error  # fmt: skip
        self._writer.write_batch(self._arrow.record_batch(arrays, schema=self._schema))
        self.count += len(self.rows)
        self.rows.clear()
        return held

    def to_parquet(self) -> None:
        """The stream as a Parquet file; it is gone afterwards."""
        from pyarrow import parquet

        options = {"compression": "zstd", "write_statistics": False}
        with (
            self._raw.open("rb") as file,
            parquet.ParquetWriter(self._path, self._schema, **options) as writer,
        ):
            for batches in _groups(self._arrow.ipc.open_stream(file)):
                writer.write_table(
                    self._arrow.Table.from_batches(batches, schema=self._schema).combine_chunks()
                )
        self._raw.unlink()


def _groups(batches: Iterable[Any]) -> Iterator[list[Any]]:
    """Batches that go into the file together."""
    group: list[Any] = []
    size = 0
    for batch in batches:
        group.append(batch)
        size += batch.nbytes
        if size >= _GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _type(column: Column, arrow: Any) -> Any:
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "decimal": arrow.decimal128(_DIGITS, _SCALE),
        "list": arrow.list_(arrow.string()),
    }
    return types[column.kind]


def _cell(cell: Any, column: Column) -> Any:
    return Decimal(cell) if column.kind == "decimal" and cell is not None else cell
