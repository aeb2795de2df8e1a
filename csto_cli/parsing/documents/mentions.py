"""Later places that name a document already found."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from csto_cli.formats.block import Passage
from csto_cli.parsing.documents.dates import other_day
from csto_cli.parsing.documents.found import FoundDocument
from csto_cli.parsing.documents.gather import core, proof
from csto_cli.parsing.documents.lexicon import Lexicon
from csto_cli.parsing.documents.phrases import Head, head
from csto_cli.parsing.documents.sentences import Sentence, sentences
from csto_cli.parsing.documents.titles import cut

_BEFORE = 8
"""Words before a kind word within which its determiner is looked for."""

_BEHIND = 6
"""Words behind a phrase within which another time takes it to another document."""

_NEAR = 400
"""Documents of one kind that a phrase is compared with."""

_COVERED = 0.6
"""Share of a phrase's own words that the document's title must have."""

Spans = list[tuple[int, int]]


class _Recent:
    """Documents named in this paragraph or the one before: "this agreement" can mean no other."""

    def __init__(self, documents: list[FoundDocument]) -> None:
        self._first: dict[int, list[int]] = defaultdict(list)
        for document in documents:
            for _, words in document.mentions:
                self._first[id(words.passage.block)].append(id(document))
        self._now: set[int] = set()
        self._before: set[int] = set()

    def enter(self, passage: Passage) -> None:
        """Go on to the next paragraph."""
        self._before, self._now = self._now, set(self._first.get(id(passage.block), ()))

    def name(self, document: FoundDocument) -> None:
        """Note that the paragraph names ``document``."""
        self._now.add(id(document))

    def has(self, document: FoundDocument) -> bool:
        """Whether ``document`` was named just before."""
        return id(document) in self._now or id(document) in self._before


def add_mentions(
    documents: list[FoundDocument], passages: list[tuple[int | None, Passage]], date: str | None, lexicon: Lexicon
) -> None:
    """Add to each settled document the definite phrases that can only mean it."""
    by_kind: dict[str | None, list[FoundDocument]] = defaultdict(list)
    known: dict[int, Spans] = defaultdict(list)
    for document in documents:
        if document.settled and len(by_kind[document.kind]) < _NEAR:
            by_kind[document.kind].append(document)
        for _, words in document.mentions:
            shift = words.passage.start
            known[id(words.passage.block)].append((words.start + shift, words.end + shift))
    recent = _Recent(documents)
    for turn, passage in passages if by_kind else []:
        recent.enter(passage)
        if lexicon.naming.may_stand_in(passage.text):
            spans = sorted(known[id(passage.block)])
            for s in sentences(passage, lexicon):
                _in_sentence(s, turn, by_kind, spans, date, recent)


def _in_sentence(
    s: Sentence,
    turn: int | None,
    by_kind: dict[str | None, list[FoundDocument]],
    spans: Spans,
    date: str | None,
    recent: _Recent,
) -> None:
    """Add the mentions that one sentence makes."""
    kinds, i = s.lexicon.kinds, 0
    while i < len(s):
        hit = kinds.at(s.low, i) if kinds.begins(s.low[i]) else None
        if hit is None or hit[1].plural or hit[1].name not in by_kind:
            i += 1
            continue
        found = _phrase(s, i)
        if found is not None and (meant := _meant(s, found, by_kind[hit[1].name], date, recent)) is not None:
            words = proof(s, found.start, found.end)
            shift = words.passage.start
            if not _overlaps(spans, words.start + shift, words.end + shift):
                meant.mentions.append((turn, words))
                recent.name(meant)
        i += hit[0]


def _overlaps(spans: Spans, start: int, end: int) -> bool:
    """Whether ``[start, end)`` shares a character with one of the sorted ``spans``."""
    i = bisect_right(spans, (start, end))
    return any(a < end and start < b for a, b in spans[max(0, i - 1) : i + 1])


def _phrase(s: Sentence, i: int) -> Head | None:
    """The definite phrase whose kind word stands at ``i``."""
    for j in range(i - 1, max(-1, i - _BEFORE), -1):
        if s.has("definite", j):
            found = head(s, j, len(s))
            return found if found is not None and found.at == i else None
        if s.mark(j) or s.has("preposition", j) or s.has("determiner", j):
            return None
    return None


def _meant(
    s: Sentence, found: Head, own: list[FoundDocument], date: str | None, recent: _Recent
) -> FoundDocument | None:
    """The one document that the phrase names."""
    end = cut(s, found, len(s))
    after = min(len(s), end + _BEHIND)
    if s.trapped("past", end, after) or other_day(s, end, after, date):
        return None
    language = s.lexicon.language
    words = core(s.text[s.starts[found.start] : s.ends[end - 1]], language)
    if words:
        fits = [d for d in own if len(words & core(d.title, language)) >= max(1, _COVERED * len(words))]
    else:
        named = s.capital(found.at) or found.at > found.start
        fits = own if named or (s.low[found.start - 1] == "this" and all(recent.has(d) for d in own)) else []
    return fits[0] if len(fits) == 1 else None
