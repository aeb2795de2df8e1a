"""Who had the floor over the length of a record, measured in words."""

from __future__ import annotations

from dataclasses import dataclass

from csto_cli.model import Meeting
from csto_cli.query.people import by_id, words


@dataclass(frozen=True, slots=True)
class Stretch:
    """A turn on the line: ``start`` and ``end`` are words from the beginning of the record."""

    turn: int
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One speaker's line."""

    speaker: str | None
    name: str
    words: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes in order of appearance, over ``length`` words."""

    length: int
    lanes: tuple[Lane, ...]


def timeline(meeting: Meeting, *, most: int | None = None) -> Timeline:
    """The timeline of a record; with ``most``, those who say least share one lane named ``others``.

    A turn without words (a label and a stage note) is one word long, so that it is seen.
    """
    people = by_id(meeting)
    stretches: dict[str | None, list[Stretch]] = {}
    position = 0
    for turn in meeting.turns:
        length = max(words(turn), 1)
        stretches.setdefault(turn.speaker, []).append(Stretch(turn.index, position, position + length, turn.span.line))
        position += length
    lanes = [
        Lane(
            speaker,
            people[speaker].name if speaker in people else speaker or "not told",
            sum(s.end - s.start for s in own),
            tuple(own),
        )
        for speaker, own in stretches.items()
    ]
    return Timeline(position, _fold(lanes, most))


def _fold(lanes: list[Lane], most: int | None) -> tuple[Lane, ...]:
    if most is None or len(lanes) <= most:
        return tuple(lanes)
    kept = {lane.speaker for lane in sorted(lanes, key=lambda lane: -lane.words)[: most - 1]}
    rest = [lane for lane in lanes if lane.speaker not in kept]
    stretches = tuple(sorted((s for lane in rest for s in lane.stretches), key=lambda s: s.start))
    others = Lane(None, f"{len(rest)} others", sum(lane.words for lane in rest), stretches)
    return (*(lane for lane in lanes if lane.speaker in kept), others)
