"""Is this a label? Asked of the whole record: every candidate is gathered, then evidence for and against is weighed.

The weights are the table ``data/label_weights.csv``. What was decided of each candidate, and on what evidence, stands
in the candidate itself, so that ``csto readers --why`` can print it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from csto_cli.data import lines, rows
from csto_cli.formats.block import Block, tidy
from csto_cli.parsing import geography
from csto_cli.parsing.names import (
    HONORIFICS,
    OFFICE_KINDS,
    SMALL,
    LabelReading,
    is_capitalised,
    is_given_name,
    is_particle,
    kind_of,
    read_label,
    words_of,
)  # fmt: skip
from csto_cli.parsing.spelling import key
from csto_cli.patterns import pattern

LONGEST_LABEL = 320
MOST_LOOKUPS = 400
RECORD_WORD = pattern(r"[^\W\d_][\w’'-]*")
BEFORE_COLON = pattern(r"[^:(\[]*(?:(?:\([^()]*\)|\[[^\[\]]*\])[^:(\[]*)*:")
SENTENCE_END = pattern(r"(?<![A-Z])(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bNo)[.!?…;][”\"’)]*\s")
BRACKETS = pattern(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*")
# No label begins with one of these.
OPENING_WORDS = frozenset({
    "about", "according", "after", "against", "along", "among", "as", "at", "because", "before", "besides", "by",
    "concerning", "despite", "during", "following", "for", "from", "given", "if", "in", "into", "like", "of", "on",
    "once", "over", "regarding", "since",
    "than", "that", "through", "to", "under", "until", "when", "where", "while", "why", "with", "within", "without",
})  # fmt: skip
MOST_OTHER_WORDS = 3
QUOTATION = '“"«„‘”'


@dataclass(slots=True)
class Candidate:
    """Words before a colon at a paragraph's start; offsets are display offsets of its block.

    The label is ``block.text[start:end]``, the speech begins at ``after``. ``reasons`` names each piece of evidence
    with its weight; ``score`` is their sum. ``inside`` tells of running text in which no sentence ends before them.
    """

    position: int
    block: Block
    start: int
    end: int
    after: int
    bold: bool
    core: str
    reading: LabelReading = field(default_factory=LabelReading)
    reasons: list[tuple[str, int]] = field(default_factory=list)
    score: int = 0
    is_label: bool = False
    inside: bool = False

    @property
    def label(self) -> str:
        """The label as printed, white space folded."""
        return tidy(self.block.text[self.start : self.end])

    @property
    def rest(self) -> str:
        """What follows the colon in the same paragraph."""
        return self.block.text[self.after :]


@dataclass
class Evidence:
    """What the whole record says about its candidates."""

    text: str
    cores: Counter[str]
    endings: frozenset[str]
    surnames: frozenset[str]
    marked: bool
    alone: bool
    cache: dict[str, bool] = field(default_factory=dict)

    def common(self, word: str) -> bool:
        """Is the word written in lower case somewhere in the record?"""
        word = word.lower()
        if len(self.cores) > MOST_LOOKUPS:
            return self.words[word] > 0
        known = self.cache.get(word)
        if known is None:
            known = self.cache[word] = _stands_alone(self.text, word)
        return known

    def count(self, name: str) -> int:
        """How often the name stands in the record; with very many labels, how often its rarest word does."""
        if len(self.cores) > MOST_LOOKUPS:
            return min(self.words[word] for word in name.split())
        return self.text.count(name)

    @cached_property
    def words(self) -> Counter[str]:
        """Every word of the record: looking each label up in the text would be quadratic in a hostile record."""
        return Counter(RECORD_WORD.findall(self.text))


def _stands_alone(text: str, word: str) -> bool:
    start = text.find(word)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(word) : start + len(word) + 1]
        if not _joins_words(before) and not _joins_words(after):
            return True
        start = text.find(word, start + 1)
    return False


def _joins_words(character: str) -> bool:
    return character.isalnum() or (character != "" and character in "’'-")


@cache
def weights() -> dict[str, int]:
    """Weight of each piece of evidence, and the threshold."""
    return {row["feature"]: int(row["weight"]) for row in rows("label_weights.csv")}


@cache
def _sentence_words() -> frozenset[str]:
    return frozenset(lines("sentence_words.txt"))


def gather(blocks: Sequence[Block], first: int = 0) -> list[Candidate]:
    """Every paragraph start that could be a label; ``first`` is the number of ``blocks[0]`` in the record."""
    found = (_candidate(first + i, block) for i, block in enumerate(blocks))
    return [candidate for candidate in found if candidate is not None]


def _candidate(position: int, block: Block) -> Candidate | None:
    text = block.text
    if block.bold and block.bold[0].start <= 1:
        marked = _bold_candidate(position, block)
        if marked is not None:
            return marked
    colon = text.find(":", 0, LONGEST_LABEL)
    if colon <= 0:
        return None
    end = _colon(text)
    if text[end + 1 : end + 2].isdigit() and text[end - 1].isdigit():
        return None
    return _make(position, block, end, bold=False)


def _colon(text: str) -> int:
    """Offset of the first colon outside brackets, else of the first colon."""
    match = BEFORE_COLON.match(text, 0, LONGEST_LABEL)
    return match.end() - 1 if match else text.find(":", 0, LONGEST_LABEL)


def _make(position: int, block: Block, end: int, *, bold: bool, after: int | None = None) -> Candidate:
    after = end + 1 if after is None else after
    after += len(block.text) - after - len(block.text[after:].lstrip(" "))
    stop = len(block.text[:end].rstrip(" "))
    core = tidy(BRACKETS.sub(" ", block.text[:stop])).rstrip(" ,.")
    return Candidate(position, block, 0, stop, after, bold, core)


def _bold_candidate(position: int, block: Block) -> Candidate | None:
    """A bold run at the paragraph's start, joined over its pieces, with its colon in it or behind it."""
    text, stop = block.text, 0
    for run in block.bold:
        if text[stop : run.start].strip(" "):
            break
        stop = run.end
    if stop >= len(text) and ":" not in text:
        return None
    colon = text.find(":", 0, LONGEST_LABEL)
    if colon < 0:
        return None
    end = _colon(text)
    between = BRACKETS.sub("", text[stop:end]).strip(" ") if end > stop else ""
    if between:
        return None
    return _make(position, block, end, bold=True)


