"""The rows that commands give: plain values, each row with its meeting's id, date and source path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from csto_cli.model import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row begins with."""

    meeting: str
    """Id of the meeting."""
    date: str | None
    """Its date (ISO 8601)."""
    path: str | None
    """Path of the record's source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow(Row):
    """One participant and the words that are theirs."""

    speaker: str | None
    """Participant's id; null for the turns whose speaker the record does not tell."""
    name: str | None
    """Name, or the word of a voice."""
    role: str
    """Part played in the meeting."""
    attendance: str
    """``spoke``, ``listed`` or ``absent``."""
    country: str | None
    """ISO 3166-1 alpha-2 code."""
    organisation: str | None
    """Organisation named with the person."""
    offices: tuple[str, ...]
    """Offices as printed."""
    turns: int
    """Number of turns."""
    words: int
    """Number of words."""
    share: float
    """Part of all words of the record, 0 to 1."""
    first_turn: int | None
    """Index of the first turn."""
    last_turn: int | None
    """Index of the last turn."""
    floor_given_by: tuple[str, ...]
    """Names of those who gave this speaker the floor."""
    names_inside: tuple[str, ...]
    """For a voice: people who say their name inside its turns."""
    line: int | None
    """Line of the first turn, or where the name stands."""


class Origin(TypedDict):
    """The values that every row of a meeting begins with."""

    meeting: str
    date: str | None
    path: str | None


def origin(meeting: Meeting) -> Origin:
    """What the rows of ``meeting`` begin with."""
    return {"meeting": meeting.id, "date": meeting.date, "path": meeting.source.path}
