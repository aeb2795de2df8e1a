"""Who speaks: the label's initials, the person's card, and the full name that the record prints in any case."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from csto_cli.conventions.kremlin_ru.labels import LabelAt
from csto_cli.data import rows
from csto_cli.formats.block import tidy
from csto_cli.model import Basis
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.people import Named
from csto_cli.parsing.running import Running
from csto_cli.parsing.russian.cases import NOMINATIVE, is_patronymic, surname_forms
from csto_cli.parsing.russian.naming import NameIndex, NamePlace
from csto_cli.parsing.russian.offices import OfficeBefore, fitting, office_before
from csto_cli.patterns import pattern

CAPITAL = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*"
CARD = pattern(
    rf"\s*(?P<surname>{CAPITAL}(?:\s{CAPITAL})??)\s(?P<given>{CAPITAL})(?:\s(?P<patronymic>{CAPITAL}))?(?:\s(?P<office>.+))?$",
    re.DOTALL,
)
# The words of a card, backwards from the patronymic: surname and given name, and before them the name as shown.
THREE = pattern(rf"(?P<form>{CAPITAL}|[А-ЯЁ]\.\s?{CAPITAL})\s+(?P<surname>{CAPITAL})\s(?P<given>{CAPITAL})\s$")
PATRONYMIC = pattern(r"(?<!\w)[А-ЯЁ][а-яё]+(?:вич|ьич|мич|кич|вна|ична)(?=\s)")
LONGEST_SHOWN = 90
LONGEST_OFFICE = 330
LONGEST_DESCRIPTION = 14
ENTRY_EDGE = pattern(r"[,;:]\s|\sи\s(?=[а-яё]+\s)")
NO_OFFICE = pattern(r"(?:в|на|с|по|от|у|также|были|был|была|его|её|их|и|а)\b")
# What ends the office of a card: punctuation that the page sets after the link, a verb, a word that goes on.
OFFICE_END = pattern(
    r"\s+[.,;:)*]|[.!?…](?=\s+[А-ЯЁ«*])|[,;]\s(?=котор)"
    r"|\s(?:после|перед|также|а|который|которая|которые|во\sвремя|в\sходе|в\sрамках|на|с|со|до|о|об|от|из|к|под)\s"
    r"|\s[а-яё]{3,}(?:[аеиоуыя]л|[аеиоуыя]ла|[аеиоуыя]ли|лся|лась|лись|ется|ится|ются|ятся|ёл|шла|шли)(?=[\s.,]|$)"
    r"|\s(?:доложит|расскажет|примет|примут|выступит|начн[её]т)(?=\s)"
)
AND = pattern(r"\sи\s+(?=(?P<word>[^\s,.]+))")


@dataclass(frozen=True, slots=True)
class CardAt:
    """A card in the text: the name as shown begins at ``shown``, the card stands at ``[start, end)``."""

    shown: int
    start: int
    end: int
    named: Named


def reading_of(label: LabelAt) -> LabelReading:
    """The label's own words: a voice, or the name as printed."""
    if label.voice:
        return LabelReading(voice=label.voice)
    return LabelReading("", label.name, 0, label.core_end - label.start, firm=True)


def from_card(run: Running, label: LabelAt) -> Named | None:
    """Full name and office from the card that stands in the label."""
    if label.card is None:
        return None
    start, end = label.card
    match = CARD.match(run.text[start:end])
    if match is None:
        return None
    last = "patronymic" if match["patronymic"] and is_patronymic(match["patronymic"]) else "given"
    first = start + match.start("surname")
    return _carded(run, first, start + match.end(last), end, f"{match['given']} {match['surname']}")


def _carded(run: Running, first: int, name_end: int, end: int, name: str) -> Named:
    """A card whose words stand at ``[first, end)``, the name up to ``name_end``."""
    office = run.text[name_end:end].strip(" ,.")
    offices: tuple[OfficeAt, ...] = ()
    if office:
        begin = run.text.index(office, name_end) - first
        offices = (OfficeAt(tidy(office), begin, begin + len(office)),)
    reading = LabelReading("", name, 0, name_end - first, offices, firm=True)
    return Named(reading, run.block, first, tidy(run.text[first:name_end]), is_label=False)


def cards_in(run: Running, start: int, end: int) -> Iterator[CardAt]:
    """Cards behind names in an introduction: ``Александра Лукашенко Лукашенко Александр Григорьевич Президент ...``."""
    for patronymic in PATRONYMIC.finditer(run.text, start, end):
        floor = max(start, patronymic.start() - LONGEST_SHOWN)
        match = THREE.search(run.text[floor : patronymic.start()])
        if match is None:
            continue
        shown = match["form"].rpartition(".")[2].strip()
        if shown not in surname_forms(match["surname"]):
            continue
        first = floor + match.start("surname")
        stop = _office_end(run.text, patronymic.end(), end)
        named = _carded(run, first, patronymic.end(), stop, f"{match['given']} {match['surname']}")
        yield CardAt(floor + match.start("form"), first, stop, named)


def _office_end(text: str, start: int, end: int) -> int:
    """Where the office of a card ends, its name ending at ``start``."""
    end = min(end, start + LONGEST_OFFICE)
    found = OFFICE_END.search(text, start, end)
    stop = found.start() if found else end
    for match in AND.finditer(text, start, stop):
        if _begins_office(match["word"]):
            return match.start()
    return stop


