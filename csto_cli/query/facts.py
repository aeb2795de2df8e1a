"""What is known of a meeting as a whole, in words for people."""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.model import Meeting
from csto_cli.query.people import by_id

MODES = {"in_person": "in person", "videoconference": "videoconference", "mixed": "in person and by video"}


def facts(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Names and values of what is known of a meeting, as the record prints them; nothing is escaped."""
    chair = by_id(meeting).get(meeting.chair or "")
    body, source = meeting.body, meeting.source
    belongs = f" ({body.organisation})" if body and body.organisation else ""
    known = {
        "Date": " to ".join(part for part in (meeting.date, meeting.end_date) if part),
        "Time": _time(meeting.start_time, meeting.end_time),
        "Place": meeting.place,
        "Mode": MODES.get(meeting.mode or ""),
        "Body": f"{body.name}{belongs}" if body else None,
        "Chair": chair.name if chair else None,
        "Source": source.url or source.path,
        "Archived": " at ".join(part for part in (source.archived, source.archive_url) if part),
        "Saved": source.saved,
    }
    return ((name, value) for name, value in known.items() if value)


def _time(start: str | None, end: str | None) -> str:
    """From when to when, as far as it is known."""
    if start is None:
        return f"until {end}" if end else ""
    return f"{start}–{end}" if end else start
