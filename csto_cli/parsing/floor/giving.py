"""The floor given: each call joined to the person it names and to the turn that takes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from csto_cli.parsing.draft import Draft, DraftTurn, Problem
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.floor.called import Callees, is_addressed, names_somebody
from csto_cli.parsing.floor.calls import Call, calls
from csto_cli.parsing.floor.move import FloorMove
from csto_cli.parsing.floor.phrases import phrase
from csto_cli.parsing.names import voices
from csto_cli.parsing.people import Person
from csto_cli.parsing.spelling import key

TURNS_AHEAD = 4
"""How far the turn that takes the floor may be: asides come between."""
ASIDE, CRY = 180, 70
"""Characters of an aside, and of one that is only a cry from the hall."""


class _Reading(NamedTuple):
    """A call with the person it names and the turn that takes the floor."""

    call: Call
    to: Person | None
    taken: int | None

    @property
    def weight(self) -> tuple[bool, bool, bool, int]:
        """What makes one of several calls the fullest: its person, its firmness, its words."""
        named = self.to is not None and self.call.who is not None
        return named, self.call.yields, self.call.firm, len(self.call.name)


@dataclass(slots=True)
class Hall:
    """Who is there: the turns with what their order tells."""

    turns: Sequence[DraftTurn]
    callees: Callees
    first: dict[str, int]
    """The first turn of each participant."""
    last: dict[str, int]
    """The last turn of each participant."""

    @classmethod
    def of(cls, draft: Draft) -> Hall:
        """The hall of a record."""
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        for turn in draft.turns:
            for person in speakers(turn):
                first.setdefault(person.id, turn.index)
                last[person.id] = turn.index
        return cls(draft.turns, Callees(draft.people), first, last)

    def ahead(self, turn: DraftTurn) -> Iterator[DraftTurn]:
        """The turns that may take the floor: the next, and what follows asides and words of the same speaker."""
        for other in self.turns[turn.index + 1 : turn.index + 1 + TURNS_AHEAD]:
            if other.person is None or other.person is not turn.person:
                yield other
            if _is_longer(other, ASIDE):
                return

    def taker(self, turn: DraftTurn, *, strict: bool) -> DraftTurn | None:
        """The turn that takes a floor given to nobody by name: the next, or a newcomer's after a cry from the hall.

        ``strict``: not where the same speaker goes on, as the words then may have called nobody.
        """
        ahead = [other for other in self.ahead(turn) if other.person is not None]
        if not ahead or (strict and ahead[0].index > turn.index + 1):
            return None
        if _is_longer(ahead[0], CRY):
            return ahead[0]
        newcomers = (other for other in ahead if self._is_newcomer(other, turn))
        return next(newcomers, None if _is_remark(ahead[0]) else ahead[0])

    def _is_newcomer(self, turn: DraftTurn, before: DraftTurn) -> bool:
        """Whether a person speaks who has not spoken before."""
        person = turn.person
        return person is not None and not person.voice and self.first.get(person.id, turn.index) > before.index


def given(draft: Draft) -> list[FloorMove]:
    """Every time the floor is given; a call in vain is entered among the record's problems."""
    found: list[FloorMove] = []
    hall = Hall.of(draft)
    told = [(turn, list(calls(turn))) for turn in draft.turns if not is_voice(turn.person)]
    presiding = _presiding(draft, told)
    for turn, made in told:
        presides = turn.person is not None and turn.person.id in presiding
        readings = [_read(call, turn, hall) for call in made if presides or call.yields]
        for reading in _fullest([reading for reading in readings if reading is not None]):
            move = _move(reading, turn)
            found.append(move)
            if reading.to is not None or is_addressed(reading.call.name):
                doubt_in_vain(draft, move, hall)
    return once(found)


def _presiding(draft: Draft, told: Sequence[tuple[DraftTurn, list[Call]]]) -> set[str]:
    """Who may give the floor in words that can mean other things: who speaks first, moderates, or gives it firmly."""
    found = {person.id for person in draft.people if _moderates(person)}
    for turn, made in told:
        if turn.person is None:
            continue
        if turn.index == 0 or any(call.yields and call.firm and call.who for call in made):
            found.add(turn.person.id)
    return found