def _begins_office(word: str) -> bool:
    """Does another office or another person begin after ``и``? What goes on with the same office is in the genitive."""
    if fitting(word, frozenset({NOMINATIVE, "ins", "dat"}), "noun", "adjective") is not None:
        return True
    return word[0].isupper() and fitting(word, frozenset({"gen"}), "noun", "adjective") is None


def places_of(labels: Sequence[LabelAt], index: NameIndex) -> dict[str, list[NamePlace]]:
    """For each label of initials, the places at which the record names the person in full."""
    surnames = frozenset(label.surname for label in labels if label.surname)
    return {label.core: index.of(label.initials[0], label.surname, surnames) for label in _once(labels)}


def full_names(run: Running, labels: Sequence[LabelAt], places: dict[str, list[NamePlace]]) -> Iterator[Named]:
    """For each label of initials without a card, the full name: printed in the nominative, or put into it."""
    for label in _once(labels):
        found = places[label.core]
        if found and not label.card:
            yield _named(run, next((place for place in found if _is_printed(run, place)), found[0]), None)


def patronymics(cards: Sequence[Named], places: dict[str, list[NamePlace]]) -> dict[str, str]:
    """Patronymics by the name in the nominative, from cards and from full names."""
    found = {place.name: place.patronymic for stand in places.values() for place in stand if place.patronymic}
    words = ((named.reading.name, named.printed.split()[-1]) for named in cards)
    return found | {name: word for name, word in words if is_patronymic(word)}


def _is_printed(run: Running, place: NamePlace) -> bool:
    """Is the name printed in the nominative?"""
    return NOMINATIVE in place.cases and run.text.startswith(place.given, place.start)


def _once(labels: Iterable[LabelAt]) -> Iterator[LabelAt]:
    """Each label of initials once; a label with a card comes first."""
    seen: set[str] = set()
    for label in sorted(labels, key=lambda label: label.card is None):
        if label.initials and label.core not in seen:
            seen.add(label.core)
            yield label


def told(
    run: Running,
    index: NameIndex,
    known: dict[str, list[NamePlace]],
    cards: Sequence[CardAt],
    stretches: Sequence[tuple[int, int]],
) -> Iterator[Named]:
    """People whom title, lead and introduction name: those who speak, with their offices, and those who took part."""
    spoke = {place.start: place for places in known.values() for place in places}
    inside = [(start, end) for start, end in stretches if start < end]
    found = {place.start: place for start, end in inside for place in index.persons(start, end)}
    found |= {at: place for at, place in spoke.items() if any(start <= at < end for start, end in inside)}
    places = sorted(found.values(), key=lambda place: place.start)
    floor = 0
    starts = [card.start for card in cards]
    edges = sorted([*(card.end for card in cards), *(start for start, _ in stretches), *run.stops])
    for place in places:
        i = bisect_right(starts, place.start)
        if i and place.start < cards[i - 1].end:
            continue
        below = bisect_right(edges, place.start)
        floor = max(floor, edges[below - 1] if below else 0)
        took_part = _participation_at(run, place)
        office = office_before(run.text, floor, place.start, place.cases)
        if office is None and took_part is not None and NOMINATIVE in place.cases:
            office = _described(run.text, max(floor, min(took_part, place.start)), place.start)
        if place.start in spoke or took_part is not None:
            yield _named(run, place, office)
        floor = place.end


def _named(run: Running, place: NamePlace, office: OfficeBefore | None) -> Named:
    first = office.start if office else place.start
    offices = (OfficeAt(tidy(office.title), 0, office.end - office.start),) if office else ()
    reading = LabelReading("", place.name, place.start - first, place.end - first, offices, firm=True)
    printed = tidy(run.text[place.start : place.end])
    basis: Basis = "printed" if _is_printed(run, place) else "inferred"
    return Named(reading, run.block, first, printed, is_label=False, basis=basis)


@cache
def _participation() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?i:(?<!\w){row['pattern']}(?!\w))"), row["case"]) for row in rows("russian_participation.csv")
    )


def _participation_at(run: Running, place: NamePlace) -> int | None:
    """Where the words end that say that the person took part; None where the sentence has none.

    People in the nominative may stand before or after the words, others stand after them.
    """
    i = bisect_right(run.stops, place.start)
    start = run.stops[i - 1] if i else 0
    end = run.stops[i] if i < len(run.stops) else len(run.text)
    for words, case in _participation():
        found = words.search(run.text, start, end if case == NOMINATIVE else place.start)
        if case in place.cases and found is not None:
            return found.end()
    return None


def _described(text: str, floor: int, end: int) -> OfficeBefore | None:
    """In a list of those who took part, small words before a name tell its office: ``, главный смотритель мостов``."""
    start = floor
    for found in ENTRY_EDGE.finditer(text, floor, end):
        start = found.end()
    words = text[start:end].strip(" ")
    if not words or not words[0].islower() or len(words.split()) > LONGEST_DESCRIPTION or NO_OFFICE.match(words):
        return None
    start = text.index(words, start)
    return OfficeBefore(start, start + len(words), words)
