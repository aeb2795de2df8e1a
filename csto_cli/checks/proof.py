"""Proof: what the record quotes stands in the source, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.checks import walk
from csto_cli.checks.rule import Found, rule
from csto_cli.checks.words import SHOWN, Words, may_cover, reads
from csto_cli.model import Meeting, Span

AGAIN = "compare with the source at this place, or parse the raw record again"
LABEL_ENDS = " :：︰﹕.—–->*_"
"""What may close a label, and is no part of it."""


@rule("C303", "error", AGAIN)
def paragraph_is_not_in_source(meeting: Meeting, text: str | None) -> Iterator[Found]:
    """Text of a paragraph is not what the source says there.

    The text of a paragraph is the text of its pieces (or of its span) in the source, with white space folded and
    markup left out. Where they differ, the record quotes something that nobody said, and must not be cited. Look at
    the place; undo what was edited by hand, or parse the raw record again.
    """
    words = Words(meeting, text)
    for name, paragraph in walk.paragraphs(meeting):
        pieces = words.at(paragraph.span, paragraph.pieces)
        if pieces is not None and not reads(paragraph.text, pieces):
            yield f"the text of {name} is not what the source says: {_short(paragraph.text)}", paragraph.span


@rule("C304", "error", AGAIN)
def label_is_not_in_source(meeting: Meeting, text: str | None) -> Iterator[Found]:
    """Label is not what the source says there.

    The label is the text at its span that the account counts as label, without its colon: hidden cards and markup
    inside are left out. A label and its place come together: neither is there without the other. Look at the place;
    undo what was edited by hand, or parse the raw record again.
    """
    words = Words(meeting, text)
    for number, turn in enumerate(meeting.turns):
        if turn.label is not None and turn.label_span is not None:
            pieces = words.of_kinds(turn.label_span, {"label"})
            if pieces is not None and not _is_label(turn.label, pieces):
                yield f"the label of turn {number} is not what the source says: {_short(turn.label)}", turn.label_span
        elif turn.label is not None:
            yield f"turn {number} has a label and no place for it", turn.span
        elif turn.label_span is not None:
            yield f"turn {number} has a place for a label and no label", turn.label_span


def _is_label(label: str, pieces: list[str]) -> bool:
    """Whether the pieces are the label, whatever closes it."""
    shown = list(pieces)
    while shown and not (last := shown[-1].rstrip(LABEL_ENDS)):
        shown.pop()
    return reads(label.rstrip(LABEL_ENDS), [*shown[:-1], last] if shown else [])


@rule("C305", "error", AGAIN)
def evidence_is_not_in_source(meeting: Meeting, text: str | None) -> Iterator[Found]:
    """Words given as evidence are not what the source says there.

    Evidence repeats the words at its span, white space folded, markup and invisible characters left out. Where they
    differ, the fact is not proved. What a person corrected (basis `corrected`) need not stand in the source and is
    not compared. Look at the place, and set right the span or the words.
    """
    words = Words(meeting, text)
    for name, proof in walk.evidence(meeting):
        if proof.basis != "corrected" and not _stands(proof.text, proof.span, words):
            yield f"{name} is not what the source says: {_short(proof.text)}", proof.span
    for name, proof in walk.origins(meeting):
        written = words.written(proof.span)
        if written is not None and not reads(proof.text, written):
            yield f"{name} is not what the source says: {_short(proof.text)}", proof.span


@rule("C306", "error", AGAIN)
def note_is_not_in_source(meeting: Meeting, text: str | None) -> Iterator[Found]:
    """Text of a note is not what the source says there.

    A note is given as printed, brackets included, white space folded. Where the source says something else at its
    span, the note was moved or edited. Look at the place, or parse the raw record again.
    """
    words = Words(meeting, text)
    for name, note in walk.notes(meeting):
        if not _stands(note.text, note.span, words):
            yield f"the text of {name} is not what the source says: {_short(note.text)}", note.span


@rule("C411", "warning", AGAIN)
def topic_is_not_in_source(meeting: Meeting, text: str | None) -> Iterator[Found]:
    """Topic is not what the source says there.

    A topic is given as printed, and its span says where. Where the words at the span are others, look at the place
    and set right the one or the other.
    """
    words = Words(meeting, text)
    for topic in meeting.topics:
        if not _stands(topic.title, topic.span, words):
            yield f"the topic {_short(topic.title)} is not what the source says there", topic.span


@rule("C412", "warning", AGAIN)
def called_name_is_not_in_source(meeting: Meeting, text: str | None) -> Iterator[Found]:
    """Words that call a speaker do not stand where the floor is given.

    An event of the floor names its person in the record's own words, and these stand inside the words that give the
    floor. Where they do not, read the place: the call may be another's.
    """
    words = Words(meeting, text)
    for event in meeting.floor:
        called = event.to_text or ""
        pieces = words.at(event.span)
        if pieces is not None and called not in pieces[0]:
            yield f"{_short(called)} is not said where the floor is {event.kind}", event.span


@rule("C324", "error", "parse the raw record again")
def quotes_too_much(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Quotations cover the source many times over.

    What a record quotes as text, label, note and evidence covers its source a few times at most. Spans that together
    cover it dozens of times are no proof of anything, and are not all compared. Parse the raw record again.
    """
    covered = {number: 0 for _, _, number in walk.sources(meeting)}
    for span, pieces in _quoted(meeting):
        source = walk.source_of(meeting, span)
        if source is not None and walk.is_inside(meeting, span):
            covered[span.source] += sum(min(max(end - start, 0), source.characters) for start, end in pieces)
    for name, source, number in walk.sources(meeting):
        if covered[number] > may_cover(source.characters):
            yield f"quotations cover {covered[number]} characters of {name}, which has {source.characters}", None


def _quoted(meeting: Meeting) -> Iterator[tuple[Span, list[tuple[int, int]]]]:
    """Every place whose words are compared, and its pieces."""
    for _, paragraph in walk.paragraphs(meeting):
        yield paragraph.span, paragraph.pieces or [(paragraph.span.start, paragraph.span.end)]
    places = [turn.label_span for turn in meeting.turns if turn.label_span is not None]
    places += [note.span for _, note in walk.notes(meeting)]
    places += [proof.span for _, proof in walk.evidence(meeting)]
    places += [topic.span for topic in meeting.topics]
    places += [event.span for event in meeting.floor]
    for span in places:
        yield span, [(span.start, span.end)]


def _stands(text: str, span: Span, words: Words) -> bool:
    """Whether the words at ``span`` are ``text``, hidden parts and markup that the account names left out."""
    pieces = words.at(span)
    if pieces is None or reads(text, pieces):
        return True
    shown = words.of_kinds(span, SHOWN)
    return shown is not None and reads(text, shown)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
