"""The records of a store as Meetings again, one by one, and the sources that they were read from."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator

from csto_cli.corpus.connection import place, reading
from csto_cli.corpus.packed import unpacked
from csto_cli.errors import CstoError, NotRecognisedError
from csto_cli.loading import load
from csto_cli.model import Meeting


def meetings(store: str) -> Iterator[Meeting | CstoError]:
    """Every record of a store in the order of its dates; paths of sources count from here."""
    with reading(store) as connection:
        for row, name in connection.execute("SELECT id, meeting FROM meetings ORDER BY date IS NULL, date, id"):
            try:
                yield meeting_of(connection, store, row)
            except (zlib.error, ValueError) as error:
                yield NotRecognisedError(f"{store}: the record {name} is damaged: {error}", hint="build it again")


def meeting_of(connection: sqlite3.Connection, store: str, row: int) -> Meeting:
    """The record of one row of ``meetings``, with its source where the store has it."""
    record, path, text = connection.execute(
        "SELECT records.json, sources.path, sources.text FROM records JOIN meetings ON meetings.id = meeting_id "
        "JOIN sources ON sources.id = source_id WHERE meeting_id = ?",
        (row,),
    ).fetchone()
    said = [said for (said,) in connection.execute("SELECT text FROM turns WHERE meeting_id = ? ORDER BY id", (row,))]
    meeting = load(unpacked(record, said))
    for source in (meeting.source, *meeting.supplements):
        source.path = place(store, path)
    if text is not None:
        meeting.source.text = zlib.decompress(text).decode("utf-8", "surrogatepass")
    return meeting
