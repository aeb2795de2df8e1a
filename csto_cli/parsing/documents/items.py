"""One title with its kind, read where a list may name a document."""

from __future__ import annotations

from typing import NamedTuple

from csto_cli.parsing.documents.phrases import Head, head, proper, qualified
from csto_cli.parsing.documents.sentences import Sentence
from csto_cli.parsing.documents.titles import Place, cut


class Item(NamedTuple):
    """One title, ``[start, end)`` in words; ``head`` is none where the title is a complement or a name alone."""

    kind: str | None
    start: int
    end: int
    head: Head | None = None
    complement: bool = False
    """Whether it says what the document is about or between whom."""
    topic: bool = False
    """Whether it is a subject of unnamed documents."""


def item(s: Sentence, i: int, end: int, over: Head | None = None) -> Item | None:
    """Read one title at ``i``: a kind word's phrase, or a name set apart; ``over`` is the head of the list."""
    given = i
    while given < end and (s.has("also", given) or s.has("determiner", given) or s.low[given] in {"“", "«"}):
        given += 1
    if given in s.titled and s.titled[given] <= end and (over is not None or _kind_word(s, given)):
        return _named_item(s, given, over)
    found = head(s, i, end)
    if found is None:
        return None
    stop = cut(s, found, end, Place(found, "", complement=_has_complement(s, found, end)))
    return Item(own_kind(found.kind, over), found.start, stop, found, complement=stop > found.end)


def own_kind(kind: str | None, over: Head | None) -> str | None:
    """The kind of a list's member: its own, else that of the word over the list."""
    if kind not in {None, "other"} or over is None:
        return kind
    return over.kind or "other"


def _has_complement(s: Sentence, found: Head, end: int) -> bool:
    return found.end < end and (s.size("complement", found.end) > 0)


def _kind_word(s: Sentence, i: int) -> bool:
    """Whether the title set apart at ``i`` starts with a kind word's phrase."""
    inner = head(s, i, s.titled[i])
    return inner is not None and inner.start == i


def _named_item(s: Sentence, i: int, over: Head | None) -> Item:
    """A title that the markup or quotation marks set apart."""
    inner = head(s, i, s.titled[i])
    kind = inner.kind if inner is not None and inner.start == i else None
    return Item(own_kind(kind, over), i, s.titled[i], inner, complement=True)


def worth(s: Sentence, it: Item) -> bool:
    """Whether a title names a document: a name, a complement of its own, or a kind that stands alone."""
    if it.head is not None and it.kind == "other" and it.head.plural and not proper(s, it.head):
        return False
    if it.head is None or it.complement:
        return True
    if it.head.plural:
        return False
    word = s.low[it.head.at]
    named = proper(s, it.head) and qualified(it.head)
    compound = proper(s, it.head) and it.head.end - it.head.at > 1 and it.kind != "order"
    return named or compound or word in s.lexicon.role("bare") or _shared(s, it.head)


def _shared(s: Sentence, found: Head) -> bool:
    """Whether a premodifier says whose document it is (``joint statement``)."""
    return any(s.has("shared", i) for i in range(found.start, found.at))
