"""What a store holds, and how it stands to the files that it was made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from csto_cli.corpus.connection import place
from csto_cli.corpus.walk import size_and_time


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """A file, member or row of which there is something to say."""

    state: str
    """``failed``, ``changed``, ``vanished`` or ``unfinished``."""
    path: str
    """Path of the file, from here."""
    member: str | None
    """Name inside an archive."""
    row: int | None
    """Row of a table, or number of a record in a file of several."""
    reason: str | None
    """Why it failed."""


def troubles(connection: sqlite3.Connection, store: str) -> Iterator[StatusRow]:
    """What failed, has changed or is no more, in the store's order."""
    for path, member, row, container, status, reason, size, moment in connection.execute(
        "SELECT path, member, row, container, status, reason, size, mtime_ns FROM sources ORDER BY id"
    ):
        here = place(store, path)
        if status in {"failed", "unfinished"}:
            yield StatusRow(state=status, path=here, member=member, row=row, reason=reason)
        if container is None:
            try:
                stat = Path(here).stat()
            except OSError:
                yield StatusRow(state="vanished", path=here, member=None, row=None, reason=None)
                continue
            if size_and_time(stat) != (size, moment) and status != "unfinished":
                yield StatusRow(state="changed", path=here, member=None, row=None, reason=None)


def summary(connection: sqlite3.Connection) -> dict[str, int]:
    """How many of what the store holds."""
    tables = ("meetings", "turns", "people", "documents", "people_doubts")
    counts = {table: _count(connection, f"SELECT count(*) FROM {table}") for table in tables}
    counts["doubtful pairs"] = counts.pop("people_doubts")
    return {"files": _count(connection, "SELECT count(*) FROM sources WHERE container IS NULL"), **counts}


def _count(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
