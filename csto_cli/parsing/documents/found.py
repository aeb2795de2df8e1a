"""What is found: documents, topics, totals, each with the words that prove it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from csto_cli.formats.block import Passage
from csto_cli.model import Vote

SETTLED = frozenset({"adopted", "signed", "approved", "ratified"})


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn as far as documents are concerned."""

    index: int
    """Number of the turn."""
    speaker: str | None
    """Participant's id."""
    settles: bool
    """Whether this speaker's words can settle documents (the chair, a leader at a joint appearance)."""
    passages: tuple[Passage, ...]
    """What was said."""


class Proof(NamedTuple):
    """Words that prove something: ``passage.text[start:end]``."""

    passage: Passage
    start: int
    end: int
    basis: str = "printed"

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.passage.text[self.start : self.end]


@dataclass(slots=True)
class FoundDocument:
    """A document that the record names."""

    kind: str | None
    number: str | None
    title: str
    status: str
    date: str | None
    amends_title: str | None
    amends_date: str | None
    title_proof: Proof
    status_proof: Proof | None = None
    date_proof: Proof | None = None
    amends_proof: Proof | None = None
    vote: Vote | None = None
    mentions: list[tuple[int | None, Proof]] = field(default_factory=list)
    """Every place that names it: turn (none for the narrative) and words."""

    @property
    def settled(self) -> bool:
        """Whether it was adopted, signed, approved or ratified here."""
        return self.status in SETTLED


class FoundTopic(NamedTuple):
    """A subject that documents concern."""

    title: str
    proof: Proof


class Total(NamedTuple):
    """A number of documents that the record counts, of which it names ``listed``."""

    said: int
    listed: int
    proof: Proof


@dataclass(slots=True)
class Findings:
    """All that one record says about documents."""

    documents: list[FoundDocument] = field(default_factory=list)
    topics: list[FoundTopic] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
