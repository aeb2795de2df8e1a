"""Whatever nobody described: labels are weighed as everywhere, and the record says that it was read without a family.

Head: a heading, or a first short line, is the title; the first line that is a date gives the date.
"""

from __future__ import annotations

from collections.abc import Sequence

from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage
from csto_cli.formats.reading import Reading
from csto_cli.parsing.cards import hide_cards
from csto_cli.parsing.dates import read_dateline
from csto_cli.parsing.draft import Draft, Fact, Problem
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate, gather, weigh, weights
from csto_cli.parsing.running import run_on
from csto_cli.parsing.segment import is_separator, read_body, read_intro
from csto_cli.parsing.unroll import Unrolled, may_be_running, unroll
from csto_cli.source import Source

NAME = "generic"
CONFIDENCE = 0.2
FURNITURE = ("furniture", "caption", "meta")
LONGEST_TITLE = 200
SURE_BY = 3


def sniff(source: Source, reading: Reading) -> Sniff:
    """The last resort, never surer than a family that knows the record."""
    return Sniff(CONFIDENCE, ("no family of records is surer",))


def read(source: Source, reading: Reading) -> Draft:
    """Read a record by its labels alone."""
    hide_cards(reading)
    draft = Draft(NAME, hidden=reading.hidden)
    running = _unrolled(reading.blocks)
    blocks = running.blocks if running else reading.blocks
    sentences = "\n".join(block.text for block in blocks if block.kind not in FURNITURE)
    draft.candidates = gather([block for block in blocks if block.kind not in FURNITURE])
    places = [i for i, block in enumerate(blocks) if block.kind not in FURNITURE]
    for candidate in draft.candidates:
        candidate.position = places[candidate.position]
    weigh(draft.candidates, sentences)
    labels = [candidate for candidate in draft.candidates if candidate.is_label]
    if running:
        draft.candidates += running.refused
    first = labels[0].position if labels else len(blocks)
    read_head(draft, blocks[:first], has_turns=bool(labels))
    read_body(draft, blocks, first, labels, sentences)
    if labels:
        draft.problems.append(Problem("C113", "info", _how_sure(labels), hint="name the family with --convention"))
    return draft


def _unrolled(blocks: Sequence[Block]) -> Unrolled | None:
    """The lines that a record in running text was made of; None for any other, and where the page has furniture."""
    if not blocks or any(block.kind in FURNITURE for block in blocks) or not may_be_running(blocks):
        return None
    return unroll(run_on(blocks))


def read_head(draft: Draft, blocks: Sequence[Block], *, has_turns: bool) -> None:
    """What stands before the first label: furniture, a dateline, a title, the introduction."""
    for block in blocks:
        if block.kind in FURNITURE:
            draft.claim(block, "furniture")
        elif is_separator(block):
            draft.claim(block, "separator")
        elif "date" not in draft.facts and _read_date(draft, block):
            draft.claim(block, "dateline")
        elif draft.title is None and not draft.narrative and _is_title(block, has_turns=has_turns):
            draft.title = Passage(block, 0, len(block.text))
            draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            draft.claim(block, "title")
        else:
            read_intro(draft, block)


def _read_date(draft: Draft, block: Block) -> bool:
    line = read_dateline(block.text)
    if line is None or line.date.first is None:
        return False
    draft.facts["date"] = Fact(line.date.first, [words_at(block, line.date.start, line.date.end)])
    if line.place:
        words = words_at(block, *line.place)
        draft.facts["place"] = Fact(words.text, [words])
    return True


def _is_title(block: Block, *, has_turns: bool) -> bool:
    """A heading; or, in a record that has turns, a first line that is short and no sentence."""
    if block.kind in ("heading", "title"):
        return True
    return has_turns and len(block.text) <= LONGEST_TITLE and block.text[-1] not in ".:;,…?!"


def _how_sure(labels: Sequence[Candidate]) -> str:
    sure = sum(1 for label in labels if label.score >= weights()["threshold"] + SURE_BY)
    return f"no family of records was recognised; {sure} of {len(labels)} labels are sure"
