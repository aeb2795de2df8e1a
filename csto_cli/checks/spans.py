"""Spans: every place exists, and its line and column are those of its offset."""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.checks import walk
from csto_cli.checks.rule import Found, rule
from csto_cli.model import Meeting, Span
from csto_cli.source import Source


@rule("C314", "error", "set right the offsets, or parse the raw record again")
def lies_outside(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Span lies outside its source, covers nothing, or names a source that is not there.

    Spans count characters of the decoded source from 0, and end after the last character. A span that runs past the
    source, ends before it starts or counts in a supplement that the record does not have points at nothing. Set right
    the offsets, or parse the raw record again.
    """
    for name, span in walk.spans(meeting):
        if not walk.is_inside(meeting, span):
            source = walk.source_of(meeting, span)
            there = f"supplement {span.source}, which is not there"
            if source is not None:
                there = "..".join(map(str, source.bounds))
            yield f"{name} stands at {span.start}..{span.end}, outside {there}", None


@rule("C315", "error", "set right line and column, or parse the raw record again")
def has_another_line(meeting: Meeting, text: str | None) -> Iterator[Found]:
    """Span's line and column are not those of its offset.

    Line and column say in the reader's terms where a span starts: both count from 1, and lines end with LF, CRLF or
    CR and with nothing else. Where they disagree with the offset, a citation would name the wrong line.
    """
    tables = _line_tables(meeting, text)
    for name, span in walk.spans(meeting):
        table = tables.get(span.source)
        if table is None or not walk.is_inside(meeting, span):
            continue
        line, column = table.line_column(span.start)
        if (line, column) != (span.line, span.column):
            place = Span.model_copy(span, update={"line": line, "column": column})
            yield f"{name} starts at line {line}, column {column}; the record says {span.line}, {span.column}", place


def _line_tables(meeting: Meeting, text: str | None) -> dict[int | None, Source]:
    """Table of lines for each source whose text is known and has the length that the record says."""
    tables = {}
    for _, source, number in walk.sources(meeting):
        known = text if number is None and text is not None else source.text
        if known is not None and len(known) == source.characters:
            tables[number] = Source(known, source.sha256, source.encoding)
    return tables
