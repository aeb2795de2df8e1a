"""Later places that name a document already found."""

from __future__ import annotations

from csto_cli.formats.block import Passage
from csto_cli.parsing.documents.found import FoundDocument
from csto_cli.parsing.documents.gather import core, proof
from csto_cli.parsing.documents.lexicon import Lexicon
from csto_cli.parsing.documents.phrases import Head, head
from csto_cli.parsing.documents.sentences import Sentence, sentences
from csto_cli.parsing.documents.titles import cut

_BEFORE = 8
"""Words before a kind word within which its determiner is looked for."""


def add_mentions(documents: list[FoundDocument], passages: list[tuple[int | None, Passage]], lexicon: Lexicon) -> None:
    """Add to each settled document the definite phrases that can only mean it."""
    settled = [d for d in documents if d.settled]
    kinds = {d.kind for d in settled}
    if not settled:
        return
    for turn, passage in passages:
        if lexicon.naming.search(passage.text):
            for s in sentences(passage, lexicon):
                _in_sentence(s, turn, settled, kinds)


def _in_sentence(s: Sentence, turn: int | None, settled: list[FoundDocument], kinds: set[str | None]) -> None:
    i = 0
    while i < len(s):
        hit = s.lexicon.kinds.at(s.low, i)
        if hit is None or hit[1].plural or hit[1].name not in kinds:
            i += 1
            continue
        found = _phrase(s, i)
        if found is not None and (named := _meant(s, found, settled)) is not None:
            _add(s, turn, found, named)
        i += hit[0]


def _phrase(s: Sentence, i: int) -> Head | None:
    """The definite phrase whose kind word stands at ``i``."""
    for j in range(i - 1, max(-1, i - _BEFORE), -1):
        if s.has("definite", j):
            found = head(s, j, len(s))
            return found if found is not None and found.at == i else None
        if s.mark(j) or s.has("preposition", j) or s.has("determiner", j):
            return None
    return None


def _meant(s: Sentence, found: Head, settled: list[FoundDocument]) -> FoundDocument | None:
    """The one document that the phrase names."""
    own = [d for d in settled if d.kind == found.kind]
    end = cut(s, found, len(s))
    words = core(s.text[s.starts[found.start] : s.ends[end - 1]], s.lexicon)
    if words:
        fits = [d for d in own if len(words & core(d.title, s.lexicon)) >= max(1, 0.7 * len(words))]
    else:
        pointed = s.capital(found.at) or s.low[found.start - 1] == "this" or found.at > found.start
        fits = own if pointed else []
    return fits[0] if len(fits) == 1 else None


def _add(s: Sentence, turn: int | None, found: Head, named: FoundDocument) -> None:
    words = proof(s, found.start, found.end)
    if not any(p.passage == words.passage and p.start < words.end and words.start < p.end for _, p in named.mentions):
        named.mentions.append((turn, words))
