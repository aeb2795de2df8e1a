"""Words of a record shown in their place, marked."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from csto_cli.model import Meeting
from csto_cli.query.evidence import Passage, passage
from csto_cli.query.rows import DecisionRow, QuoteRow
from csto_cli.render.columns import DECISIONS
from csto_cli.render.console import safe, safe_block
from csto_cli.render.tables import print_table
from csto_cli.writers.escape import line

MARK = "bold reverse"
OPENING, CLOSING = "⟦", "⟧"


def marked(found: Passage, *, color: bool) -> Text:
    """The passage with its words marked: by colour, or by brackets where there is none."""
    words = line(found.words)
    text = Text(line(found.before))
    text.append(" " if found.before[-1:].isspace() else "")
    text.append(words if color else f"{OPENING}{words}{CLOSING}", MARK if color else "")
    text.append(" " if found.after[:1].isspace() else "")
    return text.append(line(found.after))


def print_decisions(screen: Console, meeting: Meeting, rows: list[DecisionRow], *, evidence: bool) -> None:
    """Draw decisions as a table, or one by one with the lines that say so; then the topics."""
    if not evidence and rows:
        print_table(screen, DECISIONS, rows)
    for row in rows if evidence else ():
        _print_decision(screen, meeting, row)
    if meeting.topics and not any(row.type == "topic" for row in rows):
        screen.print()
        screen.print("Decisions concern:")
        for topic in meeting.topics:
            screen.print(Padding(safe(f"line {topic.span.line}: {topic.title}"), (0, 0, 0, 2)))


def _print_decision(screen: Console, meeting: Meeting, row: DecisionRow) -> None:
    title = DECISIONS[2].show(row)
    kind = f"{row.kind}, " if row.kind and not row.title.casefold().startswith(row.kind) else ""
    screen.print(safe(f"{row.status or row.type}: {kind}{title}", "bold"))
    seen: dict[tuple[int, int], list[str]] = {}
    for proof in row.evidence:
        seen.setdefault((proof.start, proof.end), []).append(proof.field)
    first = {(proof.start, proof.end): proof for proof in reversed(row.evidence)}
    for place, names in seen.items():
        proof = first[place]
        text = Text(f"{', '.join(dict.fromkeys(names))}, line {proof.line}: ", "dim")
        found = passage(meeting, proof.start, proof.end, proof.line, proof.text)
        screen.print(Padding(text.append(marked(found, color=not screen.no_color)), (0, 0, 0, 2)))


def print_quotes(screen: Console, meeting: Meeting, rows: list[QuoteRow]) -> None:
    """Draw each place where words stand: who, where, the words in their line, the citation."""
    del meeting
    for number, row in enumerate(rows):
        if number:
            screen.print()
        who = ", ".join(part for part in (row.name, row.office) if part) or row.where
        column = f":{row.column}" if row.column else ""
        place = f"line {row.line}{column}" if row.turn is None else f"turn {row.turn}, line {row.line}{column}"
        screen.print(safe(f"{who}, {place}", "bold"))
        before = f"{row.before} " if row.before else ""
        after = f"{'' if row.after[:1] in ',.;:!?)' else ' '}{row.after}" if row.after else ""
        screen.print(
            Padding(marked(Passage(row.line, before, row.text, after), color=not screen.no_color), (0, 0, 0, 2))
        )
        screen.print(Padding(safe_block(_citation(row.citation)), (0, 0, 0, 2)))


def _citation(value: Any) -> str:
    from csto_cli.writers.values import row_json

    return value if isinstance(value, str) else row_json(value, indent=True)
