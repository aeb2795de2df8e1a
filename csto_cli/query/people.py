"""Who spoke, in which office, for which country, how long, and who gave them the floor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from csto_cli.model import Meeting, Participant, Turn
from csto_cli.query.rows import SpeakerRow, origin


def words(turn: Turn) -> int:
    """Number of words of a turn: runs between white space that hold a letter or digit."""
    return sum(any(c.isalnum() for c in word) for paragraph in turn.paragraphs for word in paragraph.text.split())


def by_id(meeting: Meeting) -> dict[str, Participant]:
    """Participants by their id."""
    return {person.id: person for person in meeting.participants}


def offices_by_turn(meeting: Meeting) -> list[str | None]:
    """Office of each turn's speaker: the one in its label, else the last one printed before, else the first known."""
    known = {person.id: person.offices[0].title for person in meeting.participants if person.offices}
    result: list[str | None] = []
    for turn in meeting.turns:
        if turn.speaker is not None and turn.office:
            known[turn.speaker] = turn.office
        result.append(turn.office or known.get(turn.speaker or ""))
    return result


def distinct(offices: Iterable[str]) -> list[str]:
    """Offices without those that say in more or fewer words what an earlier one says."""
    kept: list[tuple[str, set[str]]] = []
    for office in offices:
        words_of = set(office.casefold().split())
        if not any(words_of <= other or other <= words_of for _, other in kept):
            kept.append((office, words_of))
    return [office for office, _ in kept]


def speakers(meeting: Meeting) -> list[SpeakerRow]:
    """One row a participant, in order of first turn, then those who are silent; one for turns of nobody known."""
    turns: dict[str | None, list[Turn]] = defaultdict(list)
    counts: dict[str | None, int] = defaultdict(int)
    for turn in meeting.turns:
        turns[turn.speaker].append(turn)
        counts[turn.speaker] += words(turn)
    total = sum(counts.values())
    people = by_id(meeting)
    unknown = [None] if turns.get(None) else []
    dangling = [speaker for speaker in turns if speaker is not None and speaker not in people]
    order = [*people, *dangling, *unknown]
    rows = [_row(meeting, people, speaker, turns[speaker], counts[speaker], total) for speaker in order]
    return sorted(rows, key=lambda row: (row.first_turn is None, row.first_turn or 0))


def _row(
    meeting: Meeting, people: dict[str, Participant], speaker: str | None, own: list[Turn], count: int, total: int
) -> SpeakerRow:
    person = people.get(speaker or "")
    return SpeakerRow(
        **origin(meeting),
        speaker=speaker,
        name=person.name if person else speaker,
        role=person.role if person else "unknown",
        attendance=person.attendance if person else "spoke",
        country=person.country if person else None,
        organisation=person.organisation if person else None,
        offices=tuple(office.title for office in person.offices) if person else (),
        turns=len(own),
        words=count,
        share=round(count / total, 4) if total else 0.0,
        first_turn=own[0].index if own else None,
        last_turn=own[-1].index if own else None,
        floor_given_by=tuple(dict.fromkeys(_givers(meeting, people, speaker))),
        names_inside=tuple(dict.fromkeys(_inside(people, own, person))),
        line=own[0].span.line if own else _printed(person),
    )


def _givers(meeting: Meeting, people: dict[str, Participant], speaker: str | None) -> Iterator[str]:
    for event in meeting.floor:
        if event.kind == "given" and event.to == speaker and speaker is not None and event.by:
            yield people[event.by].name if event.by in people else event.by


def _inside(people: dict[str, Participant], own: list[Turn], person: Participant | None) -> Iterator[str]:
    if person is None or person.role == "voice":
        for turn in own:
            yield from (people[other].name if other in people else other for other in turn.candidates)


def _printed(person: Participant | None) -> int | None:
    proofs = person.evidence.get("name", []) if person else []
    return proofs[0].span.line if proofs else None
