"""Rows into a store, and out of it: the one place that writes what records say."""

from __future__ import annotations

import sqlite3
from typing import Any

from csto_cli.corpus import stems
from csto_cli.corpus.connection import about, note, transaction
from csto_cli.corpus.jobs import Result, Spot
from csto_cli.corpus.rows import Rows
from csto_cli.errors import CstoError
from csto_cli.version import VERSION

HERE = "path = ? AND ifnull(member, '') = ifnull(?, '') AND ifnull(row, 0) = ifnull(?, 0)"
"""Condition that finds a spot by the index of ``sources``."""


def find(connection: sqlite3.Connection, spot: Spot, columns: str) -> Any:
    """Columns of the source at a spot; None where there is none."""
    return connection.execute(
        f"SELECT {columns} FROM sources WHERE {HERE}",
        (spot.path, spot.member, spot.row),
    ).fetchone()


def put(connection: sqlite3.Connection, result: Result, options: str) -> tuple[int, int, int]:
    """Write what came of a job in the place of what stood there.

    Returns the row of its source, how many records were read, and how many failed.
    """
    job = result.job
    remove(connection, job.spot)
    holder = None
    if job.inside:
        holder = find(connection, Spot(job.spot.path), "id")[0]
    if len(result.records) > 1:
        holder = _source(connection, result, job.spot, holder, options, "container", None)
    source = holder or 0
    read = failed = 0
    for number, record in enumerate(result.records, start=1):
        spot = job.spot if len(result.records) == 1 else Spot(job.spot.path, job.spot.member, number)
        if isinstance(record, CstoError):
            row = _source(connection, result, spot, holder, options, "failed", str(record))
            failed += 1
        else:
            row = _source(connection, result, spot, holder, options, "read", None, record.text)
            _meeting(connection, row, record)
            read += 1
        source = row if len(result.records) == 1 else source
    note(connection, "people", "to be told")
    return source, read, failed


def remove(connection: sqlite3.Connection, spot: Spot) -> None:
    """Take out the source at a spot and all that hangs on it."""
    connection.execute(f"DELETE FROM sources WHERE {HERE}", (spot.path, spot.member, spot.row))


def _source(
    connection: sqlite3.Connection, result: Result, spot: Spot, container: int | None, options: str, status: str,
    reason: str | None, text: bytes | None = None,
) -> int:  # fmt: skip
    job = result.job
    values = (
        container, spot.path, spot.member, spot.row, result.sha256, job.size, job.mtime_ns, VERSION, options, status,
        reason and reason.encode("utf-8", "replace").decode(), text,
    )  # fmt: skip
    return _insert(connection, "sources", None, values)


def _insert(connection: sqlite3.Connection, table: str, row_id: int | None, values: tuple[Any, ...]) -> int:
    marks = ", ".join("?" * (len(values) + 1))
    cursor = connection.execute(f"INSERT INTO {table} VALUES ({marks})", (row_id, *values))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _meeting(connection: sqlite3.Connection, source: int, rows: Rows) -> None:
    """One record in: its row, its compressed record, and the rows of its people, offices, turns and documents."""
    meeting = _insert(connection, "meetings", None, (source, *rows.meeting))
    connection.execute("INSERT INTO records VALUES (?, ?)", (meeting, rows.record))
    people = _next(connection, "participants")
    connection.executemany(
        f"INSERT INTO participants VALUES ({', '.join('?' * 14)})",
        ((people + place, meeting, None, *values) for place, values in enumerate(rows.participants)),
    )
    connection.executemany(
        "INSERT INTO offices VALUES (NULL, ?, ?, ?)", ((people + place, *office) for place, office in rows.offices)
    )
    turns = _next(connection, "turns")
    connection.executemany(
        f"INSERT INTO turns VALUES ({', '.join('?' * 12)})",
        (
            (turns + number, meeting, None if speaker is None else people + speaker, *values)
            for number, (speaker, values, _) in enumerate(rows.turns)
        ),
    )
    connection.executemany(
        "INSERT INTO turns_stems(rowid, text) VALUES (?, ?)",
        ((turns + number, cut) for number, (_, _, cut) in enumerate(rows.turns)),
    )
    documents = _next(connection, "documents")
    connection.executemany(
        f"INSERT INTO documents VALUES ({', '.join('?' * 14)})",
        (
            (documents + number, meeting, None if turn is None else turns + turn, *values)
            for number, (turn, values, _) in enumerate(rows.documents)
        ),
    )
    connection.executemany(
        "INSERT INTO documents_stems(rowid, text) VALUES (?, ?)",
        ((documents + number, cut) for number, (_, _, cut) in enumerate(rows.documents)),
    )
    connection.executemany("INSERT INTO topics VALUES (NULL, ?, ?, ?)", ((meeting, *values) for values in rows.topics))
    connection.executemany(
        "INSERT INTO floor VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                meeting, kind, None if by is None else people + by, None if to is None else people + to, to_text,
                None if turn is None else turns + turn, None if taken is None else turns + taken, line,
            )
            for by, to, turn, taken, (kind, to_text, line) in rows.floor
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO diagnostics VALUES (NULL, ?, ?, ?, ?, ?, ?)", ((meeting, *values) for values in rows.diagnostics)
    )


def _next(connection: sqlite3.Connection, table: str) -> int:
    found = connection.execute(f"SELECT ifnull(max(id), 0) + 1 FROM {table}").fetchone()
    return int(found[0])


def renew_stems(connection: sqlite3.Connection) -> None:
    """Cut all words again where the store's were cut by another stemmer, or another version of it, than is here."""
    here = stems.available()
    if about(connection, "stemmer") == here:
        return
    cut = stems.stemmer(here)
    with transaction(connection):
        for table, column in (("turns", "text"), ("documents", "title")):
            connection.execute(f"INSERT INTO {table}_stems({table}_stems) VALUES ('delete-all')")
            connection.executemany(
                f"INSERT INTO {table}_stems(rowid, text) VALUES (?, ?)",
                (
                    (row_id, stems.stems(text, cut))
                    for row_id, text in connection.execute(f"SELECT id, {column} FROM {table}")
                ),
            )
        note(connection, "stemmer", here)
