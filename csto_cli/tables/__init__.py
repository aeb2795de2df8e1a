"""Tables whose rows hold records, one a row: which kinds there are, and the one way into them.

A reader takes an opened file and gives cells one by one, so that a table may be longer than the memory (an array of
JSON is read as a whole).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from csto_cli.errors import CstoError
from csto_cli.source import DELIMITED_SUFFIXES
from csto_cli.tables.cell import LARGEST, Cell, Columns, Options

__all__ = ["LARGEST", "TABLES", "TABLE_SUFFIXES", "Cell", "Columns", "Options", "TableRow", "kind_of", "read_cells"]

HEAD = 1 << 18
"""Bytes from which kind, encoding and dialect are told."""
TABLE_SUFFIXES = (*DELIMITED_SUFFIXES, ".json", ".jsonl", ".ndjson", ".parquet")
"""Tables that are taken from a folder."""


class TableRow(NamedTuple):
    """One kind of tables: its name, what it is, the extra that it needs."""

    name: str
    description: str
    extra: str | None = None


TABLES: tuple[TableRow, ...] = (
    TableRow("csv", "a record a row, in the column that --text-column names; commas, semicolons, tabs or bars"),
    TableRow("jsonl", "a record a row: JSON lines, an array of objects, or objects by key"),
    TableRow("parquet", "a record a row, in a Parquet file", "parquet"),
)


def kind_of(name: str, head: bytes) -> str:
    """Kind of a table by its first bytes and its name."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if not name.lower().endswith(DELIMITED_SUFFIXES) and head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {
        b"{",
        b"[",
    }:
        return "jsonl"
    return "csv"


def read_cells(stream: BinaryIO, columns: Columns, options: Options) -> Iterator[Cell | CstoError]:
    """Every row's cell, or the failure that stands in its place; cells may be empty.

    Raises where the table as a whole cannot be read, lacks a column, or has no rows.
    """
    head = stream.read(HEAD)
    if stream.seekable():
        stream.seek(0)
        rest = stream
    else:
        rest = cast("BinaryIO", io.BufferedReader(_Again(head, stream), HEAD))
    kind = kind_of(options.name, head)
    if kind == "parquet":
        from csto_cli.tables.parquet import read_parquet

        yield from read_parquet(rest, columns, options)
    elif kind == "jsonl":
        from csto_cli.tables.objects import read_objects

        yield from read_objects(rest, columns, options)
    else:
        from csto_cli.tables.delimited import read_delimited

        yield from read_delimited(rest, head, columns, options)


class _Again(io.RawIOBase):
    """A stream once more from its start: what was read of it, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override] # any writable buffer
        part = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)
