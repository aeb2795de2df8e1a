"""The corpus table of the Text Interchange Format: one row a turn, ``doc_id`` and ``text`` first.

Texts stand as they were said, since they are data for a program; for a spreadsheet there is ``csv``, which defuses
cells that look like formulas.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from csto_cli.model import Meeting
from csto_cli.query.turns import Filter, turns
from csto_cli.writers.escape import terminal
from csto_cli.writers.prepared import Tell, prepared, scoped, silent
from csto_cli.writers.values import flat

DOCVARS = (
    "meeting", "date", "turn", "speaker", "name", "role", "country", "office", "label", "start_time", "line", "words",
)  # fmt: skip
"""Columns after ``doc_id`` and ``text``: what is known of the turn, then of the meeting."""
OF_MEETING = ("title", "place", "language")


def write(meetings: Iterable[Meeting], stream: TextIO, *, tell: Tell = silent) -> None:
    """Write one table over all records."""
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(["doc_id", "text", *DOCVARS, *OF_MEETING])
    for meeting in prepared(meetings, tell):
        shared = [getattr(meeting, name) for name in OF_MEETING]
        for row in turns(meeting, Filter()):
            values = [scoped(meeting, row.turn), row.text, *(getattr(row, name) for name in DOCVARS), *shared]
            out.writerow([terminal(flat(value)) for value in values])
