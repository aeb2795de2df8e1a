"""What happens to the floor, in source offsets, until the record is put together."""

from __future__ import annotations

from dataclasses import dataclass

from csto_cli.model import FloorKind
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
