"""What conventions of encoded records share: markup that says who speaks, what is a paragraph and what is a note."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast, get_args

from csto_cli.errors import NotRecognisedError
from csto_cli.formats.block import Block, Chunk, Passage, tidy
from csto_cli.formats.reading import Reading
from csto_cli.formats.text import spaced
from csto_cli.formats.xml import Element, Text, Tree
from csto_cli.model import Basis, DocumentKind, DocumentStatus, Mode, NoteKind, Role
from csto_cli.parsing.account import Stretch
from csto_cli.parsing.documents import Proof
from csto_cli.parsing.draft import Draft, DraftNote, DraftParagraph, DraftTurn, Fact, Problem
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.notes import NoteAt, stage_kind
from csto_cli.parsing.people import Joined, OfficeHeld, Person, bare_name
from csto_cli.parsing.spelling import slug
from csto_cli.source import Source

NOTE_KINDS = frozenset(get_args(NoteKind))
DOCUMENT_KINDS = frozenset(get_args(DocumentKind))
DOCUMENT_STATUSES = frozenset(get_args(DocumentStatus))
ROLES = frozenset(get_args(Role))
MODES = frozenset(get_args(Mode))
TAIL = 60
"""Characters of the last words that show that a turn was cut off."""
SURE = 9
"""Score of a label that the markup sets apart."""
MOST_DIGITS = 9
VAGUE = frozenset({"stage", "incident", "vocal", "other"})
OFFICES = frozenset({"roleName", "role"})
KindOf = Callable[[Element], NoteKind | None]
"""What a note an element is; None for one that belongs to the speech."""


def note_kind(name: str, fallback: NoteKind) -> NoteKind:
    """A kind that csto knows by its name, else ``fallback``."""
    return cast("NoteKind", name) if name in NOTE_KINDS else fallback


def tree_of(source: Source, reading: Reading) -> Tree:
    """The tree of a document; raises ``NotRecognisedError`` for a source that is no XML."""
    if reading.tree is None:
        raise NotRecognisedError(f"{source.name}: this is no XML", hint="leave --convention out, or name another")
    return reading.tree


def by_words(element: Element, kind: NoteKind, text: str) -> NoteKind:
    """The kind of a note that its own words tell, where its markup names none of csto's kinds."""
    if kind not in VAGUE or kind in (element.get("class"), element.get("type")):
        return kind
    return stage_kind(text.strip("()[] ")) or kind


