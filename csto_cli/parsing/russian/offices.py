"""Offices before a name in Russian: where they begin, and their nominative (``с первым заместителем министра Иваном``).

An office is its head noun, which stands in the case of the name, with the adjectives before it and what depends on it
behind it. Only head and adjectives are turned to the nominative; the rest stays as printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from csto_cli.data import rows
from csto_cli.parsing.russian.cases import GENITIVE, NOMINATIVE, OBLIQUE, noun_forms
from csto_cli.patterns import pattern

WORD = pattern(r"[^\s,;:()«»]+|[,;:()«»]")
LONGEST_OFFICE = 330
MALE_ENDINGS = {"ый": ("ого", "ому", "ого", "ым", "ом"), "ой": ("ого", "ому", "ого", "ым", "ом")}
SOFT_ENDINGS = ("его", "ему", "его", "им", "ем")
VELAR_ENDINGS = ("ого", "ому", "ого", "им", "ом")
FEMALE = {"ый": ("ая", ("ой", "ой", "ую", "ой", "ой")), "ой": ("ая", ("ой", "ой", "ую", "ой", "ой"))}
DASHES = frozenset("–—-")
# Words that part a head from what stands before it.
PARTING = frozenset({"и", "а", "с", "со", "в", "во", "о", "об", "к", "от", "из", "у", "на", "по", "при", "для", "за"})


class Form(NamedTuple):
    """A word of an office in some case."""

    nominative: str
    case: str
    kind: str


class OfficeBefore(NamedTuple):
    """An office at ``[start, end)`` of the text, and its nominative."""

    start: int
    end: int
    title: str


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every form of the words of offices, in lower case."""
    found: dict[str, list[Form]] = defaultdict(list)
    for row in rows("russian_offices.csv"):
        word, kind = row["word"], "noun" if row["kind"].startswith("noun") else row["kind"]
        declined = adjective_forms(word) if row["kind"] not in ("noun", "adverb") else _noun(word)
        for form, nominative, case in declined if kind != "adverb" else [(word, word, "any")]:
            found[form].append(Form(nominative, case, kind))
    return {form: tuple(dict.fromkeys(cases)) for form, cases in found.items()}


def _noun(word: str) -> list[tuple[str, str, str]]:
    return [(word, word, NOMINATIVE), *((form, word, case) for form, case in noun_forms(word))]


def adjective_forms(word: str) -> list[tuple[str, str, str]]:
    """Forms of an adjective for a man and a woman: form, its nominative, case."""
    stem, ending = word[:-2], word[-2:]
    if ending == "ий" and stem[-1] in "нжшчщ":
        male, woman, female = SOFT_ENDINGS, stem + ("яя" if stem[-1] == "н" else "ая"), ("ей", "ей", "ую", "ей", "ей")
    elif ending == "ий":
        male, woman, female = VELAR_ENDINGS, stem + "ая", ("ой", "ой", "ую", "ой", "ой")
    else:
        male, (last, female) = MALE_ENDINGS[ending], FEMALE[ending]
        woman = stem + last
    found = [(word, word, NOMINATIVE), (woman, woman, NOMINATIVE)]
    found += [(stem + end, word, case) for end, case in zip(male, OBLIQUE, strict=True)]
    found += [(stem + end, woman, case) for end, case in zip(female, OBLIQUE, strict=True)]
    return found


def fitting(word: str, cases: frozenset[str], *kinds: str) -> Form | None:
    """The word's form in one of ``cases``, if it is a word of offices of one of ``kinds``."""
    return next(
        (
            form
            for form in forms().get(word.lower(), ())
            if form.kind in kinds and (form.case in cases or form.case == "any")
        ),
        None,
    )


def office_before(text: str, floor: int, end: int, cases: frozenset[str]) -> OfficeBefore | None:
    """The office that ends at ``end``, where a name in one of ``cases`` begins; nothing before ``floor`` counts."""
    floor = max(floor, end - LONGEST_OFFICE)
    words = list(WORD.finditer(text, floor, end))
    head = _head(words, len(words), cases)
    if head is None:
        return None
    first = _with_adjectives(words, head, cases)
    # Two offices with a dash between them are printed as one: ``начальник штаба – первый заместитель министра``.
    while first > 2 and words[first - 1].group() in DASHES and (other := _head(words, first - 1, cases)) is not None:
        first = _with_adjectives(words, other, cases)
    start, stop = words[first].start(), words[-1].end()
    return OfficeBefore(start, stop, _nominative(text, words, first, cases, stop))


def _head(words: list[re.Match[str]], stop: int, cases: frozenset[str]) -> int | None:
    """Index of the nearest head noun before ``words[stop]`` whose case is the name's."""
    for i in range(stop - 1, -1, -1):
        word = words[i].group()
        if word in ".;:" or (word.endswith((".", "!", "?", "…")) and len(word) > 3):
            return None
        if fitting(word, cases, "noun") is not None:
            return _leftmost(words, i, cases) if GENITIVE in cases else i
    return None


def _leftmost(words: list[re.Match[str]], head: int, cases: frozenset[str]) -> int:
    """In the genitive the offices that depend on the head have its case: ``заместителя Министра обороны``."""
    for i in range(head - 1, -1, -1):
        word = words[i].group()
        if word in ",.;:()" or word in DASHES or word.lower() in PARTING:
            break
        if fitting(word, cases, "noun") is not None:
            head = i
    return head


def _with_adjectives(words: list[re.Match[str]], head: int, cases: frozenset[str]) -> int:
    first = head
    while first and fitting(words[first - 1].group(), cases, "adjective", "adverb") is not None:
        first -= 1
    while first < head and fitting(words[first].group(), cases, "adverb") and words[first].group()[0].isupper():
        first += 1
    return first


def _nominative(text: str, words: list[re.Match[str]], first: int, cases: frozenset[str], stop: int) -> str:
    """The office from ``words[first]`` on with its heads and their adjectives in the nominative."""
    parts, position, turning = [], words[first].start(), True
    for word in words[first:]:
        form = fitting(word.group(), cases, "noun", "adjective", "adverb") if turning else None
        if form is not None:
            parts.append(text[position : word.start()] + _cased(form.nominative, word.group()))
            position = word.end()
        # Behind the head the words stay as they are, until a dash brings another office.
        turning = word.group() in DASHES or (turning and form is not None and form.kind != "noun")
    return "".join(parts) + text[position:stop]


def _cased(nominative: str, printed: str) -> str:
    return nominative[0].upper() + nominative[1:] if printed[:1].isupper() else nominative
