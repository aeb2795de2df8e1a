"""Running text taken apart again: a record on one line becomes the lines that it was scraped from.

Words before a colon that stand after a sentence's end are candidates for labels as paragraph starts are elsewhere; they
are weighed over the whole record, and the text is cut at those that are labels. What comes out are blocks that every
convention reads as its own paragraphs. A paragraph may have ended without a full stop: there a label is found by the
words of one that the record holds elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from csto_cli.formats.block import Block, slice_block
from csto_cli.parsing.labels import BRACKETS, LONGEST_LABEL, OPENING_WORDS, QUOTATION, Candidate, gather, weigh
from csto_cli.parsing.running import Running, run_on
from csto_cli.parsing.spelling import key

LONG_LINE = 1500
SHORT_RECORD = 3
LOOK_AHEAD = 60
MOST_WORDS = 30
COLON = re.compile(r":(?=\s|[^\W\d_]|[“\"«(\[]|$)")
SEPARATOR = re.compile(r"(?<!\S)(?:\*\s?){3}(?=\s|$)")
OMISSION = re.compile(r"(?<!\S)[<‹〈]\s*(?:…|\.\s?\.\s?\.)\s*[>›〉](?=\s|$)")
WORD = re.compile(r"\S+")
# Words before a name that make it a part of their sentence.
JOINING = OPENING_WORDS | frozenset({"and", "or", "the", "a", "an", "said", "says", "told", "my", "our", "his", "her"})


@dataclass(frozen=True, slots=True)
class Unrolled:
    """Blocks of a record that was running text, and the candidates for labels that it was not cut at."""

    blocks: list[Block]
    refused: list[Candidate]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a candidate would begin, and its colon."""

    start: int
    colon: int
    inside: bool = False


def is_running(blocks: Sequence[Block]) -> bool:
    """Do lines too long for paragraphs hold most of the text, or do very few lines hold all of it?"""
    lengths = [len(block.text) for block in blocks]
    if not any(":" in block.text for block in blocks):
        return False
    return len(lengths) <= SHORT_RECORD or sum(n for n in lengths if n > LONG_LINE) * 2 > sum(lengths)


def unroll(blocks: Sequence[Block]) -> Unrolled:
    """Cut running text at its labels; ``blocks`` must not be empty."""
    run = run_on(blocks)
    return unroll_between(run, 0, len(run.text), ())


def unroll_between(run: Running, start: int, end: int, cuts: Iterable[int]) -> Unrolled:
    """Cut ``run.text[start:end]`` at its labels, separators and omissions, and at ``cuts``."""
    edges = {start, end, *(cut for cut in cuts if start <= cut <= end)}
    for pattern in (SEPARATOR, OMISSION):
        edges |= {edge for found in pattern.finditer(run.text, start, end) for edge in found.span()}
    candidates = _weighed(run, start, end, sorted({*edges, *(b for b in run.breaks if start <= b < end)}))
    edges |= {place.start for place, candidate in candidates if candidate.is_label}
    parts = [block for first, last in pairwise(sorted(edges)) for block in run.cut(first, last)]
    return Unrolled(parts, [candidate for _, candidate in candidates if not candidate.is_label])


def _weighed(run: Running, start: int, end: int, edges: Sequence[int]) -> list[tuple[_Place, Candidate]]:
    text = run.text[start:end]
    colons = [found.start() for found in COLON.finditer(run.text, start, end)]
    places = list(_places(run, colons, edges))
    first = [(place, candidate) for place in places if (candidate := _candidate(run, place, end)) is not None]
    weigh([candidate for _, candidate in first], text)
    labels = {key(candidate.core) for _, candidate in first if candidate.is_label}
    taken = {place.colon for place, candidate in first if candidate.is_label}
    inner = [place for colon in colons if colon not in taken and (place := _inside(run, colon, edges, labels))]
    if not inner:
        return first
    found = [*first, *((place, made) for place in inner if (made := _candidate(run, place, end)) is not None)]
    found.sort(key=lambda entry: entry[0].start)
    weigh([candidate for _, candidate in found], text)
    return found


def _places(run: Running, colons: Sequence[int], edges: Sequence[int]) -> Iterator[_Place]:
    """A place for each sentence that holds a colon: the words up to its first one."""
    last = -1
    for colon in colons:
        start = _sentence_start(run, colon, edges)
        if start > last and colon - start <= LONGEST_LABEL:
            yield _Place(start, colon)
        last = max(last, start)


def _sentence_start(run: Running, offset: int, edges: Sequence[int]) -> int:
    i, j = bisect_right(run.stops, offset), bisect_right(edges, offset)
    start = max(run.stops[i - 1] if i else 0, edges[j - 1] if j else 0)
    words = run.text[start:offset]
    return start + len(words) - len(words.lstrip(" "))


def _candidate(run: Running, place: _Place, end: int) -> Candidate | None:
    block = slice_block(run.block, place.start, min(place.colon + LOOK_AHEAD, end))
    found = gather([block]) if block is not None else []
    if not found:
        return None
    found[0].inside = place.inside
    return found[0]


def _inside(run: Running, colon: int, edges: Sequence[int], labels: set[str]) -> _Place | None:
    """A label after words that end without a full stop: the longest words before the colon that are a label elsewhere."""
    low = max(_sentence_start(run, colon, edges), colon - LONGEST_LABEL)
    words = [found.span() for found in WORD.finditer(BRACKETS.sub(_blank, run.text[low:colon]))]
    best = None
    for start, _ in reversed(words[-MOST_WORDS:]):
        if key(run.text[low + start : low + words[-1][1]]) in labels:
            best = start
    if best is None or best == 0 or _joins(run.text[low : low + best]):
        return None
    following = run.text[colon + 1 : colon + 4].lstrip(" ")[:1]
    return _Place(low + best, colon, inside=True) if following not in QUOTATION and not following.islower() else None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _joins(before: str) -> bool:
    """Do the words before a name make it a part of their sentence?"""
    return before.rstrip(" ").rpartition(" ")[2].strip(",").lower() in JOINING
