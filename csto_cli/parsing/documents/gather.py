"""Many places that name one document become one document."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from csto_cli.formats.block import fold
from csto_cli.parsing.documents.dates import Day, day_at, last_date
from csto_cli.parsing.documents.found import SETTLED, FoundDocument, Proof
from csto_cli.parsing.documents.items import Item
from csto_cli.parsing.documents.lexicon import lexicon, split
from csto_cli.parsing.documents.sentences import Sentence
from csto_cli.patterns import pattern

_NUMBER = pattern(r"\bNo\.?\s?([\w/-]*\d[\w/-]*)|№\s?([\w/-]*\d[\w/-]*)")
_ALIKE = 0.6
"""Share of common words above which two titles are one."""

_WITHIN = 0.9
"""Share of the shorter title's words that the longer one must have."""

_NEAR = 400
"""Documents that a new one is compared with."""


class Said(NamedTuple):
    """A title with where and how it was read."""

    sentence: Sentence
    item: Item
    status: str
    status_words: tuple[int, int]
    turn: int | None
    heading: bool = False
    """Whether it stands in the page's title."""
    batch: int = 0
    """Number of the act: two titles of one act are two documents."""
    basis: str = "printed"
    """``inferred`` where the status is that of the sentence before."""


def proof(s: Sentence, start: int, end: int, basis: str = "printed") -> Proof:
    """Proof by the words ``[start, end)`` of a sentence."""
    return Proof(s.passage, s.starts[start], s.ends[end - 1], basis)


def document(said: Said) -> FoundDocument:
    """The document that one place tells of."""
    s, it = said.sentence, said.item
    title_proof = proof(s, it.start, it.end)
    title = fold(title_proof.text)
    number = _NUMBER.search(title)
    made = FoundDocument(
        it.kind, number and (number[1] or number[2]), title, said.status, None, None, None, title_proof
    )
    made.status_proof = proof(s, *said.status_words, said.basis)
    made.mentions.append((said.turn, title_proof))
    _amended(s, it, made)
    if made.amends_title is None and (day := _own_date(s, it)):
        made.date, made.date_proof = day
    return made


def _amended(s: Sentence, it: Item, made: FoundDocument) -> None:
    """Fill what the document changes: the phrase behind ``amendments to`` or ``protocol to``."""
    start = _amended_start(s, it)
    if start is None or start >= it.end:
        return
    made.amends_proof = proof(s, start, it.end)
    made.amends_title = fold(made.amends_proof.text)
    if found := _dated_behind(s, it.end) or last_date(s, start, it.end):
        made.amends_date = found.iso


def _dated_behind(s: Sentence, i: int) -> Day | None:
    """The date of ``, approved on September 15, 2015`` behind a title."""
    i += s.word(i) == ","
    hit = s.lexicon.verbs.at(s.low, i) if i < len(s) else None
    if hit is None or s.word(i + hit[0]) not in {"on", "of"}:
        return None
    found = day_at(s, i + hit[0] + 1)
    return found if found is not None and found.iso else None


def _amended_start(s: Sentence, it: Item) -> int | None:
    """First word of what the document changes."""
    for i in range(it.start, it.end):
        size = s.size("amend", i)
        j = i + size
        if size and s.word(i).endswith("ing"):
            return _past_articles(s, j, it.end)
        if size and s.word(j) in {"to", "of", "in"}:
            return _past_articles(s, j + 1, it.end)
    head = it.head
    if head is not None and head.kind == "protocol" and s.word(head.end) == "to" and s.has("determiner", head.end + 1):
        return _past_articles(s, head.end + 1, it.end)
    return None


def _past_articles(s: Sentence, i: int, end: int) -> int | None:
    while i < end and s.has("determiner", i):
        i += 1
    return i if any(s.lexicon.kinds.at(s.low, j) for j in range(i, min(end, i + 8))) else None


