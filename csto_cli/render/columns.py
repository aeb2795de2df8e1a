"""The columns of each kind of row, for tables on a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from csto_cli.query.rows import DecisionRow, SpeakerRow, TurnRow

EXCERPT = 240


class Column(NamedTuple):
    """One column: heading, what it shows of a row, whether it is a number, and its part of the width that is left."""

    heading: str
    show: Callable[[Any], str]
    number: bool = False
    ratio: int = 0


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
    return "; ".join(row.offices) or row.organisation or ""


def _role(row: SpeakerRow) -> str:
    return row.role if row.attendance == "spoke" else f"{row.role}, {row.attendance}"


def _document(row: DecisionRow) -> str:
    number = f" {row.number}" if row.number else ""
    amends = f" (amends {row.amends}{', ' + row.amends_date if row.amends_date else ''})" if row.amends else ""
    vote = f" [{row.vote}]" if row.vote else ""
    return f"{row.title}{number}{amends}{vote}"


SPEAKERS = (
    Column("name", _name, ratio=3),
    Column("office", _office, ratio=5),
    Column("country", lambda row: _some(row.country)),
    Column("role", _role),
    Column("turns", lambda row: str(row.turns), number=True),
    Column("words", lambda row: f"{row.words:,}", number=True),
    Column("share", lambda row: f"{row.share:.0%}" if row.turns else "", number=True),
    Column("at", _span, number=True),
    Column("floor from", lambda row: ", ".join(row.floor_given_by), ratio=2),
)
DECISIONS = (
    Column("status", lambda row: row.status or row.type),
    Column("kind", lambda row: _some(row.kind)),
    Column("title", _document, ratio=1),
    Column("date", lambda row: _some(row.document_date)),
    Column("line", lambda row: _some(row.line), number=True),
)
TURNS = (
    Column("turn", lambda row: str(row.turn), number=True),
    Column("line", lambda row: str(row.line), number=True),
    Column("speaker", lambda row: row.name or row.label or "not told", ratio=1),
    Column("words", lambda row: str(row.words), number=True),
    Column("text", lambda row: row.text, ratio=4),
)
CONTEXTS = (
    Column("turn", lambda row: str(row.turn), number=True),
    Column("line", lambda row: str(row.line), number=True),
    Column("speaker", lambda row: row.name or row.label or "not told", ratio=2),
    Column("before", lambda row: row.before or "", number=True, ratio=4),
    Column("found", lambda row: row.match or "", ratio=2),
    Column("after", lambda row: row.after or "", ratio=4),
)
QUOTES = (
    Column("turn", lambda row: _some(row.turn), number=True),
    Column("line", lambda row: str(row.line), number=True),
    Column("speaker", lambda row: row.name or row.where, ratio=1),
    Column("office", lambda row: _some(row.office), ratio=1),
    Column("words", lambda row: row.text, ratio=2),
    Column("citation", lambda row: row.citation if isinstance(row.citation, str) else str(row.citation), ratio=3),
)
CANDIDATES = (
    Column("line", lambda row: f"{row.line}:{row.column}", number=True),
    Column("candidate", lambda row: row.label, ratio=2),
    Column("decision", lambda row: row.decision),
    Column("score", lambda row: f"{row.score:+.2f}", number=True),
    Column("reasons", lambda row: "; ".join(row.reasons), ratio=4),
)
