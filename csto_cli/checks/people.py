"""People: one participant a person, and what is said about each fits together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from csto_cli.checks.rule import Found, rule
from csto_cli.formats.block import fold
from csto_cli.model import Meeting, Participant, Span


@rule("C317", "error", "set attendance to what the turns show")
def attendance_differs(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Attendance and turns disagree.

    Whoever has a turn spoke, and whoever spoke has a turn. A person who names themself in a turn of a voice
    (`Question`), or whom a label fits beside another, is a candidate of that turn and may count as one who spoke.
    """
    speakers = {turn.speaker for turn in meeting.turns}
    candidates = {candidate for turn in meeting.turns for candidate in turn.candidates}
    for person in meeting.participants:
        if person.id in speakers and person.attendance != "spoke":
            yield f"{person.name!r} has turns, but attendance is {person.attendance}", _first_turn(meeting, person)
        elif person.attendance == "spoke" and person.id not in speakers | candidates:
            yield f"{person.name!r} spoke, but has no turn", _place(person)


@rule("C402", "warning", "look whether two people were taken for one")
def serves_two_countries(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Person holds offices of two countries.

    Hardly anybody does: two people with one name may have been taken for one, or a country was read out of the wrong
    word. Compare the person's labels with the source.
    """
    for person in meeting.participants:
        countries = sorted({office.country for office in person.offices if office.country is not None})
        if len(countries) > 1:
            yield f"{person.name!r} has offices of {' and '.join(countries)}", _place(person)


@rule("C403", "warning", "join the two if they are one person")
def shares_name(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Two participants have the same name.

    One person is one participant, whatever the labels. Two participants with one name are either one person counted
    twice, or two people whom the record tells apart by office alone. Compare their offices and turns.
    """
    names = Counter(_folded(person.name) for person in meeting.participants)
    for person in meeting.participants:
        if names[_folded(person.name)] > 1:
            names[_folded(person.name)] = 0
            yield f"more than one participant is named {person.name!r}", _place(person)


@rule("C404", "warning", "give the person a role, or take the office out")
def voice_has_office(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Voice without a name holds an office.

    A voice (`Question`, `Remark`) is nobody in particular, so an office of it is either part of its word or belongs
    to a person whom the record does name. Read the label in the source.
    """
    for person in meeting.participants:
        if person.role == "voice" and person.offices:
            yield f"{person.name!r} is a voice, with the office {person.offices[0].title!r}", _place(person)


def _folded(name: str) -> str:
    return fold(name).casefold()


def _place(person: Participant) -> Span | None:
    """Where the record prints the person's name."""
    return next((proof.span for proof in person.evidence.get("name", [])), None)


def _first_turn(meeting: Meeting, person: Participant) -> Span | None:
    """Person's own place, or the first of their turns where there is none."""
    return _place(person) or next((turn.span for turn in meeting.turns if turn.speaker == person.id), None)
