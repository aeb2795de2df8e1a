"""Names and offices inside a label: where the office ends and the person's name begins.

A label is read from its end: the name is the last run of capitalised words, stopped by office words, by kinds of
organisations, by country names and by small words. What the run itself cannot tell (is a third capitalised word a
given name or the end of an organisation's name?) is settled by other labels of the record, given as ``known``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from csto_cli.data import lines, rows
from csto_cli.formats.block import tidy
from csto_cli.parsing.geography import country_of, is_place
from csto_cli.parsing.spelling import sound
from csto_cli.patterns import pattern

WORD = pattern(r"[^\s,()\[\]]+|[,()\[\]]")
ROMAN = pattern(r"[IVX]{1,5}$")
INITIALS = pattern(r"(?:[^\W\d_]\.-?){1,3}$")
GLUED_INITIALS = pattern(r"(?:[^\W\d_]\.){1,3}[^\W\d_][\w’'-]+$")
HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lady", "hon", "madam", "madame", "mister"})
SMALL = frozenset({
    "of", "the", "for", "and", "to", "on", "in", "at", "with", "from", "under", "by", "a", "an", "or", "before", "&",
    "as", "de", "between", "against", "into", "over", "within", "–", "—", "-",
})  # fmt: skip
LONGEST_NAME = 5
OFFICE_KINDS = ("office", "rank", "monarch", "cleric")
MOST_WORDS = 1 << 13
"""How many words are kept with what was found of them: a record says the same words again and again."""


class Word(NamedTuple):
    """A word of a label at ``[start, end)`` of its text."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The word in lower case, without a possessive ending."""
        return _key(self.text)


@lru_cache(MOST_WORDS)
def _key(word: str) -> str:
    return word.lower().removesuffix("’s").removesuffix("'s").rstrip(".")


class OfficeAt(NamedTuple):
    """An office as printed, at ``[start, end)`` of the label."""

    title: str
    start: int
    end: int


class LabelReading(NamedTuple):
    """What a label says: a voice, or a name at ``[start, end)`` with the offices printed beside it.

    ``affiliation`` is where the person comes from (a town, an outlet) where the label prints that instead of an office.
    ``country`` is the place in the label of a country's name that is no part of an office (``Mr. Cohen (Norway)``).
    ``inferred`` tells that the label prints an office alone and the name stands elsewhere in the record.
    ``firm`` tells that the name's first word is sure: nothing but an office or a known place stands before it.
    """

    voice: str = ""
    name: str = ""
    start: int = 0
    end: int = 0
    offices: tuple[OfficeAt, ...] = ()
    firm: bool = False
    crowned: bool = False
    affiliation: OfficeAt | None = None
    country: OfficeAt | None = None
    inferred: bool = False


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("office_words.csv")}


@cache
def _particles() -> frozenset[str]:
    """Particles as they can be written inside a name: in lower case, some with a capital too (``Van der Bellen``)."""
    table = rows("name_particles.csv")
    capital = {row["particle"].capitalize() for row in table if row["capital"] == "yes"}
    return frozenset({row["particle"] for row in table} | capital)


def is_particle(word: str) -> bool:
    """Is the word a particle of a surname or patronymic, as it is written here?"""
    return word in _particles()


@cache
def voices() -> frozenset[str]:
    """Labels, in lower case, that are nobody's name."""
    return frozenset(row["voice"] for row in rows("voices.csv"))


@lru_cache(MOST_WORDS)
def kind_of(word: str) -> str:
    """What kind of word: office, modifier, rank, cleric, monarch, organisation; empty for any other.

    Compounds of a hyphen or slash count by their parts; a plural counts as its singular.
    """
    kinds = _kinds()
    found = kinds.get(word)
    if found is None and word.endswith("s"):
        found = kinds.get(word[:-1])
    if found is None and ("-" in word or "/" in word):
        found = next((kinds[part] for part in re.split(r"[-/]", word) if part in kinds), None)
        return found if found in ("office", "rank") else ""
    return found or ""


