"""The columns of each kind of row, for tables on a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csto_cli.query.people import distinct
from csto_cli.query.rows import SpeakerRow

if TYPE_CHECKING:
    from csto_cli.query.decision_rows import DecisionRow

EXCERPT = 240


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: its heading and what it shows of a row.

    ``number`` columns stand to the right; ``wordy`` ones may wrap; the one with most to ``spare`` is left out first
    where a terminal is too narrow.
    """

    heading: str
    show: Callable[[Any], str]
    number: bool = False
    wordy: bool = False
    spare: int = 0


def _some(value: object) -> str:
    return "" if value is None else str(value)


def _span(row: SpeakerRow) -> str:
    if row.first_turn is None:
        return ""
    return str(row.first_turn) if row.first_turn == row.last_turn else f"{row.first_turn}–{row.last_turn}"


def _name(row: SpeakerRow) -> str:
    inside = f" ({', '.join(row.names_inside)})" if row.names_inside else ""
    return f"{row.name or 'not told'}{inside}"


def _office(row: SpeakerRow) -> str:
    return "; ".join(distinct(row.offices)) or row.organisation or ""


def _role(row: SpeakerRow) -> str:
    return row.role if row.attendance == "spoke" else f"{row.role}, {row.attendance}"


def document_line(row: DecisionRow) -> str:
    """Title, number, what is amended and the vote, on one line."""
    from csto_cli.query.documents import number_beside

    told = number_beside(row.title, row.number)
    number = f" {told}" if told else ""
    amends = f" (amends {row.amends}{', ' + row.amends_date if row.amends_date else ''})" if row.amends else ""
    vote = f" [{row.vote}]" if row.vote else ""
    return f"{row.title}{number}{amends}{vote}"


def _evidence(row: DecisionRow) -> str:
    return "; ".join(f"{proof.field}, {proof.place}: {proof.text}" for proof in row.evidence)


SPEAKERS = (
    Column("name", _name, wordy=True),
    Column("office", _office, wordy=True),
    Column("country", lambda row: _some(row.country), spare=1),
    Column("role", _role, wordy=True),
    Column("turns", lambda row: str(row.turns), number=True),
    Column("words", lambda row: f"{row.words:,}", number=True),
    Column("share", lambda row: f"{row.share:.0%}" if row.turns else "", number=True),
    Column("at", _span, number=True, spare=3),
    Column("floor from", lambda row: ", ".join(row.floor_given_by), wordy=True, spare=2),
)
DECISIONS = (
    Column("status", lambda row: row.status or row.type),
    Column("kind", lambda row: _some(row.kind)),
    Column("title", document_line, wordy=True),
    Column("date", lambda row: _some(row.document_date)),
    Column("line", lambda row: _some(row.line), number=True),
)
EVIDENCE = Column("evidence", _evidence, wordy=True)
TURNS = (
    Column("turn", lambda row: str(row.turn), number=True),
    Column("line", lambda row: str(row.line), number=True),
    Column("speaker", lambda row: row.name or row.label or "not told", wordy=True),
    Column("words", lambda row: str(row.words), number=True),
    Column("text", lambda row: _some(row.text), wordy=True),
)
CONTEXTS = (
    Column("turn", lambda row: str(row.turn), number=True),
    Column("line", lambda row: str(row.line), number=True),
    Column("speaker", lambda row: row.name or row.label or "not told", wordy=True),
    Column("before", lambda row: row.before or "", number=True, wordy=True),
    Column("found", lambda row: row.match or "", wordy=True),
    Column("after", lambda row: row.after or "", wordy=True),
)
QUOTES = (
    Column("turn", lambda row: _some(row.turn), number=True),
    Column("line", lambda row: str(row.line), number=True),
    Column("speaker", lambda row: row.name or row.where, wordy=True),
    Column("office", lambda row: _some(row.office), wordy=True),
    Column("words", lambda row: row.text, wordy=True),
    Column("citation", lambda row: row.citation if isinstance(row.citation, str) else str(row.citation), wordy=True),
)
CANDIDATES = (
    Column("line", lambda row: f"{row.line}:{row.column}", number=True),
    Column("candidate", lambda row: row.label, wordy=True),
    Column("decision", lambda row: row.decision),
    Column("score", lambda row: f"{row.score:+.2f}", number=True),
    Column("reasons", lambda row: "; ".join(row.reasons), wordy=True),
)
