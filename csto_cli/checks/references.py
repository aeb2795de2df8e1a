"""References: whoever and whatever the record points at is there, and is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from csto_cli.checks import walk
from csto_cli.checks.rule import Found, rule
from csto_cli.model import Meeting, Span, Turn


@rule("C308", "error", "name a participant of the record, or add the person")
def names_nobody(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Record points at a participant who is not there.

    Speaker, candidates, chair, and who gave or got the floor are identifiers of participants of the same record. Name
    one that exists, or add the person to the participants.
    """
    known = {person.id for person in meeting.participants}
    for name, identifier, span in _people_named(meeting):
        if identifier is not None and identifier not in known:
            yield f"{name} is {identifier!r}, who is no participant", span


def _people_named(meeting: Meeting) -> Iterator[tuple[str, str | None, Span | None]]:
    yield "the chair", meeting.chair, None
    for number, turn in enumerate(meeting.turns):
        yield f"the speaker of turn {number}", turn.speaker, turn.span
        for candidate in turn.candidates:
            yield f"a candidate of turn {number}", candidate, turn.span
    for event in meeting.floor:
        yield f"who acts when the floor is {event.kind}", event.by, event.span
        yield f"whom it concerns when the floor is {event.kind}", event.to, event.span


@rule("C309", "error", "turns are numbered from 0; name one that exists")
def names_no_turn(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Record points at a turn that is not there.

    Mentions of documents, events of the floor, interruptions and resumptions name turns by their index, counted from
    0. Name one that exists, or null where the place is in no turn.
    """
    for name, index, span in _turns_named(meeting):
        if index is not None and not 0 <= index < len(meeting.turns):
            yield f"{name} is turn {index}; the record has {len(meeting.turns)} turns", span


def _turns_named(meeting: Meeting) -> Iterator[tuple[str, int | None, Span]]:
    for document in meeting.documents:
        for mention in document.mentions:
            yield f"a mention of document {document.id!r}", mention.turn, mention.span
    for event in meeting.floor:
        yield f"the turn in which the floor is {event.kind}", event.turn, event.span
        yield f"the turn that takes the floor {event.kind}", event.taken_in_turn, event.span
    for number, turn in enumerate(meeting.turns):
        yield f"what interrupts turn {number}", turn.interrupted_by, turn.span
        yield f"what turn {number} goes on with", turn.resumes, turn.span


@rule("C310", "error", "set right interrupted_by and resumes of both turns")
def resumes_nothing(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Interruption and resumption do not fit together.

    A turn is interrupted by a later one. A turn goes on with an earlier one that was interrupted, after the
    interruption and by the same speaker. Read the turns, and set right the two numbers.
    """
    for number, turn in enumerate(meeting.turns):
        if turn.interrupted_by is not None and turn.interrupted_by <= number:
            yield f"turn {number} is interrupted by turn {turn.interrupted_by}, which comes before its end", turn.span
        if turn.resumes is not None and 0 <= turn.resumes < len(meeting.turns):
            for wrong in _wrong_in_resumption(number, turn, meeting.turns[turn.resumes]):
                yield f"turn {number} goes on with turn {turn.resumes}, {wrong}", turn.span


def _wrong_in_resumption(number: int, turn: Turn, broken_off: Turn) -> Iterator[str]:
    resumes = turn.resumes or 0
    if resumes >= number:
        yield "which does not come before it"
    elif broken_off.interrupted_by is None:
        yield "which nothing interrupts"
    elif broken_off.interrupted_by >= number:
        yield "before that turn is interrupted"
    elif turn.speaker is not None and broken_off.speaker is not None and turn.speaker != broken_off.speaker:
        yield "which is another speaker's"


@rule("C316", "error", "give each its own identifier")
def shares_identifier(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Two participants or two documents share an identifier.

    An identifier names one participant, or one document, of the record; otherwise what points at it is a coin toss.
    Give each its own.
    """
    for what, identifiers in (
        ("participants", Counter(person.id for person in meeting.participants)),
        ("documents", Counter(document.id for document in meeting.documents)),
    ):
        for identifier, times in identifiers.items():
            if times > 1:
                yield f"{times} {what} have the identifier {identifier!r}", None


@rule("C321", "error", "give the place that proves the fact, or take the fact out")
def fact_is_unproved(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Fact of the meeting has no evidence, or evidence has no fact.

    Title, body, dates, times, place, mode and chair are stated with the words that prove them, or they are null. A
    fact without evidence cannot be checked; evidence without a fact is a fact that was lost. What a correction of the
    record states, and the source does not print, is answered for by the correction.
    """
    corrected = {correction.field for correction in meeting.corrections if correction.span is None}
    for field in ("title", "body", "date", "end_date", "start_time", "end_time", "place", "mode", "chair"):
        proofs = meeting.evidence.get(field, [])
        if getattr(meeting, field) is not None and not proofs and field not in corrected:
            yield f"the {field} of the meeting is stated without evidence", None
        elif getattr(meeting, field) is None and proofs:
            yield f"there is evidence for the {field} of the meeting, which is null", proofs[0].span


@rule("C414", "warning", "give the place where the record prints it")
def name_is_unproved(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Participant's name or a document's title has no evidence.

    Names and titles are as the record prints them, so there is a place to point at. Where none is given, nobody can
    check the name; look it up in the source and give its place.
    """
    for person in meeting.participants:
        if not person.evidence.get("name"):
            yield f"the name {person.name!r} is stated without evidence", None
    for document in meeting.documents:
        if document.title and not document.evidence.get("title"):
            place = walk.first_mention(document)
            yield f"the title of document {document.id!r} is stated without evidence", place
