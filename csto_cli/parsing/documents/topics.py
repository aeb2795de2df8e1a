"""Subjects that unnamed documents concern, and counts that a list does not reach."""

from __future__ import annotations

from csto_cli.formats.block import fold
from csto_cli.parsing.documents.act import Act
from csto_cli.parsing.documents.found import FoundTopic, Proof, Total
from csto_cli.parsing.documents.gather import proof
from csto_cli.parsing.documents.items import Item
from csto_cli.parsing.documents.lists import past_separator
from csto_cli.parsing.documents.phrases import kind_at
from csto_cli.parsing.documents.sentences import Sentence

_SUBJECT = 16
"""Words from the start of a sentence within which "documents concern" must stand."""


def topic(s: Sentence, start: int, end: int) -> FoundTopic:
    """The topic in words ``[start, end)``."""
    words = proof(s, start, end)
    return FoundTopic(fold(words.text), words)


def of_items(s: Sentence, items: list[Item]) -> list[FoundTopic]:
    """Topics among the items of an act."""
    return [part for it in items if it.topic for part in parts(s, it.start, it.end)]


def concerned(s: Sentence) -> list[FoundTopic]:
    """Topics of ``A number of decisions concern A, B, and C``, ``Other documents deal with A``."""
    plural = False
    for i in range(min(len(s), _SUBJECT)):
        hit = kind_at(s, i)
        plural = plural or (hit is not None and hit[2])
        if plural and (size := s.size("concern", i)):
            return parts(s, i + size, _end(s))
    return []


def _end(s: Sentence) -> int:
    """Word after the last one that is no full stop."""
    end = len(s)
    while end and s.mark(end - 1) and s.low[end - 1] != ")":
        end -= 1
    return end


def parts(s: Sentence, start: int, end: int) -> list[FoundTopic]:
    """Divide an enumeration: at semicolons where there are any, else at commas and the last ``and``."""
    cuts = [i for i in range(start, end) if s.low[i] == ";"]
    if not cuts:
        cuts = [i for i in range(start, end) if s.low[i] == ","]
        if cuts and s.word(cuts[-1] + 1) != "and":
            cuts += [i for i in range(end - 1, cuts[-1], -1) if s.low[i] == "and"][:1]
    if cuts and s.low[cuts[0]] == "," and _adjectives(cuts, start):
        cuts = []
    bounds = [start, *(i + 1 for i in cuts), end]
    found = []
    for a, b in zip(bounds, [*cuts, end], strict=False):
        first = _first(s, a, b)
        if first < b:
            found.append(topic(s, first, b))
    return found


def _adjectives(cuts: list[int], start: int) -> bool:
    """Whether single words alone are listed before the last part (``economic, naval and cultural ties``)."""
    return all(b - a == 1 for a, b in zip([start, *(i + 1 for i in cuts)], cuts, strict=False))


def _first(s: Sentence, a: int, b: int) -> int:
    """First word of a topic: separators and the repeated preposition are no part of it."""
    first = past_separator(s, a, b) or a
    return first + 1 if s.word(first) in {"on", "to", "in"} else first


def total(s: Sentence, act: Act, listed: int) -> Total | None:
    """The count of the act's list, where the record counts more documents than it names."""
    said, lead = act.listing.total, act.listing.lead
    if said is None or lead is None or said <= listed:
        return None
    words: Proof = proof(s, max(act.listing.first, 0), lead.end)
    return Total(said, listed, words)