def _moderates(person: Person) -> bool:
    """Whether a label of the person says moderator or the like."""
    return any(phrase("chairing").search(label) for label in person.labels)


def is_voice(person: Person | None) -> bool:
    """Whether the voice is nobody's in particular (``Question``): it gives no floor."""
    return person is not None and person.voice and person.name.lower() in voices() and not _moderates(person)


def _is_remark(turn: DraftTurn) -> bool:
    """Whether somebody in the hall says a word."""
    return (
        is_voice(turn.person) and turn.person is not None and phrase("remark").fullmatch(turn.person.name) is not None
    )


def speakers(turn: DraftTurn) -> list[Person]:
    """Who speaks the turn, or may: several where its label fits several, or where a journalist gives a name inside."""
    if turn.joined is None:
        return []
    return [*([turn.joined.person] if turn.joined.person else []), *turn.joined.candidates]


def _is_longer(turn: DraftTurn, characters: int) -> bool:
    """Whether the turn is longer than an aside."""
    return sum(paragraph.end - paragraph.start for paragraph in turn.paragraphs[:10]) > characters


def _read(call: Call, turn: DraftTurn, hall: Hall) -> _Reading | None:
    """Join a call to a person and a turn; None where its words turn out to be no call."""
    if call.who is None:
        taker = hall.taker(turn, strict=True)
        return _Reading(call, taker.person, taker.index) if taker is not None else None
    fitting = [person for person in hall.callees.fitting(call.name) if person is not turn.person]
    for other in hall.ahead(turn):
        person = next((p for p in speakers(other) if any(p is fit for fit in fitting)), None)
        if person is not None:
            return _Reading(call, person, other.index)
    if call.must_fit:
        return None
    if fitting or is_addressed(call.name):
        return _Reading(call, fitting[0] if len(fitting) == 1 else None, None)
    taker = hall.taker(turn, strict=False)
    return _Reading(call, None, taker.index if taker is not None else None)


def _fullest(readings: Sequence[_Reading]) -> Iterator[_Reading]:
    """One reading a person called: the fullest; words that name nobody belong to the call beside them."""
    best: dict[str, _Reading] = {}
    named = [reading for reading in readings if reading.call.who is not None]
    for reading in named or readings:
        called = reading.to.id if reading.to else str(reading.taken or key(reading.call.name))
        if called not in best or reading.weight > best[called].weight:
            best[called] = reading
    is_taken = any(reading.taken is not None for reading in best.values())
    for reading in best.values():
        if reading.taken is not None or not is_taken or (reading.call.yields and names_somebody(reading.call.name)):
            yield reading


def _move(reading: _Reading, turn: DraftTurn) -> FloorMove:
    call = reading.call
    words = words_at(call.block, call.start, call.end)
    return FloorMove("given", turn.person, reading.to, call.name or None, turn.index, reading.taken, words)


def doubt_in_vain(draft: Draft, move: FloorMove, hall: Hall) -> None:
    """Enter a floor given in vain among the problems: the person called does not speak after it."""
    if move.taken_in_turn is not None or move.turn is None:
        return
    if move.to is not None and hall.last.get(move.to.id, -1) > move.turn:
        return
    message = f"the floor is given to {move.to_text!r}, who does not speak after it"
    hint = "look whether the record leaves a turn out"
    draft.problems.append(Problem("C201", "warning", message, move.words.start, move.words.end, hint))


def once(moves: Sequence[FloorMove]) -> list[FloorMove]:
    """Moves in order; of two turns that call for the same turn, the one whose words name somebody, else the last."""
    kept: dict[int, FloorMove] = {}
    for move in moves:
        if move.taken_in_turn is not None:
            other = kept.get(move.taken_in_turn)
            if other is None or move.to_text or not other.to_text:
                kept[move.taken_in_turn] = move
    return [move for move in moves if move.taken_in_turn is None or kept[move.taken_in_turn] is move]
