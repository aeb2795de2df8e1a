"""Who had the floor and how they got it."""

from __future__ import annotations

from dataclasses import dataclass

from csto_cli.model import FloorKind
from csto_cli.parsing.draft import Draft
from csto_cli.parsing.evidence import Words
from csto_cli.parsing.people import Person


@dataclass(slots=True)
class FloorMove:
    """Something that happened to the floor; ``words`` say so."""

    kind: FloorKind
    by: Person | None
    to: Person | None
    to_text: str | None
    turn: int | None
    taken_in_turn: int | None
    words: Words


def follow_floor(draft: Draft) -> list[FloorMove]:
    """Moves of the floor in the order in which the record tells them."""
    return []