@dataclass(slots=True)
class Encoded:
    """A draft that is filled from a tree."""

    tree: Tree
    draft: Draft
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Elements whose words, where nothing else claims them, are of a kind of the account; others are furniture."""
    people: dict[str, Person] = field(default_factory=dict)
    """Participants by the identifier that the document gives them."""
    pending: list[DraftNote] = field(default_factory=list)
    chair: tuple[Person, list[Words]] | None = None
    own: bool = False
    """Whether csto wrote the document."""
    offices: dict[str, str] = field(default_factory=dict)
    """Titles of offices by the pointers to them."""

    def words(self, element: Element | None, basis: Basis = "printed") -> Words | None:
        """The words of an element as evidence."""
        found = self.tree.block(element) if element is not None else None
        return words_at(found[0], 0, len(found[0].text), basis) if found is not None else None

    def said_by(self, element: Element, name: str, basis: Basis = "printed") -> Words | None:
        """The value of an attribute as evidence."""
        found = element.attribute(name)
        return Words(found[1], found[2], tidy(spaced(found[0])), basis) if found and found[0].strip() else None

    def fact(self, name: str, value: str, proofs: Sequence[Words] | None, words: Words | None) -> None:
        """Enter a fact that has evidence: ``proofs`` that csto wrote beside it, else the ``words`` that state it."""
        found = list(proofs or ([words] if words is not None else []))
        if value and found:
            self.draft.facts.setdefault(name, Fact(value, found))

    def title(self, element: Element | None) -> None:
        """The title of the record."""
        found = self.tree.block(element) if element is not None else None
        if found is not None and self.draft.title is None:
            block = found[0]
            self.draft.title = Passage(block, 0, len(block.text))
            self.draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            self.draft.claim(block, "title")

    def proof(self, element: Element | None, basis: Basis = "printed") -> Proof | None:
        """The words of an element as the proof of a document's fact."""
        found = self.tree.block(element) if element is not None else None
        return Proof(Passage(found[0], 0, len(found[0].text)), 0, len(found[0].text), basis) if found else None

    def proof_by(self, element: Element, name: str) -> Proof | None:
        """The value of an attribute as the proof of a document's fact."""
        found = element.attribute(name)
        if found is None or not found[0].strip():
            return None
        text, start, end = spaced(found[0]), found[1], found[2]
        block = Block(text, (Chunk(0, start, len(text), end - start),))
        return Proof(Passage(block, 0, len(text)), 0, len(text))

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

    def turn(self, speaker: Person | None, label: Element | None, words: Words | None) -> DraftTurn:
        """Open a turn; ``words`` say who speaks where there is no label."""
        turn = DraftTurn(len(self.draft.turns), None, Joined(speaker), speaker_words=words)
        found = self.tree.block(label) if label is not None else None
        if found is not None:
            turn.candidate = self._label(*found, turn.index, speaker)
            self.draft.candidates.append(turn.candidate)
            self.draft.claim(found[0], "label")
            if speaker is not None and turn.candidate.label not in speaker.labels:
                speaker.labels.append(turn.candidate.label)
        self.draft.turns.append(turn)
        self.draft.notes += self.pending
        self.pending = []
        return turn

    def _label(
        self, block: Block, inside: Iterable[tuple[Element, int, int]], position: int, speaker: Person | None
    ) -> Candidate:
        """The label, with the office that its markup sets apart."""
        end = len(block.text.rstrip(" :：")) or len(block.text)
        text = block.text[:end]
        offices = tuple(
            OfficeAt(self._title(element) or tidy(text[start:stop]), start, stop)
            for element, start, stop in inside if element.name in OFFICES
        )  # fmt: skip
        reading = LabelReading("", speaker.name if speaker is not None else tidy(text), 0, end, offices, firm=True)
        found = Candidate(position, block, 0, end, len(block.text), bold=True, core=tidy(text), reading=reading)
        found.reasons, found.score, found.is_label = [("the markup says so", SURE)], SURE, True
        return found

    def _title(self, element: Element) -> str:
        """The exact title of an office that a label prints in other letters."""
        return self.offices.get(element.get("refersTo")) or element.get("key")

    def paragraph(self, turn: DraftTurn, node: Element | Text, kind_of: KindOf) -> None:
        """A paragraph of speech; what ``kind_of`` names is a note, and no part of the speech but for an editor's."""
        found = self.tree.block(node)
        if found is None:
            return
        block, inside = found
        notes: list[NoteAt] = []
        for element, start, end in inside:
            kind = kind_of(element)
            if kind is not None and (not notes or start >= notes[-1].end):
                kind = by_words(element, kind, block.text[start:end])
                notes.append(NoteAt(kind, start, end, cut=kind != "editor"))
        paragraph = DraftParagraph(block, 0, len(block.text), notes)
        spoken = paragraph.spoken()
        for note in notes:
            start, end = block.span(note.start, note.end)
            turn.notes.append(DraftNote(note.kind, tidy(block.text[note.start : note.end]), start, end))
            if note.cut:
                self.draft.claim(block, "note", note.start, note.end)
        for start, end in spoken:
            self.draft.claim(block, "paragraph", start, end)
        if spoken:
            turn.paragraphs.append(paragraph)

    def note(self, turn: DraftTurn | None, element: Element, kind: NoteKind) -> None:
        """A note that is an element of its own, in a turn or between turns."""
        found = self.tree.block(element)
        if found is None:
            return
        block = found[0]
        self.draft.claim(block, "heading" if kind == "heading" else "note")
        note = DraftNote(by_words(element, kind, block.text), tidy(block.text), *block.span())
        (self.pending if turn is None else turn.notes).append(note)

    def narrative(self, node: Element | Text) -> None:
        """Words of the record that nobody said, and that are no note."""
        found = self.tree.block(node)
        if found is not None:
            self.draft.narrative.append(Passage(found[0], 0, len(found[0].text)))
            self.draft.claim(found[0], "intro")

    def drop_empty(self, turn: DraftTurn) -> bool:
        """Take back the turn that was opened last, where there is nothing at all in it."""
        if turn.candidate is None and not turn.paragraphs and not turn.notes:
            self.draft.turns.pop()
            return True
        return False

    def finish(self) -> Draft:
        """Settle the participants, claim what is left, tell what was not followed."""
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
        self._claim_rest()
        if self.tree.declares is not None:
            hint = "the document type and entities that it declares are left as they are written"
            start = self.tree.declares
            draft.problems.append(
                Problem("C130", "info", "the document declares a type of its own, which is not followed", start,
                        start + len("<!DOCTYPE"), hint)
            )  # fmt: skip
        return draft

    def _claim_rest(self) -> None:
        claimed = sorted(self.draft.stretches)
        starts = [stretch.start for stretch in claimed]
        kind, until = "furniture", 0
        for index, node in enumerate(self.tree.nodes):
            if isinstance(node, Element):
                if index >= until:
                    kind, until = "furniture", 0
                    if node.name in self.kinds:
                        kind, until = self.kinds[node.name], node.stop
                continue
            if index >= until:
                kind = "furniture"
            words = self.tree.text[node.start : node.end]
            start = node.start + len(words) - len(words.lstrip())
            end = node.start + len(words.rstrip())
            before = bisect_right(starts, end - 1) - 1
            if start < end and (before < 0 or claimed[before].end <= start):
                self.draft.stretches.append(Stretch(start, end, kind))


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


def number_of(written: str) -> int | None:
    """A number of votes."""
    return int(written) if written.isdecimal() and len(written) <= MOST_DIGITS else None


def is_date(written: str) -> bool:
    """Whether the words are a day of the calendar, as ISO 8601 writes it."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
