"""A list of what csto knows (formats, writers), as a table on a terminal and in the other forms elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from csto_cli.commands.options import Writing
from csto_cli.commands.streams import form_of, opened

Entries = list[dict[str, str | None]]


def write_catalogue(entries: Entries, writing: Writing) -> None:
    """Write entries, which all have the same keys."""
    form = form_of(writing.form, writing.output, on_terminal="table")
    with opened(writing.output) as stream:
        if form in {"json", "ndjson"}:
            _write_json(entries, stream, indented=form == "json")
            return
        heads = list(entries[0])
        cells = [[entry[head] or "" for head in heads] for entry in entries]
        if form == "csv":
            csv.writer(stream, lineterminator="\n").writerows([heads, *cells])
        elif form == "markdown":
            from csto_cli.writers.tables import pipe_table

            stream.write(pipe_table([(head, False) for head in heads], cells))
        else:
            stream.writelines(_aligned([heads, *cells]))


def _write_json(entries: Entries, stream: TextIO, *, indented: bool) -> None:
    from csto_cli.writers.values import row_json

    if indented:
        stream.write(f"{row_json(entries, indent=True)}\n")
    else:
        stream.writelines(f"{row_json(entry)}\n" for entry in entries)


def _aligned(rows: list[list[str]]) -> Iterable[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(f"{value:<{width}}" for value, width in zip(row, widths, strict=True)).rstrip() + "\n"
