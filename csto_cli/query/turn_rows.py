"""Rows of turns, and of places where words stand."""

from __future__ import annotations

from dataclasses import dataclass

from csto_cli.query.rows import Row


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
