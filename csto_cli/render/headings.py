"""The title and facts of a record, above what is shown of it."""

from __future__ import annotations

from rich.console import Console

from csto_cli.model import Meeting
from csto_cli.render.console import safe

MODES = {"in_person": "in person", "videoconference": "by videoconference", "mixed": "in person and by video"}


def facts(meeting: Meeting) -> str:
    """Date, place, mode and source on one line."""
    days = " to ".join(part for part in (meeting.date, meeting.end_date) if part)
    mode = MODES.get(meeting.mode or "", "")
    return " · ".join(part for part in (days, meeting.place, mode, meeting.source.path) if part)


def print_heading(screen: Console, meeting: Meeting) -> None:
    """Print title and facts."""
    screen.print(safe(meeting.title or meeting.id, "bold"))
    if line := facts(meeting):
        screen.print(safe(line, "dim"))
