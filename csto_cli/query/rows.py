"""The rows that commands give: plain values, each row with its meeting's id, date and source path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Words of the record that prove a fact."""

    field: str
    """Name of the fact."""
    line: int
    """Line of the words (1-based)."""
    column: int
    """Column of the words (1-based)."""
    start: int
    """Offset of the first character in the decoded source."""
    end: int
    """Offset after the last character."""
    text: str
    """The words as printed."""
    basis: str
    """``printed``, ``inferred`` or ``corrected``."""
    supplement: str | None = None
    """Supplement that the words stand in; null for the record itself."""

    @property
    def place(self) -> str:
        """Where the words stand, for people to read."""
        return f"line {self.line}" if self.supplement is None else f"line {self.line} of {self.supplement}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow(Row):
    """One document, or one topic that decisions concern."""

    type: Literal["document", "topic"]
    """What the row is."""
    kind: str | None
    """Kind of document."""
    number: str | None
    """Number as printed."""
    title: str
    """Title as printed."""
    status: str | None
    """``adopted``, ``signed``, ``approved``, ``ratified``, ``proposed`` or ``mentioned``."""
    document_date: str | None
    """Date of the document."""
    amends: str | None
    """Title of what it changes."""
    amends_date: str | None
    """Date of what it changes."""
    vote: str | None
    """The vote in the record's words."""
    line: int | None
    """Line that says so."""
    evidence: tuple[Proof, ...]
    """Every proof of the row's facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRow(Row):
    """One turn, or one place in it that a search found."""

    turn: int
    """Index of the turn."""
    speaker: str | None
    """Participant's id."""
    name: str | None
    """Participant's name."""
    role: str | None
    """Part played in the meeting."""
    country: str | None
    """ISO 3166-1 alpha-2 code."""
    office: str | None
    """Office in the turn's label, else the last one printed before."""
    label: str | None
    """Label as printed."""
    line: int
    """Line of the turn, or of the words found."""
    start_time: str | None
    """Time of the first word where the source has one."""
    words: int
    """Number of words of the turn."""
    before: str | None
    """Words before what was found (with ``--context``)."""
    match: str | None
    """The words found."""
    after: str | None
    """Words after what was found (with ``--context``)."""
    text: str | None
    """What was said; paragraphs stand apart by an empty line. Null with ``--context``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow(Row):
    """A place where words stand in a record."""

    turn: int | None
    """Index of the turn; null outside the turns."""
    speaker: str | None
    """Participant's id."""
    name: str | None
    """Participant's name."""
    office: str | None
    """Office in the turn's label, else the last one printed before."""
    where: str
    """``turn``, ``title``, ``note`` or the part of the account that the words stand in."""
    line: int
    """Line of the words."""
    page: str | None
    """Page of the words in a paged source (``2``, or ``2–3`` where a page may end before them)."""
    column: int | None
    """Column of the words; null where only the paragraph's place is known."""
    start: int
    """Offset of the words, or of their paragraph where only that is known."""
    end: int
    """Offset after them."""
    exact: bool
    """Whether line and offsets are those of the words themselves."""
    text: str
    """The words as printed."""
    before: str
    """Words before them, and the space between."""
    after: str
    """The space behind them, and words after it."""
    citation: object
    """A citation: text, or an object in CSL-JSON."""


class Origin(TypedDict):
    """The values that every row of a meeting begins with."""

    meeting: str
    date: str | None
    path: str | None


def origin(meeting: Meeting) -> Origin:
    """What the rows of ``meeting`` begin with."""
    return {"meeting": meeting.id, "date": meeting.date, "path": meeting.source.path}
