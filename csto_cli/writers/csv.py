"""Tables for spreadsheets. A cell that a spreadsheet would run as a formula begins with an apostrophe."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any, TextIO

from csto_cli.errors import UsageError
from csto_cli.model import Meeting
from csto_cli.query.documents import decisions
from csto_cli.query.people import speakers
from csto_cli.query.rows import DecisionRow, SpeakerRow, TurnRow
from csto_cli.query.turns import Filter, turns
from csto_cli.writers.escape import cell
from csto_cli.writers.values import flat, names_of

HEAD = ("meeting", "date", "path")
FLOOR = (*HEAD, "kind", "by", "to", "to_text", "turn", "taken_in_turn", "line", "start", "end")
TOPICS = (*HEAD, "title", "line", "start", "end")
DIAGNOSTICS = (*HEAD, "code", "severity", "message", "hint", "line", "column", "start", "end")
SEARCHED = {"before", "match", "after"}


def _rows(rows: Iterable[Any], names: Iterable[str]) -> Iterator[list[Any]]:
    for row in rows:
        yield [getattr(row, name) for name in names]


def _placed(meeting: Meeting, parts: Iterable[Any], names: tuple[str, ...]) -> Iterator[list[Any]]:
    """Rows of parts of the model, whose place is in ``span``."""
    head = [meeting.id, meeting.date, meeting.source.path]
    for part in parts:
        yield [*head, *(getattr(part, name, getattr(part.span, name, None)) for name in names[len(HEAD) :])]


_TURN_NAMES = tuple(name for name in names_of(TurnRow) if name not in SEARCHED)
TABLES: dict[str, tuple[tuple[str, ...], Callable[[Meeting], Iterator[list[Any]]]]] = {
    "turns": (_TURN_NAMES, lambda m: _rows(turns(m, Filter()), _TURN_NAMES)),
    "participants": (tuple(names_of(SpeakerRow)), lambda m: _rows(speakers(m), names_of(SpeakerRow))),
    "documents": (tuple(names_of(DecisionRow)), lambda m: _rows(decisions(m, everything=True), names_of(DecisionRow))),
    "floor": (FLOOR, lambda m: _placed(m, m.floor, FLOOR)),
    "topics": (TOPICS, lambda m: _placed(m, m.topics, TOPICS)),
    "diagnostics": (DIAGNOSTICS, lambda m: _placed(m, m.diagnostics, DIAGNOSTICS)),
}
"""Tables by name: their columns, and the rows of one record."""


def write(meetings: Iterable[Meeting], stream: TextIO, *, table: str = "turns") -> None:
    """Write one table over all records."""
    if table not in TABLES:
        raise UsageError(f"unknown table {table!r}", hint=f"choose one of {', '.join(TABLES)}")
    sheet = _sheet(stream, table)
    for meeting in meetings:
        sheet(meeting)


def fill(meetings: Iterable[Meeting], opened: Callable[[str], Any]) -> None:
    """Write every table into a file of its own; ``opened(name)`` is a context that gives the file's stream."""
    with ExitStack() as stack:
        sheets = [_sheet(stack.enter_context(opened(f"{name}.csv")), name) for name in TABLES]
        for meeting in meetings:
            for sheet in sheets:
                sheet(meeting)


def _sheet(stream: TextIO, table: str) -> Callable[[Meeting], None]:
    """Write the heading, and return what adds one record's rows."""
    names, rows = TABLES[table]
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(names)

    def add(meeting: Meeting) -> None:
        out.writerows([cell(flat(value)) for value in row] for row in rows(meeting))

    return add
