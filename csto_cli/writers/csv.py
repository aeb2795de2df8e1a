"""Tables for spreadsheets. A cell that a spreadsheet would run as a formula begins with an apostrophe.

A folder of tables also gets their description for CSV on the Web: types, keys, and what refers to what.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any, TextIO

from csto_cli.model import Meeting, Note
from csto_cli.query.decision_rows import DecisionRow
from csto_cli.query.documents import decisions
from csto_cli.query.people import speakers, words
from csto_cli.query.rows import SpeakerRow
from csto_cli.query.turn_rows import TurnRow
from csto_cli.query.turns import Filter, turns
from csto_cli.writers.escape import cell
from csto_cli.writers.prepared import Tell, prepared, silent
from csto_cli.writers.values import flat, names_of

HEAD = ("meeting", "date", "path")
MEETINGS = (
    *HEAD, "title", "end_date", "start_time", "end_time", "place", "mode", "body", "organisation", "language", "chair",
    "participants", "turns", "words", "documents", "url", "archive_url", "archived", "saved", "sha256", "encoding",
    "characters", "format", "convention", "csto_version",
)  # fmt: skip
NOTES = (*HEAD, "turn", "kind", "text", "line", "start", "end")
FLOOR = (*HEAD, "kind", "by", "to", "to_text", "turn", "taken_in_turn", "line", "start", "end")
TOPICS = (*HEAD, "title", "line", "start", "end")
DIAGNOSTICS = (*HEAD, "code", "severity", "message", "hint", "line", "column", "start", "end")
METADATA = "csv-metadata.json"
"""Name under which tools look for the description of the tables beside them."""
SEARCHED = {"before", "match", "after"}


def _rows(rows: Iterable[Any], names: Iterable[str]) -> Iterator[list[Any]]:
    for row in rows:
        yield [getattr(row, name) for name in names]


def _placed(meeting: Meeting, parts: Iterable[Any], names: tuple[str, ...]) -> Iterator[list[Any]]:
    """Rows of parts of the model, whose place is in ``span``."""
    head = [meeting.id, meeting.date, meeting.source.path]
    for part in parts:
        yield [*head, *(getattr(part, name, getattr(part.span, name, None)) for name in names[len(HEAD) :])]


def _facts(meeting: Meeting) -> Iterator[list[Any]]:
    source, body = meeting.source, meeting.body
    counted = {
        "meeting": meeting.id, "body": body.name if body else None, "organisation": body.organisation if body else None,
        "participants": len(meeting.participants), "turns": len(meeting.turns), "documents": len(meeting.documents),
        "words": sum(map(words, meeting.turns)),
    }  # fmt: skip
    yield [
        counted[name] if name in counted else getattr(meeting, name, getattr(source, name, None)) for name in MEETINGS
    ]


def _notes(meeting: Meeting) -> Iterator[list[Any]]:
    placed: list[tuple[int | None, Note]] = [(None, note) for note in meeting.notes]
    placed += [(turn.index, note) for turn in meeting.turns for note in turn.notes]
    head = [meeting.id, meeting.date, meeting.source.path]
    for turn, note in sorted(placed, key=lambda entry: entry[1].span.start):
        yield [*head, turn, note.kind, note.text, note.span.line, note.span.start, note.span.end]


_TURN_NAMES = tuple(name for name in names_of(TurnRow) if name not in SEARCHED)
TABLES: dict[str, tuple[tuple[str, ...], Callable[[Meeting], Iterator[list[Any]]]]] = {
    "meetings": (MEETINGS, _facts),
    "turns": (_TURN_NAMES, lambda m: _rows(turns(m, Filter()), _TURN_NAMES)),
    "participants": (tuple(names_of(SpeakerRow)), lambda m: _rows(speakers(m), names_of(SpeakerRow))),
    "documents": (tuple(names_of(DecisionRow)), lambda m: _rows(decisions(m, everything=True), names_of(DecisionRow))),
    "floor": (FLOOR, lambda m: _placed(m, m.floor, FLOOR)),
    "topics": (TOPICS, lambda m: _placed(m, m.topics, TOPICS)),
    "notes": (NOTES, _notes),
    "diagnostics": (DIAGNOSTICS, lambda m: _placed(m, m.diagnostics, DIAGNOSTICS)),
}
"""Tables by name: their columns, and the rows of one record."""


INTEGERS = {
    "turn", "turns", "words", "first_turn", "last_turn", "line", "column", "start", "end", "taken_in_turn",
    "participants", "documents", "characters",
}  # fmt: skip
DATES = {"date", "end_date", "document_date", "amends_date"}
KEYS = {"meetings": ["meeting"], "turns": ["meeting", "turn"], "participants": ["meeting", "speaker"]}
"""Columns that together tell a table's rows apart."""
REFERENCES = {"turns": {"participants": ["meeting", "speaker"]}}
"""Columns that point at another table's key; that each ``meeting`` is in ``meetings`` goes without saying."""


def write(meetings: Iterable[Meeting], stream: TextIO, *, table: str = "turns", tell: Tell = silent) -> None:
    """Write one table over all records."""
    sheet = _sheet(stream, table)
    for meeting in prepared(meetings, tell):
        sheet(meeting)


def fill(meetings: Iterable[Meeting], opened: Callable[..., Any], *, tell: Tell = silent) -> None:
    """Write every table into a file of its own, and their description; ``opened(name)`` gives a file's stream."""
    with ExitStack() as stack:
        sheets = [_sheet(stack.enter_context(opened(f"{name}.csv")), name) for name in TABLES]
        for meeting in prepared(meetings, tell):
            for sheet in sheets:
                sheet(meeting)
    with opened(METADATA) as stream:
        json.dump(description(), stream, indent=1)
        stream.write("\n")


def description() -> dict[str, Any]:
    """The tables as CSV on the Web describes them."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [{"url": f"{name}.csv", "tableSchema": _schema(name)} for name in TABLES],
    }


def _schema(table: str) -> dict[str, Any]:
    keys = KEYS.get(table, [])
    columns = [
        {"name": name, "titles": name, "datatype": _datatype(name, table)}
        | ({"required": True} if name in keys or name == "meeting" else {})
        for name in TABLES[table][0]
    ]
    references = REFERENCES.get(table, {}) | ({"meetings": ["meeting"]} if table != "meetings" else {})
    foreign = [
        {"columnReference": names, "reference": {"resource": f"{other}.csv", "columnReference": names}}
        for other, names in references.items()
    ]
    return {"columns": columns} | ({"primaryKey": keys} if keys else {}) | ({"foreignKeys": foreign} if foreign else {})


def _datatype(column: str, table: str) -> str | dict[str, Any]:
    if column in INTEGERS:
        return {"base": "integer", "minimum": 0}
    if column in DATES:
        return {"base": "string", "format": r"\d{4}(-\d\d(-\d\d)?)?"}
    return "number" if (table, column) == ("participants", "share") else "string"


def _sheet(stream: TextIO, table: str) -> Callable[[Meeting], None]:
    """Write the heading, and return what adds one record's rows."""
    names, rows = TABLES[table]
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(names)

    def add(meeting: Meeting) -> None:
        out.writerows([cell(flat(value)) for value in row] for row in rows(meeting))

    return add
