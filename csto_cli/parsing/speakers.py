"""What a record tells of its speakers alone: the people, turns and floor of the whole record, no more."""

from __future__ import annotations

from csto_cli.formats.block import tidy
from csto_cli.formats.reading import Reading
from csto_cli.model import Evidence, FloorEvent, Meeting, Office, Paragraph, Participant, SourceInfo, Span, Turn
from csto_cli.parsing.draft import Draft, DraftTurn
from csto_cli.parsing.people import Person
from csto_cli.parsing.record import FACTS, settle
from csto_cli.parsing.supplement import place
from csto_cli.parsing.values import body_that_met, label_at, name_words, record_id, speaker_of
from csto_cli.source import Source


def assemble_speakers(source: Source, reading: Reading, draft: Draft, path: str | None) -> Meeting:
    """The part of a Meeting that tells who spoke: its facts, participants, turns with their words, and floor.

    People, turns and floor are those of ``assemble``. What is left out (documents, account, notes, diagnostics, most of
    the evidence) is not there at all: asking for it raises ``AttributeError``. Such a Meeting is not validated.
    """
    _, moves = settle(source, reading, draft)
    facts = {name: draft.facts[name].value if name in draft.facts else None for name in FACTS}
    title = tidy(draft.title.text) if draft.title else None
    body = body_that_met(draft)
    return Meeting.made(
        id=record_id(source, facts["date"], body[0]["name"] if body else None, title),
        title=title,
        **facts,
        participants=[_participant(person, source, draft) for person in draft.people],
        turns=[_turn(turn, source) for turn in draft.turns],
        floor=[
            FloorEvent.made(kind=move.kind, by=move.by.id if move.by else None, to=move.to.id if move.to else None)
            for move in moves
        ],
        source=SourceInfo.made(path=path),
    )


def _participant(person: Person, source: Source, draft: Draft) -> Participant:
    proofs = [
        Evidence.made(span=Span.made(line=source.line_column(words.start)[0], source=None))
        for words in name_words(person)
        if not place(draft.supplements, words.start)
    ]
    return Participant.made(
        id=person.id, name=person.name, role=person.role_shown, attendance="spoke" if person.spoke else "listed",
        country=person.country, organisation=person.organisation,
        offices=[Office.made(title=held.title) for held in person.offices],
        evidence={"name": proofs},
    )  # fmt: skip


def _turn(turn: DraftTurn, source: Source) -> Turn:
    starts = [label_at(turn.candidate)[0]] if turn.candidate is not None else []
    starts += [paragraph.block.span(*paragraph.spoken()[0])[0] for paragraph in turn.paragraphs]
    starts += [note.start for note in turn.notes]
    return Turn.made(
        index=turn.index, speaker=speaker_of(turn),
        candidates=[person.id for person in turn.joined.candidates] if turn.joined else [],
        paragraphs=[Paragraph.made(text=paragraph.text()) for paragraph in turn.paragraphs],
        span=Span.made(line=source.line_column(min(starts))[0]),
    )  # fmt: skip
