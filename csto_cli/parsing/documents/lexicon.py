"""The words of adoption: kinds of documents, verbs, false friends and function words, read from tables by language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from csto_cli.data import rows
from csto_cli.patterns import pattern

T = TypeVar("T")

TOKEN = pattern(r"[^\W_]+(?:['’\-–./&][^\W_]+)*['’]?|[^\w\s]|_")
"""A word with its inner hyphens and apostrophes, or one mark."""
BREAKING = ("preposition", "auxiliary", "relative", "determiner", "pronoun", "conjunction")
"""Roles of the words that end the premodifiers of a kind word."""
BARE_WORD = pattern(r"\w+")


def lower(word: str) -> str:
    """Fold a word for comparison: lower case, straight apostrophe."""
    return word.lower().replace("’", "'")


def split(text: str) -> tuple[str, ...]:
    """Words and marks of ``text``, folded for comparison."""
    return tuple(lower(match[0]) for match in TOKEN.finditer(text))


class Phrases(Generic[T]):
    """Phrases of one or more words with a value each, found at a place in a row of words, the longest first."""

    __slots__ = ("_by_first", "_single")

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        grouped: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        for form, value in entries:
            words = split(form)
            grouped[words[0]].append((words, value))
        self._by_first = {first: sorted(found, key=lambda e: -len(e[0])) for first, found in grouped.items()}
        self._single = frozenset(first for first, found in grouped.items() if any(len(form) == 1 for form, _ in found))

    def at(self, words: Sequence[str], index: int) -> tuple[int, T] | None:
        """Length in words and value of the longest phrase that starts at ``index``."""
        found = self._by_first.get(words[index]) if index < len(words) else None
        if found is not None:
            for form, value in found:
                size = len(form)
                if size == 1 or form == tuple(words[index : index + size]):
                    return size, value
        return None

    def __contains__(self, word: str) -> bool:
        """Whether ``word`` alone is a phrase."""
        return word in self._single

    def stands_in(self, words: Iterable[str]) -> bool:
        """Whether one of ``words`` alone is a phrase."""
        return not self._single.isdisjoint(words)

    @property
    def words(self) -> frozenset[str]:
        """The phrases of one word."""
        return self._single

    def found_in(self, words: Sequence[str], start: int, end: int) -> bool:
        """Whether a phrase stands whole in ``words[start:end]``."""
        start = max(start, 0)
        if self.absent(words[start:end]):
            return False
        return any((hit := self.at(words, i)) is not None and i + hit[0] <= end for i in range(start, end))

    def begins(self, word: str) -> bool:
        """Whether a phrase begins with ``word``."""
        return word in self._by_first

    def absent(self, words: Sequence[str]) -> bool:
        """Whether no phrase begins with one of the words: quicker than looking at each place."""
        return self._by_first.keys().isdisjoint(words)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind word says: the kind, and whether it is a plural."""

    name: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Verb:
    """What a form of an adoption verb says: the status, and how the form is used (past, noun, gerund, base)."""

    status: str
    use: str


class Prefilter:
    """Words that a text can be asked for more quickly than by reading it as sentences."""

    __slots__ = ("_beginnings", "_words")

    def __init__(self, forms: Iterable[str]) -> None:
        self._words = frozenset(form.split()[0].lower() for form in forms)
        self._beginnings: list[str] = []
        for word in sorted(self._words):
            if not self._beginnings or not word.startswith(self._beginnings[-1]):
                self._beginnings.append(word)

    def may_begin_in(self, low: str) -> bool:
        """Whether a text in lower case holds the letters that one of the words begins with, in a word or across two."""
        for beginning in self._beginnings:  # noqa: SIM110 - a generator costs more than the search
            if beginning in low:
                return True
        return False

    def may_stand_in(self, text: str) -> bool:
        """Whether one of the words is among those of a text, cut at every mark."""
        low = text.lower()
        return any(self._begins(low, beginning) for beginning in self._beginnings if beginning in low)

    def _begins(self, low: str, beginning: str) -> bool:
        """Whether one of the words begins where ``beginning`` stands."""
        start = low.find(beginning)
        while start >= 0:
            word = BARE_WORD.match(low, start)
            if word is not None and word[0] in self._words and not BARE_WORD.match(low, start - 1, start):
                return True
            start = low.find(beginning, start + 1)
        return False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables of one language."""

    language: str
    kinds: Phrases[Kind]
    verbs: Phrases[Verb]
    traps: dict[str, Phrases[str]]
    roles: dict[str, Phrases[str]]
    numerals: dict[str, int]
    months: dict[str, int]
    breaking: frozenset[str]
    """Words that cannot stand among the premodifiers of a kind word."""
    ambiguous: frozenset[str]
    """Months that read as auxiliaries where they are written small."""
    acting: Prefilter
    """A text that cannot hold one of these words tells no adoption."""
    naming: Prefilter
    """A text that cannot hold one of these words names no document."""

    def role(self, name: str) -> Phrases[str]:
        """Function words of one role."""
        return self.roles[name]

    def has(self, role: str, word: str) -> bool:
        """Whether ``word`` plays ``role``."""
        return word in self.roles[role]


def _of(name: str, language: str) -> list[dict[str, str]]:
    return [row for row in rows(name) if row["language"] == language]


def _grouped(table: list[dict[str, str]], column: str) -> dict[str, Phrases[str]]:
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in table:
        groups[row[column]].append((row["form"], row["form"]))
    return {name: Phrases(entries) for name, entries in groups.items()}


@cache
def lexicon(language: str) -> Lexicon | None:
    """Tables of ``language``, read once; none where there are no adoption verbs for it."""
    verbs, kinds = _of("adoption_verbs.csv", language), _of("document_kinds.csv", language)
    if not verbs or not kinds:
        return None
    phrases = _of("document_phrases.csv", language)
    numerals = {row["form"]: int(row["role"][8:]) for row in phrases if row["role"].startswith("numeral:")}
    roles = _grouped(phrases, "role")
    months = {lower(row["name"]): int(row["number"]) for row in _of("months.csv", language)}
    return Lexicon(
        language=language,
        kinds=Phrases((row["word"], Kind(row["kind"], row["number"] == "plural")) for row in kinds),
        verbs=Phrases((row["form"], Verb(row["status"], row["use"])) for row in verbs),
        traps=_grouped(_of("adoption_traps.csv", language), "trap"),
        roles=roles,
        numerals=numerals,
        months=months,
        breaking=frozenset().union(*(roles[role].words for role in BREAKING if role in roles)),
        ambiguous=frozenset(month for month in months if "auxiliary" in roles and month in roles["auxiliary"]),
        acting=Prefilter(row["form"] for row in verbs),
        naming=Prefilter(row["word"] for row in kinds),
    )
