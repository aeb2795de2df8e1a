"""A whole record as a person reads it: facts, timeline, decisions, turns with what proves something marked."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding

from csto_cli.model import Meeting, Note, Paragraph, Turn
from csto_cli.query.documents import decisions, full_title, telling
from csto_cli.query.evidence import marks
from csto_cli.query.people import by_id, offices_by_turn
from csto_cli.render.console import safe
from csto_cli.render.headings import print_heading
from csto_cli.render.marks import with_marks
from csto_cli.render.timeline import print_timeline


def print_record(screen: Console, meeting: Meeting) -> None:
    """Print the record."""
    print_heading(screen, meeting)
    screen.print()
    print_timeline(screen, meeting)
    settled = decisions(meeting)
    if settled:
        screen.print()
    for row in settled:
        proof = telling(row)
        told = proof.place if proof else f"line {row.line}"
        screen.print(safe(f"{row.status}: {full_title(row.kind, row.title)} ({told})"))
    if not meeting.turns:
        screen.print("The record has no turns.")
    people = by_id(meeting)
    marked = marks(meeting)
    for place, (turn, office) in enumerate(zip(meeting.turns, offices_by_turn(meeting), strict=True)):
        person = people.get(turn.speaker or "")
        name = person.name if person else turn.label or "not told"
        screen.print()
        head = safe(name, "bold")
        head.append(safe(f", {office}" if office else ""))
        screen.print(head.append(f"  turn {turn.index}, line {turn.span.line}", "dim"))
        _print_turn(screen, turn, {number: marked.get((place, number), []) for number in range(len(turn.paragraphs))})


def _print_turn(screen: Console, turn: Turn, marked: dict[int, list[tuple[int, int]]]) -> None:
    """Print paragraphs and notes in the order of the source."""
    parts: list[tuple[Paragraph | Note, list[tuple[int, int]]]] = [
        *((paragraph, marked[number]) for number, paragraph in enumerate(turn.paragraphs)),
        *((note, []) for note in turn.notes if note.kind != "editor"),
    ]
    for place, (part, stretches) in enumerate(sorted(parts, key=lambda part: part[0].span.start)):
        if place:
            screen.print()
        text = with_marks(part.text, stretches, color=not screen.no_color)
        if isinstance(part, Note):
            text.stylize("italic dim")
        screen.print(Padding(text, (0, 0, 0, 2)))
