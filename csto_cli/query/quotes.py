"""Where words stand in a record: in a turn, also across its notes and paragraphs, or outside the turns."""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.model import Meeting, Note, Span, Turn
from csto_cli.query.citations import STYLES, Quoted
from csto_cli.query.evidence import unsaid
from csto_cli.query.people import by_id, offices_by_turn
from csto_cli.query.places import place_of
from csto_cli.query.rows import QuoteRow, origin
from csto_cli.query.turns import text_of
from csto_cli.query.words import context, finder

CONTEXT_WORDS = 12


def quotes(meeting: Meeting, words: str, style: str = "plain") -> Iterator[QuoteRow]:
    """Every place where ``words`` stand, the turns first."""
    search = finder(words)
    for turn in meeting.turns:
        text = text_of(turn)
        for start, end in search(text):
            yield _in_turn(meeting, turn, text, start, end, style)
    for where, text, span in _outside(meeting):
        for start, end in search(text):
            yield _elsewhere(meeting, where, text, span, (start, end), style)


def _in_turn(meeting: Meeting, turn: Turn, text: str, start: int, end: int, style: str) -> QuoteRow:
    place = place_of(meeting, turn, start, end)
    before, after = context(text, start, end, CONTEXT_WORDS)
    person = by_id(meeting).get(turn.speaker or "")
    office = offices_by_turn(meeting)[meeting.turns.index(turn)]
    printed = " ".join(text[start:end].split())
    name = person.name if person else None
    return QuoteRow(
        **origin(meeting),
        turn=turn.index,
        speaker=turn.speaker,
        name=name,
        office=office,
        where="turn",
        line=place.line,
        column=place.column if place.exact else None,
        start=place.start,
        end=place.end,
        exact=place.exact,
        text=printed,
        before=before,
        after=after,
        citation=STYLES[style](meeting, Quoted(printed, name, office, turn.index, place.line)),
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
        if (span.start, span.end) not in seen and not any(
            t.span.start <= span.start < t.span.end for t in meeting.turns
        ):
            seen.add((span.start, span.end))
            yield field, entry.text, span


def _notes(meeting: Meeting) -> Iterator[Note]:
    yield from meeting.notes
    for turn in meeting.turns:
        yield from turn.notes


def _elsewhere(meeting: Meeting, where: str, text: str, span: Span, found: tuple[int, int], style: str) -> QuoteRow:
    start, end = found
    before, after = context(text, start, end, CONTEXT_WORDS)
    printed = " ".join(text[start:end].split())
    return QuoteRow(
        **origin(meeting),
        turn=None,
        speaker=None,
        name=None,
        office=None,
        where=where,
        line=span.line,
        column=None,
        start=span.start,
        end=span.end,
        exact=False,
        text=printed,
        before=before,
        after=after,
        citation=STYLES[style](meeting, Quoted(printed, None, None, None, span.line)),
    )
