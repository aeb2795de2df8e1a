"""Walks over a meeting: every part of one sort, each with a name that a person can find it by."""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.model import Document, Evidence, Meeting, Note, Paragraph, Participant, SourceInfo, Span, Turn

SETTLED = frozenset({"adopted", "signed", "approved", "ratified"})
"""Statuses that say a document was settled at this meeting."""


def sources(meeting: Meeting) -> Iterator[tuple[str, SourceInfo, int | None]]:
    """Own source of the record and each supplement, with the number that spans name it by."""
    yield "the source", meeting.source, None
    for number, supplement in enumerate(meeting.supplements, 1):
        yield f"supplement {number}", supplement, number


def source_of(meeting: Meeting, span: Span) -> SourceInfo | None:
    """Source that a span counts in; None where the record has no such supplement."""
    if span.source is None:
        return meeting.source
    return meeting.supplements[span.source - 1] if 0 < span.source <= len(meeting.supplements) else None


def is_inside(meeting: Meeting, span: Span) -> bool:
    """Whether a span covers characters that its source has: of a file with several records, those of its own part."""
    source = source_of(meeting, span)
    if source is None:
        return False
    first, end = source.bounds
    return first <= span.start < span.end <= min(end, source.characters)


def position(span: Span) -> tuple[int, int]:
    """Sort key: the record's own source first, then by offset."""
    return span.source or 0, span.start


def first_mention(document: Document) -> Span | None:
    """Where the record names a document first."""
    return min((mention.span for mention in document.mentions), key=position, default=None)


def paragraphs(meeting: Meeting) -> Iterator[tuple[str, Paragraph]]:
    """Every paragraph of every turn."""
    for number, turn in enumerate(meeting.turns):
        for place, paragraph in enumerate(turn.paragraphs, 1):
            yield f"paragraph {place} of turn {number}", paragraph


def notes(meeting: Meeting) -> Iterator[tuple[str, Note]]:
    """Every note, outside the turns and inside them."""
    for note in meeting.notes:
        yield "a note", note
    for number, turn in enumerate(meeting.turns):
        for note in turn.notes:
            yield f"a note in turn {number}", note


def evidence(meeting: Meeting) -> Iterator[tuple[str, Evidence]]:
    """Every piece of evidence, named by what it proves."""
    yield from _proofs("the meeting", meeting.evidence)
    for person in meeting.participants:
        yield from _proofs_of_person(person)
    for number, turn in enumerate(meeting.turns):
        yield from _proofs(f"turn {number}", turn.evidence)
    for document in meeting.documents:
        yield from _proofs(f"document {document.id!r}", document.evidence)


def origins(meeting: Meeting) -> Iterator[tuple[str, Evidence]]:
    """What proves where the sources came from: words of their texts as they are written."""
    for name, source, _ in sources(meeting):
        yield from _proofs(name, source.evidence)


def spans(meeting: Meeting) -> Iterator[tuple[str, Span]]:
    """Every span of the record, named by what stands there."""
    for number, turn in enumerate(meeting.turns):
        yield from _spans_of_turn(number, turn)
    for name, paragraph in paragraphs(meeting):
        yield name, paragraph.span
    for name, note in notes(meeting):
        yield name, note.span
    for walked in (evidence(meeting), origins(meeting)):
        for name, proof in walked:
            yield name, proof.span
    for document in meeting.documents:
        yield from _spans_of_mentions(document)
    for topic in meeting.topics:
        yield f"topic {topic.title!r}", topic.span
    for event in meeting.floor:
        yield f"the floor ({event.kind})", event.span
    for diagnostic in meeting.diagnostics:
        if diagnostic.span is not None:
            yield f"diagnostic {diagnostic.code}", diagnostic.span


def _proofs(owner: str, proofs: dict[str, list[Evidence]]) -> Iterator[tuple[str, Evidence]]:
    for field, pieces in proofs.items():
        for piece in pieces:
            yield f"the evidence for {field} of {owner}", piece


def _proofs_of_person(person: Participant) -> Iterator[tuple[str, Evidence]]:
    yield from _proofs(repr(person.id), person.evidence)
    for office in person.offices:
        for piece in office.evidence:
            yield f"the evidence for office {office.title!r} of {person.id!r}", piece


def _spans_of_turn(number: int, turn: Turn) -> Iterator[tuple[str, Span]]:
    yield f"turn {number}", turn.span
    if turn.label_span is not None:
        yield f"the label of turn {number}", turn.label_span


def _spans_of_mentions(document: Document) -> Iterator[tuple[str, Span]]:
    for mention in document.mentions:
        yield f"a mention of document {document.id!r}", mention.span
