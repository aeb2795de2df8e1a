"""A workbook with a sheet for each table of ``csv``; every text is a text, never a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from functools import partial
from importlib import import_module
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from csto_cli.errors import NotRecognisedError, OutputError
from csto_cli.model import Meeting
from csto_cli.writers import needed
from csto_cli.writers.csv import TABLES
from csto_cli.writers.escape import REPLACEMENT, cell
from csto_cli.writers.prepared import Tell, prepared, silent
from csto_cli.writers.values import flat

MOST_SIGNS = 32_767
"""UTF-16 units that a cell holds."""
MOST_ROWS = 1_048_576
"""Rows that a sheet holds."""
CUT = " […]"
_NO_XML = re.compile("[\ufffe\uffff]")
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_bytes(meetings: Iterable[Meeting], stream: BinaryIO, *, tell: Tell = silent) -> None:
    """Write one workbook over all records; cells that are too long for it are cut, which is said in a remark."""
    book = needed("openpyxl", "xlsx").Workbook(write_only=True)
    writer = import_module("openpyxl.writer.excel").ExcelWriter
    sheets = {name: book.create_sheet(name) for name in TABLES}
    with ExitStack() as ending:
        ending.push(partial(_given_up, sheets))
        _fill(sheets, meetings, tell)
        with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
            writer(book, archive).save()


def _given_up(sheets: dict[str, Any], kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
    """After a failure no sheet stays open, which would complain of the same when it is forgotten."""
    if kind is None:
        return
    for sheet in sheets.values():
        with suppress(Exception):
            sheet.close()
    if kind.__name__ == "SerialisationError":
        raise OutputError(
            f"the workbook's sheets cannot be written ({error})",
            hint="check the room of the disk, also where temporary files stand (TMPDIR)",
        ) from error


def _fill(sheets: dict[str, Any], meetings: Iterable[Meeting], tell: Tell) -> None:
    for name, sheet in sheets.items():
        sheet.freeze_panes = "A2"
        sheet.append(list(TABLES[name][0]))
    lengths = dict.fromkeys(TABLES, 1)
    for meeting in prepared(meetings, tell):
        for name, (columns, rows) in TABLES.items():
            for row in rows(meeting):
                lengths[name] += 1
                for cut in _put(sheets[name], name, lengths[name], zip(columns, row, strict=True)):
                    tell(f"{meeting.id}: {cut}")


def _put(sheet: Any, name: str, number: int, row: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Add a row, and say what did not fit into a cell of it."""
    if number > MOST_ROWS:
        raise NotRecognisedError(
            f"the sheet {name} would have more rows than a workbook holds", hint="choose --to csv or parquet"
        )
    values = [(column, *_value(value)) for column, value in row]
    sheet.append([value for _, value, _ in values])
    for column, _, cut in values:
        if cut:
            yield f"{name}, row {number}, {column}: {cut} characters do not fit into a cell and are cut"


def _value(value: Any) -> tuple[Any, int]:
    """A value as a cell, and how many characters of it did not fit."""
    if value is None or isinstance(value, (int, float)):
        return value, 0
    text = _LIKE_ESCAPE.sub("_x005F_", _NO_XML.sub(REPLACEMENT, cell(flat(value))))
    if len(text) * 2 <= MOST_SIGNS:
        return text, 0
    units = text.encode("utf-16-le")
    if len(units) <= MOST_SIGNS * 2:
        return text, 0
    kept = units[: (MOST_SIGNS - len(CUT)) * 2].decode("utf-16-le", "ignore")
    return kept + CUT, len(text) - len(kept)
