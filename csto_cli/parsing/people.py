"""Who is who: labels and lists joined to participants, one participant a person, and never a coin toss."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from csto_cli.formats.block import Block, tidy
from csto_cli.model import Basis
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.geography import country_code, country_of, organisation_of
from csto_cli.parsing.names import HONORIFICS, LabelReading, crown_key, is_given_name, is_particle
from csto_cli.parsing.spelling import key, name_words, running_case, same_person, slug, sound

LARGEST_BUCKET = 64
MODERATING = frozenset({"moderator", "presenter", "host", "anchor"})
# How many plain labels weigh as much as the one that introduces a person with an office.
INTRODUCED = 5
# Beginnings of surnames behind which a capital stands.
PREFIXES = ("Mc", "Mac", "Fitz", "La", "Le", "De", "Di", "Du", "Van")


@dataclass(slots=True)
class OfficeHeld:
    """An office as printed with a person's name."""

    title: str
    country: str | None
    evidence: list[Words]


@dataclass(slots=True)
class Person:
    """A participant while the record is read."""

    order: int
    voice: bool = False
    names: Counter[str] = field(default_factory=Counter)
    introduced: Counter[str] = field(default_factory=Counter)
    name_words: dict[str, Words] = field(default_factory=dict)
    offices: list[OfficeHeld] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    spoke: bool = False
    attendance_words: list[Words] = field(default_factory=list)
    role: str = ""
    role_words: list[Words] = field(default_factory=list)
    organisation: str | None = None
    organisation_words: list[Words] = field(default_factory=list)
    country: str | None = None
    country_words: list[Words] = field(default_factory=list)
    name: str = ""
    id: str = ""

    @property
    def surname(self) -> str:
        """Key of the last word of the name; empty for a voice."""
        return "" if self.voice else key(name_words(self.name)[-1])

    @property
    def role_shown(self) -> str:
        """The part played as the record is written: who has an office or a country and no other part is a member."""
        return self.role or ("member" if self.offices or self.country else "unknown")

    def settle_country(self) -> None:
        """Take the country from the first office that tells one, where the record prints none with the name."""
        office = next((office for office in self.offices if office.country), None)
        if self.country is None and office is not None:
            self.country, self.country_words = office.country, office.evidence[:1]


class Named(NamedTuple):
    """A reading of a label or list entry, and where it stands: ``reading`` counts from ``offset`` of the block."""

    reading: LabelReading
    block: Block
    offset: int
    printed: str = ""
    is_label: bool = True
    basis: Basis = "printed"

    def words(self, start: int, end: int) -> Words:
        """Words of the reading as evidence."""
        return words_at(self.block, self.offset + start, self.offset + end, self.basis)


class ShortForm(NamedTuple):
    """The full names that a label such as initials fits, and whether the record itself explains it."""

    names: tuple[str, ...]
    printed: bool


NO_SHORT_FORM = ShortForm((), printed=True)


@dataclass(slots=True)
class Joined:
    """Whom a label belongs to: a person, or several that it fits; ``basis`` is ``inferred`` for a conclusion."""

    person: Person | None
    candidates: list[Person] = field(default_factory=list)
    basis: str = "printed"
    problem: str = ""


