"""Records of the Kremlin family in English: text versions, saved pages, copies off the page, re-posts.

Head: furniture, title, dateline or date, hour and place on lines of their own, lead. Then a separator or the first
label. Foot: the dateline again, or the page's status lines. What is special stands in ``data/furniture.csv``,
``data/heading_openings.csv`` and ``data/participation.csv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from csto_cli.conventions.kremlin_flow import lines_of
from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage
from csto_cli.formats.reading import Reading
from csto_cli.parsing.cards import hide_cards
from csto_cli.parsing.dates import DateAt, find_date, is_clock, read_dateline
from csto_cli.parsing.draft import Draft, Fact, Problem
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.geography import is_place
from csto_cli.parsing.labels import Candidate, gather, weigh
from csto_cli.parsing.segment import is_furniture_line, is_heading, is_separator, read_body, read_intro
from csto_cli.source import Source

NAME = "kremlin"
LONGEST_PLACE = 100
LONGEST_TITLE = 300
HEAD_BLOCKS = 40
FURNITURE_KINDS = ("furniture", "caption", "meta")


def sniff(source: Source, reading: Reading) -> Sniff:
    """What tells the family: its page template, lines of its head and foot, its labels, a line of date and place."""
    running = lines_of(reading.blocks)
    shown = running.blocks if running else reading.blocks
    blocks = [block for block in shown if block.kind not in FURNITURE_KINDS]
    head, foot = blocks[:HEAD_BLOCKS], blocks[-HEAD_BLOCKS:]
    found = []
    if any(block.kind == "lead" for block in reading.blocks):
        found.append((0.6, "the page's template marks a lead"))
    if (lines := sum(1 for block in head if is_furniture_line(block.text, "head"))) > 1:
        found.append((0.5, f"{lines} lines of the family's page head"))
    if (lines := sum(1 for block in foot if is_furniture_line(block.text, "foot"))) > 1:
        found.append((0.4, f"{lines} lines of the family's page foot"))
    if (mark := _mark(source.text, blocks)) is not None:
        found.append((0.35, f"{mark!r} in a label or link"))
    if any(_is_dated(one, other) for one, other in pairwise([*head, None]) if one is not None):
        found.append((0.2, "a line of date and place in the head"))
    if not found:
        return Sniff(0.0)
    return Sniff(min(0.1 + sum(weight for weight, _ in found), 0.95), tuple(reason for _, reason in found))


def _mark(text: str, blocks: Sequence[Block]) -> str | None:
    """A word of the family's own in a label or link."""
    for row in rows("family_marks.csv"):
        if row["convention"] != NAME:
            continue
        if row["zone"] == "text" and row["words"] in text:
            return row["words"]
        if row["zone"] == "labels" and any(_labels(block, row["words"]) for block in blocks):
            return row["words"]
    return None


def _labels(block: Block, words: str) -> bool:
    return block.text.startswith(words) and ":" in block.text[: len(words) + 40]


def _is_dated(block: Block, following: Block | None) -> bool:
    """A dateline with its place, or a date with the hour below it."""
    line = read_dateline(block.text) if len(block.text) < 160 else None
    if line is None:
        return False
    return line.place is not None or (following is not None and is_clock(following.text))


def read(source: Source, reading: Reading) -> Draft:
    """Read a record whose blocks a format has given: head, labels weighed over the whole record, body, foot."""
    hide_cards(reading)
    draft = Draft(NAME, hidden=reading.hidden)
    running = lines_of(reading.blocks)
    blocks = running.blocks if running else reading.blocks
    stop = _foot(draft, blocks)
    blocks = blocks[:stop]
    sentences = "\n".join(block.text for block in blocks if block.kind not in FURNITURE_KINDS)
    draft.candidates = [c for c in gather(blocks) if _can_be_label(c)]
    weigh(draft.candidates, sentences)
    labels = [candidate for candidate in draft.candidates if candidate.is_label]
    if running:
        draft.candidates += running.refused
    first = labels[0].position if labels else len(blocks)
    body = _head(draft, blocks, first)
    read_body(draft, blocks, body, labels, sentences)
    return draft


def _can_be_label(candidate: Candidate) -> bool:
    block = candidate.block
    return block.kind in ("paragraph", "list", "heading", "quote") and not is_furniture_line(
        block.text, "head", "foot", "any"
    )


def _foot(draft: Draft, blocks: Sequence[Block]) -> int:
    """Number of blocks before the page's foot; the foot is entered into the account."""
    lines = [
        i
        for i, block in enumerate(blocks)
        if block.kind not in FURNITURE_KINDS and is_furniture_line(block.text, "foot")
    ]
    stop = len(blocks)
    if lines and _is_foot(blocks, lines[-1]):
        stop = lines[-1]
        for i in reversed(lines[:-1]):
            if stop - i > 12:
                break
            stop = i
    for block in blocks[stop:]:
        draft.claim(block, "furniture" if block.kind in FURNITURE_KINDS else "footer")
    return stop


