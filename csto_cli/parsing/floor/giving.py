"""The floor given: each call joined to the person it names and to the turn that takes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
LONGEST_ASIDE, SHORT_ASIDE = 30, 12
"""Words of an aside, and of one that is only a cry."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A call with the person it names and the turn that takes the floor."""

    call: Call
    to: Person | None
    taken: int | None

    @property
    def weight(self) -> tuple[bool, bool, bool, int]:
        """What makes one of several calls the fullest: its person, its firmness, its words."""
        return self.to is not None and self.call.who is not None, self.call.yields, self.call.firm, len(self.call.name)


def given(draft: Draft) -> list[FloorMove]:
    """Every time the floor is given; a call in vain is entered among the record's problems."""
    found: list[FloorMove] = []
    told = [(turn, list(calls(turn))) for turn in draft.turns]
    presiding = _presiding(draft.turns, told)
    callees = Callees(draft.people)
    last = _last_turns(draft.turns)
    for turn, made in told:
        if not made or _is_voice(turn):
            continue
        presides = turn.person is not None and turn.person.id in presiding
        readings = (_read(call, turn, draft.turns, callees) for call in made if presides or call.yields)
        for reading in _fullest([reading for reading in readings if reading is not None]):
            move = _move(reading, turn)
            found.append(move)
            _doubt(draft, reading, turn, last)
    return _once(found)


def _presiding(turns: Sequence[DraftTurn], told: Sequence[tuple[DraftTurn, list[Call]]]) -> set[str]:
    """Who may give the floor in words that can mean other things: who speaks first, moderates, or gives it firmly."""
    found = {turn.person.id for turn in turns[:1] if turn.person is not None and not _is_voice(turn)}
    for turn, made in told:
        person = turn.person
        if person is None or _is_voice(turn):
            continue
        if any(call.yields and call.firm and call.who for call in made) or (turn.candidate and _chairs(person)):
            found.add(person.id)
    return found


def _chairs(person: Person) -> bool:
    """Whether an office or label of the person says moderator, chair or the like, of this meeting and not of a firm."""
    return any(phrase("chairing").fullmatch(label.rsplit(person.name, 1)[0].strip(" ,")) for label in person.labels)


def _is_voice(turn: DraftTurn) -> bool:
    """Whether nobody's name stands over the turn, and no office either (``Question``)."""
    person = turn.person
    return person is not None and person.voice and person.name.lower() in voices() and not _chairs(person)


def _last_turns(turns: Sequence[DraftTurn]) -> dict[str, int]:
    """The last turn of each participant."""
    return {person.id: turn.index for turn in turns for person in _speakers(turn)}


def _speakers(turn: DraftTurn) -> list[Person]:
    """Who speaks the turn, or may: several where its label fits several, or where a journalist gives a name inside."""
    return [*([turn.joined.person] if turn.joined.person else []), *turn.joined.candidates] if turn.joined else []


def _read(call: Call, turn: DraftTurn, turns: Sequence[DraftTurn], callees: Callees) -> _Reading | None:
    """Join a call to a person and a turn; None where its words turn out to be no call."""
    if call.who is None:
        taker = _taker(turn, turns, strict=True)
        return _Reading(call, taker.person, taker.index) if taker is not None else None
    fitting = [person for person in callees.fitting(call.name) if person is not turn.person]
    for taker in _ahead(turn, turns):
        person = next((p for p in _speakers(taker) if any(p is fit for fit in fitting)), None)
        if person is not None:
            return _Reading(call, person, taker.index)
    if call.must_fit or call.plan:
        return None
    person = fitting[0] if len(fitting) == 1 else None
    taker = None if fitting or is_addressed(call.name) else _taker(turn, turns, strict=False)
    return _Reading(call, person, taker.index if taker is not None else None)


def _ahead(turn: DraftTurn, turns: Sequence[DraftTurn]) -> Iterator[DraftTurn]:
    """The turns that may take the floor: the next, and what follows asides and words of the same speaker."""
    for other in turns[turn.index + 1 : turn.index + 1 + TURNS_AHEAD]:
        if other.person is None or other.person is not turn.person:
            yield other
        if _length(other) > LONGEST_ASIDE:
            return


def _length(turn: DraftTurn) -> int:
    """Words of a turn."""
    return sum(paragraph.text().count(" ") + 1 for paragraph in turn.paragraphs)


def _taker(turn: DraftTurn, turns: Sequence[DraftTurn], *, strict: bool) -> DraftTurn | None:
    """The turn that takes a floor given to nobody by name: the next, unless it is an aside before a newcomer's turn.

    ``strict``: not where the same speaker goes on, as the words then may have called nobody.
    """
    ahead = [other for other in _ahead(turn, turns) if other.person is not None]
    if not ahead or (strict and ahead[0].index > turn.index + 1):
        return None
    first = ahead[0]
    if _length(first) > SHORT_ASIDE:
        return first
    spoken = {other.person.id for other in turns[: turn.index + 1] if other.person is not None}
    newcomer = next((other for other in ahead if other.person and other.person.id not in spoken and not other.person.voice), None)
    if newcomer is not None:
        return newcomer
    return None if _is_voice(first) and first.person and first.person.name.lower().startswith("remark") else first


def _fullest(readings: Sequence[_Reading]) -> Iterator[_Reading]:
    """One reading a person called: the fullest; words that name nobody belong to the call beside them."""
    best: dict[str, _Reading] = {}
    named = [reading for reading in readings if reading.call.who is not None]
    for reading in named or readings:
        called = reading.to.id if reading.to else str(reading.taken or key(reading.call.name))
        if called not in best or reading.weight > best[called].weight:
            best[called] = reading
    taken = [reading for reading in best.values() if reading.taken is not None]
    for reading in best.values():
        if reading.taken is not None or not taken or (reading.call.yields and names_somebody(reading.call.name)):
            yield reading


def _move(reading: _Reading, turn: DraftTurn) -> FloorMove:
    call = reading.call
    words = words_at(call.block, call.start, call.end)
    return FloorMove("given", turn.person, reading.to, call.name or None, turn.index, reading.taken, words)


def _doubt(draft: Draft, reading: _Reading, turn: DraftTurn, last: dict[str, int]) -> None:
    """A floor given in vain: the person called does not speak after it."""
    if reading.taken is not None:
        return
    if last.get(reading.to.id, -1) > turn.index if reading.to is not None else not is_addressed(reading.call.name):
        return
    call = reading.call
    start, end = call.block.span(call.start, call.end)
    message = f"the floor is given to {call.name!r}, who does not speak after it"
    draft.problems.append(Problem("C201", "warning", message, start, end, "look whether the record leaves a turn out"))


def _once(moves: Sequence[FloorMove]) -> list[FloorMove]:
    """Moves in order; of two turns that call for the same turn, the one whose words name somebody, else the last."""
    kept: dict[int, FloorMove] = {}
    for move in moves:
        if move.taken_in_turn is not None:
            other = kept.get(move.taken_in_turn)
            if other is None or move.to_text or not other.to_text:
                kept[move.taken_in_turn] = move
    return [m for m in moves if m.taken_in_turn is None or kept[m.taken_in_turn] is m]
