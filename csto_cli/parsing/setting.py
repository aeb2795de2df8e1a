"""Facts of the meeting told in prose: how they met, who chaired, which body met, in which language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from csto_cli.data import rows
from csto_cli.formats.block import Passage
from csto_cli.parsing.draft import Fact
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.patterns import pattern

CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
LATIN = "abcdefghijklmnopqrstuvwxyz"
LATIN_LETTER, NOT_ASCII = pattern("[a-z]"), pattern(r"[^\x00-\x7f]+")
ENGLISH = frozenset({"the", "of", "and", "to"})
LANGUAGE_SAMPLE = 4_000


@cache
def _patterns(fact: str) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Each value of a fact, words in lower case without one of which its pattern fits nowhere, and the pattern."""
    return tuple(
        (row["value"], tuple(row["words"].split("|")), pattern(row["pattern"]))
        for row in rows("setting.csv")
        if row["fact"] == fact
    )


def _matches(fact: str, passages: Sequence[Passage]) -> Iterator[tuple[str, Passage, re.Match[str]]]:
    for passage in passages:
        text = passage.text
        low = text.lower()
        for value, words, told in _patterns(fact):
            match = told.search(text) if any(word in low for word in words) else None
            if match is not None:
                yield value, passage, match


def _words(passage: Passage, match: re.Match[str]) -> Words:
    return words_at(passage.block, passage.start + match.start(), passage.start + match.end())


def find_mode(passages: Sequence[Passage]) -> Fact | None:
    """How they met, where title, lead or introduction say so; a video link and a place together make ``mixed``."""
    found: dict[str, list[Words]] = {}
    for value, passage, match in _matches("mode", passages):
        found.setdefault(value, []).append(_words(passage, match))
    if "videoconference" in found:
        return Fact("videoconference", found["videoconference"][:1])
    return Fact("in_person", found["in_person"][:1]) if "in_person" in found else None


def find_chairing(passages: Sequence[Passage]) -> tuple[str, Words] | None:
    """The name before words such as ``chaired``, as printed, and the words that say so."""
    for _, passage, match in _matches("chair", passages):
        return match["name"], _words(passage, match)
    return None


def find_language(text: str, declared: str | None) -> str | None:
    """ISO 639-1 code: what the page declares, unless its script says otherwise; else what the letters tell."""
    middle = max(len(text) // 2 - LANGUAGE_SAMPLE // 2, 0)
    sample = text[middle : middle + LANGUAGE_SAMPLE].lower()
    cyrillic = sum(map(sample.count, CYRILLIC.intersection("".join(NOT_ASCII.findall(sample)))))
    latin = sum(map(sample.count, LATIN)) if cyrillic else LATIN_LETTER.search(sample) is not None
    if cyrillic > latin:
        return "ru"
    if declared and declared != "ru":
        return declared
    return "en" if latin and _is_english(sample) else None


def _is_english(sample: str) -> bool:
    """English text holds ``the`` and ``of`` about every twentieth word."""
    words = sample.split()
    return sum(word in ENGLISH for word in words) > len(words) * 0.05
