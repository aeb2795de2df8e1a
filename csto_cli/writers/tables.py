"""Plain cells as a Markdown or CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from csto_cli.writers.escape import cell, markdown


def pipe_table(headings: Sequence[tuple[str, bool]], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; ``headings`` are names and whether the column holds numbers."""
    lines = [
        "| " + " | ".join(markdown(name) for name, _ in headings) + " |",
        "|" + "|".join(" ---: " if number else " --- " for _, number in headings) + "|",
    ]
    lines += ["| " + " | ".join(markdown(value) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def cells(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV table whose cells no spreadsheet runs."""
    stream = io.StringIO()
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(headings)
    out.writerows([cell(value) for value in row] for row in rows)
    return stream.getvalue()