def weigh(candidates: list[Candidate], text: str) -> None:
    """Score every candidate on the evidence of the whole record, whose display text is ``text``; set ``is_label``."""
    if not candidates:
        return
    cores = Counter(key(candidate.core) for candidate in candidates)
    known = frozenset(core for candidate in candidates if 1 < len((core := candidate.core.lower()).split()) < 6)
    readings: dict[str, LabelReading] = {}
    for candidate in candidates:
        printed = candidate.block.text[: candidate.end]
        if printed not in readings:
            readings[printed] = read_label(printed, known)
        candidate.reading = readings[printed]
    endings = frozenset(
        tidy(candidate.reading.name).lower()
        for candidate in candidates
        if candidate.reading.offices and candidate.reading.name
    )
    named = [candidate for candidate in candidates if candidate.reading.name or candidate.reading.voice]
    surnames = frozenset(
        key(c.reading.name.split()[-1]) for c in named if len(c.reading.name.split()) > 1 and "." not in c.reading.name
    )
    alone = sum(1 for candidate in named if not candidate.rest) * 2 > len(named)
    evidence = Evidence(text, cores, endings, surnames, _is_marked(named), alone)
    table = weights()
    known_features: dict[tuple[str, bool], list[str]] = {}
    for candidate in candidates:
        same = candidate.block.text[: candidate.end], candidate.bold
        if same not in known_features:
            known_features[same] = list(_features(candidate, evidence))
        features = (*known_features[same], *_following(candidate, evidence))
        candidate.reasons = [(feature, table[feature]) for feature in features]
        candidate.score = sum(weight for _, weight in candidate.reasons)
        candidate.is_label = candidate.score >= table["threshold"]


