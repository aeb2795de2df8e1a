"""How much was said, or how often words were: by year, speaker, country, body and more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import make_dataclass
from typing import Any

from csto_cli.corpus.queries import refused
from csto_cli.corpus.search import Filters, condition, matching, prepared
from csto_cli.errors import UsageError

DIMENSIONS = {
    "year": "meetings.year",
    "month": "substr(meetings.date, 1, 7)",
    "date": "meetings.date",
    "body": "meetings.body",
    "meeting": "meetings.meeting",
    "language": "meetings.language",
    "convention": "meetings.convention",
    "speaker": "ifnull(people.name, participants.name)",
    "country": "participants.country",
    "role": "participants.role",
    "office": "turns.office",
}
"""What can be counted by, and the column that it is; of meetings first, then of who speaks."""


NUMBERS = ("meetings", "turns", "words", "per_thousand_turns", "per_thousand_words")
"""What every row holds behind what it is counted by."""


def count_row(by: tuple[str, ...]) -> type:
    """The kind of rows that a count by these dimensions has."""
    return make_dataclass("CountRow", [(name, object) for name in (*by, *NUMBERS)], frozen=True, kw_only=True)


def count(
    connection: sqlite3.Connection, by: tuple[str, ...], wanted: Filters, asked: str | None = None, *,
    exact: bool = False,
) -> Iterator[Any]:  # fmt: skip
    """A row for each group: meetings, turns and words, those with the words asked for only where some are.

    Per thousand: of all turns and of all words of the same group; without words asked for, of the whole count.
    """
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown or not by or len(set(by)) < len(by):
        raise UsageError(
            f"nothing can be counted by {', '.join(unknown or by) or 'nothing'}",
            hint=f"use each at most once of {', '.join(DIMENSIONS)}",
        )
    kind = count_row(by)
    where, values = condition(connection, wanted)
    select = (
        f"SELECT {', '.join(DIMENSIONS[name] for name in by)}, count(DISTINCT turns.meeting_id), count(*), "
        "total(turns.words) FROM {tables} JOIN meetings ON meetings.id = turns.meeting_id "
        "LEFT JOIN participants ON participants.id = turns.participant_id "
        "LEFT JOIN people ON people.id = participants.person_id{where} "
        f"GROUP BY {', '.join(str(place + 1) for place in range(len(by)))}"
    )
    every = list(connection.execute(select.format(tables="turns", where=f" WHERE {where}" if where else ""), values))
    if asked is None:
        turns, words = (sum(row[place] for row in every) for place in (-2, -1))
        yield from (_row(kind, by, row, turns, words) for row in every)
        return
    ready, _ = prepared(connection, asked, exact=exact)
    found, values = matching(connection, ready, wanted, "turns", ranked=False)
    tables = "found JOIN turns ON turns.id = found.id"
    try:
        rows = connection.execute(f"WITH found AS ({found}) {select.format(tables=tables, where='')}", values)
        hits = {row[: len(by)]: row for row in rows}
    except sqlite3.OperationalError as error:
        raise refused(error, asked) or error from None
    for row in every:
        yield _row(kind, by, hits.get(row[: len(by)], (*row[: len(by)], 0, 0, 0)), row[-2], row[-1])


def _row(kind: type, by: tuple[str, ...], row: tuple[Any, ...], turns: int, words: int) -> Any:
    values = dict(zip(by, row, strict=False))
    return kind(
        **values, meetings=row[-3], turns=row[-2], words=int(row[-1]),
        per_thousand_turns=_share(row[-2], turns), per_thousand_words=_share(row[-1], words),
    )  # fmt: skip


def _share(part: float, whole: float) -> float:
    return round(1000 * part / whole, 3) if whole else 0.0
