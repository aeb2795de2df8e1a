"""Acts of adoption in a sentence: a verb, the documents that it settles, and the words around it that may forbid it."""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.parsing.documents.act import GAP, Act, relative, tail_of
from csto_cli.parsing.documents.dates import day_at
from csto_cli.parsing.documents.items import Item
from csto_cli.parsing.documents.lexicon import Verb
from csto_cli.parsing.documents.lists import Listing, announced, listing, past_separator, repetition, sublist
from csto_cli.parsing.documents.phrases import Head, head, kind_at, opening
from csto_cli.parsing.documents.sentences import Sentence
from csto_cli.parsing.documents.titles import Place, cut, new_item

_CLAUSE = 150
"""Words before a verb that its clause may have."""

_NEAR = 6
"""Words that a participle may have behind it before a comma."""

_STARTS = 10
"""Places in a clause where a subject is looked for."""


def acts(s: Sentence) -> Iterator[Act]:
    """Acts of the sentence, in order; words read by one are not read again as its neighbour's verb."""
    clause = reached = 0
    verbs = s.lexicon.verbs
    if verbs.absent(s.low):
        return
    for i, word in enumerate(s.low):
        if i < reached:
            continue
        if word == ";":
            clause = i + 1
        hit = verbs.at(s.low, i) if verbs.begins(word) else None
        if hit is None:
            continue
        size, verb = hit
        act = _READERS[verb.use](s, verb, i, i + size, max(clause, i - _CLAUSE))
        reached = i + size
        if act is None:
            continue
        yield act
        clause = reached = max(reached, act.listing.stop if act.listing.items else 0)
        if act.adjective:
            clause = _past_comma(s, reached)


def _past_comma(s: Sentence, i: int) -> int:
    """Word after the comma that closes a participle's words (``signed in 2001,``); ``i`` where there is none near."""
    return next((j + 1 for j in range(i, min(len(s), i + _NEAR)) if s.low[j] == ","), i)


def _group(s: Sentence, i: int, clause: int) -> int:
    """First word of the verb group that ends before ``i``."""
    while i > clause and (s.has("auxiliary", i - 1) or s.has("also", i - 1) or s.low[i - 1] in {"not", "to", "never"}):
        i -= 1
    return i


def _past(s: Sentence, verb: Verb, i: int, end: int, clause: int) -> Act | None:
    """A past form: active, passive, inverted, or a participle."""
    group = _group(s, i, clause)
    passive = any(s.has("passive", j) for j in range(group, i))
    if (group == 0 or s.mark(group - 1)) and not passive and s.has("passive", end):
        return _after(s, verb, i, end + 1, clause, group)
    if passive:
        return _passive(s, verb, i, end, clause, group)
    if (s.has("determiner", i - 1) or i == clause) and (kind_at(s, end) or kind_at(s, end + 1)):
        return _announcing(s, verb, i, end, clause, group)
    if i > 0 and (kind_at(s, i - 1) or _kind_before(s, i)) and not _object(s, end):
        return _announcing(s, verb, i, end, clause, group) or relative(s, verb, i, end, clause, group)
    found = _active(s, verb, i, end, clause, group)
    return found if found.listing.items or found.listing.total else relative(s, verb, i, end, clause, group) or found


def _kind_before(s: Sentence, i: int) -> bool:
    """Whether a kind word of one to three words ends right before ``i``."""
    return any((hit := kind_at(s, i - n)) is not None and hit[0] == n for n in (2, 3) if i - n >= 0)


def _object(s: Sentence, i: int) -> bool:
    """Whether an object follows."""
    found = head(s, i, len(s))
    return found is not None and not s.has("preposition", i) and not s.size("include", i)


def _active(s: Sentence, verb: Verb, i: int, end: int, clause: int, group: int) -> Act:
    """``X signed a ..., a ... and a ...``."""
    at = end
    while s.has("also", at):
        at += 1
    found = listing(s, at, len(s))
    if not found.items and found.lead is not None and found.lead.bare and not found.total:
        found.total = found.lead.opening.number
    return Act(verb, i, end, clause, group, found, subject=(clause, group), tail=tail_of(s, max(found.stop, end)))


def _after(s: Sentence, verb: Verb, i: int, end: int, clause: int, group: int) -> Act:
    """``Also signed were a ... and a ...``."""
    found = listing(s, end, len(s))
    return Act(verb, i, end, clause, group, found, tail=tail_of(s, max(found.stop, end)))


def _passive(s: Sentence, verb: Verb, i: int, end: int, clause: int, group: int) -> Act | None:
    """``A ... was signed``, ``resolutions were signed on A, on B``, ``documents were signed, including ...``."""
    if s.has("relative", group - 1):
        return _announcing(s, verb, i, end, clause, group) or relative(s, verb, i, end, clause, group)
    found = _subject(s, clause, group)
    if found is None:
        return relative(s, verb, i, end, clause, group)
    return _behind(s, found, Act(verb, i, end, clause, group, found, tail=tail_of(s, end)))


