"""Records that stand in the cells of a table: each row read like a file of its own, with what its row says of it.

The decoded source is the text of the cell. A date that only the table gives is a fact with its own evidence: the date's
cell joins the record as a supplement, and the basis is ``inferred``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from csto_cli.errors import CstoError, InputError, NotRecognisedError, UnreadableError
from csto_cli.library import parse
from csto_cli.model import AccountEntry, Correction, Diagnostic, Evidence, Meeting, SourceInfo, Span
from csto_cli.parsing.dates import find_date
from csto_cli.tables import LARGEST, Cell, Columns, Options, read_cells

ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)
ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")


def parse_table(
    source: str | os.PathLike[str] | bytes, *, text_column: str | tuple[str, ...], id_column: str | None = None,
    date_column: str | None = None, encoding: str | None = None, encoding_errors: str = "strict",
    input_format: str | None = None, convention: str | None = None, embed_source: bool = False, with_path: bool = True,
    largest_cell: int = LARGEST,
) -> Iterator[Meeting | CstoError]:  # fmt: skip
    """Every record of a table (CSV, JSON lines or an array, Parquet), or the failure that stands in its row's place.

    ``text_column`` holds the records (several columns are put together as they stand), ``id_column`` an address or
    another identifier, ``date_column`` the meetings' dates. Rows without text are left out. Raises where the table as a
    whole cannot be read or lacks a column. The other arguments are those of ``parse``.
    """
    text = (text_column,) if isinstance(text_column, str) else tuple(text_column)
    columns = Columns(text=text, id=id_column, date=date_column)
    path = None if isinstance(source, bytes) else os.fspath(source)
    options = Options(name=path or "<bytes>", encoding=encoding, encoding_errors=encoding_errors, largest=largest_cell)
    with BytesIO(source) if isinstance(source, bytes) else _opened(os.fspath(source)) as stream:
        for cell in read_cells(stream, columns, options):
            if isinstance(cell, CstoError):
                yield cell
            elif cell.text.strip():
                try:
                    yield parse_cell(
                        cell, options.name, path=path if with_path else None, encoding_errors=encoding_errors,
                        input_format=input_format, convention=convention, embed_source=embed_source,
                    )  # fmt: skip
                except InputError as error:
                    yield error


def _opened(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None


def parse_cell(
    cell: Cell, name: str, *, path: str | None, encoding_errors: str = "strict", input_format: str | None = None,
    convention: str | None = None, embed_source: bool = False, corrections: Iterable[Correction] = (),
) -> Meeting:  # fmt: skip
    """Read the record of one cell; ``name`` is the table's in messages, ``path`` its path in the record.

    The other arguments are those of ``parse``.
    """
    shown = f"{name} row {cell.row}"
    meeting = parse(
        cell.text.encode(), encoding="utf-8", encoding_errors=encoding_errors, input_format=input_format,
        convention=convention, embed_source=embed_source, name=shown, corrections=corrections,
    )  # fmt: skip
    source = meeting.source
    source.path, source.row, source.encoding, source.extractor = path, cell.row, cell.encoding, cell.extractor
    source.column = list(cell.columns.text)
    if cell.id is not None:
        source.row_id = cell.id
        if source.url is None and ADDRESS.match(cell.id):
            source.url = cell.id
    if cell.guessed:
        _say(meeting, "C108", "info", f"the encoding {cell.encoding} is a guess", "name it with --encoding")
    if cell.date is not None and cell.columns.date is not None:
        _date(meeting, cell, cell.date, cell.columns.date)
    return meeting


def cell_text(path: str, source: SourceInfo, encoding: str | None = None) -> str:
    """The text that a record of a table was read from, from the table's file."""
    columns = Columns(text=tuple(source.column or ()))
    options = Options(name=path, encoding=encoding or source.encoding, largest=max(source.characters + 1, LARGEST))
    with _opened(path) as stream:
        for cell in read_cells(stream, columns, options) if columns.text else ():
            if isinstance(cell, Cell) and cell.row == source.row:
                return cell.text
    raise NotRecognisedError(f"{path}: there is no row {source.row}", hint="give the table that was read")


def _date(meeting: Meeting, cell: Cell, text: str, column: str) -> None:
    """The date of the table's column: a fact where the record prints none, a doubt where the two disagree."""
    day = _day(text)
    if day is None:
        _say(meeting, "C111", "warning", f"column {column!r} of the table says {text[:40]!r}, which is no date", None)
    elif meeting.date is None:
        meeting.supplements.append(_supplement(meeting.source, cell, text, column))
        span = Span(start=0, end=len(text), line=1, column=1, source=len(meeting.supplements))
        meeting.date = day
        meeting.evidence["date"] = [Evidence(span=span, text=" ".join(text.split()), basis="inferred")]
        meeting.id = f"{day}{meeting.id.removeprefix('undated')}" if meeting.id.startswith("undated-") else meeting.id
        for diagnostic in meeting.diagnostics:
            if diagnostic.code == "C110":
                diagnostic.message = f"the record prints no date; {day} is what column {column!r} of its table says"
    elif not meeting.date <= day <= (meeting.end_date or meeting.date):
        message = f"the record prints {meeting.date}, column {column!r} of its table says {day}"
        proof = meeting.evidence.get("date")
        _say(meeting, "C111", "warning", message, "look the meeting up", proof[0].span if proof else None)


def _day(text: str) -> str | None:
    """ISO 8601 day of a cell: a moment's day, or a date as records print it."""
    match = ISO_DAY.match(text)
    if match is None:
        found = find_date(text)
        return found.first if found is not None else None
    try:
        return date.fromisoformat(match[1]).isoformat()
    except ValueError:
        return None


def _supplement(source: SourceInfo, cell: Cell, text: str, column: str) -> SourceInfo:
    """The date's cell as a source of its own, embedded, so that the fact can be proved."""
    digest = sha256(text.encode()).hexdigest()
    return SourceInfo(
        path=source.path, url=None, sha256=digest, text_sha256=digest, encoding=cell.encoding, characters=len(text),
        format="text", convention=source.convention, extractor=cell.extractor, row=cell.row, column=[column],
        row_id=source.row_id, csto_version=source.csto_version, text=text,
        account=[AccountEntry(kind="dateline", start=0, end=len(text))],
    )  # fmt: skip


def _say(meeting: Meeting, code: str, severity: str, message: str, hint: str | None, span: Span | None = None) -> None:
    meeting.diagnostics.append(
        Diagnostic.model_validate({"code": code, "severity": severity, "message": message, "span": span, "hint": hint})
    )
