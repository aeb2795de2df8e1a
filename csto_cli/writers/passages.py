"""What was said, in the order of the source, with what stands inside each paragraph: notes, and documents named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from csto_cli.checks.words import visible
from csto_cli.model import Meeting, Note, Paragraph, Turn
from csto_cli.query.evidence import Layout


class Mark(NamedTuple):
    """A stretch of a paragraph's text: a document named there, or a note.

    A note that is no part of what was said takes no room: ``start`` is ``end``.
    """

    start: int
    end: int
    note: Note | None = None
    document: str | None = None


class Said(NamedTuple):
    """A paragraph with its number in the turn and its marks, in order and without overlaps."""

    number: int
    paragraph: Paragraph
    marks: list[Mark]

    def put_into(
        self, write: Callable[[str], None], refer: Callable[[str, str], None], remark: Callable[[Note], None]
    ) -> None:
        """Give the words between the marks, each document named (its id, and the words), and each note, in order."""
        position = 0
        for start, end, note, document in self.marks:
            write(self.paragraph.text[position:start])
            position = end
            if document is not None:
                refer(document, self.paragraph.text[start:end])
            elif note is not None:
                if start == end:
                    write(" ")
                remark(note)
        write(self.paragraph.text[position:])


def course(meeting: Meeting) -> Iterator[Turn | Note]:
    """Turns, and the notes between them, in the order of the source."""
    parts: list[Turn | Note] = [*meeting.turns, *meeting.notes]
    return iter(sorted(parts, key=lambda part: (part.span.source or 0, part.span.start)))


def office_in_label(turn: Turn) -> tuple[int, int] | None:
    """Where the label prints the turn's office, upper and lower case alike."""
    if turn.label is None or turn.office is None:
        return None
    start = turn.label.lower().find(turn.office.lower())
    return (start, start + len(turn.office)) if start >= 0 else None


class Passages:
    """The parts of a meeting's turns."""

    def __init__(self, meeting: Meeting) -> None:
        """Note where each document is named."""
        self._source = meeting.source
        self._named: dict[tuple[int, int], list[Mark]] = {}
        layout = Layout(meeting)
        for document in meeting.documents:
            for mention in document.mentions:
                found = layout.mark(mention.span, document.title) if mention.turn is not None else None
                if found is not None and found[1][0] < found[1][1]:
                    self._named.setdefault(found[0], []).append(Mark(*found[1], document=document.id))

    def of(self, number: int, turn: Turn) -> list[Said | Note]:
        """Paragraphs of the turn at ``number`` of the record, and the notes that stand between them."""
        notes = sorted(turn.notes, key=lambda note: note.span.start)
        parts: list[Said | Note] = []
        taken = 0
        for place, paragraph in enumerate(turn.paragraphs):
            marks: list[Mark] = []
            later: list[Note] = []
            while taken < len(notes) and notes[taken].span.start < paragraph.span.end:
                note = notes[taken]
                taken += 1
                mark = self._inside(paragraph, note, marks[-1].end if marks else 0)
                if mark is not None:
                    marks.append(mark)
                else:
                    (parts if note.span.start < paragraph.span.start else later).append(note)
            parts.append(Said(place, paragraph, _apart([*marks, *self._named.get((number, place), [])])))
            parts += later
        return [*parts, *notes[taken:]]

    def _inside(self, paragraph: Paragraph, note: Note, after: int) -> Mark | None:
        """Where in the paragraph's text a note stands, if that can be told."""
        if not (paragraph.span.start <= note.span.start and note.span.end <= paragraph.span.end):
            return None
        if note.kind == "editor":
            start = paragraph.text.find(note.text, after)
            return Mark(start, start + len(note.text), note) if start >= 0 else None
        lengths = [self._length(start, end) for start, end in paragraph.pieces]
        if sum(lengths) + len(lengths) - 1 != len(paragraph.text):
            return None
        position = 0
        for length, ((_, end), (following, _)) in zip(lengths, pairwise(paragraph.pieces), strict=False):
            position += length
            if end <= note.span.start and note.span.end <= following:
                return Mark(position, position, note) if position >= after else None
            position += 1
        return None

    def _length(self, start: int, end: int) -> int:
        """Characters that a stretch of the source shows; where its text is not at hand, those that it has."""
        source = self._source
        return len(visible(source.text[start:end], source.format)) if source.text is not None else end - start


def _apart(marks: list[Mark]) -> list[Mark]:
    """Marks in order; of two that overlap the note is kept, else the first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
        elif mark.note is not None:
            kept[-1] = mark
    return kept