@cache
def _given_names() -> frozenset[str]:
    return frozenset(lines("given_names.txt"))


def is_given_name(word: str) -> bool:
    """Is the word a given name somewhere in the world, however it is romanised?"""
    return sound(word) in _given_names() or ("-" in word and sound(word.split("-")[0]) in _given_names())


@lru_cache(MOST_WORDS)
def is_capitalised(word: str) -> bool:
    """Does the word begin as a name does, after an opening quotation mark or an Arabic article?"""
    bare = word.lstrip("“\"'‘«")
    if bare[:1].isupper():
        return True
    head, hyphen, tail = bare.partition("-")
    return bool(hyphen) and head.lower() in _particles() and tail[:1].isupper()


def is_name_word(word: Word) -> bool:
    """Can the word stand inside a name: capitalised letters, a Roman numeral, initials?"""
    return _is_name_word(word.text)


@lru_cache(MOST_WORDS)
def _is_name_word(text: str) -> bool:
    if not is_capitalised(text) or any(c in '“”"«»…:;!?/&@' or c.isdigit() for c in text):
        return False
    if text.endswith("."):
        return INITIALS.match(text) is not None
    if "." in text and not text[0].isdigit():
        return GLUED_INITIALS.match(text) is not None
    word = _key(text)
    return not kind_of(word) and word not in SMALL and word not in HONORIFICS


def words_of(label: str) -> list[Word]:
    """The words, commas and brackets of a label with their places."""
    return [Word(found.group(), found.start(), found.end()) for found in WORD.finditer(label)]


def without_brackets(words: Sequence[Word]) -> list[Word]:
    """The words that stand outside round and square brackets."""
    kept, depth = [], 0
    for word in words:
        if word.text in "([":
            depth += 1
        elif word.text in ")]":
            depth = max(depth - 1, 0)
        elif not depth:
            kept.append(word)
    return kept


def crown_key(name: str) -> str:
    """A monarch's or cleric's name without titles (``King Abdullah II``: ``Abdullah II``)."""
    return " ".join(word for word in name.lower().split() if kind_of(word) not in ("monarch", "cleric"))


def read_label(label: str, known: Collection[str] = ()) -> LabelReading:
    """Read a label (without its colon); ``known`` holds names, in lower case, that the record gives elsewhere."""
    words = without_brackets(words_of(label))
    if not words:
        return LabelReading()
    plain = tidy(" ".join(word.text for word in words)).lower()
    if plain in voices():
        return LabelReading(voice=label[words[0].start : words[-1].end])
    return _name_first(label, words, known) or _name_inside(label, words, known) or _name_last(label, words, known)


def _name_first(label: str, words: list[Word], known: Collection[str]) -> LabelReading | None:
    """``Dmitry Kutyavin, welding engineer at a plant``: a name, a comma, an office."""
    comma = next((i for i, word in enumerate(words) if word.text == ","), None)
    if comma is None or comma == len(words) - 1:
        return None
    head, tail = words[:comma], words[comma + 1 :]
    while head and head[0].key in HONORIFICS:
        head = head[1:]
    if not head or not _is_whole_name(head) or (len(head) < 2 and _text(label, head).lower() not in known):
        return None
    reading = _reading(label, head, [(tail[0].start, tail[-1].end)], firm=True)
    if reading.offices and not any(kind_of(word.key) in OFFICE_KINDS for word in tail):
        return reading._replace(offices=(), affiliation=reading.offices[0])
    return reading


