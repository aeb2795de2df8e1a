"""Those whom a record lists as taking part: names with offices in its title, lead and introduction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from csto_cli.data import rows
from csto_cli.formats.block import Passage, fold
from csto_cli.parsing.names import (
    SMALL, LabelReading, Word, is_capitalised, is_name_word, is_particle, kind_of, read_label,
)  # fmt: skip
from csto_cli.parsing.people import Named

TOKEN = re.compile(r"[^\s,;:()\[\]]+|[,;:()\[\]]")
SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])[.!?…](?:\s+|$)")
LONGEST_PASSAGE = 6000


@cache
def _phrases() -> re.Pattern[str]:
    table = sorted(rows("participation.csv"), key=lambda row: -len(row["words"]))
    return re.compile(rf"\b({'|'.join(re.escape(row['words']) for row in table)})\b", re.IGNORECASE)


@cache
def _ways() -> dict[str, str]:
    return {row["words"]: row["how"] for row in rows("participation.csv")}


def listed(passages: Sequence[Passage]) -> Iterator[Named]:
    """Every person named with the words that tell of taking part, in order; the words themselves are the evidence."""
    for passage in passages:
        text = passage.text[:LONGEST_PASSAGE]
        for start, end in _sentences(text):
            match = _phrases().search(text, start, end)
            if match is None:
                continue
            how = _ways()[match.group(1).lower()]
            if how in ("before", "around"):
                yield from _people(passage, start, match.start())
            if how in ("after", "around"):
                yield from _people(passage, match.end(), end)


def is_list_of_participants(passage: Passage) -> bool:
    """Is the paragraph as a whole a list of those taking part?"""
    match = _phrases().search(passage.text)
    return match is not None and match.start() < 60 and len(list(_people(passage, match.end(), len(passage.text)))) > 1


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in SENTENCE.finditer(text):
        yield start, stop.start() + 1
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def _people(passage: Passage, start: int, end: int) -> Iterator[Named]:
    text = passage.text
    for words in _chunks(text, start, end):
        for first, last in _entries(text, words):
            reading = read_label(text[first:last])
            if _is_person(reading):
                yield Named(reading, passage.block, passage.start + first, fold(text[first:last]), is_label=False)


def _is_person(reading: LabelReading) -> bool:
    if not reading.name or reading.voice:
        return False
    return (len(reading.name.split()) > 1 and (bool(reading.offices) or reading.firm)) or reading.crowned


def _chunks(text: str, start: int, end: int) -> Iterator[list[Word]]:
    """Runs of capitalised words, office words, small words and commas; any other lower-case word parts them."""
    chunk: list[Word] = []
    for match in TOKEN.finditer(text, start, end):
        word = Word(match.group().rstrip("."), match.start(), match.end() - match.group().endswith("."))
        if word.text and (_joins(word) or word.text == ","):
            chunk.append(word)
            continue
        if chunk:
            yield chunk
        chunk = []
    if chunk:
        yield chunk


def _joins(word: Word) -> bool:
    return bool(
        is_capitalised(word.text)
        or word.key in SMALL
        or kind_of(word.key)
        or is_particle(word.text)
        or word.text[0].isdigit()
    )


def _entries(text: str, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Cut a run at commas and ``and``, but only where what stands before ends with a name."""
    entry: list[Word] = []
    for word in words:
        if (word.text == "," or word.key == "and") and _ends_with_name(text, entry):
            yield entry[0].start, entry[-1].end
            entry = []
        elif entry or (word.text != "," and word.key not in SMALL):
            entry.append(word)
    while entry and (entry[-1].text == "," or entry[-1].key in SMALL):
        entry.pop()
    if entry:
        yield entry[0].start, entry[-1].end


def _ends_with_name(text: str, entry: list[Word]) -> bool:
    if not entry or not is_name_word(entry[-1]):
        return False
    reading = read_label(text[entry[0].start : entry[-1].end])
    return bool(reading.name) and (len(reading.name.split()) > 1 or reading.crowned)
