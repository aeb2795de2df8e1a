"""Lists of documents: one after another, under one kind word, or announced by "including"."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from csto_cli.parsing.documents.items import Item, item
from csto_cli.parsing.documents.phrases import Head, head, kind_at, verb_at
from csto_cli.parsing.documents.sentences import Sentence
from csto_cli.parsing.documents.titles import Place, coordinate_verb, cut, extent, new_item

_SEPARATORS = {",", ";", "and", "&", "plus", "”", "»"}
REACH = 40
"""Words within which a list may be announced after its kind word."""


@dataclass(slots=True)
class Listing:
    """Titles read from a stretch of a sentence, and where reading stopped."""

    items: list[Item] = field(default_factory=list)
    stop: int = 0
    total: int | None = None
    """How many documents the list's own head counts."""
    first: int = 0
    """Where its first phrase starts, determiners included."""
    lead: Head | None = None
    """Kind word that all items stand under (``resolutions``, ``documents``)."""


def listing(s: Sentence, i: int, end: int) -> Listing:
    """Read the documents that are named from ``i`` on."""
    result = Listing(stop=i, first=i)
    found = head(s, i, end)
    if found is not None and _collective(found):
        return _collective_listing(s, found, end, result)
    return _sequence(s, i, end, result, Place(None, "", complement=True))


def _collective(found: Head) -> bool:
    """Whether the phrase stands for many documents."""
    return found.bare or found.plural


def _collective_listing(s: Sentence, found: Head, end: int, result: Listing) -> Listing:
    """Read ``resolutions on A, on B`` or ``a package of documents, including ...``."""
    result.lead, result.total = found, found.opening.number
    stop = cut(s, found, end, Place(found, "", complement=True))
    start = announced(s, found.end, end, stop)
    if start:
        return sublist(s, start, end, result)
    if found.end in s.titled or found.end + 1 in s.titled:
        return sublist(s, found.end, end, result)
    i = found.end
    preposition = s.word(i) if s.size("complement", i) and s.word(i) != "of" else ""
    if preposition:
        repeated = repetition(s, i, end, found, preposition)
        if len(repeated) > 1:
            result.items, result.stop = [_under(found, it) for it in repeated], repeated[-1].end
            return _sequence(s, result.stop, end, result, Place(found, preposition), more=True)
    result.stop = stop
    if found.bare:
        result.items = [Item(None, i + 1, stop, found, topic=True)] if preposition else []
    elif not found.opening.vague and stop > found.end:
        result.items = [Item(found.kind, found.start, stop, found, complement=True)]
    return _sequence(s, stop, end, result, Place(found, ""), more=True)


def _under(found: Head, it: Item) -> Item:
    """The complement ``it`` as a document of the kind ``found``, or as a topic where that is the word "documents"."""
    if found.bare:
        return Item(None, it.start + 1, it.end, found, complement=True, topic=True)
    return Item(found.kind, it.start, it.end, None, complement=True)


def repetition(s: Sentence, i: int, end: int, found: Head, preposition: str) -> list[Item]:
    """Complements that each start with ``preposition``: ``on A, on B and on C``."""
    place = Place(found, preposition)
    items: list[Item] = []
    while i < end and s.word(i) == preposition:
        stop = extent(s, i, end, place)
        items.append(Item(found.kind, i, stop, None, complement=True))
        i = past_separator(s, stop, end) or end
    return items


def expanded(s: Sentence, it: Item, end: int) -> list[Item]:
    """The titles under a plural kind word inside a list (``the resolutions on A, on B``); else ``it`` alone."""
    found = it.head
    if found is None or not found.plural or it.start != found.start:
        return [it]
    if found.end in s.titled or found.end + 1 in s.titled:
        return sublist(s, found.end, end, Listing(lead=found)).items or [it]
    if not s.has("repeated", found.end):
        return [it]
    titles = repetition(s, found.end, end, found, s.low[found.end])
    return titles if len(titles) > 1 else [it]


def announced(s: Sentence, i: int, end: int, stop: int) -> int:
    """Start of a list that is announced within reach of ``i``, before any ``;``; 0 for none."""
    for j in range(i, min(end, max(i, stop) + REACH)):
        if s.low[j] == ";":
            return 0
        if s.low[j] == ":" and j + 1 < end:
            return j + 1
        if (size := s.size("introducer", j)) and s.low[j - 1] != "not":
            after = j + size
            return after + 1 if s.word(after) in {":", ","} else after
        if j > stop and (kind_at(s, j) or verb_at(s, j)):
            return 0
    return 0