def _is_marked(named: Sequence[Candidate]) -> bool:
    """Does the markup set labels apart in this record? Not if names stand before colons as often without it."""
    bold = sum(1 for candidate in named if candidate.bold)
    return bold > 0 and bold * 2 >= len(named)


def _features(candidate: Candidate, evidence: Evidence) -> Iterator[str]:
    yield from _markup(candidate, evidence)
    yield from _shape(candidate)
    yield from _record(candidate, evidence)


def _markup(candidate: Candidate, evidence: Evidence) -> Iterator[str]:
    if candidate.bold:
        yield "bold"
    elif evidence.marked:
        yield "not bold"


def _shape(candidate: Candidate) -> Iterator[str]:
    reading, core = candidate.reading, candidate.core
    words = core.split()
    if reading.voice:
        yield "voice"
    elif reading.name and reading.offices and any(_is_office(office.title) for office in reading.offices):
        yield "office and name"
    elif reading.name and len(reading.name.split()) > 1:
        yield "name"
    elif reading.name:
        yield "single name"
    else:
        yield "no name"
    keys = [word.strip(".,“”\"'’").lower() for word in words]
    if not reading.voice:
        if any(key in _sentence_words() for key in keys):
            yield "verb or pronoun"
        if words and not is_capitalised(words[-1]) and words[-1][:1].isalpha() and reading.end >= candidate.end:
            yield "lower-case end"
        if keys and (keys[0] == "dear" or (keys[0] in HONORIFICS and not reading.name)):
            yield "address"
        if keys and keys[0] in ("the", "a", "an") and reading.name:
            yield "article first"
        if keys and keys[0] in OPENING_WORDS:
            yield "opening word"
        yield from ["other word"] * min(sum(1 for word in words if _is_other(word)), MOST_OTHER_WORDS)
    if SENTENCE_END.search(core):
        yield "sentence"
    if any(character in QUOTATION for character in core):
        yield "quotation inside"
    if any(key.isdigit() for key in keys) and not reading.offices:
        yield "number"


def _is_other(word: str) -> bool:
    """A lower-case word that neither offices nor names nor kinds of organisations are made of."""
    bare = word.strip(".,“”\"'’")
    return (
        bare[:1].islower()
        and bare not in SMALL
        and not kind_of(bare)
        and not is_particle(bare)
        and not is_capitalised(bare)
    )


def _is_office(title: str) -> bool:
    return any(kind_of(word.key) in OFFICE_KINDS for word in words_of(title))


def _record(candidate: Candidate, evidence: Evidence) -> Iterator[str]:
    core, reading = key(candidate.core), candidate.reading
    name = key(reading.name)
    if evidence.cores[core] > 1:
        yield "same label"
    if name and ((core == name and name in evidence.endings) or (core != name and evidence.cores[name])):
        yield "shorter or longer label"
    elif "." in reading.name and key(reading.name.split(".")[-1]) in evidence.surnames:
        yield "initials of a known name"
    elif name and " " not in reading.name and not reading.offices and name in evidence.surnames:
        yield "surname of a known name"
    if " " in reading.name and evidence.count(reading.name) > evidence.cores[name] + 1:
        yield "named elsewhere"
    if reading.voice:
        return
    if name and not candidate.bold and is_given_name(reading.name.split()[0]):
        yield "given name"
    if name and not reading.offices and evidence.common(reading.name.split()[-1]):
        yield "common word"
    if not reading.offices and (
        geography.is_place(candidate.core) or geography.organisation_of(candidate.core) is not None
    ):
        yield "place or organisation"


def _following(candidate: Candidate, evidence: Evidence) -> Iterator[str]:
    if candidate.inside:
        yield "inside a sentence"
    rest = candidate.rest
    if not rest:
        if not evidence.alone:
            yield "nothing follows"
        if candidate.bold and not candidate.reading.voice and " " not in candidate.reading.name:
            yield "heading"
    elif rest[0] in QUOTATION:
        yield "quotation follows"
    elif rest[0].islower():
        yield "lower case follows"
