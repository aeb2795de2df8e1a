"""What conventions of encoded records share: markup that says who speaks, what is a paragraph and what is a note."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from csto_cli.conventions.registered import NOTE_KINDS, Registered
from csto_cli.errors import NotRecognisedError
from csto_cli.formats.block import Block, Chunk, Passage, tidy
from csto_cli.formats.reading import Reading
from csto_cli.formats.text import spaced
from csto_cli.formats.xml import Element, Text, Tree
from csto_cli.model import Basis, NoteKind, Vote
from csto_cli.parsing.account import Stretch
from csto_cli.parsing.documents import Proof
from csto_cli.parsing.draft import Draft, DraftNote, DraftParagraph, DraftTurn, Fact, Problem
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import OfficeAt
from csto_cli.parsing.notes import NoteAt, stage_kind
from csto_cli.parsing.people import Person
from csto_cli.source import Source

MOST_DIGITS = 9
COUNTS = ("in_favour", "against", "abstentions")
"""What a vote counts, by the names of the model."""
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
class Encoded(Registered):
    """A draft that is filled from a tree."""

    tree: Tree
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Elements whose words, where nothing else claims them, are of a kind of the account; others are furniture."""
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

    def turn(self, speaker: Person | None, label: Element | None, words: Words | None) -> DraftTurn:
        """Open a turn; ``words`` say who speaks where there is no label."""
        found = self.tree.block(label) if label is not None else None
        return self.open(self._label(*found, speaker) if found is not None else None, speaker, words)

    def _label(self, block: Block, inside: Iterable[tuple[Element, int, int]], speaker: Person | None) -> Candidate:
        """The label, with the office that its markup sets apart."""
        end = len(block.text.rstrip(" :：")) or len(block.text)
        offices = tuple(
            OfficeAt(self._title(element) or tidy(block.text[start:stop]), start, stop)
            for element, start, stop in inside if element.name in OFFICES
        )  # fmt: skip
        return self.label(block, end, speaker, offices)

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
        title = self.draft.title
        if title is not None and found is not None and _overlap(title.span(), found[0].span()):
            return  # a title that is never closed holds the rest of the head, which is claimed with it
        if found is not None:
            self.draft.narrative.append(Passage(found[0], 0, len(found[0].text)))
            self.draft.claim(found[0], "intro")

    def finish(self) -> Draft:
        """Settle the participants, claim what is left, tell what was not followed."""
        draft = self.draft
        self.settle()
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


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class Mentions:
    """Where documents are named: in marked words of a paragraph, or somewhere in it."""

    def __init__(self, encoded: Encoded, named: Mapping[tuple[str, str], list[Element]]) -> None:
        """``named`` holds the marked words by paragraph and document, in order; each is given once."""
        self.encoded, self.named = encoded, named
        self.whole: dict[str, Proof | None] = {}

    def at(
        self, turn: DraftTurn | None, paragraph: str, element: Element | None, document: str, title: Proof
    ) -> Iterator[tuple[int | None, Proof]]:
        """Where a paragraph marks the words, these; else the whole ``element``, the turn, or the list itself."""
        marked = self.named.get((paragraph, document))
        found = self.encoded.proof(marked.pop(0)) if marked else self._whole(paragraph, element)
        if turn is None:
            yield None, title
        elif found is not None:
            yield turn.index, found
        elif turn.paragraphs:
            passage = turn.paragraphs[0].passage
            yield turn.index, Proof(passage, 0, len(passage.text))

    def _whole(self, paragraph: str, element: Element | None) -> Proof | None:
        """The whole of a paragraph, which many documents can be named in."""
        if paragraph not in self.whole:
            self.whole[paragraph] = self.encoded.proof(element)
        return self.whole[paragraph]


def vote_of(words: Words | None, counts: Mapping[str, str]) -> Vote | None:
    """A vote with its words and the numbers that its markup tells."""
    if words is None:
        return None
    numbers = {name: number_of(counts.get(name, "")) for name in COUNTS}
    return Vote(**numbers, text=words.text)


def number_of(written: str) -> int | None:
    """A number of votes."""
    return int(written) if written.isdecimal() and len(written) <= MOST_DIGITS else None
