"""Where a document's title ends, and how one sentence names many documents."""

from __future__ import annotations

from typing import NamedTuple

from csto_cli.parsing.documents.phrases import Head, head, kind_at, proper, qualified, verb_at
from csto_cli.parsing.documents.sentences import Sentence

LONGEST_TITLE = 150
"""Words that a title may have."""

_CLAUSE = 15
"""Words within which a clause that starts must show its verb."""

_JOINERS = {"and", "or", "&", "plus"}
_DASHES = {"–", "—"}


class Place(NamedTuple):
    """What the list so far tells about what may come next."""

    head: Head | None = None
    """Kind word of the item that is being read."""
    preposition: str = ""
    """Preposition that starts each item of a list under one kind word."""
    complement: bool = True
    """Whether the item has words of its own after the kind word."""


def cut(s: Sentence, head: Head, end: int, place: Place | None = None) -> int:
    """Word after the title whose kind word is ``head``."""
    i = _past_number(s, head.end, end)
    if i < end and s.low[i] in {"(", "“", "«"} and s.word(i + 1) != "see" and (past := _closed(s, i, end)):
        i = past
    if named := _name_after(s, head, i, end):
        return named
    if i >= end or not (s.size("complement", i) or s.word(i) == "to"):
        return i
    return extent(s, i, end, place or Place(head, ""))


def _past_number(s: Sentence, i: int, end: int) -> int:
    """Word after a number behind the kind word (``Resolution 2254``, ``Order No. 5``)."""
    j = i
    while j < min(end, i + 4) and (s.low[j] in {"no", "№"} or (s.low[j] == "." and s.low[j - 1] == "no")):
        j += 1
    return j + 1 if j < end and s.low[j][0].isdigit() else i


def _name_after(s: Sentence, head: Head, i: int, end: int) -> int:
    """End of a proper name behind a capitalised kind word (``Statement Northland – Southland: A Way``); 0 for none."""
    if i in s.titled:
        return s.titled[i]
    if (
        not (s.capital(head.at) and i < end and s.capital(i) and not s.has("determiner", i))
        or verb_at(s, i)
        or s.has("pronoun", i)
    ):
        return 0
    j = i
    while j < end and (s.capital(j) or s.low[j] in {":", "of", "the", "and", "for", "in", "a", "to", "on"} | _DASHES):
        j += 1
    while j > i and not s.capital(j - 1):
        j -= 1
    return j


def _closed(s: Sentence, i: int, end: int) -> int:
    """Word after the mark that closes the bracket or quotation opened at ``i``; 0 where it stays open."""
    closing = {"(": ")", "“": "”", "«": "»", "[": "]"}[s.low[i]]
    for j in range(i + 1, min(end, i + 60)):
        if s.low[j] == closing:
            return j + 1
    return 0


def extent(s: Sentence, i: int, end: int, place: Place) -> int:
    """Word after the complement that starts at ``i``."""
    end = min(end, i + LONGEST_TITLE)
    j = i + 1
    relative = False
    while j < end:
        word = s.low[j]
        if word in {"(", "“", "«", "["} and s.word(j + 1) != "see" and (past := _closed(s, j, end)):
            j = past
            continue
        if stops(s, j, end, place) and not (relative and s.has("auxiliary", j)):
            break
        relative = s.has("relative", j) or (relative and word not in {",", "and"})
        j += 1
    while j > i + 1 and (s.low[j - 1] in {",", "and", "or"} or _adverb(s, j - 1)):
        j -= 1
    return j


def _ago(s: Sentence, j: int) -> bool:
    """Whether words like ``twenty years ago`` start at ``j``."""
    counted = s.low[j].isdigit() or s.low[j] in s.lexicon.numerals or s.has("determiner", j) or s.size("vague", j) > 0
    return counted and "ago" in s.low[j + 1 : j + 4]


def _adverb(s: Sentence, j: int) -> bool:
    """Whether an adverb of the sentence stands at ``j`` (``of today`` is none)."""
    return s.has("also", j) and not s.has("preposition", j - 1)


def stops(s: Sentence, j: int, end: int, place: Place) -> bool:
    """Whether the title ends before the word at ``j``."""
    word = s.low[j]
    if word in {";", ":", "?", "!", "…", ".", "(", "“", "«", "["} or word in _DASHES or s.has("auxiliary", j):
        return True
    if s.has("relative", j):
        return not restrictive(s, j)
    if word == ",":
        return comma_stops(s, j, end, place)
    if word in _JOINERS:
        return new_item(s, j + 1, end, place, comma=False) or coordinate_verb(s, j + 1) or clause_at(s, j + 1)
    if size := s.size("joined", j):
        return new_item(s, j + size, end, place, comma=True)
    return verb_at(s, j) or _ago(s, j) or (s.size("end", j) > 0 and not s.has("preposition", j - 1))


