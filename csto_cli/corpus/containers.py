"""Files that hold many records: archives, tables, and csto's own records one a line; each part a job of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from csto_cli.corpus.archives import ARCHIVE_SUFFIXES, members
from csto_cli.corpus.jobs import MARK, How, Job, Spot
from csto_cli.errors import CstoError
from csto_cli.tables import LARGEST, TABLE_SUFFIXES, Cell, Columns, Options, read_cells

LINES = (".jsonl", ".ndjson")


def is_container(file: str, how: How) -> bool:
    """Whether a file holds many records."""
    name = file.lower()
    if name.endswith(ARCHIVE_SUFFIXES) or (how.text_column and name.endswith(TABLE_SUFFIXES)):
        return True
    if not name.endswith(LINES):
        return False
    with Path(file).open("rb") as stream:
        line = stream.readline()
    return MARK in line and line.rstrip().endswith(b"}")


def parts(
    whole: Job, how: How, suffixes: tuple[str, ...], left_out: Callable[[int], None] | None = None
) -> Iterator[Job]:
    """The records of a file that ``is_container``; raises where the whole cannot be read.

    With ``left_out``, members that belong to saved pages are left out, and the function called with their number.
    """
    if not whole.file.lower().endswith(ARCHIVE_SUFFIXES):
        with Path(whole.file).open("rb") as stream:
            yield from _cells(whole, None, stream, how) if how.text_column else _lines(whole, stream)
        return
    wanted = TABLE_SUFFIXES if how.text_column else suffixes
    seen: dict[str, int] = {}
    for member in members(whole.file, wanted, left_out=left_out):
        seen[member.name] = seen.get(member.name, 0) + 1
        name = member.name if seen[member.name] == 1 else f"{member.name} ({seen[member.name]})"
        name = name.encode("utf-8", "replace").decode()
        if how.text_column and isinstance(member.data, bytes):
            yield from _cells(whole, name, BytesIO(member.data), how)
        else:
            size = len(member.data) if isinstance(member.data, bytes) else None
            yield Job(spot=Spot(whole.spot.path, name), file=whole.file, data=member.data, size=size, inside=True)


def _lines(whole: Job, stream: BinaryIO) -> Iterator[Job]:
    for row, line in enumerate(stream, start=1):
        if line.strip():
            yield Job(spot=Spot(whole.spot.path, None, row), file=whole.file, data=line, size=len(line), inside=True)


def _cells(whole: Job, member: str | None, stream: BinaryIO, how: How) -> Iterator[Job]:
    """The rows of a table that hold text."""
    columns = Columns(text=how.text_column, id=how.id_column, date=how.date_column)
    options = Options(
        name=whole.file if member is None else f"{whole.file}!{member}", encoding=how.encoding,
        encoding_errors=how.encoding_errors, largest=how.largest_cell or LARGEST,
    )  # fmt: skip
    try:
        for row, cell in enumerate(read_cells(stream, columns, options), start=1):
            if isinstance(cell, CstoError) or cell.text.strip():
                number = cell.row if isinstance(cell, Cell) else row
                size = len(cell.text.encode("utf-8", "replace")) if isinstance(cell, Cell) else None
                spot = Spot(whole.spot.path, member, number)
                yield Job(spot=spot, file=whole.file, data=cell, size=size, inside=True)
    except CstoError as error:
        if member is None:
            raise
        yield Job(spot=Spot(whole.spot.path, member), file=whole.file, data=error, inside=True)