def _subject(s: Sentence, clause: int, group: int) -> Listing | None:
    """The documents that are the subject of a passive verb: they reach up to its group."""
    starts = [clause, *(j + 1 for j in range(clause, group) if s.low[j] in {",", "that", "and", "but", "while"})]
    for start in starts[:_STARTS]:
        found = listing(s, start, group)
        reach = found.stop if found.items else (found.lead.end if found.lead else start)
        if (found.items or found.lead is not None) and _reaches(s, reach, group):
            return found
        if found.items and found.lead is None and _amount_reaches(s, reach, group):
            return found
        if found.lead is not None and found.lead.at >= start and cut(s, found.lead, group) >= group - 1:
            found.stop = group
            return found
    return None


def _amount_reaches(s: Sentence, stop: int, group: int) -> bool:
    """Whether the list ends with documents that stay unnamed: ``a joint statement and a number of agreements``."""
    start = past_separator(s, stop, group)
    rest = head(s, start, group) if start is not None else None
    if rest is None or not (rest.plural and rest.opening.vague):
        return False
    return _reaches(s, rest.end, group) or cut(s, rest, group) >= group - 1


def _reaches(s: Sentence, stop: int, group: int) -> bool:
    """Whether nothing but marks, ``others`` and adverbs stands between a list and the verb."""
    rest = range(stop, group)
    return all(s.mark(j) or s.low[j] == "and" or s.size("other", j) or s.has("also", j) or kind_at(s, j) for j in rest)


def _behind(s: Sentence, found: Listing, act: Act) -> Act:
    """Add what is listed behind the verb: under the subject's kind word, announced, or joined by "as well as"."""
    lead, end = found.lead, act.end
    while s.has("also", end):
        end += 1
    before = list(found.items)
    if lead is not None and (not before or before[0].topic or len(before) == 1):
        if s.has("repeated", end) and not circumstance(s, end) and lead.bare and ";" in s.low[end : end + 2 * _CLAUSE]:
            found.items, found.stop = [Item(None, end + 1, len(s) - 1, lead, topic=True)], len(s)
        elif s.has("repeated", end) and not circumstance(s, end) and (lead.bare or not before):
            more = repetition(s, end, len(s), lead, s.low[end])
            found.items = [Item(None, it.start + 1, it.end, lead, topic=True) for it in more] if lead.bare else more
            found.stop = more[-1].end if more else end
        elif start := announced(s, end, len(s), end + GAP):
            found.items = []
            sublist(s, start, len(s), found)
            if not found.items:
                found.items = before
    elif lead is None and (j := past_separator(s, end, len(s))) and new_item(s, j, len(s), Place(), comma=True):
        extra = listing(s, j, len(s))
        if extra.items:
            found.items, found.stop = before + extra.items, extra.stop
    if lead is None and len(before) == 1 and not before[0].complement and s.has("topical", end):
        _topic_behind(s, found, before[0], end)
    act.tail = tail_of(s, max(act.end, found.stop))
    return act


def _topic_behind(s: Sentence, found: Listing, subject: Item, i: int) -> None:
    """``An agreement was signed on A``: the title is what stands behind the verb."""
    if subject.head is None or circumstance(s, i):
        return
    titles = repetition(s, i, len(s), subject.head, s.low[i])
    found.items, found.stop = titles, titles[-1].end


def circumstance(s: Sentence, i: int) -> bool:
    """Whether the preposition at ``i`` starts a time or circumstance, no subject (``on Friday``, ``on May 6``)."""
    return s.size("end", i) > 0 or s.size("circumstance", i + 1) > 0 or day_at(s, i + 1) is not None


def _announcing(s: Sentence, verb: Verb, i: int, end: int, clause: int, group: int) -> Act | None:
    """``The documents signed include A; B``, ``The adopted documents include: A``."""
    for j in range(end, min(len(s), end + GAP)):
        if s.low[j] in {";", "."}:
            return None
        if size := s.size("include", j):
            at = j + size + (s.word(j + size) == ":")
            found = Listing(stop=at, first=at, lead=_lead(s, clause, j))
            sublist(s, at, len(s), found)
            ok = found.items and found.lead is not None
            return Act(verb, i, end, clause, group, found, tail=tail_of(s, found.stop)) if ok else None
    return None


def _lead(s: Sentence, clause: int, end: int) -> Head | None:
    """The plural kind word that a list is announced for."""
    for j in range(clause, end):
        if (hit := kind_at(s, j)) and hit[2]:
            return Head(j, j, j + hit[0], hit[1], True, opening(s, clause, j), hit[3])
    return None


def _noun(s: Sentence, verb: Verb, i: int, end: int, clause: int) -> Act | None:
    """``the signing of A and B``, with what brings it about before it."""
    while s.has("also", end):
        end += 1
    if s.word(end) != "of":
        return None
    found = listing(s, end + 1, len(s))
    return Act(verb, i, end + 1, clause, i, found, subject=(clause, i), tail=tail_of(s, max(found.stop, end)))


def _base(s: Sentence, verb: Verb, i: int, end: int, clause: int) -> Act | None:
    """``will sign a ...``, ``plans to adopt a ...``."""
    found = listing(s, end, len(s))
    return Act(verb, i, end, clause, _group(s, i, clause), found, subject=(clause, i), tail=tail_of(s, found.stop))


def _into(s: Sentence, verb: Verb, i: int, end: int, clause: int) -> Act:
    """``The decisions have been recorded in the ... and the ...``."""
    return _active(s, verb, i, end, clause, _group(s, i, clause))


_READERS = {"past": _past, "into": _into, "noun": _noun, "gerund": _base, "base": _base}