class Register:
    """Participants of one record, in order of appearance."""

    def __init__(self, aliases: Mapping[str, ShortForm] | None = None, *, keeps_case: bool = False) -> None:
        """``aliases`` gives short forms by their keys; ``keeps_case`` leaves the capitals of names as printed."""
        self._aliases = aliases or {}
        self._keeps_case = keeps_case
        self.people: list[Person] = []
        self._by_key: dict[str, Person] = {}
        self._by_sound: dict[str, list[tuple[str, Person]]] = defaultdict(list)
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        self._by_crown: dict[str, Person] = {}
        self._voices: dict[str, Person] = {}
        self.respelled: list[tuple[str, str, Words]] = []

    def join(self, entries: Sequence[Named]) -> list[Joined]:
        """Join every entry, full names first, so that a surname finds the person whom a later label names in full."""
        joined: dict[int, Joined] = {}
        for wanted in (self._full, self._crowned, self._short):
            for i, entry in enumerate(entries):
                if i not in joined and (found := wanted(entry, i)) is not None:
                    joined[i] = found
        return [joined[i] for i in range(len(entries))]

    def _full(self, entry: Named, order: int) -> Joined | None:
        reading = entry.reading
        if reading.voice:
            return Joined(self._voice(reading.voice, entry, order))
        name = bare_name(reading.name)
        words, parted = name_words(name), _parted(name)
        if reading.crowned or key(name) in self._aliases:
            return None
        if not parted and (len(words) < 2 or _surname_at(words) == 0):
            return None
        person, how = self._find(name)
        if person is None and parted:
            person, how = self._find(parted)
        if person is None:
            person = self._new(order)
        self._note(person, name, entry, order)
        if how == "spelling":
            self.respelled.append((name, person.names.most_common(1)[0][0], entry.words(reading.start, reading.end)))
            return Joined(person, basis="inferred")
        return Joined(person)

    def _find(self, name: str) -> tuple[Person | None, str]:
        person = self._by_key.get(key(name))
        if person is not None:
            return person, "same"
        near = [(same_person(name, known), known_person) for known, known_person in self._near(name)]
        for how in ("fuller", "spelling"):
            matches = {id(person): person for found, person in near if found == how}
            if len(matches) == 1:
                return next(iter(matches.values())), how
        return None, ""

    def _near(self, name: str) -> Iterable[tuple[str, Person]]:
        """Known names that share the sound of the first or last word; a crowd is not searched, so time stays linear."""
        for sounded in _sounds(name):
            bucket = self._by_sound[sounded]
            if len(bucket) <= LARGEST_BUCKET:
                yield from bucket

    def _crowned(self, entry: Named, order: int) -> Joined | None:
        """``Patriarch Kirill`` and ``Kirill`` with the office before it are one person."""
        reading = entry.reading
        if not reading.crowned or not reading.name:
            return None
        crown = crown_key(reading.name)
        person = self._by_crown.get(crown)
        if person is None:
            person = self._by_crown[crown] = self._new(order)
        self._note(person, reading.name, entry, order)
        return Joined(person)

    def _short(self, entry: Named, order: int) -> Joined:
        """One word, or an office alone: whoever of the record it fits, if exactly one does."""
        reading = entry.reading
        if reading.name:
            short = key(bare_name(reading.name))
            form = self._aliases.get(short, NO_SHORT_FORM)
            known, whole = self._named(form)
            matches = known or _of_country(reading, self._by_surname.get(short, []))
            if len(matches) == 1 and whole:
                self._note(matches[0], "", entry, order)
                return Joined(matches[0], basis="printed" if form.printed else "inferred")
            if matches:
                return Joined(None, list(matches), problem="several")
            person = self._new(order)
            self._note(person, reading.name, entry, order)
            return Joined(person)
        label = tidy(entry.printed)
        holders = self._holders(reading.offices[0].title if reading.offices else label)
        if len(holders) == 1:
            self._note(holders[0], "", entry, order)
            return Joined(holders[0], basis="inferred")
        person = self._voice(label, entry, order)
        return Joined(person, holders, problem="several" if holders else "office")

    def _named(self, form: ShortForm) -> tuple[list[Person], bool]:
        """The people whom a short form fits, and whether that is all of them."""
        known = [self._by_key.get(key(name)) for name in form.names]
        return list({id(person): person for person in known if person is not None}.values()), None not in known

    def _holders(self, title: str) -> list[Person]:
        wanted = tidy(title).lower().removeprefix("the ")
        return [
            person for person in self.people
            if any(o.title.lower() == wanted or o.title.lower().startswith(wanted + " ") for o in person.offices)
        ]  # fmt: skip

    def _voice(self, word: str, entry: Named, order: int) -> Person:
        word = tidy(word)
        person = self._voices.get(word.lower())
        if person is None:
            person = self._voices[word.lower()] = Person(order, voice=True)
            person.names[word] += 1
            person.role = "voice"
            self.people.append(person)
        self._note(person, "", entry, order)
        if word not in person.name_words:
            start = entry.block.text.find(word, entry.offset)
            stop = len(entry.block.text) if start < 0 else start + len(word)
            person.name_words[word] = words_at(entry.block, max(start, entry.offset), stop)
        return person

    def _new(self, order: int) -> Person:
        person = Person(order)
        self.people.append(person)
        return person

    def _index(self, name: str, person: Person) -> None:
        self._by_key.setdefault(key(name), person)
        for sounded in _sounds(name):
            self._by_sound[sounded].append((name, person))
        words = name_words(name)
        for surname in {words[-1], " ".join(words[_surname_at(words) :])}:
            holders = self._by_surname[key(surname)]
            if person not in holders[-LARGEST_BUCKET:]:
                holders.append(person)

    def _note(self, person: Person, name: str, entry: Named, order: int) -> None:
        person.order = min(person.order, order)
        reading = entry.reading
        if name:
            person.names[name] += 1
            person.introduced[name] += bool(reading.offices)
            if person.names[name] == 1:
                self._index(name, person)
            person.name_words.setdefault(name, entry.words(reading.start, reading.end))
        if reading.affiliation is not None and person.organisation is None and not person.voice:
            person.organisation = reading.affiliation.title
            person.organisation_words = [entry.words(reading.affiliation.start, reading.affiliation.end)]
        if reading.country is not None and person.country is None:
            person.country = country_code(reading.country.title)
            person.country_words = [entry.words(reading.country.start, reading.country.end)] if person.country else []
        for office in reading.offices if not person.voice else ():
            self._office(person, office.title, entry.words(office.start, office.end))
        if entry.is_label:
            person.spoke = True
            if entry.printed not in person.labels:
                person.labels.append(entry.printed)
        if not person.attendance_words and name:
            person.attendance_words.append(entry.words(reading.start, reading.end))
        if reading.name:
            first, last = entry.offset + reading.start, entry.offset + reading.end
            found = (link.href for link in entry.block.links if link.href and first < link.end and link.start < last)
            person.links += [href for href in found if href not in person.links]

    def _office(self, person: Person, title: str, words: Words) -> None:
        for held in person.offices:
            if held.title.lower() == title.lower():
                held.evidence.append(words)
                return
        person.offices.append(OfficeHeld(title, country_of(title), [words]))

    def settle(self) -> None:
        """Choose each participant's name and identifier, once every entry is joined."""
        taken: Counter[str] = Counter()
        self.people.sort(key=lambda person: person.order)
        for person in self.people:
            name = _best_name(person.names, person.introduced)
            person.name = name if self._keeps_case else running_case(name)
            base = slug(person.name)
            taken[base] += 1
            person.id = base if taken[base] == 1 else f"{base}-{taken[base]}"
            if not person.voice:
                _moderate(person)
                _affiliate(person)
                person.settle_country()


