"""The course of a meeting: opened, closed, adjourned; the floor taken unasked, interrupted and resumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from csto_cli.formats.block import Block
from csto_cli.model import FloorKind
from csto_cli.parsing.draft import DraftParagraph, DraftTurn
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.floor.move import FloorMove
from csto_cli.parsing.floor.phrases import may_hold, phrase, sentences
from csto_cli.parsing.people import Person
from csto_cli.patterns import pattern

FIRST_TURNS, LAST_TURNS = 3, 3
LAST_PARAGRAPHS = 4
LONGEST_OPENING = 300
"""Characters of a sentence that opens, closes or adjourns; what is longer tells of something else."""
FIRST_WORDS = 8
UNSURE = pattern(r"\b(?:if|when|until|unless|not|never|would|after|before)\b|n[’']t\b", re.IGNORECASE)


def opened(turns: Sequence[DraftTurn]) -> list[FloorMove]:
    """The opening: the first clear words of it, said by who speaks first or presides."""
    return list(islice(_first(turns[:FIRST_TURNS], "opened", ends_only=False), 1))


def closed(turns: Sequence[DraftTurn]) -> list[FloorMove]:
    """The closing and what puts the meeting off, in its last turns."""
    last = turns[-LAST_TURNS:]
    return [*list(_first(last, "closed", ends_only=True))[-1:], *islice(_first(last, "adjourned", ends_only=True), 1)]


def _first(turns: Iterable[DraftTurn], kind: FloorKind, *, ends_only: bool) -> Iterator[FloorMove]:
    """Sentences that do what ``kind`` says, said by a person."""
    for turn in turns:
        if turn.person is None or turn.person.voice:
            continue
        for paragraph in turn.paragraphs[-LAST_PARAGRAPHS if ends_only else 0 :]:
            for start, end in _sentences(paragraph) if may_hold(kind, paragraph.low) else ():
                if _does(kind, paragraph.block, start, end):
                    yield _told(kind, turn, turn.person, paragraph.block, start, end)


def _sentences(paragraph: DraftParagraph) -> Iterator[tuple[int, int]]:
    """Where the sentences of what was said begin and end."""
    for a, b in paragraph.spoken():
        yield from sentences(paragraph.block.text, a, b)


def _does(kind: FloorKind, block: Block, start: int, end: int) -> bool:
    """Whether a sentence does what ``kind`` says, and does not only speak of it."""
    if end - start > LONGEST_OPENING or not may_hold(kind, block.text[start:end].lower()):
        return False
    match = phrase(kind).search(block.text, start, end)
    return match is not None and not UNSURE.search(block.text, start, match.start())


def _told(kind: FloorKind, turn: DraftTurn, by: Person, block: Block, start: int, end: int) -> FloorMove:
    return FloorMove(kind, by, None, None, turn.index, None, words_at(block, start, end))


def taken(turns: Sequence[DraftTurn], moves: Sequence[FloorMove]) -> Iterator[FloorMove]:
    """The floor taken unasked, in explicit words at the start of a turn that nobody gave."""
    given = {move.taken_in_turn for move in moves}
    givers = {move.by.id for move in moves if move.by is not None}
    for turn in turns[1:]:
        person = turn.person
        if person is None or person.voice or person.id in givers or turn.index in given or not turn.paragraphs:
            continue
        first = turn.paragraphs[0]
        for a, b in first.spoken()[:1]:
            for start, end in sentences(first.block.text, a, b)[:2]:
                if may_hold("taken", first.block.text[start:end].lower()) and phrase("taken").search(
                    first.block.text, start, end
                ):
                    yield _told("taken", turn, person, first.block, start, end)
                    break


def broken(turns: Sequence[DraftTurn]) -> Iterator[FloorMove]:
    """Turns cut off, and those that go on with them."""
    for turn in turns:
        if turn.interrupted_by is not None and turn.interruption is not None:
            other = turns[turn.interrupted_by]
            yield FloorMove("interrupted", other.person, turn.person, None, turn.index, other.index, turn.interruption)
        if turn.resumes is not None and turn.paragraphs:
            between = turns[turn.index - 1]
            by = between.person if _bids_go_on(between) else None
            block = turn.paragraphs[0].block
            start, end = turn.paragraphs[0].spoken()[0]
            stop = [match.end() for match in re.finditer(r"[^ ]+", block.text[start:end])][:FIRST_WORDS]
            yield FloorMove(
                "resumed", by, turn.person, None, turn.index, None, words_at(block, start, start + stop[-1])
            )


def _bids_go_on(turn: DraftTurn) -> bool:
    """Whether the turn between asks the speaker to go on."""
    return any(phrase("goes_on").search(paragraph.text()) for paragraph in turn.paragraphs[-1:])
