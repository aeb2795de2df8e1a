"""Typed tables in Parquet; what belongs to a row (paragraphs, notes, offices, evidence) is nested in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any, BinaryIO

from csto_cli.model import Evidence, Meeting, Note, Paragraph, Span
from csto_cli.query.people import offices_by_turn, words
from csto_cli.query.turns import text_of
from csto_cli.writers import needed
from csto_cli.writers.escape import REPLACEMENT, file_name
from csto_cli.writers.prepared import Tell, prepared, silent

ROWS_A_GROUP = 20_000
"""Rows that are kept until they are written as one row group."""

Shape = str | dict[str, Any] | list[Any]
"""Type of a column: a name of ``_types``, a structure of named shapes, or a list of one shape."""
Row = dict[str, Any]

PLACE = dict.fromkeys(("start", "end", "line", "column", "page", "source"), "integer")
"""A span: ``page`` of a paged source, and ``source``, the number of the supplement that the offsets count in."""
PROOF: dict[str, Shape] = {"field": "text", "text": "text", "basis": "text", **PLACE}
NOTE: dict[str, Shape] = {"kind": "text", "text": "text", **PLACE}


def write_bytes(meetings: Iterable[Meeting], stream: BinaryIO, *, table: str = "turns", tell: Tell = silent) -> None:
    """Write one table over all records."""
    with _Tables({table: stream}) as tables:
        for meeting in prepared(meetings, tell):
            tables.add(meeting)


def fill(
    meetings: Iterable[Meeting], opened: Callable[..., Any], *, partition: str | None = None, tell: Tell = silent
) -> None:
    """Write every table into a file of its own; with ``partition`` as a dataset of Hive's form.

    Then a table is a folder with a folder for each value (``turns/year=2019/part-0.parquet``), which DuckDB, Spark and
    polars read as one table with the column ``year``.
    """
    needed("pyarrow", "parquet")
    with ExitStack() as stack:
        parts: dict[str, _Tables] = {}
        for meeting in prepared(meetings, tell):
            folder = f"{partition}={_HIVE[partition](meeting)}" if partition else ""
            if folder not in parts:
                names = {name: f"{name}/{folder}/part-0.parquet" if folder else f"{name}.parquet" for name in TABLES}
                streams = {name: stack.enter_context(opened(file, binary=True)) for name, file in names.items()}
                parts[folder] = stack.enter_context(_Tables(streams))
            parts[folder].add(meeting)
        if not parts and not partition:
            stack.enter_context(_Tables({n: stack.enter_context(opened(f"{n}.parquet", binary=True)) for n in TABLES}))


NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
_HIVE: dict[str, Callable[[Meeting], str]] = {
    "year": lambda meeting: meeting.date[:4] if meeting.date else NO_VALUE,
    "language": lambda meeting: file_name(meeting.language) if meeting.language else NO_VALUE,
}
PARTITIONS = tuple(_HIVE)


class _Tables:
    """Tables that are open for writing; rows wait until there are enough for a row group."""

    def __init__(self, streams: dict[str, BinaryIO]) -> None:
        self._arrow, parquet = needed("pyarrow", "parquet"), needed("pyarrow.parquet", "parquet")
        self._schemas = {
            name: self._arrow.schema([(column, _type(self._arrow, shape)) for column, shape in TABLES[name][0].items()])
            for name in streams
        }
        self._writers = {
            name: parquet.ParquetWriter(stream, self._schemas[name], compression="zstd")
            for name, stream in streams.items()
        }
        self._waiting: dict[str, list[Row]] = {name: [] for name in streams}

    def add(self, meeting: Meeting) -> None:
        """The rows of one record."""
        for name, rows in self._waiting.items():
            shapes, made = TABLES[name]
            rows += [{"meeting": meeting.id, **row} for row in map(_storable(shapes), made(meeting))]
            if len(rows) >= ROWS_A_GROUP:
                self._flush(name)

    def _flush(self, name: str) -> None:
        table = self._arrow.Table.from_pylist(self._waiting[name], schema=self._schemas[name])
        self._writers[name].write_table(table)
        self._waiting[name].clear()

    def __enter__(self) -> _Tables:
        return self

    def __exit__(self, *failure: object) -> None:
        try:
            for name, writer in self._writers.items():
                if failure[0] is None:
                    self._flush(name)
                writer.close()
        finally:
            for writer in self._writers.values():
                # One that could not be closed (the disk is full) would try again, and complain, when it is forgotten.
                writer.is_open = False


def _type(arrow: Any, shape: Shape) -> Any:
    """The Arrow type of a shape."""
    if isinstance(shape, list):
        return arrow.list_(_type(arrow, shape[0]))
    if isinstance(shape, dict):
        return arrow.struct([(name, _type(arrow, part)) for name, part in shape.items()])
    return {"text": arrow.string(), "integer": arrow.int64(), "date": arrow.date32()}[shape]


def _storable(shape: Shape) -> Callable[[Any], Any]:
    """What makes a value one that the shape can hold: dates of full days, text without lone surrogates."""
    if isinstance(shape, list):
        item = _storable(shape[0])
        return lambda values: [item(value) for value in values]
    if isinstance(shape, dict):
        parts = {name: _storable(part) for name, part in shape.items() if name != "meeting"}
        return lambda value: None if value is None else {name: part(value[name]) for name, part in parts.items()}
    return {"text": _text, "integer": lambda value: value, "date": _day}[shape]


def _text(value: str | None) -> str | None:
    if value is None or value.isascii():
        return value
    return "".join(REPLACEMENT if "\ud800" <= sign <= "\udfff" else sign for sign in value)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _place(span: Span | None) -> Row:
    return {name: getattr(span, name, None) for name in PLACE}


def _placed(parts: Iterable[Any], *names: str) -> Iterator[Row]:
    for part in parts:
        yield {**{name: getattr(part, name) for name in names}, **_place(part.span)}


def _words(part: Paragraph | Note) -> Row:
    kind = {"kind": part.kind} if isinstance(part, Note) else {}
    return {**kind, "text": part.text, **_place(part.span)}


def _proofs(evidence: dict[str, list[Evidence]]) -> list[Row]:
    return [
        {"field": field, "text": entry.text, "basis": entry.basis, **_place(entry.span)}
        for field, entries in evidence.items()
        for entry in entries
    ]


def _meetings(meeting: Meeting) -> Iterator[Row]:
    """The row of a meeting: its facts and those of its source."""
    source, body = meeting.source, meeting.body
    own = ("title", "date", "end_date", "start_time", "end_time", "place", "mode", "language", "chair")
    of_source = (
        "url",
        "archive_url",
        "archived",
        "saved",
        "path",
        "sha256",
        "text_sha256",
        "encoding",
        "characters",
        "format",
        "convention",
        "csto_version",
    )
    yield {
        **{name: getattr(meeting, name) for name in own},
        "date_text": meeting.date,
        "body": body.name if body else None,
        "organisation": body.organisation if body else None,
        "words": sum(map(words, meeting.turns)),
        **{name: getattr(source, name) for name in of_source},
        "evidence": _proofs(meeting.evidence),
    }


def _turns(meeting: Meeting) -> Iterator[Row]:
    """The rows of its turns."""
    own = ("speaker", "label", "language_note", "candidates", "start_time", "end_time", "interrupted_by", "resumes")
    for turn, office in zip(meeting.turns, offices_by_turn(meeting), strict=True):
        yield {
            **{name: getattr(turn, name) for name in own},
            "turn": turn.index,
            "office": office,
            "words": words(turn),
            "text": text_of(turn),
            **_place(turn.span),
            "paragraphs": [_words(paragraph) for paragraph in turn.paragraphs],
            "notes": [_words(note) for note in turn.notes],
            "evidence": _proofs(turn.evidence),
        }


def _participants(meeting: Meeting) -> Iterator[Row]:
    """The rows of its participants."""
    for person in meeting.participants:
        own = ("name", "role", "attendance", "country", "organisation", "labels", "links")
        yield {
            **{name: getattr(person, name) for name in own},
            "speaker": person.id,
            "offices": [{"title": office.title, "country": office.country} for office in person.offices],
            "evidence": _proofs(person.evidence)
            + [proof for office in person.offices for proof in _proofs({"office": office.evidence})],
        }


def _documents(meeting: Meeting) -> Iterator[Row]:
    """The rows of its documents."""
    for document in meeting.documents:
        own = ("kind", "number", "title", "status", "date")
        amends, vote = document.amends, document.vote
        yield {
            **{name: getattr(document, name) for name in own},
            "document": document.id,
            "amends": amends.model_dump() if amends else None,
            "vote": vote.model_dump() if vote else None,
            "mentions": [{"turn": mention.turn, **_place(mention.span)} for mention in document.mentions],
            "evidence": _proofs(document.evidence),
        }


TABLES: dict[str, tuple[dict[str, Shape], Callable[[Meeting], Iterator[Row]]]] = {
    "meetings": (
        {
            "meeting": "text", "title": "text", "date": "date", "date_text": "text", "end_date": "date",
            "start_time": "text", "end_time": "text", "place": "text", "mode": "text", "body": "text",
            "organisation": "text", "language": "text", "chair": "text", "words": "integer", "url": "text",
            "archive_url": "text", "archived": "date", "saved": "date", "path": "text", "sha256": "text",
            "text_sha256": "text", "encoding": "text", "characters": "integer", "format": "text", "convention": "text",
            "csto_version": "text", "evidence": [PROOF],
        },
        _meetings,
    ),
    "turns": (
        {
            "meeting": "text", "turn": "integer", "speaker": "text", "label": "text", "office": "text",
            "language_note": "text", "candidates": ["text"], "start_time": "text", "end_time": "text",
            "interrupted_by": "integer", "resumes": "integer", "words": "integer", "text": "text", **PLACE,
            "paragraphs": [{"text": "text", **PLACE}], "notes": [NOTE], "evidence": [PROOF],
        },
        _turns,
    ),
    "participants": (
        {
            "meeting": "text", "speaker": "text", "name": "text", "role": "text", "attendance": "text",
            "country": "text", "organisation": "text", "offices": [{"title": "text", "country": "text"}],
            "labels": ["text"], "links": ["text"], "evidence": [PROOF],
        },
        _participants,
    ),
    "documents": (
        {
            "meeting": "text", "document": "text", "kind": "text", "number": "text", "title": "text", "status": "text",
            "date": "date", "amends": {"title": "text", "date": "date"},
            "vote": {"in_favour": "integer", "against": "integer", "abstentions": "integer", "text": "text"},
            "mentions": [{"turn": "integer", **PLACE}], "evidence": [PROOF],
        },
        _documents,
    ),
    "floor": (
        {
            "meeting": "text", "kind": "text", "by": "text", "to": "text", "to_text": "text", "turn": "integer",
            "taken_in_turn": "integer", **PLACE,
        },
        lambda meeting: _placed(meeting.floor, "kind", "by", "to", "to_text", "turn", "taken_in_turn"),
    ),
    "topics": (
        {"meeting": "text", "title": "text", **PLACE},
        lambda meeting: _placed(meeting.topics, "title"),
    ),
    "notes": (
        {"meeting": "text", **NOTE},
        lambda meeting: _placed(meeting.notes, "kind", "text"),
    ),
    "diagnostics": (
        {"meeting": "text", "code": "text", "severity": "text", "message": "text", "hint": "text", **PLACE},
        lambda meeting: _placed(meeting.diagnostics, "code", "severity", "message", "hint"),
    ),
}  # fmt: skip
"""Tables by name: the shapes of their columns, and the rows of one record. Notes inside turns are nested in these."""
