"""Who chairs, told by what happens to the floor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from csto_cli.parsing.floor.move import FloorMove
from csto_cli.parsing.people import Person

COURSE = ("opened", "closed", "adjourned")


def chair_from(moves: Sequence[FloorMove], told: Person | None = None) -> FloorMove | None:
    """The move that shows who chairs: of those who open, give the floor, adjourn or close, who does it most often.

    A voice does not chair. ``told`` is who the record seems to call the chair, on words such as "held a meeting":
    somebody else chairs only by giving ``told`` the floor and giving it at least twice, while ``told`` gives none.
    """
    acts: dict[str, list[FloorMove]] = defaultdict(list)
    for move in moves:
        if move.by is not None and not move.by.voice and move.kind in ("given", *COURSE):
            acts[move.by.id].append(move)
    best = max(acts.values(), key=lambda made: (len(made), -made[0].words.start), default=[])
    if told is None or not best:
        return best[0] if best else None
    counts = Counter(move.to.id for move in best if move.kind == "given" and move.to is not None)
    overruled = told.id not in acts and counts[told.id] and counts.total() > 1
    return best[0] if overruled else None
