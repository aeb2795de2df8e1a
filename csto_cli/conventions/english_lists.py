"""Lists in English published beside a record: ``Name, office`` or ``NAME – office`` a line, numbered documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from csto_cli.data import rows
from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.parsing.documents import FoundDocument, Proof
from csto_cli.parsing.names import LabelReading, OfficeAt, is_capitalised, is_particle, read_label
from csto_cli.parsing.people import Named
from csto_cli.parsing.supplement import Listed
from csto_cli.patterns import pattern

BULLET = r"(?:[-•*·–—]\s+|\(?\d{1,3}[.)]\s+)?"
ENTRY = pattern(rf"{BULLET}(?P<name>[^\W\d_][^,:;()–—]{{2,60}}?)\s*(?:,\s+|\s[–—-]\s+)(?P<office>[^:]{{3,240}})$")
DASH = pattern(r"\s[–—-]\s+")
EDGES = " .;,"
LONGEST_ENTRY = 300
ITEM = pattern(r"(?:(?<!\S)|(?<=[.;]))\(?(?P<number>\d{1,2})[.)]\s+(?=[A-Z“\"])")
LONGEST_TITLE = 700
KIND_WITHIN = 90
CYRILLIC = pattern(r"[А-Яа-яЁё]")
WORD = pattern(r"[^\W\d_]+")


def read_list(blocks: Sequence[Block]) -> Listed:
    """People or documents of a list, in its order; nothing where the text is no such list."""
    documents = list(_documents(blocks))
    return Listed(documents=documents) if documents else Listed(people=list(_people(blocks)))


def _people(blocks: Sequence[Block]) -> Iterator[Named]:
    for block in blocks:
        dashes = list(DASH.finditer(block.text))
        match = ENTRY.match(block.text) if len(dashes) < 2 else None
        if match is not None and _is_name(match["name"]):
            yield _named(block, match.span("name"), match.span("office"))
        elif dashes:
            yield from _in_running_text(block, dashes)


def _in_running_text(block: Block, dashes: Sequence[re.Match[str]]) -> Iterator[Named]:
    """``Name – office Name – office``: a name ends the words before its dash; a dash without one is the office's."""
    names: list[tuple[int, int]] = []
    ends: list[int] = []
    for dash in dashes:
        low = max(ends[-1] if ends else 0, dash.start() - LONGEST_ENTRY)
        reading = read_label(block.text[low : dash.start()])
        name = block.text[low + reading.start : low + reading.end]
        if _is_name(name) and low + reading.end == dash.start():
            names.append((low + reading.start, dash.start()))
            ends.append(dash.end())
    stops = [*(start for start, _ in names[1:]), len(block.text)][: len(names)]
    for name_at, start, stop in zip(names, ends, stops, strict=True):
        if block.text[start:stop].strip(EDGES):
            yield _named(block, name_at, (start, stop))


def _named(block: Block, name: tuple[int, int], office: tuple[int, int]) -> Named:
    start, printed = name[0], block.text[slice(*name)]
    title = block.text[slice(*office)].rstrip(EDGES)
    held = OfficeAt(tidy(title), office[0] - start, office[0] - start + len(title))
    reading = LabelReading("", tidy(printed), 0, len(printed), (held,), firm=True)
    return Named(reading, block, start, tidy(printed), is_label=False)


def _is_name(words: str) -> bool:
    """Two to six capitalised words and particles, in Latin letters."""
    split = words.split()
    if CYRILLIC.search(words):
        return False
    return 1 < len(split) < 7 and all(is_capitalised(word) or is_particle(word) for word in split)


def _documents(blocks: Sequence[Block]) -> Iterator[FoundDocument]:
    """Numbered documents under a title that says what was done with them."""
    title = blocks[0] if blocks else None
    told = _verbs().search(title.text) if title is not None else None
    if title is None or told is None:
        return
    status = _statuses()[told.group().lower()]
    proof = Proof(Passage(title, 0, len(title.text)), told.start(), told.end(), "printed")
    for block in blocks:
        numbers = list(ITEM.finditer(block.text))
        ends = [number.start() for number in numbers[1:]] + [len(block.text)]
        for number, end in zip(numbers, ends, strict=False):
            words = block.text[number.end() : end].rstrip(" .;*")
            kind = _kind(words)
            if kind is not None and len(words) <= LONGEST_TITLE:
                named = Proof(Passage(block, 0, len(block.text)), number.end(), number.end() + len(words), "printed")
                yield FoundDocument(
                    kind, None, tidy(words), status, None, None, None, named, proof, mentions=[(None, named)]
                )


@cache
def _statuses() -> dict[str, str]:
    return {row["form"]: row["status"] for row in rows("adoption_verbs.csv") if row["language"] == "en"}


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(form) for form in _statuses())})\b", re.IGNORECASE)


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("document_kinds.csv") if row["language"] == "en"}


def _kind(words: str) -> str | None:
    """Kind of the first document word of a title."""
    found = (_kinds().get(word.group().lower()) for word in WORD.finditer(words[:KIND_WITHIN]))
    return next((kind for kind in found if kind is not None), None)
