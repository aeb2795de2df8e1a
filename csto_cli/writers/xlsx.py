"""A workbook with a sheet for each table of ``csv``; every text is a text, never a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
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
    try:
        _fill(sheets, meetings, tell)
        with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
            writer(book, archive).save()
    except Exception as error:
        for sheet in sheets.values():
            # A sheet that stays open would complain of the same failure when it is forgotten.
            with suppress(Exception):
                sheet.close()
        if type(error).__name__ != "SerialisationError":
            raise
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
                if lengths[name] > MOST_ROWS:
                    raise NotRecognisedError(
                        f"the sheet {name} would have more rows than a workbook holds",
                        hint="choose --to csv or parquet",
                    )
                values = [_value(value) for value in row]
                sheets[name].append([value for value, _ in values])
                for column, (_, cut) in zip(columns, values, strict=True):
                    if cut:
                        place = f"{name}, row {lengths[name]}, {column}"
                        tell(f"{meeting.id}: {place}: {cut} characters do not fit into a cell and are cut")


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
