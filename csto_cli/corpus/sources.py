"""The decoded text that a record of the store was read from: kept in the store, or read again from its file."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from io import BytesIO
from pathlib import Path

from csto_cli.corpus.archives import members
from csto_cli.corpus.connection import place
from csto_cli.corpus.records import meeting_of
from csto_cli.errors import CstoError, NotRecognisedError, UnreadableError, UsageError
from csto_cli.library import parse
from csto_cli.model import Meeting, SourceInfo
from csto_cli.tables import LARGEST, Cell, Columns, Options, read_cells


def source_text(connection: sqlite3.Connection, store: str, asked: str) -> str:
    """The text of the record with that id, or of the file with that path; proved by its hash.

    Raises where there is no such record or several, and where the file is another one by now.
    """
    folder = os.path.realpath(Path(store).parent)
    path = os.path.relpath(os.path.realpath(asked), folder)
    found = connection.execute(
        "SELECT meetings.id, path, member FROM meetings JOIN sources ON sources.id = source_id "
        "WHERE meeting = ? OR path = ? LIMIT 2",
        (asked, path),
    ).fetchall()
    if len(found) != 1:
        what = "there is no such record" if not found else "several records are of that name"
        raise UsageError(
            f"{store}: {what}: {asked}", hint="csto corpus sql STORE 'SELECT meeting FROM meetings' lists ids"
        )
    row, path, member = found[0]
    meeting = meeting_of(connection, store, row)
    text = meeting.source.text
    if text is None:
        text = _read_again(place(store, path), member, meeting)
    if _hash(text) != meeting.source.text_sha256:
        raise NotRecognisedError(
            f"{place(store, path)}: this is no longer what the record was read from (its hash differs)",
            hint="bring the store up to date with csto corpus build",
        )
    return text


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read_again(file: str, member: str | None, meeting: Meeting) -> str:
    source = meeting.source
    try:
        data = Path(file).read_bytes() if member is None else _member(file, member)
    except OSError as error:
        raise UnreadableError(f"{file}: cannot be read: {error.strerror}", hint="build with --embed-source") from None
    if source.row is not None and source.column:
        return _cell(file, data, source)
    read = parse(data, encoding=source.encoding, input_format=source.format, embed_source=True, name=file)
    return read.source.text or ""


def _member(file: str, name: str) -> bytes:
    for member in members(file, ("",)):
        if member.name == name:
            if isinstance(member.data, CstoError):
                raise member.data
            return member.data
    raise NotRecognisedError(f"{file}: there is no member {name!r}", hint="give the archive that was read")


def _cell(file: str, data: bytes, source: SourceInfo) -> str:
    options = Options(name=file, encoding=source.encoding, largest=max(source.characters + 1, LARGEST))
    for cell in read_cells(BytesIO(data), Columns(text=tuple(source.column or ())), options):
        if isinstance(cell, Cell) and cell.row == source.row:
            return cell.text
    raise NotRecognisedError(f"{file}: there is no row {source.row}", hint="give the table that was read")
