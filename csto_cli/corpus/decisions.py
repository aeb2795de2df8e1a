"""What a person decided of pairs that may be one person: read from files, kept in the store, heeded by every build."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from csto_cli.corpus.connection import note, transaction
from csto_cli.corpus.people import join_people
from csto_cli.errors import NotRecognisedError, UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtRow:
    """Two names that may be one person's."""

    one: str
    """Key of the one: name, country and, for a surname alone, where it stands."""
    other: str
    """Key of the other."""
    one_name: str
    """Name of the one as printed."""
    other_name: str
    """Name of the other as printed."""
    reason: str
    """What speaks for one person or against it."""


def doubts(connection: sqlite3.Connection) -> Iterator[DoubtRow]:
    """The doubtful pairs of a store."""
    for one, other, one_name, other_name, reason in connection.execute(
        "SELECT one, other, one_name, other_name, reason FROM people_doubts ORDER BY one, other"
    ):
        yield DoubtRow(one=one, other=other, one_name=one_name, other_name=other_name, reason=reason)


def read_pairs(path: str) -> list[tuple[str, str]]:
    """The pairs of a file of decisions: a CSV with the columns ``one`` and ``other``."""
    try:
        text = Path(path).read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {error.strerror}", hint="check the path") from None
    except UnicodeDecodeError:
        raise NotRecognisedError(f"{path}: this is no UTF-8", hint="save the decisions as CSV in UTF-8") from None
    rows = csv.DictReader(io.StringIO(text))
    if not {"one", "other"} <= set(rows.fieldnames or ()):
        raise NotRecognisedError(
            f"{path}: it has no columns 'one' and 'other'", hint="begin with csto corpus people STORE --doubts -f csv"
        )
    return [(row["one"].strip(), row["other"].strip()) for row in rows if row["one"] and row["other"]]


def take_in(connection: sqlite3.Connection, pairs: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Keep decisions (two keys, and ``same`` or ``different``) and tell again who is who; gives what cannot be."""
    with transaction(connection):
        for one, other, decision in pairs:
            for key in (one, other):
                if not connection.execute("SELECT 1 FROM participants WHERE person_key = ?", (key,)).fetchone():
                    yield f"nobody has the key {key!r} (kept for later)"
            connection.execute(
                "INSERT INTO people_decisions VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET decision = excluded.decision",
                (*sorted((one, other)), decision),
            )
        note(connection, "people", "to be told")
    join_people(connection)
