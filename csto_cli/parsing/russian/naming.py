"""People's full names in Russian text: every place where a name stands, in whatever case and order, by its surname.

``Татьяны Алексеевны Голиковой``, ``Голиковой Татьяне Алексеевне``, ``с Татьяной Голиковой`` and ``[Татьяна] Голикова``
are found from the label ``Т.Голикова``; the text is gone through once, and each label asks for its own surname.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from csto_cli.data import rows
from csto_cli.parsing.names import is_given_name
from csto_cli.parsing.russian.cases import (
    ALL,
    NOMINATIVE,
    OBLIQUE,
    given_nominatives,
    is_patronymic,
    men_in_a,
    patronymic_cases,
    surname_forms,
    surname_nominatives,
)
from csto_cli.patterns import pattern

NAME = pattern(r"(?<![\w.])[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*(?![\w.]{0,40}\.[А-ЯЁ])")
CASES = (NOMINATIVE, *OBLIQUE)
GAP = pattern(r"[\s\[\]]{1,4}")


class NamePlace(NamedTuple):
    """A name at ``[start, end)`` of the text, its nominative, and the cases it can stand in."""

    start: int
    end: int
    given: str
    surname: str
    patronymic: str
    cases: frozenset[str]

    @property
    def name(self) -> str:
        """Given name and surname in the nominative."""
        return f"{self.given} {self.surname}"


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class NamedAs(NamedTuple):
    """What is known before the given name is looked at."""

    surname: str
    patronymic: str
    cases: frozenset[str]
    female: bool | None


class NameIndex:
    """The capitalised words of a text, ready to be asked for names."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = [_Word(match.group(), *match.span()) for match in NAME.finditer(text)]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self._words):
            self._by_word[plain(word.text)].append(i)

    def of(self, initial: str, surname: str, others: frozenset[str] = frozenset()) -> list[NamePlace]:
        """Every place at which a label's person is named, in order.

        ``others`` are surnames of other labels: a form that is one of them (``Лычагина`` beside ``Лычагин``) is theirs.
        """
        places = list(self._places(initial, surname, others, is_woman(surname)))
        if is_woman(surname) is None and places:
            # A surname that tells no sex: some place has a patronymic, or a case that only one sex has.
            told = [sex for place in places if (sex := self._told_sex(place)) is not None]
            female = max(set(told), key=told.count) if told else None
            places = list(self._places(initial, surname, others, female)) if female is not None else places
        return places

    def _told_sex(self, place: NamePlace) -> bool | None:
        if place.patronymic:
            return is_woman("", place.patronymic)
        printed = self._text[place.start : place.end].split()[0].strip("[]")
        sexes = {is_female_name(name) for name in given_nominatives(printed) if _known(name)}
        return sexes.pop() if len(sexes) == 1 else None

    def _places(self, initial: str, surname: str, others: frozenset[str], female: bool | None) -> Iterator[NamePlace]:
        found = [
            (i, cases)
            for form, cases in surname_forms(surname).items()
            if form == surname or form not in others
            for i in self._by_word.get(plain(form), ())
        ]
        for i, cases in sorted(found, key=lambda at: at[0]):
            for place in (self._reversed(i, surname, cases, female), self._straight(i, surname, cases, female)):
                if place is not None and plain(place.given)[:1] == plain(initial)[:1]:
                    yield place
                    break

    def _straight(self, i: int, surname: str, cases: frozenset[str], female: bool | None) -> NamePlace | None:
        """``Given Surname`` or ``Given Patronymic Surname``, the surname being word ``i``."""
        if not self._adjacent(i - 1):
            return None
        first, patronymic = i - 1, ""
        if is_patronymic(self._words[i - 1].text):
            if not self._adjacent(i - 2):
                return None
            first, patronymic = i - 2, self._words[i - 1].text
        return self._place(first, first, i, NamedAs(surname, patronymic, cases, female))

    def _reversed(self, i: int, surname: str, cases: frozenset[str], female: bool | None) -> NamePlace | None:
        """``Surname Given Patronymic``, or ``Surname Given`` with a usual given name and no name beside it."""
        if not self._adjacent(i):
            return None
        if self._adjacent(i + 1):
            patronymic = self._words[i + 2].text
            asked = NamedAs(surname, patronymic, cases, female)
            return self._place(i + 1, i, i + 2, asked) if is_patronymic(patronymic) else None
        if self._adjacent(i - 1):
            return None
        place = self._place(i + 1, i, i + 1, NamedAs(surname, "", cases, female))
        return place if place is not None and _is_usual(place.given) else None

    def _place(self, given: int, first: int, last: int, asked: NamedAs) -> NamePlace | None:
        word, surname, patronymic, cases = self._words[given].text, asked.surname, asked.patronymic, asked.cases
        if word in surname_forms(surname):
            return None
        if patronymic:
            cases = (cases & patronymic_cases(patronymic)) or cases
        declines = cases != ALL and NOMINATIVE not in cases and surname[-1:] not in "аеёиоуыэюяйь"
        female = is_woman("", patronymic) if patronymic else False if declines else asked.female
        name, cases = given_nominative(word, cases, female=female)
        if is_patronymic(name) and not is_given_name(name):
            return None
        return NamePlace(self._words[first].start, self._words[last].end, name, surname, patronymic, cases)

    def _adjacent(self, i: int) -> bool:
        """Is word ``i`` followed by the next with nothing but a space or an editor's bracket between them?"""
        if not 0 <= i < len(self._words) - 1:
            return False
        return GAP.fullmatch(self._text, self._words[i].end, self._words[i + 1].start) is not None

    def persons(self, start: int, end: int) -> Iterator[NamePlace]:
        """Names whose given name is known, in a stretch of running prose, with a surname that no label has told."""
        i = 0
        while i < len(self._words):
            word = self._words[i]
            if word.start >= end:
                return
            place = self._person(i) if word.start >= start else None
            if place is None:
                i += 1
                continue
            yield place
            while i < len(self._words) and self._words[i].start < place.end:
                i += 1

    def _person(self, i: int) -> NamePlace | None:
        """A person whose given name is word ``i``."""
        if not self._adjacent(i):
            return None
        given, last, patronymic = self._words[i].text, i + 1, ""
        if is_patronymic(self._words[last].text) and self._adjacent(last):
            last, patronymic = last + 1, self._words[last].text
        surname = self._words[last].text
        if is_patronymic(surname) or any(map(_is_usual, given_nominatives(surname))):
            return None
        options = [
            (name, nominative, case)
            for case in CASES
            if case in (patronymic_cases(patronymic) or ALL)
            for name in given_nominatives(given, frozenset({case}))
            for nominative in surname_nominatives(surname, frozenset({case}), female=is_female_name(name))[:1]
        ]
        if not options:
            return None

        def likelihood(option: tuple[str, str, str]) -> tuple[int, bool]:
            man_in_a = option[1].endswith("а") and not is_female_name(option[0])
            return _known(option[0]), not man_in_a

        name, nominative, _ = max(options, key=likelihood)
        cases = frozenset(case for one, other, case in options if (one, other) == (name, nominative))
        if not _known(name):
            return None
        return NamePlace(self._words[i].start, self._words[last].end, name, nominative, patronymic, cases)