def _own_date(s: Sentence, it: Item) -> tuple[str, Proof] | None:
    """The date at the end of a title (``agreement of October 6, 2007``) that names no other document before it."""
    found = last_date(s, it.start, it.end)
    if found is None or found.end != it.end or not found.iso or s.word(found.start - 1) not in {"of", "dated", "from"}:
        return None
    behind = it.head.end if it.head is not None else it.start
    if any(s.lexicon.kinds.at(s.low, i) for i in range(behind, found.start)):
        return None
    return found.iso, proof(s, found.start, found.end)


_SMALL = ("determiner", "preposition", "shared", "praise")


@lru_cache(4096)
def core(title: str, language: str) -> frozenset[str]:
    """Words of a title that tell it from others of its kind."""
    words = lexicon(language)
    if words is None:
        return frozenset()
    return frozenset(
        word
        for word in split(title)
        if word[0].isalnum()
        and word != "and"
        and word not in words.kinds
        and not any(words.has(role, word) for role in _SMALL)
    )


def same(a: FoundDocument, b: FoundDocument, language: str, *, bare: bool) -> bool:
    """Whether two places name one document; ``bare``: a kind word alone names any of its kind."""
    if a.kind != b.kind and None not in (a.kind, b.kind):
        return False
    one, two = core(a.title, language), core(b.title, language)
    if not one or not two:
        return (bare or one == two) and a.kind == b.kind
    shared = len(one & two)
    return shared / len(one | two) >= _ALIKE or (bare and shared >= 2 and shared / min(len(one), len(two)) >= _WITHIN)


def gather(sayings: list[Said]) -> list[FoundDocument]:
    """Documents in order of appearance, settled ones first joined with the places that repeat them."""
    documents: list[FoundDocument] = []
    sources: list[Said] = []
    batches: dict[int, set[int]] = {}
    titles: dict[str, int] = {}
    for said in sorted(sayings, key=lambda x: x.status not in SETTLED):
        new = document(said)
        used = batches.setdefault(said.batch, set())
        index = titles.get(new.title.casefold())
        if index is None or index in used:
            index = _home(new, said, documents, sources, used)
        if index is None:
            index = len(documents)
            documents.append(new)
            sources.append(said)
        else:
            sources[index] = _join(documents[index], sources[index], new, said)
        titles.setdefault(new.title.casefold(), index)
        used.add(index)
    return documents


def _home(
    new: FoundDocument, said: Said, documents: list[FoundDocument], sources: list[Said], used: set[int]
) -> int | None:
    """Index of the document that ``new`` repeats; none where it is new or fits several."""
    language = said.sentence.lexicon.language
    head = said.item.head
    fresh = head is not None and head.opening.indefinite and said.turn is None and new.settled
    fits = [
        i
        for i, old in enumerate(documents[:_NEAR])
        if i not in used
        and (
            same(old, new, language, bare=not fresh or sources[i].heading)
            or (sources[i].heading and _headed(old, new, language))
        )
    ]
    return fits[0] if len(fits) == 1 else None


def _headed(heading: FoundDocument, new: FoundDocument, language: str) -> bool:
    """Whether the page's title, which shortens, names the document that a paragraph names in full."""
    return heading.kind == new.kind and bool(core(heading.title, language) & core(new.title, language))


def _join(old: FoundDocument, source: Said, new: FoundDocument, said: Said) -> Said:
    """Add a place to a document; its fuller title wins over a bare one, a paragraph's over the page title's."""
    old.mentions.extend(new.mentions)
    if old.settled and not new.settled:
        return source
    short = len(old.title.split()) <= 3 < len(new.title.split())
    if not short and not (source.heading and not said.heading and said.item.complement):
        return source
    old.title, old.title_proof, old.kind = new.title, new.title_proof, old.kind or new.kind
    old.amends_title, old.amends_date, old.amends_proof = new.amends_title, new.amends_date, new.amends_proof
    if source.heading:
        old.status, old.status_proof = new.status, new.status_proof
    return said
