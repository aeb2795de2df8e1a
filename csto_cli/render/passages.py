"""Words of a record shown in their place, marked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from csto_cli.model import Meeting
from csto_cli.query.decision_rows import DecisionRow
from csto_cli.query.documents import full_title
from csto_cli.query.evidence import Layout, passages
from csto_cli.query.turn_rows import QuoteRow
from csto_cli.render.columns import DECISIONS, document_line
from csto_cli.render.console import safe, safe_block
from csto_cli.render.marks import with_marks
from csto_cli.render.tables import print_table


def print_decisions(screen: Console, meeting: Meeting, rows: list[DecisionRow], *, evidence: bool) -> None:
    """Draw decisions as a table, or one by one with the lines that say so; then the topics."""
    if not evidence and rows:
        print_table(screen, DECISIONS, rows)
    layout = Layout(meeting)
    for number, row in enumerate(rows if evidence else ()):
        if number:
            screen.print()
        _print_decision(screen, layout, row)
    if meeting.topics and not any(row.type == "topic" for row in rows):
        screen.print()
        screen.print("Decisions concern:")
        for topic in meeting.topics:
            screen.print(Padding(safe(f"line {topic.span.line}: {topic.title}"), (0, 0, 0, 2)))


def _print_decision(screen: Console, layout: Layout, row: DecisionRow) -> None:
    known = replace(row, title=full_title(row.kind, row.title))
    screen.print(safe(f"{row.status or row.type}: {document_line(known)}", "bold"))
    for found in passages(layout, row.evidence):
        text = Text.assemble((f"{', '.join(found.fields)}, {found.place}: ", "dim"))
        text.append(with_marks(found.text, found.marks, color=not screen.no_color))
        screen.print(Padding(text, (0, 0, 0, 2)))


def print_quotes(screen: Console, meeting: Meeting, rows: list[QuoteRow]) -> None:
    """Draw each place where words stand: who, where, the words in their line, the citation."""
    del meeting
    for number, row in enumerate(rows):
        if number:
            screen.print()
        who = ", ".join(part for part in (row.name, row.office) if part) or row.where
        turn = f"turn {row.turn}, " if row.turn is not None else ""
        page = f"page {row.page}, " if row.page else ""
        place = f"{turn}{page}line {row.line}{f':{row.column}' if row.column else ''}"
        screen.print(safe(f"{who}, {place}", "bold"))
        found = (len(row.before), len(row.before) + len(row.text))
        text = with_marks(f"{row.before}{row.text}{row.after}", [found], color=not screen.no_color)
        screen.print(Padding(text, (0, 0, 0, 2)))
        screen.print(Padding(safe_block(_citation(row.citation)), (0, 0, 0, 2)))


def _citation(value: Any) -> str:
    from csto_cli.writers.values import row_json

    return value if isinstance(value, str) else row_json(value, indent=True)
