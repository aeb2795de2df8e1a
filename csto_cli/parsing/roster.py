"""Those whom a record lists as taking part: names with offices in its title, lead and introduction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from csto_cli.data import rows
from csto_cli.formats.block import Passage, tidy
from csto_cli.parsing.geography import is_place
from csto_cli.parsing.labels import OPENING_WORDS
from csto_cli.parsing.names import (
    OFFICE_KINDS,
    ROMAN,
    SMALL,
    LabelReading,
    Word,
    is_capitalised,
    is_given_name,
    is_name_word,
    is_particle,
    kind_of,
    read_label,
    words_of,
)  # fmt: skip
from csto_cli.parsing.people import Named
from csto_cli.patterns import pattern

TOKEN = pattern(r"[^\s,;:()\[\]]+|[,;:()\[\]]")
SENTENCE = pattern(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])[.!?…](?:\s+|$)")
LONGEST_PASSAGE = 6000
LONGEST_ENTRY = 60
# Behind a comma these tell where the people were met, and no more of an office.
WHERE = frozenset({"at", "in", "on"})


@cache
def _phrases() -> re.Pattern[str]:
    table = sorted(rows("participation.csv"), key=lambda row: -len(row["words"]))
    return re.compile(rf"\b({'|'.join(re.escape(row['words']) for row in table)})\b", re.IGNORECASE)


@cache
def _ways() -> dict[str, str]:
    return {row["words"].lower(): row["how"] for row in rows("participation.csv")}


@lru_cache(maxsize=1 << 10)
def _read(words: str) -> LabelReading:
    """The reading of words in prose: the same words are asked for where a run is cut, and again where it is named."""
    return read_label(words)


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
    text = passage.text[:LONGEST_PASSAGE]
    match = _phrases().search(text)
    return match is not None and match.start() < 60 and len(_people(passage, match.end(), len(text))) > 1


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in SENTENCE.finditer(text):
        yield start, stop.start() + 1
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def _people(passage: Passage, start: int, end: int) -> list[Named]:
    """Those named in a stretch; a bare name counts if its given name is known, or beside two others that count."""
    text = passage.text
    named = []
    for words in _chunks(text, start, end):
        for first, last in _entries(text, words):
            first = _past_groups(text, first, last)
            reading = _in_prose(_read(text[first:last]))
            if _is_name(reading):
                named.append(
                    Named(reading, passage.block, passage.start + first, tidy(text[first:last]), is_label=False)
                )
    sure = [entry for entry in named if _is_person(entry.reading)]
    return [entry for entry in named if entry.reading.firm or entry in sure] if len(sure) > 1 else sure


def _in_prose(reading: LabelReading) -> LabelReading:
    """Prose before a name is an office only with an office's word in it; ``In Northern Region, Ann Lee`` has none."""
    return reading._replace(offices=tuple(office for office in reading.offices if _holds_office(office.title)))


def _holds_office(title: str) -> bool:
    return any(kind_of(word.key) in OFFICE_KINDS for word in words_of(title))


def _past_groups(text: str, first: int, last: int) -> int:
    """Unnamed groups before an entry are no part of it: ``heads of regions, Head of the Bank Ivan Ivanov``."""
    head = text[first:last].split(" ", 1)[0]
    comma = text.rfind(",", first, last)
    if comma < 0 or not (head.islower() and head.endswith("s") and kind_of(head[:-1])):
        return first
    return comma + 1 + len(text[comma + 1 : last]) - len(text[comma + 1 : last].lstrip(" "))


def _is_name(reading: LabelReading) -> bool:
    words = reading.name.split()
    if not words or words[0].lower() in OPENING_WORDS:
        return False
    if any(_is_acronym(word) or word.endswith(("’s", "'s")) for word in words) or is_place(reading.name):
        return False
    return len(words) > 1 or reading.crowned


def _is_person(reading: LabelReading) -> bool:
    """A reading of running prose names a person only on good grounds: an office, a crown, or a known given name."""
    if reading.crowned or is_given_name(reading.name.split()[0]):
        return True
    return any(_holds_office(office.title) for office in reading.offices)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and not ROMAN.match(word)


def _chunks(text: str, start: int, end: int) -> Iterator[list[Word]]:
    """Runs of capitalised words, office words, small words and commas; any other lower-case word parts them."""
    chunk: list[Word] = []
    for match in TOKEN.finditer(text, start, end):
        word = Word(match.group().rstrip("."), match.start(), match.end() - match.group().endswith("."))
        where = word.key in WHERE and chunk and chunk[-1].text == ","
        if word.text and not where and (_joins(word) or word.text == ","):
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
    """Cut a run at commas and ``and``, but only where what stands before is a whole entry."""
    entry: list[Word] = []
    for i, word in enumerate(words):
        parts = word.text == "," or word.key == "and"
        if len(entry) > LONGEST_ENTRY:
            entry = []
        if parts and _is_entry(text, entry, words[i + 1 : i + 1 + LONGEST_ENTRY]):
            yield from _bounds(entry)
            entry = []
        elif entry or (word.text != "," and word.key not in SMALL):
            entry.append(word)
    yield from _bounds(entry)


def _bounds(entry: list[Word]) -> Iterator[tuple[int, int]]:
    """Where an entry begins and ends, without commas and small words at its end."""
    last = len(entry)
    while last and (entry[last - 1].text == "," or entry[last - 1].key in SMALL):
        last -= 1
    if last:
        yield entry[0].start, entry[last - 1].end


def _is_entry(text: str, entry: list[Word], following: list[Word]) -> bool:
    """``Office Name`` is whole; ``Name`` is, unless its office follows; ``Name, office`` is before a name."""
    if not entry:
        return False
    reading = _read(text[entry[0].start : entry[-1].end])
    after = _until_comma(following)
    if any(word.text == "," for word in entry) and _is_bare_name(_until_comma(entry)):
        return _is_bare_name(after)
    if not is_name_word(entry[-1]) or not (len(reading.name.split()) > 1 or reading.crowned):
        return False
    return bool(reading.offices) or not _is_office_start(after) or _ends_with_name(text, after)


def _until_comma(words: list[Word]) -> list[Word]:
    stop = next((i for i, word in enumerate(words) if word.text == "," or word.key == "and"), len(words))
    return words[:stop]


def _is_bare_name(words: list[Word]) -> bool:
    """Nothing but a name: two to five capitalised words and particles."""
    return 1 < len(words) < 6 and all(is_name_word(word) or is_particle(word.text) for word in words)


def _starts_with_name(words: list[Word]) -> bool:
    return len(words) > 1 and is_name_word(words[0]) and (is_name_word(words[1]) or is_particle(words[1].text))


def _is_office_start(words: list[Word]) -> bool:
    """Do the words begin with an office before any name? ``Minister of Industry``, ``the head of the agency``."""
    return any(kind_of(word.key) in ("office", "modifier", "rank") for word in words[:3]) and not _starts_with_name(
        words[:2]
    )


def _ends_with_name(text: str, words: list[Word]) -> bool:
    if not words or not is_name_word(words[-1]):
        return False
    return len(_read(text[words[0].start : words[-1].end]).name.split()) > 1
