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
from itertools import pairwise
from typing import NamedTuple

from csto_cli.formats.block import Block, slice_block
from csto_cli.parsing.labels import BRACKETS, LONGEST_LABEL, OPENING_WORDS, QUOTATION, Candidate, gather, weigh
from csto_cli.parsing.names import OFFICE_KINDS, SMALL, Word, is_capitalised, is_particle, kind_of, read_label, words_of
from csto_cli.parsing.running import Running
from csto_cli.parsing.segment import heading_openings
from csto_cli.parsing.spelling import key
from csto_cli.patterns import pattern

LONG_LINE = 1500
SHORT_RECORD = 3
FEWEST_LABELS = 2
LOOK_AHEAD = 60
MOST_WORDS = 30
COLON = pattern(r":(?=\s|[^\W\d_]|[“\"«(\[]|$)")
SEPARATOR = pattern(r"(?<!\S)(?:\*\s?){3}(?=\s|$)")
OMISSION = pattern(r"(?<!\S)[<‹〈]\s*(?:…|\.\s?\.\s?\.)\s*[>›〉](?=\s|$)")
WORD = pattern(r"\S+")
# Words before a name that make it a part of their sentence.
JOINING = OPENING_WORDS | frozenset({"and", "or", "the", "a", "an", "said", "says", "told", "my", "our", "his", "her"})
# Evidence that words before a colon are prose.
PROSE = frozenset({"verb or pronoun", "opening word", "sentence"})
BEGINS_OFFICE = (*OFFICE_KINDS, "modifier")


class Unrolled(NamedTuple):
    """Blocks of a record that was running text, and the candidates for labels that it was not cut at."""

    blocks: list[Block]
    refused: list[Candidate]


class _Place(NamedTuple):
    """Where a candidate would begin, and its colon."""

    start: int
    colon: int
    inside: bool = False


def may_be_running(blocks: Sequence[Block]) -> bool:
    """Do lines too long for paragraphs, or one line alone, hold most of the text?"""
    lengths = [len(block.text) for block in blocks]
    if not any(":" in block.text for block in blocks):
        return False
    return _is_sure(lengths) or max(lengths) * 2 > sum(lengths)


def _is_sure(lengths: Sequence[int]) -> bool:
    return len(lengths) <= SHORT_RECORD or sum(n for n in lengths if n > LONG_LINE) * 2 > sum(lengths)


def unroll(run: Running, cuts: Iterable[int] = ()) -> Unrolled | None:
    """Cut running text at its labels, separators and omissions, and at ``cuts`` that the convention knows.

    None where the lines are no longer than paragraphs can be and no two labels stand inside one.
    """
    end = len(run.text)
    edges = {0, end, *cuts}
    for mark in (SEPARATOR, OMISSION):
        edges |= {edge for found in mark.finditer(run.text) for edge in found.span()}
    candidates = _weighed(run, sorted({*edges, *run.breaks}))
    labels = {place.start for place, candidate in candidates if candidate.is_label}
    lines = [last - first for first, last in pairwise([*run.breaks, end])]
    if not _is_sure(lines) and len(labels.difference(run.breaks)) < FEWEST_LABELS:
        return None
    blocks = [block for first, last in pairwise(sorted(edges | labels)) for block in run.cut(first, last)]
    refused = [candidate for place, candidate in candidates if not candidate.is_label and place.start not in edges]
    return Unrolled(blocks, refused)


def _weighed(run: Running, edges: Sequence[int]) -> list[tuple[_Place, Candidate]]:
    """Every candidate and its place, in order, weighed over the whole text."""
    colons = [found.start() for found in COLON.finditer(run.text)]
    first = _candidates(run, _places(run, colons, edges))
    whole = {place.colon: candidate for place, candidate in first if not _is_prose(candidate)}
    labels = {key(candidate.core) for candidate in whole.values()}
    labels |= {key(candidate.reading.name) for candidate in whole.values() if " " in candidate.reading.name}
    found = (_inside(run, colon, edges, labels) for colon in colons if colon not in whole)
    inner = {place.colon: place for place in found if place is not None}
    if not inner:
        return first
    kept = [place for place, _ in first if place.colon not in inner]
    return _candidates(run, sorted([*kept, *inner.values()], key=lambda place: place.start))


def _candidates(run: Running, places: Iterable[_Place]) -> list[tuple[_Place, Candidate]]:
    made = ((place, _candidate(run, place)) for place in places)
    found = [(place, candidate) for place, candidate in made if candidate is not None]
    weigh([candidate for _, candidate in found], run.text)
    return found


