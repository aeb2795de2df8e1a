"""A record while it is read: what the convention found, in display and source offsets, before it becomes a Meeting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.model import NoteKind, Severity
from csto_cli.parsing.account import Stretch
from csto_cli.parsing.evidence import Words
from csto_cli.parsing.geography import Organisation
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.notes import NoteAt
from csto_cli.parsing.people import Joined, Named, Person, ShortForm
from csto_cli.parsing.supplement import Supplement

if TYPE_CHECKING:
    from csto_cli.parsing.documents import FoundDocument, FoundTopic


class Problem(NamedTuple):
    """A diagnostic of the parser, in source offsets; None where it concerns the record as a whole."""

    code: str
    severity: Severity
    message: str
    start: int | None = None
    end: int | None = None
    hint: str | None = None


class DraftNote(NamedTuple):
    """A note with its source offsets."""

    kind: NoteKind
    text: str
    start: int
    end: int


@dataclass(slots=True)
class DraftParagraph:
    """A paragraph of speech: ``block.text[start:end]`` less the notes that are cut out of it."""

    block: Block
    start: int
    end: int
    notes: list[NoteAt]
    _spoken: list[tuple[int, int]] | None = None

    @property
    def passage(self) -> Passage:
        """The whole paragraph, notes included."""
        return Passage(self.block, self.start, self.end)

    @property
    def low(self) -> str:
        """The whole paragraph in lower case, to be looked through for words."""
        return self.block.text[self.start : self.end].lower()

    def spoken(self) -> list[tuple[int, int]]:
        """Display stretches of what was said, outer white space cut off; worked out once."""
        if self._spoken is None:
            self._spoken = self._parts()
        return self._spoken

    def _parts(self) -> list[tuple[int, int]]:
        parts, position = [], self.start
        for note in self.notes:
            if note.cut:
                parts.append((position, note.start))
                position = note.end
        parts.append((position, self.end))
        trimmed = [_trimmed(self.block.text, start, end) for start, end in parts]
        return [(start, end) for start, end in trimmed if start < end]

    def text(self) -> str:
        """What was said, white space folded."""
        spoken, words = self.spoken(), self.block.text
        if len(spoken) == 1:
            ((start, end),) = spoken
            return tidy(words[start:end])
        return tidy(" ".join([words[a:b] for a, b in spoken]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without the spaces at its ends."""
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


@dataclass(slots=True)
class DraftTurn:
    """A turn: its label, who that is, its paragraphs and notes.

    ``goes_on`` is the labelled turn whose speaker goes on here without a label of their own.
    """

    index: int
    candidate: Candidate | None
    joined: Joined | None = None
    paragraphs: list[DraftParagraph] = field(default_factory=list)
    notes: list[DraftNote] = field(default_factory=list)
    interrupted_by: int | None = None
    resumes: int | None = None
    interruption: Words | None = None
    goes_on: DraftTurn | None = None
    speaker_words: Words | None = None
    """What says who speaks, in a turn without a label."""

    @property
    def person(self) -> Person | None:
        """The participant who speaks, where that is known."""
        return self.joined.person if self.joined else None


@dataclass(slots=True)
class Fact:
    """A value and the words that prove it."""

    value: str
    words: list[Words]


@dataclass(slots=True)
class Draft:
    """Everything that a convention found in one record.

    ``roster`` names those whom lists of the convention's own kind tell of, ``documents`` what it found settled by its
    own rules; ``reads_prose`` tells whether documents are to be looked for in the narrative and in speeches too.
    ``body`` is the body that met, the words that name it and its organisation, where the record prints it apart from
    the title. ``chairing`` is the name of who presides as the record prints it, with the words that say so.
    ``patronymics`` are kept by the name in the nominative, for calls that use them. ``supplements`` are lists published
    beside the record. ``aliases`` gives the full names that a short form fits (by its key), ``keeps_case`` tells that
    capitals in names are no mere style.
    ``registered`` tells that the packing itself says who is who: people, who speaks, who presides and what is cut off
    are settled already, and ``topics`` and ``language`` (empty for one that is not known) are what it declares.
    """

    convention: str
    stretches: list[Stretch] = field(default_factory=list)
    title: Passage | None = None
    body: tuple[str, Words, Organisation] | None = None
    facts: dict[str, Fact] = field(default_factory=dict)
    narrative: list[Passage] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    turns: list[DraftTurn] = field(default_factory=list)
    notes: list[DraftNote] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    roster: list[Named] = field(default_factory=list)
    documents: list[FoundDocument] = field(default_factory=list)
    topics: list[FoundTopic] = field(default_factory=list)
    reads_prose: bool = True
    registered: bool = False
    language: str | None = None
    chairing: tuple[str, Words] | None = None
    patronymics: dict[str, str] = field(default_factory=dict)
    supplements: list[Supplement] = field(default_factory=list)
    aliases: dict[str, ShortForm] = field(default_factory=dict)
    keeps_case: bool = False
    problems: list[Problem] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)

    def claim(self, block: Block, kind: str, start: int = 0, end: int | None = None) -> None:
        """Enter ``block.text[start:end]`` (all of it where nothing is said) into the account."""
        begin, stop = block.span(start, end)
        self.stretches.append(Stretch(begin, stop, kind))
