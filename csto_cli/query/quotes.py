"""Where words stand in a record: in a turn, also across its notes and paragraphs, or outside the turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from csto_cli.model import Meeting, Note, Participant, Span, Turn
from csto_cli.query.citations import STYLES, Quoted, key
from csto_cli.query.evidence import unsaid
from csto_cli.query.pages import Pages
from csto_cli.query.people import by_id, offices_by_turn
from csto_cli.query.places import Place, place_of
from csto_cli.query.rows import origin
from csto_cli.query.turn_rows import QuoteRow
from csto_cli.query.turns import text_of
from csto_cli.query.words import context, finder

CONTEXT_WORDS = 12


def quotes(meeting: Meeting, words: str, style: str = "plain") -> Iterator[QuoteRow]:
    """Every place where ``words`` stand, the turns first.

    Citations of different places have different keys, so that a list of them is one bibliography.
    """
    search, names = finder(words), Names(meeting)
    people = by_id(meeting)
    pages = Pages(meeting)
    for turn, office in zip(meeting.turns, offices_by_turn(meeting), strict=True):
        text = text_of(turn)
        person = people.get(turn.speaker or "")
        for start, end in search(text):
            place = place_of(meeting, turn, start, end)
            yield _row(meeting, Found(text, start, end, "turn", place, turn, person, office), pages, style, names)
    for where, text, span in _outside(meeting):
        for start, end in search(text):
            place = Place(span.start, span.end, span.line, span.column, exact=False)
            yield _row(meeting, Found(text, start, end, where, place), pages, style, names)


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


class Names:
    """Keys of the citations of one record: one for each place, the second of one turn with ``-2`` behind it."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._given: dict[Quoted, str] = {}
        self._times: Counter[str] = Counter()

    def of(self, quoted: Quoted) -> str:
        """The key of what is quoted; the same one for the same words at the same place."""
        if quoted not in self._given:
            name = key(self._meeting, quoted)
            self._times[name] += 1
            self._given[quoted] = name if self._times[name] == 1 else f"{name}-{self._times[name]}"
        return self._given[quoted]


def _row(meeting: Meeting, found: Found, pages: Pages, style: str, names: Names) -> QuoteRow:
    """A quotation with the words around it, who said it, and citations of its place."""
    place, turn = found.place, found.turn
    before, after = context(found.text, found.start, found.end, CONTEXT_WORDS)
    # What stands within a word is no word of its own: only where there was a space, there is one.
    before += " " if before and found.text[found.start - 1].isspace() else ""
    after = f" {after}" if after and found.text[found.end].isspace() else after
    printed = " ".join(found.text[found.start : found.end].split())
    name = found.person.name if found.person else None
    index = turn.index if turn else None
    page = pages.of(place.start, place.end)
    quoted = Quoted(printed, name, found.office, index, place.line, page)
    return QuoteRow(
        **origin(meeting),
        turn=index,
        speaker=turn.speaker if turn else None,
        name=name,
        office=found.office,
        where=found.where,
        line=place.line,
        page=page,
        column=place.column if place.exact else None,
        start=place.start,
        end=place.end,
        exact=place.exact,
        text=printed,
        before=before,
        after=after,
        citation=STYLES[style](meeting, quoted, names.of(quoted)),
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