def sublist(s: Sentence, i: int, end: int, result: Listing) -> Listing:
    """Read an announced list, whose items may be complements of the head's kind."""
    lead = result.lead
    stop = i
    while i < end:
        it = _member(s, i, end, lead)
        if it is None:
            break
        result.items += expanded(s, it, end)
        stop = result.items[-1].end
        after = past_separator(s, _past_aside(s, stop, end), end)
        if after is None:
            break
        i = after
    result.stop = stop
    return result


def _past_aside(s: Sentence, i: int, end: int) -> int:
    """Skip a relative clause or apposition up to the next ``;`` (``, which outlines ...;``)."""
    if s.word(i) != "," or not (s.has("relative", i + 1) or s.word(i + 1).endswith("ing")):
        return i
    for j in range(i, min(end, i + 2 * REACH)):
        if s.low[j] == ";":
            return j
    return i


def _member(s: Sentence, i: int, end: int, lead: Head | None) -> Item | None:
    """One item of an announced list."""
    while i < end and s.has("also", i):
        i += 1
    if i >= end or s.size("other", i):
        return None
    if i not in s.titled and s.has("repeated", i) and lead is not None:
        return _under(lead, Item(lead.kind, i, extent(s, i, end, Place(lead, s.low[i])), None, complement=True))
    it = item(s, i, end, lead)
    if it is not None:
        return it if not (it.head is not None and it.head.bare) else None
    return _plain_member(s, i, end, lead)


def _plain_member(s: Sentence, i: int, end: int, lead: Head | None) -> Item | None:
    """A member without a kind word: a capitalised name, or a subject of the lead's kind."""
    given = i
    while given < end and s.has("determiner", given):
        given += 1
    if given >= end or coordinate_verb(s, given) or s.mark(given) or s.size("end", given):
        return None
    capital = s.capital(given) or s.capital(i)
    if not capital and lead is None:
        return None
    stop = extent(s, given, end, Place(lead, "on", complement=True))
    if lead is None or lead.bare:
        return Item("other", given, stop, None, complement=True) if capital else Item(None, given, stop, topic=True)
    return Item(lead.kind, given, stop, None, complement=True)


def _sequence(s: Sentence, i: int, end: int, result: Listing, place: Place, *, more: bool = False) -> Listing:
    """Read titles one after another; with ``more`` a separator must come first."""
    j: int | None = i
    if more:
        j = past_separator(s, i, end)
    while j is not None and j < end:
        it = _next(s, j, end, result, place)
        if it is None:
            break
        result.items += expanded(s, it, end)
        result.stop = result.items[-1].end
        place = Place(it.head, "", complement=it.complement)
        j = past_separator(s, result.stop, end)
    result.items = _without_bywords(s, result.items)
    return result


def _without_bywords(s: Sentence, items: list[Item]) -> list[Item]:
    """``The final document of the summit, the Ufa Declaration``: the name behind the comma says which document."""
    bywords = {
        it.start
        for it, named in pairwise(items)
        if it.head is not None
        and s.low[it.head.at] == "document"
        and s.low[it.end : named.start] in ((",",), (",", "the"))
    }
    return [it for it in items if it.start not in bywords]


def _next(s: Sentence, j: int, end: int, result: Listing, place: Place) -> Item | None:
    """The title at ``j`` if a list may go on with it."""
    beside = bool(result.items)
    if beside and not new_item(s, j, end, place, comma=True):
        return None
    found = head(s, j, end)
    if found is not None and found.plural and found.opening.vague and not _told_one_by_one(s, found, end):
        inner = _collective_listing(s, found, end, Listing(first=j)) if not beside else None
        if inner is None or not inner.items:
            return None
    it = item(s, j, end)
    if it is None and beside and not place.complement and (s.capital(j) or s.capital(j + 1)):
        return _plain_member(s, j, end, None)
    if it is not None and it.head is not None and it.head.bare:
        return None
    return it


def _told_one_by_one(s: Sentence, found: Head, end: int) -> bool:
    """Whether an amount is told in full: ``a package of resolutions on A, on B``."""
    if found.bare or not s.has("repeated", found.end):
        return False
    return len(repetition(s, found.end, end, found, s.low[found.end])) > 1


def past_separator(s: Sentence, i: int, end: int) -> int | None:
    """Word after commas, semicolons, ``and`` or ``as well as`` at ``i``; none where there is no such word."""
    j = i
    while j < end:
        if s.low[j] in _SEPARATORS:
            j += 1
        elif size := s.size("joined", j):
            j += size
        else:
            break
    return j if j > i else None
