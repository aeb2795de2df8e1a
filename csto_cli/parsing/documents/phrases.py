"""Noun phrases that name documents: determiners, premodifiers, kind word."""

from __future__ import annotations

from typing import NamedTuple

from csto_cli.parsing.documents.sentences import Sentence

LONGEST = 14
"""Words that may stand before a kind word in its own phrase."""


class Opening(NamedTuple):
    """Determiners and counting words at the start of a phrase."""

    end: int
    """First word after them."""
    definite: bool = False
    indefinite: bool = False
    vague: bool = False
    """An amount that leaves the documents uncounted or unnamed (``a package of``, ``several``)."""
    number: int | None = None


class Head(NamedTuple):
    """A kind word with its phrase's start: ``[start, at)`` premodifiers, ``[at, end)`` the kind word."""

    start: int
    at: int
    end: int
    kind: str | None
    plural: bool
    opening: Opening
    bare: bool = False
    """Whether it is the mere word "documents"."""


def opening(s: Sentence, i: int, end: int) -> Opening:
    """Read determiners, praise and amounts from ``i`` on."""
    definite = indefinite = vague = False
    number: int | None = None
    for _ in range(LONGEST):
        if i >= end:
            break
        if size := s.size("vague", i):
            vague, i = True, i + size
        elif (past := _set_of(s, i, end)) is not None:
            vague, i = True, past
        elif (count := _count(s, i)) is not None:
            number, i = count, i + 1
        elif size := s.size("determiner", i):
            definite, indefinite = definite or s.has("definite", i), indefinite or s.low[i] in {"a", "an", "another"}
            i += size
        elif size := (0 if i and s.capital(i) else s.size("praise", i)) or s.size("also", i):
            i += size  # a capital in mid-sentence belongs to a name (``the Main Directions of ...``)
        else:
            break
    return Opening(i, definite, indefinite, vague, number)


def _count(s: Sentence, i: int) -> int | None:
    """A number of documents (a year or a decimal is none)."""
    word = s.low[i]
    if word in s.lexicon.numerals:
        return s.lexicon.numerals[word]
    return int(word) if word.isascii() and word.isdigit() and len(word) < 4 else None


def _set_of(s: Sentence, i: int, end: int) -> int | None:
    """Word after ``[adjectives] package of`` where such words start at ``i``."""
    last = min(i + 4, end - 1)
    if not s.lexicon.role("setnoun").stands_in(s.low[i:last]):
        return None
    for j in range(i, last):
        if s.has("setnoun", j):
            return j + 2 if s.low[j + 1] == "of" else None
        if s.mark(j) or s.has("preposition", j) or s.has("auxiliary", j) or s.lexicon.kinds.at(s.low, j):
            return None
    return None


def breaks(s: Sentence, i: int) -> bool:
    """Whether the word at ``i`` cannot stand among the premodifiers of a kind word."""
    return s.mark(i) or s.low[i] in s.lexicon.breaking or verb_at(s, i)


def verb_at(s: Sentence, i: int) -> bool:
    """Whether an adoption verb in a finite form or participle stands at ``i``."""
    hit = s.lexicon.verbs.at(s.low, i) if i < len(s) else None
    return hit is not None and hit[1].use == "past"


def kind_at(s: Sentence, i: int) -> tuple[int, str | None, bool, bool] | None:
    """Length, kind, plural, bare of the kind word at ``i``."""
    if hit := s.lexicon.kinds.at(s.low, i):
        return hit[0], hit[1].name, hit[1].plural, False
    return (size, None, True, True) if (size := s.size("documents", i)) else None


def head(s: Sentence, i: int, end: int) -> Head | None:
    """The phrase of a document that starts at ``i``, if one does."""
    first = opening(s, i, end)
    start = j = first.end
    found: Head | None = None
    gap = 0
    while j < min(end, start + LONGEST):
        if hit := kind_at(s, j):
            size, kind, plural, bare = hit
            found, gap, j = Head(start, j, j + size, kind, plural, first, bare), 0, j + size
            continue
        if found is not None and (gap := gap + 1) > 2:
            break
        joins = s.low[j] == "and" and found is None and j > start and not s.has("determiner", j + 1)
        if (
            (breaks(s, j) or s.low[j] == "and")
            and not joins
            and not (s.low[j] == "," and _listed_premodifier(s, j, end))
        ):
            break
        j += 1
    return found


def _listed_premodifier(s: Sentence, comma: int, end: int) -> bool:
    """Whether the comma joins adjectives (``economic, sports and military cooperation agreements``)."""
    after, i = comma + 1, comma + 1
    while i < end and i < after + 3 and not breaks(s, i) and s.low[i] != "and" and not kind_at(s, i):
        i += 1
    return i - after == 1 and i < end and (s.low[i] in {",", "and"})


def proper(s: Sentence, found: Head) -> bool:
    """Whether the phrase is capitalised as a name is (``Joint Statement``, ``Riverton Declaration``)."""
    return s.capital(found.at) and found.at > 0


def qualified(found: Head) -> bool:
    """Whether premodifiers say more than the kind word alone."""
    return found.at > found.start