def _name_inside(label: str, words: list[Word], known: Collection[str]) -> LabelReading | None:
    """``TV anchor Ann Lee, moderator of the session``: office, name, comma, another office in lower case."""
    for i, word in enumerate(words[:-1]):
        if word.text != "," or i < 3:
            continue
        following = words[i + 1]
        if not (kind_of(following.key) and following.text[:1].islower()):
            continue
        reading = _name_last(label, words[:i], known)
        tail = [later for later in words[i + 1 :] if later.text != ","]
        if reading.name and not any(is_name_word(w) for w in tail[-2:]):
            office = OfficeAt(_text(label, words[i + 1 :]), following.start, words[-1].end)
            return reading._replace(offices=(*reading.offices, office))
    return None


def _name_last(label: str, words: list[Word], known: Collection[str]) -> LabelReading:
    """``President of Belarus Alexander Lukashenko``: an office of any length, then the name."""
    crowned = _crowned(label, words)
    if crowned is not None:
        return crowned
    run = _last_run(words)
    if not run:
        return LabelReading()
    before = words[: len(words) - len(run)]
    name, firm = _choose(label, before, run, known)
    if not firm and len(name) == len(run) and before and before[-1].key in SMALL:
        return LabelReading(offices=(_office(label, words[0].start, words[-1].end),))
    office = [word for word in words if word.start < name[0].start]
    while office and office[-1].key in HONORIFICS | {","}:
        office = office[:-1]
    offices = [(office[0].start, _end_of_office(label, office, name))] if office else []
    reading = _reading(label, name, offices, firm=firm)
    if len(name) == 1 and office and kind_of(office[-1].key) in ("cleric", "monarch"):
        title = next(word for word in reversed(office) if kind_of(word.key) in ("cleric", "monarch"))
        return reading._replace(name=_text(label, [title, *name]), start=title.start, crowned=True)
    return reading._replace(crowned=True) if ROMAN.match(name[-1].text) and len(name) > 1 else reading


def _end_of_office(label: str, office: list[Word], name: list[Word]) -> int:
    """The office runs on over a bracket that stands between it and the name: ``Agency for Tourism (Rosturizm)``."""
    between = label[office[-1].end : name[0].start].rstrip(" ,")
    closes = between.rstrip()[-1:] in (")", "]")
    return office[-1].end + len(between) if closes else office[-1].end


def _crowned(label: str, words: list[Word]) -> LabelReading | None:
    """``King Mohammed VI of Morocco``, ``Patriarch John of Antioch``: a title, a name, and a realm after it."""
    for i, word in enumerate(words[:-2]):
        if kind_of(word.key) not in ("monarch", "cleric"):
            continue
        j = i + 1
        while j < len(words) and (is_name_word(words[j]) or is_particle(words[j].text)):
            j += 1
        if j == i + 1 or j >= len(words) - 1 or words[j].key != "of" or j - i > LONGEST_NAME:
            continue
        if len(words[i + 1 : j]) > 1 and not ROMAN.match(words[j - 1].text):
            # A given name and a surname name the person as anybody's do: ``Prince Ali Sabah of Kuwait``.
            return _reading(label, words[i + 1 : j], [(words[0].start, words[i].end)], firm=True)
        reading = _reading(label, words[i:j], [(words[0].start, words[i].end)], firm=True)
        return reading._replace(crowned=True)
    return None


def _last_run(words: list[Word]) -> list[Word]:
    """The longest run of name words and particles that ends the label and begins with a name word."""
    i = len(words)
    while i and (is_name_word(words[i - 1]) or (is_particle(words[i - 1].text) and i < len(words))):
        i -= 1
    run = words[i:]
    while run and not is_name_word(run[0]) and not run[0].text[:1].isupper():
        run = run[1:]
    return run