def _is_prose(candidate: Candidate) -> bool:
    """Are the words before the colon no label as a whole? Then one may stand at their end."""
    if not candidate.is_label or candidate.core.startswith(heading_openings()):
        return True
    features = {feature for feature, _ in candidate.reasons}
    if features & PROSE:
        return True
    return "other word" in features and kind_of(words_of(candidate.core)[0].key) not in BEGINS_OFFICE


def _places(run: Running, colons: Sequence[int], edges: Sequence[int]) -> Iterator[_Place]:
    """A place for each sentence that holds a colon: the words up to its first one."""
    last = -1
    for colon in colons:
        start, _ = _sentence_start(run, colon, edges)
        if start > last and colon - start <= LONGEST_LABEL:
            yield _Place(start, colon)
        last = max(last, start)


def _sentence_start(run: Running, offset: int, edges: Sequence[int]) -> tuple[int, bool]:
    """Where the sentence around an offset begins, and whether a part of the record begins there too.

    No farther back than a label can reach, so that a text without full stops is not read again for each colon.
    """
    i, j = bisect_right(run.stops, offset), bisect_right(edges, offset)
    stop, edge = run.stops[i - 1] if i else 0, edges[j - 1] if j else 0
    words = run.text[max(stop, edge, offset - 2 * LONGEST_LABEL) : offset]
    return offset - len(words.lstrip(" ")), edge >= stop


def _candidate(run: Running, place: _Place) -> Candidate | None:
    block = slice_block(run.block, place.start, place.colon + LOOK_AHEAD)
    found = gather([block]) if block is not None else []
    if not found:
        return None
    found[0].inside = place.inside
    return found[0]


def _inside(run: Running, colon: int, edges: Sequence[int], labels: set[str]) -> _Place | None:
    """A label after words that end without a full stop.

    It is the longest words before the colon that are a label elsewhere, with the office before them; or, where a
    heading, a lead or an address stands before, the words from the last office on.
    """
    start, opens = _sentence_start(run, colon, edges)
    low = max(start, colon - LONGEST_LABEL)
    earlier = run.text.rfind(":", low, colon)
    if earlier >= 0:
        low, opens = earlier + 1, False
    following = run.text[colon + 1 : colon + 4].lstrip(" ")[:1]
    if following.islower() or (following and following in QUOTATION):
        return None
    text = BRACKETS.sub(_blank, run.text[low:colon]).rstrip(" ")
    known = _known_label(text, labels)
    office = office_start(text)
    apart = opens or text.startswith(heading_openings()) or text[:office].rstrip(" ").endswith(",")
    best = office if (apart and office) or (known and 0 < office < known and _is_office(text, office, known)) else known
    if not best or _joins(text[:best]):
        return None
    return _Place(low + best, colon, inside=not opens and text[:best].strip(" ") != "")


def _known_label(text: str, labels: set[str]) -> int:
    """Offset of the longest words at the end of a text that are a label elsewhere; 0 where there are none."""
    best = 0
    for word in reversed(list(WORD.finditer(text))[-MOST_WORDS:]):
        if key(text[word.start() :]) in labels:
            best = word.start()
    return best


def _is_office(text: str, office: int, name: int) -> bool:
    reading = read_label(text[office:])
    return bool(reading.offices) and reading.start <= name - office


def office_start(text: str) -> int:
    """Offset of the last capitalised word that begins an office and a name, where other words end before it; else 0."""
    words = words_of(text)
    for i in range(len(words) - 1, 0, -1):
        if not is_capitalised(words[i].text) or kind_of(words[i].key) not in BEGINS_OFFICE:
            continue
        of = i + 1 < len(words) and words[i + 1].key == "of"
        if _ends_before(words[:i], of=of):
            start = words[i].start
            return start if all(map(_is_of_label, words[i:])) and read_label(text[start:]).name else 0
    return 0


def _is_of_label(word: Word) -> bool:
    return bool(is_capitalised(word.text) or word.key in SMALL or kind_of(word.key) or is_particle(word.text)
                or not word.text[0].islower())  # fmt: skip


def _ends_before(words: Sequence[Word], *, of: bool) -> bool:
    """Can an office begin after these words? Not inside one, nor after a comma within it.

    ``of`` tells that the office names its own body, so that an organisation right before it is none of its (``workers
    of the Plant President of Norland``).
    """
    last = words[-1]
    if last.text == ",":
        return len(words) > 1 and words[-2].text.islower() and not kind_of(words[-2].key)
    if last.text in "()[]" or last.key in SMALL:
        return False
    kind = kind_of(last.key)
    if kind == "organisation":
        return of
    return kind not in BEGINS_OFFICE or (of and last.text.islower() and last.key.endswith("s"))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _joins(before: str) -> bool:
    """Do the words before a name make it a part of their sentence?"""
    return before.rstrip(" ").rpartition(" ")[2].strip(",").lower() in JOINING
