"""Whom words of a speech call: by name, office, country, region or city, among the record's own people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from csto_cli.formats.block import fold
from csto_cli.parsing.geography import country_of, is_place
from csto_cli.parsing.names import HONORIFICS, SMALL, is_capitalised, is_given_name, is_particle, kind_of
from csto_cli.parsing.people import Person
from csto_cli.parsing.spelling import sound
from csto_cli.patterns import pattern

POSSESSIVE = pattern(r"[’']s?$")
TOKEN = pattern(r"[^\W_]+(?:[-’'.][^\W_]+)*")
BRACKETED = pattern(r"\[[^\]]*\]")
SENT_BY = pattern(
    r"(?:the )?(?:distinguished )?(?:Permanent )?(?:representative|observer|delegation|delegate) of (?:the )?"
    r"(?:Observer State of )?",
    re.IGNORECASE,
)
LARGEST_BUCKET = 64
FULL, SURNAME, FIRST = 3, 2, 1


class Token(NamedTuple):
    """A word of the call, without its possessive ending."""

    text: str
    low: str

    @property
    def names(self) -> bool:
        """Whether it can be part of a name."""
        return (
            is_capitalised(self.text) and not kind_of(self.low) and self.low not in SMALL and self.low not in HONORIFICS
        )


def tokens(words: str) -> list[Token]:
    """The words of a call; what an editor put in brackets was not said."""
    texts = (POSSESSIVE.sub("", match[0]) for match in TOKEN.finditer(BRACKETED.sub(" ", words)))
    return [Token(text, text.lower().rstrip(".")) for text in texts]


def is_addressed(words: str) -> bool:
    """Whether an honorific stands before a name (``Mr Pashinyan``, ``Mr de la Roche``)."""
    found = [token for token in tokens(words) if not (is_particle(token.text) and token.text.islower())]
    return any(a.low in HONORIFICS and b.names for a, b in pairwise(found))


def names_somebody(words: str) -> bool:
    """Whether a name can be among the words, and not only an office (``Mr President``)."""
    return any(token.names for token in tokens(words))


class Callees:
    """The people of a record, found by the words that call them."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._by_word: dict[str, list[Person]] = defaultdict(list)
        self._by_office: dict[str, list[tuple[str, Person]]] = defaultdict(list)
        self._by_country: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if not person.voice:
                self._enter(person)

    def _enter(self, person: Person) -> None:
        for word in {sound(word) for name in person.names for word in name.split()}:
            self._by_word[word].append(person)
        titles = {office.title.lower() for office in person.offices}
        for title in titles:
            for word in {token.low for token in tokens(title)} - SMALL:
                self._by_office[word].append((title, person))
        for country in {code for code in (person.country, *(held.country for held in person.offices)) if code}:
            self._by_country[country].append(person)

    def fitting(self, words: str) -> list[Person]:
        """Those whom ``words`` fit best; several where they tell no more."""
        found = tokens(words)
        ranked = self._by_name(found)
        if ranked:
            best = max(rank for _, rank in ranked)
            return [person for person, rank in ranked if rank == best]
        return [] if is_addressed(words) else self._holders(words) or self._from_place(words)

    def _by_name(self, found: list[Token]) -> list[tuple[Person, int]]:
        """People whose name the words hold, and how much of it they hold."""
        people: dict[str, Person] = {}
        places: dict[str, list[int]] = defaultdict(list)
        for i, token in enumerate(found):
            bucket = self._by_word.get(sound(token.text), []) if token.names else []
            for person in bucket if len(bucket) <= LARGEST_BUCKET else ():
                people[person.id] = person
                places[person.id].append(i)
        ranked = [(person, _rank(person, found, places[key])) for key, person in people.items()]
        return [(person, rank) for person, rank in ranked if rank]

    def _holders(self, words: str) -> list[Person]:
        """Those whose office holds the words, or whose whole office the words hold."""
        wanted = fold(words).lower()
        wanted = re.sub(r"^(?:(?:the|our|my|a|an|mr|ms|mrs|madam) +)+", "", wanted)
        named = [token.low for token in tokens(wanted) if token.low in self._by_office]
        if not named or not wanted:
            return []
        bucket = min((self._by_office[word] for word in named), key=len)
        fitting = [p for title, p in bucket[:LARGEST_BUCKET] if _holds(title, wanted) or _holds(wanted, title)]
        return list({person.id: person for person in fitting}.values())

    def _from_place(self, words: str) -> list[Person]:
        """Those whose office is of the country that the words name."""
        place = SENT_BY.sub("", fold(words))
        if not is_place(place):
            return []
        return self._by_country.get(country_of("President of " + place) or "", [])


def _holds(whole: str, part: str) -> bool:
    """Whether ``part`` stands in ``whole`` as whole words."""
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole) is not None


def _rank(person: Person, found: list[Token], places: list[int]) -> int:
    """How well a name fits: given name and surname, surname alone, or a first name alone; 0 for not at all."""
    held = {sound(found[i].text) for i in places}
    names = [[sound(word) for word in name.split()] for name in person.names]
    if any(len(held.intersection(name)) > 1 for name in names):
        return FULL
    first = min(places)
    contradicted = any(
        i and found[i - 1].names and is_given_name(found[i - 1].text) and i - 1 not in places for i in places
    )
    if contradicted:
        return 0
    if any(held.intersection(name[1:] or name) for name in names):
        return SURNAME
    others = [i for i, token in enumerate(found) if token.names and i not in places]
    followed = first + 1 < len(found) and found[first + 1].names
    return FIRST if not followed and not others else 0
