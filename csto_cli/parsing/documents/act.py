"""An act of adoption: a verb, its documents, and the reach of its clause."""

from __future__ import annotations

from dataclasses import dataclass

from csto_cli.parsing.documents.items import item
from csto_cli.parsing.documents.lexicon import Verb
from csto_cli.parsing.documents.lists import Listing, sublist
from csto_cli.parsing.documents.phrases import kind_at
from csto_cli.parsing.documents.sentences import Sentence
from csto_cli.parsing.documents.titles import coordinate_verb

GAP = 12
"""Words that may stand between a title and its verb, or behind a list and still belong to its verb."""


@dataclass(slots=True)
class Act:
    """One verb with its documents."""

    verb: Verb
    at: int
    """First word of the verb."""
    end: int
    """Word after the verb."""
    start: int
    """First word of the clause."""
    group: int
    """First word of the verb's group (auxiliaries, ``not``)."""
    listing: Listing
    adjective: bool = False
    """Whether the verb stands in a relative clause or as a participle (``the statement signed today``)."""
    subject: tuple[int, int] = (0, 0)
    """Words before an active verb."""
    tail: int = 0
    """Word after the words that belong to the act."""


def tail_of(s: Sentence, i: int) -> int:
    """Word after the adverbials that follow a list: up to a ``;``, the next verb of adoption, or twelve words."""
    j = i
    while j < min(len(s), i + GAP) and s.low[j] not in {";", ":"} and not s.lexicon.verbs.at(s.low, j):
        if (
            (s.low[j] == "and" and coordinate_verb(s, j + 1))
            or s.has("relative", j)
            or (j > i and s.has("contrast", j))
        ):
            break
        j += 1
    return j


def relative(s: Sentence, verb: Verb, i: int, end: int, clause: int, group: int) -> Act | None:
    """``the agreement on A which we signed today``, ``the joint statement the two leaders have signed``."""
    tries = 0
    for j in range(group - 1, max(clause, group - 60) - 1, -1):
        if (hit := kind_at(s, j)) is None:
            continue
        if hit[3]:
            told = _listed_behind(s, verb, i, end, clause, group, j + hit[0])
            if told is not None:
                return told
            continue
        tries += 1
        start = _phrase_start(s, j, clause)
        it = item(s, start, group)
        if it is not None and it.head is not None and it.head.end >= j + hit[0] and _gap_fits(s, it.end, group):
            found = Listing([it], it.end, first=start)
            main = it.end == group and any(s.has("passive", k) for k in range(group, i))
            return Act(verb, i, end, clause, group, found, adjective=not main, tail=tail_of(s, end))
        if tries == 3:
            break
    return None


def _listed_behind(s: Sentence, verb: Verb, i: int, end: int, clause: int, group: int, behind: int) -> Act | None:
    """``the documents that we signed today include A and B``; ``behind`` is the word after "documents"."""
    if not _gap_fits(s, behind, group):
        return None
    for j in range(end, min(len(s), end + GAP)):
        if s.low[j] in {";", "."}:
            return None
        if size := s.size("introducer", j) or s.size("include", j):
            found = Listing(stop=j + size, first=j)
            sublist(s, j + size, len(s), found)
            return Act(verb, i, end, clause, group, found, tail=found.stop) if found.items else None
    return None


def _phrase_start(s: Sentence, j: int, clause: int) -> int:
    """First word of the phrase whose kind word stands at ``j``."""
    i = j
    while i > clause and j - i < 10:
        before = i - 1
        if s.has("determiner", before) or s.size("praise", before):
            i = before
            continue
        if s.mark(before) or s.has("preposition", before) or s.has("auxiliary", before) or s.has("relative", before):
            break
        if s.has("determiner", i) or s.has("verb", before) or s.low[before] in {"and", "or"} or s.has("also", before):
            break
        i = before
    return i


def _gap_fits(s: Sentence, start: int, group: int) -> bool:
    """Whether only a relative word and a short subject stand between a title and the verb group."""
    if start == group:
        return True
    words = range(start, group)
    if len(words) > GAP or any(s.low[j] in {";", ":", ".", "(", ")"} for j in words):
        return False
    commas = [j for j in words if s.low[j] == ","]
    if commas and not (commas == [start] and s.has("relative", start + 1)):
        return False
    first = start + len(commas)
    linked = s.has("relative", first) or s.has("pronoun", first) or s.has("determiner", first) or s.has("also", first)
    return linked and not any(s.lexicon.verbs.at(s.low, j) or s.size("verb", j) for j in words)
