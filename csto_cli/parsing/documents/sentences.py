"""Sentences of a passage as rows of words that know where they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from csto_cli.formats.block import Passage, Run
from csto_cli.parsing.documents.lexicon import TOKEN, Lexicon, lower
from csto_cli.patterns import pattern

_STOP = pattern(r"[.!?…]{1,3}[\"”’»)\]]{0,3}\s+(?=[\"“«(\[]?[^\W\d_a-zа-яё]|[\"“«(\[]?\d)")
"""A full stop, question or exclamation mark before a capital or a figure."""

_LAST_WORD = pattern(r"[^\W_]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words folded (``low``) and where each starts and ends in the passage's text."""

    passage: Passage
    text: str
    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    titled: dict[int, int]
    """Italic or quoted stretches of more than one word: first word to the word after the last."""
    lexicon: Lexicon

    def __len__(self) -> int:
        """Number of words and marks."""
        return len(self.low)

    def word(self, index: int) -> str:
        """The folded word at ``index``; an empty one outside."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def raw(self, index: int) -> str:
        """The word at ``index`` as printed; an empty one outside."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.low) else ""

    def capital(self, index: int) -> bool:
        """Whether the word at ``index`` starts with a capital."""
        return self.raw(index)[:1].isupper()

    def mark(self, index: int) -> bool:
        """Whether a mark stands at ``index`` (or nothing)."""
        return not (0 <= index < len(self.low) and self.low[index][0].isalnum())

    def has(self, role: str, index: int) -> bool:
        """Whether the word at ``index`` plays ``role``."""
        return 0 <= index < len(self.low) and self.low[index] in self.lexicon.roles[role]

    def size(self, role: str, index: int) -> int:
        """Length in words of the phrase of ``role`` that starts at ``index``; 0 for none."""
        hit = self.lexicon.roles[role].at(self.low, index)
        return hit[0] if hit else 0

    def trapped(self, trap: str, start: int, end: int) -> bool:
        """Whether a false friend of the family ``trap`` stands in ``[start, end)``."""
        return self.lexicon.traps[trap].found_in(self.low, start, end)


def bounds(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where the sentences of ``text`` start and end; a stop after an abbreviation or an initial ends none."""
    start = 0
    for stop in _STOP.finditer(text):
        before = _LAST_WORD.search(text, max(start, stop.start() - 12), stop.start())
        short = before is not None and (len(before[0]) == 1 or before[0].lower() in lexicon.role("abbreviation"))
        if short and text[stop.start()] == ".":
            continue
        yield start, stop.end()
        start = stop.end()
    if text[start:].strip():
        yield start, len(text)


def sentences(passage: Passage, lexicon: Lexicon) -> Iterator[Sentence]:
    """Sentences of ``passage``, in order."""
    text = passage.text
    for start, end in bounds(text, lexicon):
        yield sentence(passage, text, start, end, lexicon)


def sentence(passage: Passage, text: str, start: int, end: int, lexicon: Lexicon) -> Sentence:
    """The sentence at ``[start, end)`` of ``passage``, whose text is ``text``."""
    spans = [match.span() for match in TOKEN.finditer(text, start, end)]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    low = _folded([text[a:b] for a, b in spans], lexicon)
    return Sentence(passage, text, low, starts, ends, _titled(_runs(passage), low, starts, ends), lexicon)


def _folded(words: list[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words in lower case, but for months that would read as auxiliaries (``May``)."""
    low = [lower(word) for word in words]
    if not lexicon.ambiguous.isdisjoint(low):
        low = [
            word if folded in lexicon.ambiguous and word != folded else folded
            for word, folded in zip(words, low, strict=True)
        ]
    return tuple(low)


def _runs(passage: Passage) -> list[tuple[int, int]]:
    """Italic stretches in the passage's own offsets, neighbours joined."""
    joined: list[tuple[int, int]] = []
    for run in passage.block.italic:
        start, end = _inside(run, passage)
        if start >= end:
            continue
        if joined and not passage.text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _inside(run: Run, passage: Passage) -> tuple[int, int]:
    return max(run.start, passage.start) - passage.start, min(run.end, passage.end) - passage.start


_QUOTES = {"“": "”", "«": "»"}


def _titled(
    runs: list[tuple[int, int]], low: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...]
) -> dict[int, int]:
    """Stretches of two words and more that italics or quotation marks set apart as a title."""
    found: dict[int, int] = {}
    for start, end in runs:
        first, last = bisect_left(starts, start), bisect_right(ends, end)
        while first < last and not low[first][0].isalnum():
            first += 1
        while first < last and not (low[last - 1][0].isalnum() or low[last - 1] == ")"):
            last -= 1
        if last - first > 1:
            found[first] = last
    opened, closing = -1, ""
    for i, word in enumerate(low):
        if opened < 0 and word in _QUOTES:
            opened, closing = i, _QUOTES[word]
        elif opened >= 0 and word == closing:
            inner = i - 1 if low[i - 1] in {",", ".", ";"} else i
            if inner - opened > 2:
                found[opened + 1] = inner
            opened = -1
    return found
