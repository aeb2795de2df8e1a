"""Turns: in order, apart from each other, and with everything that belongs to them inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from csto_cli.checks import walk
from csto_cli.checks.rule import Found, rule
from csto_cli.model import Meeting, Paragraph, Span, Turn

AGAIN = "parse the raw record again, or set right the spans"
LONG_LABEL = 200
"""Characters beyond which a label is hardly one."""


@rule("C311", "error", "number the turns 0, 1, 2 ... in the order of the record")
def is_misnumbered(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Numbers of the turns do not run from 0 in order.

    The index of a turn is its place in the record: 0, 1, 2 and so on without a gap. Everything that points at turns
    relies on it. Number the turns anew.
    """
    for number, turn in enumerate(meeting.turns):
        if turn.index != number:
            yield f"turn {number} is numbered {turn.index}", turn.span


@rule("C312", "error", AGAIN)
def overlaps_another_turn(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Two turns overlap or are out of order.

    One person has the floor at a time, and turns stand in the order of the source. Where a turn starts before the one
    before it ends, words would belong to two speakers.
    """
    for number, (before, turn) in enumerate(pairwise(meeting.turns), 1):
        if not _follows(before.span, turn.span):
            yield f"turn {number} starts before turn {number - 1} ends", turn.span


@rule("C313", "error", AGAIN)
def leaves_its_turn(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Label, paragraph or note lies outside its turn, or paragraphs are out of order.

    The span of a turn is the hull of its label, paragraphs and notes; paragraphs follow each other, and the pieces of
    a paragraph follow each other inside its span.
    """
    for number, turn in enumerate(meeting.turns):
        for name, span in _parts(number, turn):
            if not _contains(turn.span, span):
                yield f"{name} lies outside the turn", span
        for place, (before, paragraph) in enumerate(pairwise(turn.paragraphs), 2):
            if not _follows(before.span, paragraph.span):
                yield f"paragraph {place} of turn {number} starts before the one before it ends", paragraph.span
    for name, paragraph in walk.paragraphs(meeting):
        if not _pieces_fit(paragraph):
            yield f"the pieces of {name} lie outside it or out of order", paragraph.span


def _parts(number: int, turn: Turn) -> Iterable[tuple[str, Span]]:
    if turn.label_span is not None:
        yield f"the label of turn {number}", turn.label_span
    for place, paragraph in enumerate(turn.paragraphs, 1):
        yield f"paragraph {place} of turn {number}", paragraph.span
    for note in turn.notes:
        yield f"a note in turn {number}", note.span


def _pieces_fit(paragraph: Paragraph) -> bool:
    position = paragraph.span.start
    for start, end in paragraph.pieces:
        if not position <= start < end <= paragraph.span.end:
            return False
        position = end
    return True


def _contains(hull: Span, span: Span) -> bool:
    return hull.source == span.source and hull.start <= span.start and span.end <= hull.end


def _follows(before: Span, span: Span) -> bool:
    if before.source == span.source:
        return before.end <= span.start
    return (before.source or 0) < (span.source or 0)


@rule("C401", "warning", "look whether words after the label were lost")
def says_nothing(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Turn has neither words nor notes.

    A label with nothing after it is rarely what happened: the words may stand in a part that was not understood, or
    the label may be none. Read the place in the source.
    """
    for number, turn in enumerate(meeting.turns):
        if not turn.paragraphs and not turn.notes:
            yield f"turn {number} ({turn.label or 'no label'}) has neither words nor notes", turn.span


@rule("C405", "warning", "look whether the label is a sentence that ends with a colon")
def has_long_label(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Label is very long.

    A label names a person and an office. One of more than 200 characters is more likely a sentence that ends with a
    colon, or a list of people. Read the place in the source; `csto readers --why FILE` tells why it was taken.
    """
    for number, turn in enumerate(meeting.turns):
        if turn.label is not None and len(turn.label) > LONG_LABEL:
            yield f"the label of turn {number} has {len(turn.label)} characters", turn.label_span or turn.span


@rule("C406", "warning", "look what the source says there")
def has_empty_paragraph(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Paragraph has no text.

    A paragraph is something that was said. One without text is left over from a note, a picture or an edit by hand.
    Read the place, and take the paragraph out or give it its words.
    """
    for name, paragraph in walk.paragraphs(meeting):
        if not paragraph.text.strip():
            yield f"{name} has no text", paragraph.span


@rule("C410", "warning", "read the turn: who speaks may stand in the text around it")
def has_no_speaker(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Turn has no speaker, and nobody comes into question.

    The words are kept, but the record does not say whose they are. Who speaks may stand in the narrative before the
    turn, or the label may be missing in the source. Read the place before you cite it.
    """
    for number, turn in enumerate(meeting.turns):
        if turn.speaker is None and not turn.candidates:
            yield f"turn {number} has no speaker", turn.label_span or turn.span
