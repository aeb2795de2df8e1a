"""A whole record as a person reads it: facts, timeline, decisions, turns with what proves something marked."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csto_cli.model import Meeting, Note, Paragraph, Turn
from csto_cli.query.documents import decisions, full_title, telling
from csto_cli.query.evidence import MarkKind, marks_by_kind
from csto_cli.query.people import by_id, offices_by_turn
from csto_cli.query.transcript import aside_marks, course
from csto_cli.render.console import safe
from csto_cli.render.headings import print_heading
from csto_cli.render.marks import legend, with_kinds
from csto_cli.render.timeline import print_timeline

MEASURE = 100
"""Columns that running text takes at most: longer lines are hard to read."""
LEADERS = re.compile(r"(?: ?\.){4,} ?")
NOTES = {"heading": "bold", "other": ""}
"""How notes outside the turns look, where not in italics."""
Marks = list[tuple[int, int, MarkKind]]


def print_record(screen: Console, meeting: Meeting) -> None:
    """Print the record."""
    print_heading(screen, meeting)
    screen.print()
    colors = print_timeline(screen, meeting)
    _print_decisions(screen, meeting)
    _print_course(screen, meeting, colors)


def _print_course(screen: Console, meeting: Meeting, colors: dict[str | None, str]) -> None:
    """Print the turns, each speaker in the colour of the timeline, and what stands between them."""
    marked = marks_by_kind(meeting)
    beside = aside_marks(meeting)
    kinds = {kind for found in (*marked.values(), *beside.values()) for _, _, kind in found}
    if kinds:
        screen.print()
        screen.print(legend(kinds, color=not screen.no_color), width=_measure(screen))
    if not meeting.turns:
        screen.print()
        screen.print("The record has no turns.")
    people = by_id(meeting)
    offices = iter(offices_by_turn(meeting))
    place = 0
    lines = False
    for part in course(meeting):
        # A list in the head of a record is lines, not paragraphs: nothing stands between two short ones.
        short = isinstance(part, Note) and part.kind == "other" and cell_len(part.text) < _measure(screen)
        if not (lines and short):
            screen.print()
        lines = short
        if isinstance(part, Note):
            _print_note(screen, part, beside.get(part.span.start, []))
            continue
        person = people.get(part.speaker or "")
        head = Text()
        head.append(safe(person.name if person else part.label or "not told", f"bold {colors.get(part.speaker, '')}"))
        office = next(offices)
        head.append(safe(f", {office}" if office else "", "bold"))
        head.append(f"  turn {part.index}, line {part.span.line}", "dim")
        screen.print(head, width=_measure(screen))
        _print_turn(screen, part, {number: marked.get((place, number), []) for number in range(len(part.paragraphs))})
        place += 1


def _print_note(screen: Console, note: Note, stretches: Marks) -> None:
    """Print a note that stands outside the turns; dots that lead from one column to another are cut short."""
    words = note.text if stretches else LEADERS.sub(" … ", note.text).strip()
    text = with_kinds(words, stretches, color=not screen.no_color)
    text.stylize(NOTES.get(note.kind, "italic"))
    screen.print(text, width=_measure(screen))


def _measure(screen: Console) -> int:
    return min(screen.width, MEASURE)


def _print_decisions(screen: Console, meeting: Meeting) -> None:
    """Print what was adopted, a line each, and where the record says so."""
    settled = decisions(meeting)
    if not settled:
        return
    screen.print()
    drawn = Table.grid(padding=(0, 1))
    drawn.add_column(no_wrap=True)
    drawn.add_column(overflow="fold")
    for row in settled:
        proof = telling(row)
        told = proof.place if proof else f"line {row.line}"
        title = safe(full_title(row.kind, row.title))
        title.append(f" ({told})", "dim")
        drawn.add_row(safe(f"{row.status}:"), title)
    screen.print(drawn, width=_measure(screen))


def _print_turn(screen: Console, turn: Turn, marked: dict[int, Marks]) -> None:
    """Print paragraphs and notes in the order of the source."""
    parts: list[tuple[Paragraph | Note, Marks]] = [
        *((paragraph, marked[number]) for number, paragraph in enumerate(turn.paragraphs)),
        *((note, []) for note in turn.notes if note.kind != "editor"),
    ]
    for place, (part, stretches) in enumerate(sorted(parts, key=lambda part: part[0].span.start)):
        if place:
            screen.print()
        text = with_kinds(part.text, stretches, color=not screen.no_color)
        if isinstance(part, Note):
            text.stylize("italic dim")
        screen.print(Padding(text, (0, 0, 0, 2)), width=_measure(screen))