def _of_country(reading: LabelReading, people: Sequence[Person]) -> Sequence[Person]:
    """Those of a surname who can be of the country that a label prints."""
    code = country_code(reading.country.title) if reading.country else None
    return [person for person in people if person.country in (None, code)] if code else people


def _sounds(name: str) -> tuple[str, ...]:
    words = name_words(name)
    return tuple({f"< {sound(words[0])}", f"> {sound(words[-1])}"})


def bare_name(name: str) -> str:
    """The name without honorifics before it."""
    words = name.split()
    while len(words) > 1 and words[0].lower().rstrip(".") in HONORIFICS:
        words = words[1:]
    return " ".join(words)


def _surname_at(words: Sequence[str]) -> int:
    """Number of the word that a surname begins with: its first particle (``von der Leyen``), else the last word."""
    particles = [is_particle(word.lower()) for word in words[:-1]]
    if len(words) == 2 and is_given_name(words[0]):  # ``Ben Carson``, ``Al Green``
        return 1
    return particles.index(True) if True in particles else len(words) - 1


def _parted(name: str) -> str:
    """``VladimirPutin``, which lost the space between two names, with it; ``McHenry`` is one: empty for all else."""
    seams = [i for i, (a, b) in enumerate(pairwise(name), 1) if a.islower() and b.isupper()]
    if len(seams) != 1 or " " in name or name.startswith(PREFIXES):
        return ""
    return f"{name[: seams[0]]} {name[seams[0] :]}"


def _best_name(names: Counter[str], introduced: Counter[str]) -> str:
    """The fullest printed form; of equally full ones the one that offices introduce, or by far the most frequent.

    A form without the letters that are not of ASCII, as copies in a poorer encoding lose them, yields to the whole one.
    """
    counts: Counter[str] = Counter()
    for name, count in names.items():
        counts[key(name)] += count + INTRODUCED * min(introduced[name], 1)
    first = {name: i for i, name in enumerate(names)}

    lost = {"".join(filter(str.isascii, name)) for name in names if not name.isascii()}

    def fullness(name: str) -> tuple[int, bool, int, bool, int]:
        return len(name.split()), name not in lost, counts[key(name)], not name.isupper(), -first[name]

    return max(names, key=fullness)


def _moderate(person: Person) -> None:
    """Who is called moderator, host or the like in a label moderates."""
    for office in person.offices:
        if not person.role and MODERATING & set(office.title.lower().split()):
            person.role, person.role_words = "moderator", office.evidence[:1]


def _affiliate(person: Person) -> None:
    if person.organisation is not None:
        return
    for office in person.offices:
        organisation = organisation_of(office.title)
        if organisation is not None:
            person.organisation = organisation.name
            person.organisation_words = office.evidence[:1]
            return
