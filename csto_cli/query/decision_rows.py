"""Rows of documents and topics, and the words that prove facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from csto_cli.query.rows import Row


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
