"""The floor: who gave it to whom, who took it, and who chaired."""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.checks.rule import Found, rule
from csto_cli.model import FloorEvent, Meeting


@rule("C322", "error", "name whom it was given to, or take the event out")
def is_given_to_nobody(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Floor is given, but the record does not say to whom.

    Giving the floor names somebody: a participant, or at least the words that call them. An event with neither tells
    nothing. Read the place in the source.
    """
    for event in _given(meeting):
        if event.to is None and not event.to_text:
            yield "the floor is given to nobody", event.span


@rule("C323", "error", "set right the two turns")
def is_taken_too_early(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Floor is taken before it is given.

    The turn that takes the floor comes after the one whose words give it. Read both turns in the source.
    """
    for event in _given(meeting):
        if event.turn is not None and event.taken_in_turn is not None and event.taken_in_turn <= event.turn:
            yield f"the floor given in turn {event.turn} is taken in turn {event.taken_in_turn}", event.span


@rule("C413", "warning", "look who was called, and who speaks")
def is_taken_by_another(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Floor is taken by somebody else than the one called.

    The turn that takes the floor is spoken by the person it was given to. Where it is another's, the call or the
    speaker may have been misread, or somebody spoke out of turn.
    """
    for event in _given(meeting):
        if event.to is None or event.taken_in_turn is None or not 0 <= event.taken_in_turn < len(meeting.turns):
            continue
        turn = meeting.turns[event.taken_in_turn]
        if turn.speaker is not None and event.to != turn.speaker and event.to not in turn.candidates:
            yield f"the floor given to {event.to!r} is taken by {turn.speaker!r}", event.span


@rule("C201", "warning", "look whether the record leaves a turn out")
def is_given_in_vain(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Floor is given, but the person called does not speak after it.

    Somebody is called to speak, and no turn of theirs follows. Either the record leaves the turn out (published
    records often do), or a label was missed or read as another person. Read on from the place in the source; where
    the turn is missing there too, say so when you cite the meeting.
    """
    last: dict[str, int] = {}
    for number, turn in enumerate(meeting.turns):
        for identifier in (turn.speaker, *turn.candidates):
            if identifier is not None:
                last[identifier] = number
    for event in _given(meeting):
        before = -1 if event.turn is None else event.turn
        if event.to is not None and event.taken_in_turn is None and last.get(event.to, -1) <= before:
            yield f"the floor is given to {event.to_text or event.to!r}, who does not speak after it", event.span


@rule("C205", "info", "look whether the record names the chair")
def chair_is_inferred(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Chair is inferred.

    The record does not say who chairs. The chair was concluded from what the person does: opening the meeting, giving
    the floor, closing it. The evidence is what it was concluded from; read it before you cite the person as chair.
    """
    proofs = meeting.evidence.get("chair", [])
    if meeting.chair is not None and proofs and all(proof.basis == "inferred" for proof in proofs):
        yield f"that {meeting.chair!r} chairs is inferred", proofs[0].span


@rule("C206", "info", "look whether the speaker goes on later")
def is_not_resumed(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Interrupted turn is not resumed.

    Somebody was cut off, and no later turn goes on with what they said. That happens; but the later turn may also
    have been missed. Read on from the place in the source.
    """
    resumed = {turn.resumes for turn in meeting.turns}
    for number, turn in enumerate(meeting.turns):
        if turn.interrupted_by is not None and number not in resumed:
            yield f"turn {number} is interrupted by turn {turn.interrupted_by} and not resumed", turn.span


def _given(meeting: Meeting) -> Iterator[FloorEvent]:
    return (event for event in meeting.floor if event.kind == "given")
