"""Where words stand in a record: in a turn, also across its notes and paragraphs, or outside the turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from csto_cli.model import Meeting, Note, Participant, Span, Turn
from csto_cli.query.citations import STYLES, Quoted
from csto_cli.query.evidence import unsaid
from csto_cli.query.people import by_id, offices_by_turn
from csto_cli.query.places import Place, place_of
from csto_cli.query.rows import origin
from csto_cli.query.turn_rows import QuoteRow
from csto_cli.query.turns import text_of
from csto_cli.query.words import context, finder

CONTEXT_WORDS = 12


def quotes(meeting: Meeting, words: str, style: str = "plain") -> Iterator[QuoteRow]:
    """Every place where ``words`` stand, the turns first."""
    search = finder(words)
    people = by_id(meeting)
    for turn, office in zip(meeting.turns, offices_by_turn(meeting), strict=True):
        text = text_of(turn)
        person = people.get(turn.speaker or "")
        for start, end in search(text):
            place = place_of(meeting, turn, start, end)
            yield _row(meeting, Found(text, start, end, "turn", place, turn, person, office), style)
    for where, text, span in _outside(meeting):
        for start, end in search(text):
            place = Place(span.start, span.end, span.line, span.column, exact=False)
            yield _row(meeting, Found(text, start, end, where, place), style)


@dataclass(frozen=True, slots=True)
class Found:
    """Words found in a text, and whose text it is."""

    text: str
    start: int
    end: int
    where: str
    place: Place
    turn: Turn | None = None
    person: Participant | None = None
    office: str | None = None


def _row(meeting: Meeting, found: Found, style: str) -> QuoteRow:
    place, turn = found.place, found.turn
    before, after = context(found.text, found.start, found.end, CONTEXT_WORDS)
    printed = " ".join(found.text[found.start : found.end].split())
    name = found.person.name if found.person else None
    index = turn.index if turn else None
    return QuoteRow(
        **origin(meeting),
        turn=index,
        speaker=turn.speaker if turn else None,
        name=name,
        office=found.office,
        where=found.where,
        line=place.line,
        column=place.column if place.exact else None,
        start=place.start,
        end=place.end,
        exact=place.exact,
        text=printed,
        before=before,
        after=after,
        citation=STYLES[style](meeting, Quoted(printed, name, found.office, index, place.line)),
    )


def _outside(meeting: Meeting) -> Iterator[tuple[str, str, Span]]:
    """Words of the record that nobody said: its notes, and what stands before and after the turns."""
    for note in _notes(meeting):
        yield "note", note.text, note.span
    if meeting.source.text is not None:
        yield from unsaid(meeting)
        return
    facts = [meeting.evidence, *(document.evidence for document in meeting.documents)]
    seen = set()
    for field, entry in ((field, entry) for fact in facts for field, entries in fact.items() for entry in entries):
        span = entry.span
        if (
            span.source is None
            and (span.start, span.end) not in seen
            and not any(t.span.start <= span.start < t.span.end for t in meeting.turns)
        ):
            seen.add((span.start, span.end))
            yield field, entry.text, span


def _notes(meeting: Meeting) -> Iterator[Note]:
    yield from meeting.notes
    for turn in meeting.turns:
        yield from turn.notes