def _is_foot(blocks: Sequence[Block], last: int) -> bool:
    """The foot's last line stands near the end: only a few short lines follow it."""
    after = [block for block in blocks[last + 1 :] if block.kind not in FURNITURE_KINDS]
    return len(after) <= 6 and all(len(block.text) < 120 for block in after)


def _head(draft: Draft, blocks: Sequence[Block], first: int) -> int:
    """Read the head; returns the number of the block that the body begins with."""
    stop = next((i for i in range(first) if is_separator(blocks[i])), first)
    rest: list[tuple[int, Block]] = []
    dated = False
    for i in range(stop):
        block = blocks[i]
        if block.kind in FURNITURE_KINDS:
            draft.claim(block, "furniture")
        elif not dated and is_furniture_line(block.text, "head", "any"):
            draft.claim(block, "furniture")
            _date_of_repost(draft, block)
        elif _read_date(draft, block, dated=dated):
            dated = True
        elif _is_hour_or_place(draft, blocks, i):
            draft.claim(block, "dateline")
        else:
            rest.append((i, block))
    for i, block in _title(draft, rest):
        heading = i == stop - 1 and i + 1 == first and draft.title is not None and is_heading(block, following=True)
        if heading:
            return i
        read_intro(draft, block)
    return stop


def _read_date(draft: Draft, block: Block, *, dated: bool) -> bool:
    line = read_dateline(block.text) if block.kind in ("paragraph", "date", "heading") else None
    if line is None:
        return False
    draft.claim(block, "dateline")
    if not dated:
        _set_date(draft, block, line.date)
        if line.place:
            _set_place(draft, block, *line.place)
    return True


def _date_of_repost(draft: Draft, block: Block) -> None:
    """A re-post's first line: `` date 2019-05-28 Source: ...``."""
    found = find_date(block.text) if block.text.startswith("date ") else None
    if found is not None and "date" not in draft.facts:
        _set_date(draft, block, found)


def _set_date(draft: Draft, block: Block, found: DateAt) -> None:
    words = words_at(block, found.start, found.end)
    if found.problem:
        draft.problems.append(
            Problem("C111", "warning", f"the date {words.text!r} cannot be: {found.problem}", words.start, words.end)
        )
        return
    if found.first:
        draft.facts["date"] = Fact(found.first, [words])
    if found.last and found.last != found.first:
        draft.facts["end_date"] = Fact(found.last, [words])


def _set_place(draft: Draft, block: Block, start: int, end: int) -> None:
    words = words_at(block, start, end)
    draft.facts["place"] = Fact(words.text, [words])


def _is_hour_or_place(draft: Draft, blocks: Sequence[Block], i: int) -> bool:
    """Lines right after the date: the hour of publication, then the place, each on a line of its own."""
    block = blocks[i]
    if block.kind in ("time", "place"):
        if block.kind == "place":
            _set_place(draft, block, 0, len(block.text))
        return True
    before = blocks[i - 1] if i else None
    if before is None or "date" not in draft.facts or block.gap > 1:
        return False
    if block.gap:
        return _is_known_place(block.text) and read_dateline(before.text) is not None and _take_place(draft, block)
    if is_clock(block.text):
        return read_dateline(before.text) is not None
    after_hour = is_clock(before.text) and i > 1 and read_dateline(blocks[i - 2].text) is not None
    return (
        (after_hour or read_dateline(before.text) is not None) and _is_place(block.text) and _take_place(draft, block)
    )


def _take_place(draft: Draft, block: Block) -> bool:
    if "place" in draft.facts:
        return False
    _set_place(draft, block, 0, len(block.text))
    return True


def _is_place(text: str) -> bool:
    return len(text) <= LONGEST_PLACE and text[0].isupper() and text[-1] not in ".:!?…"


def _is_known_place(text: str) -> bool:
    """A line whose last part is a place of the tables: ``Circular Hall, The Kremlin, Moscow``."""
    return _is_place(text) and is_place(text.rpartition(",")[2].strip(" "))


def _title(draft: Draft, rest: list[tuple[int, Block]]) -> list[tuple[int, Block]]:
    """Take the title off what is left of the head: the marked one, else the first line that is no sentence."""
    marked = next((entry for entry in rest if entry[1].kind == "title"), None)
    if marked is None and rest and rest[0][1].kind in ("paragraph", "heading") and _is_title(rest[0][1].text):
        marked = rest[0]
    if marked is None:
        return rest
    block = marked[1]
    draft.title = Passage(block, 0, len(block.text))
    draft.claim(block, "title")
    draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
    return [entry for entry in rest if entry is not marked]


def _is_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and text[-1] not in ".:;,…"
