"""What conventions share whose packing says itself who speaks: people, offices and the chair, without any weighing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from csto_cli.formats.block import Block, tidy
from csto_cli.model import DocumentKind, DocumentStatus, Mode, NoteKind, Role
from csto_cli.parsing.draft import Draft, DraftNote, DraftTurn, Fact
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.people import Joined, OfficeHeld, Person, bare_name
from csto_cli.parsing.spelling import slug

NOTE_KINDS = frozenset(get_args(NoteKind))
DOCUMENT_KINDS = frozenset(get_args(DocumentKind))
DOCUMENT_STATUSES = frozenset(get_args(DocumentStatus))
ROLES = frozenset(get_args(Role))
MODES = frozenset(get_args(Mode))
SURE = 9
"""Score of a label that the markup sets apart."""
TAIL = 60
"""Characters of the last words that show that a turn was cut off."""


@dataclass(slots=True)
class Registered:
    """A draft that is filled with people who are told apart already."""

    draft: Draft
    people: dict[str, Person] = field(default_factory=dict, kw_only=True)
    """Participants by the identifier that the document gives them."""
    chair: tuple[Person, list[Words]] | None = field(default=None, kw_only=True)
    own: bool = field(default=False, kw_only=True)
    """Whether csto wrote the document."""
    pending: list[DraftNote] = field(default_factory=list, kw_only=True)
    """Notes since the last turn, which are of the record if another one follows."""

    def fact(self, name: str, value: str, proofs: Sequence[Words] | None, words: Words | None) -> None:
        """Enter a fact that has evidence: ``proofs`` that csto wrote beside it, else the ``words`` that state it."""
        found = list(proofs or ([words] if words is not None else []))
        if value and found:
            self.draft.facts.setdefault(name, Fact(value, found))

    def person(self, identifier: str, name: str, words: Words, *, voice: bool = False) -> Person:
        """A new participant."""
        if not voice and not self.own:
            name = bare_name(name)
        person = Person(len(self.people), voice=voice, names=Counter([name]), name_words={name: words}, name=name)
        person.attendance_words = [] if voice else [words]
        if voice:
            person.role = "voice"
        self.people[identifier] = person
        return person

    def office(self, person: Person, title: str, country: str | None, words: Sequence[Words]) -> None:
        """An office that a person holds, once."""
        if title and all(held.title != title for held in person.offices):
            person.offices.append(OfficeHeld(title, country, list(words)))

    def preside(self, person: Person, words: list[Words]) -> None:
        """Who chairs; the first of whom that is said."""
        if self.chair is None and words:
            self.chair = (person, words)
            person.role, person.role_words = "chair", person.role_words or words

    def label(self, block: Block, end: int, speaker: Person | None, offices: tuple[OfficeAt, ...] = ()) -> Candidate:
        """The label ``block.text[:end]`` of what is said next; what follows it in the block is no speech."""
        core = tidy(block.text[:end])
        reading = LabelReading("", speaker.name if speaker is not None else core, 0, end, offices, firm=True)
        found = Candidate(
            len(self.draft.turns), block, 0, end, len(block.text), bold=True, core=core, reading=reading
        )  # fmt: skip
        found.reasons, found.score, found.is_label = [("the markup says so", SURE)], SURE, True
        return found

    def open(self, label: Candidate | None, speaker: Person | None, words: Words | None) -> DraftTurn:
        """Open a turn; ``words`` say who speaks where there is no label."""
        turn = DraftTurn(len(self.draft.turns), label, Joined(speaker), speaker_words=words)
        if label is not None:
            self.draft.candidates.append(label)
            self.draft.claim(label.block, "label")
            if speaker is not None and label.label not in speaker.labels:
                speaker.labels.append(label.label)
        self.draft.turns.append(turn)
        self.draft.notes += self.pending
        self.pending = []
        return turn

    def drop_empty(self, turn: DraftTurn) -> bool:
        """Take back the turn that was opened last, where there is nothing at all in it."""
        if turn.candidate is None and not turn.paragraphs and not turn.notes:
            self.draft.turns.pop()
            return True
        return False

    def settle(self) -> None:
        """Enter notes, participants, chair and dates into the draft."""
        draft = self.draft
        draft.notes += self.pending
        taken: Counter[str] = Counter()
        speakers = {id(turn.person) for turn in draft.turns}
        candidates = {id(person) for turn in draft.turns if turn.joined for person in turn.joined.candidates}
        for person in self.people.values():
            person.id = person.id or slug(person.name)
            base = person.id
            while person.id in taken:
                taken[base] += 1
                person.id = f"{base}-{taken[base]}"
            taken[person.id] = 1
            person.spoke = id(person) in speakers or (person.spoke and id(person) in candidates)
            if not person.voice:
                person.settle_country()
        draft.people = list(self.people.values())
        if self.chair is not None:
            draft.facts["chair"] = Fact(self.chair[0].id, self.chair[1])
        facts = draft.facts
        if "end_date" in facts and ("date" not in facts or facts["end_date"].value < facts["date"].value):
            del facts["end_date"]


def link(turns: Sequence[DraftTurn], first: int, second: int) -> None:
    """The turn ``second`` goes on with ``first``, which the one after it cut off."""
    turn, back = turns[first], turns[second]
    if second <= first + 1 or not turn.paragraphs:
        return
    turn.interrupted_by, back.resumes = first + 1, first
    last = turn.paragraphs[-1]
    text = last.block.text
    tail = max(text.rfind(" ", 0, max(last.end - TAIL, last.start)) + 1, last.start)
    turn.interruption = words_at(last.block, tail, last.end, "inferred")


def document_kind(written: str) -> str | None:
    """A kind of documents that csto knows; hyphens may stand for its spaces."""
    return next((kind for kind in (written, written.replace("-", " ")) if kind in DOCUMENT_KINDS), None)


def document_status(written: str) -> str:
    """A status of documents that csto knows; anything else says only that the document is named."""
    return written if written in DOCUMENT_STATUSES else "mentioned"


def is_date(written: str) -> bool:
    """Whether the words are a day of the calendar, as ISO 8601 writes it."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