def restrictive(s: Sentence, j: int) -> bool:
    """Whether a relative clause belongs to the title: it says which things, not what the document does."""
    return (
        s.low[j] in {"that", "who"}
        and s.word(j - 1) != ","
        and not s.has("describing", j + 1)
        and not s.has("determiner", j + 1)
    )


def coordinate_verb(s: Sentence, j: int) -> bool:
    """Whether a second predicate starts at ``j`` (``and agreed to ...``)."""
    while s.has("also", j):
        j += 1
    if s.size("verb", j) or s.has("auxiliary", j) or verb_at(s, j):
        return True
    return s.word(j).endswith("ed") and (s.has("determiner", j + 1) or s.word(j + 1) in {"to", "that", "on"})


def clause_at(s: Sentence, i: int) -> bool:
    """Whether a clause with a verb of adoption of its own starts at ``i`` (``and the ministers signed a ...``)."""
    for verb in range(i, min(len(s), i + _CLAUSE)):
        if s.low[verb] in {",", ";", ":"} or kind_at(s, verb) or s.has("passive", verb):
            return False
        if verb_at(s, verb):
            j = verb
            while s.has("also", j + 1):
                j += 1
            return s.has("determiner", j + 1) or head(s, j + 1, len(s)) is not None
    return False


def comma_stops(s: Sentence, j: int, end: int, place: Place) -> bool:
    """Whether the comma at ``j`` ends the title: no list of things goes on behind it."""
    if s.word(j - 1).isdigit() and s.word(j + 1).isdigit():
        return False
    after = j + 1 + (s.word(j + 1) in _JOINERS)
    if size := s.size("joined", after):
        return new_item(s, after + size, end, place, comma=True) or s.word(j + 1) not in _JOINERS
    if new_item(s, after, end, place, comma=True) or coordinate_verb(s, after) or clause_at(s, after):
        return True
    if s.has("relative", after) or s.size("end", after) or s.size("other", after) or s.size("introducer", after):
        return True
    if after > j + 1 or (place.preposition and place.head is not None and place.head.plural):
        return False
    return not list_goes_on(s, after, end, place)


def list_goes_on(s: Sentence, i: int, end: int, place: Place) -> bool:
    """Whether ``and`` closes an enumeration before anything else ends the title."""
    for j in range(i, min(end, i + 40)):
        word = s.low[j]
        if word in {";", ":", "."} or word in _DASHES or s.has("auxiliary", j) or s.has("relative", j) or verb_at(s, j):
            return False
        if word in _JOINERS:
            return not new_item(s, j + 1, end, place, comma=s.word(j - 1) == ",") and not coordinate_verb(s, j + 1)
        if word == "," and new_item(s, j + 1, end, place, comma=True):
            return False
    return False


def new_item(s: Sentence, j: int, end: int, place: Place, *, comma: bool) -> bool:
    """Whether another document's title starts at ``j``."""
    while j < end and s.has("also", j):
        j += 1
    if j >= end:
        return False
    if place.preposition and s.low[j] == place.preposition:
        return True
    if j in s.titled or (s.low[j] in {"“", "«"} and j + 1 in s.titled):
        return True
    if s.size("other", j) and (s.size("documents", j + 1) or kind_at(s, j + 1) or s.mark(j + 1)):
        return True
    found = head(s, j, end)
    if found is None:
        return not place.complement and (s.capital(j) or s.has("determiner", j)) and not s.has("pronoun", j)
    return _stands_beside(s, found, end, place, comma=comma)


def _stands_beside(s: Sentence, found: Head, end: int, place: Place, *, comma: bool) -> bool:
    """Whether the phrase ``found`` is a document of its own and no part of the title before it."""
    given = found.opening
    if given.indefinite or given.vague or not place.complement:
        return True
    beside = place.head is None or not place.head.opening.indefinite
    if given.definite:
        return comma or beside or proper(s, found)
    followed = found.end < end and s.size("complement", found.end) > 0
    if s.capital(found.at) and s.capital(found.start):
        return followed and (comma or beside)
    if found.plural and followed and not qualified(found) and not kind_at(s, found.start - 2):
        return True
    return followed and beside and place.head is not None and not place.head.opening.definite
