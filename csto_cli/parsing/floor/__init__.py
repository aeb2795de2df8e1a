"""Who had the floor and how they got it."""

from __future__ import annotations

from csto_cli.parsing.draft import Draft
from csto_cli.parsing.floor.chair import chair_from
from csto_cli.parsing.floor.course import broken, closed, opened, taken
from csto_cli.parsing.floor.giving import given
from csto_cli.parsing.floor.move import FloorMove

__all__ = ["FloorMove", "chair_from", "follow_floor"]


def follow_floor(draft: Draft, language: str | None = None) -> list[FloorMove]:
    """Moves of the floor in the order in which the record tells them."""
    turns = draft.turns
    moves = [*opened(turns), *_given(draft, language), *broken(turns), *closed(turns)]
    moves += taken(turns, moves)
    return sorted(moves, key=lambda move: (move.words.start, move.words.end))


def _given(draft: Draft, language: str | None) -> list[FloorMove]:
    if language != "ru":
        return given(draft)
    from csto_cli.parsing.floor.russian import given_in_russian

    return given_in_russian(draft)