def plain(word: str) -> str:
    """A word with ``ё`` written as ``е``, as most print it."""
    return word.replace("ё", "е").replace("Ё", "Е")


@cache
def _sexes() -> dict[str, str]:
    return {plain(row["name"]): row["sex"] for row in rows("russian_given_names.csv")}


def _is_usual(name: str) -> bool:
    return plain(name) in _sexes()


def _known(name: str) -> int:
    """How well a given name is known: usual in Russian records, somewhere in the world, or not at all."""
    return 2 if _is_usual(name) else int(is_given_name(name))


def is_known(name: str) -> bool:
    """Is the word a known given name in the nominative?"""
    return _known(name) > 0


def is_female_name(name: str) -> bool:
    """Is the given name a woman's?"""
    sex = _sexes().get(plain(name))
    return sex == "woman" if sex else name.endswith(("а", "я")) and name not in men_in_a()


def is_woman(surname: str, patronymic: str = "") -> bool | None:
    """Does the surname (in the nominative) or the patronymic tell a woman; None where neither tells."""
    if patronymic:
        return "вн" in patronymic[-5:].lower() or "ичн" in patronymic[-5:].lower()
    low = surname.lower()
    if low.endswith(("ова", "ева", "ёва", "ина", "ына", "ая", "яя")):
        return True
    if low.endswith(("ов", "ев", "ёв", "ин", "ын", "ий", "ый", "ой")):
        return False
    return None


def given_nominative(word: str, cases: frozenset[str], *, female: bool | None) -> tuple[str, frozenset[str]]:
    """The likeliest nominative of a given name in one of ``cases``, and the cases that it then stands in."""
    if cases == {NOMINATIVE}:
        return word, cases
    options = [
        (name, case) for case in CASES if case in cases
        for name in given_nominatives(word, frozenset({case}))
    ]  # fmt: skip

    if not options:
        return word, cases

    def likelihood(option: tuple[str, str]) -> tuple[bool, int, bool]:
        name = option[0]
        return female is None or is_female_name(name) == female, _known(name), name == word

    best = max(options, key=likelihood)
    return best[0], frozenset(case for name, case in options if name == best[0])