def _choose(label: str, before: list[Word], run: list[Word], known: Collection[str]) -> tuple[list[Word], bool]:
    """The part of a run that is the name, and whether its beginning is sure."""
    for i in range(len(run)):
        if len(run) - i > 1 and _text(label, run[i:]).lower() in known:
            return run[i:], True
    for i in range(1, len(run)):
        if before and _opens_behind_bracket(label, run, i):
            return run[i:], True
    after_office = (
        not before or kind_of(before[-1].key) in ("office", "rank", "monarch", "cleric") or before[-1].text in ",)"
    )
    if after_office and len(run) <= LONGEST_NAME and (not before or len(run) <= _spoken(run) + 3):
        return run, True
    if before and kind_of(before[-1].key) == "organisation" and len(run) <= LONGEST_NAME and is_given_name(run[0].text):
        return run, True
    for i in range(1, len(run)):
        place = label[before[0].start if before else run[0].start : run[i].start].rstrip()
        if (_ends_with_country(place, _text(label, run[:i])) or _is_realm(before, label, run[:i])) and 1 <= len(
            run
        ) - i <= LONGEST_NAME:
            return run[i:], True
        if 2 <= len(run) - i <= LONGEST_NAME and place.lower().endswith(_organisation_names()):
            return run[i:], True
    if len(run) == 2 and before and before[-1].key == "of" and kind_of(before[0].key) == "cleric":
        return run[1:], True
    return _two_words(run), False


def _opens_behind_bracket(label: str, run: list[Word], i: int) -> bool:
    """A bracket ends what it explains: ``Ferry Council (NFC) Olav Nils Brekke``; in ``Timothy (Tim) Reed`` a name."""
    closes = label[run[i - 1].end : run[i].start].rstrip(" ,").endswith((")", "]"))
    return closes and 2 <= len(run) - i <= LONGEST_NAME and is_given_name(run[i].text)


@cache
def _organisation_names() -> tuple[str, ...]:
    """Names of organisations that end an office before a name of any length (``... Asian Nations Le Luong Minh``)."""
    table = rows("organisations.csv")
    return tuple(
        row["name"].lower() for row in table if row["kind"] in ("organisation", "variant") and " " in row["name"]
    )


def _spoken(run: list[Word]) -> int:
    return sum(1 for word in run if is_particle(word.text) or is_particle(word.text.partition("-")[0]))


def _ends_with_country(office: str, place: str) -> bool:
    """Is ``place`` as a whole the country that the office ends with (not a part of an organisation's name)?"""
    return country_of("President of " + place) is not None and country_of(office) is not None


def _is_realm(before: list[Word], label: str, run: list[Word]) -> bool:
    """Do the words end with a place, after a title such as Patriarch: ``of Moscow and All Russia``?"""
    crowned = any(kind_of(word.key) in ("monarch", "cleric") for word in before)
    return is_place(_text(label, run)) or (crowned and any(is_place(_text(label, run[i:])) for i in range(len(run))))


def _two_words(run: list[Word]) -> list[Word]:
    """The last two words, or more where particles join them (``Alexander Van der Bellen``, ``Salman Al Saud``)."""
    if ROMAN.match(run[-1].text) and len(run) > 1:
        return run[-2:]
    i = max(len(run) - 2, 0)
    while i > 0 and (is_particle(run[i].text) or is_particle(run[i - 1].text)):
        i -= 1
    return run[i:]


def _is_whole_name(words: list[Word]) -> bool:
    count = sum(1 for word in words if is_name_word(word))
    return 1 <= count <= LONGEST_NAME and is_name_word(words[-1]) and all(
        is_name_word(word) or is_particle(word.text) for word in words
    )  # fmt: skip


def _reading(label: str, name: list[Word], offices: list[tuple[int, int]], *, firm: bool) -> LabelReading:
    found = tuple(_office(label, start, end) for start, end in offices)
    return LabelReading(
        "", _text(label, name), name[0].start, name[-1].end, tuple(office for office in found if office.title), firm
    )


def _office(label: str, start: int, end: int) -> OfficeAt:
    """The office between two offsets, without an article at its start."""
    for article in ("the ", "The ", "a ", "an "):
        if label.startswith(article, start):
            start += len(article)
    return OfficeAt(tidy(label[start:end]), start, end)


def _text(label: str, words: Sequence[Word]) -> str:
    return tidy(label[words[0].start : words[-1].end])
