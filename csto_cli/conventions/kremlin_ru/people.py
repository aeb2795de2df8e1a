"""Who speaks: the label's initials, the person's card, and the full name that the record prints in any case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from csto_cli.conventions.kremlin_ru.labels import LabelAt
from csto_cli.formats.block import tidy
from csto_cli.model import Basis
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.people import Named
from csto_cli.parsing.running import Running
from csto_cli.parsing.russian.cases import NOMINATIVE, given_nominatives, is_patronymic, surname_forms

CAPITAL = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*"
CARD = re.compile(
    rf"\s*(?P<surname>{CAPITAL}(?:\s{CAPITAL})??)\s(?P<given>{CAPITAL})(?:\s(?P<patronymic>{CAPITAL}))?(?:\s(?P<office>.+))?$",
    re.DOTALL,
)
IN_TEXT = re.compile(
    rf"(?P<given>{CAPITAL})\s(?P<form>{CAPITAL})\s+(?P<surname>{CAPITAL})\s(?P<name>{CAPITAL})\s(?P<patronymic>{CAPITAL})\s"
)
LONGEST_OFFICE = 160
VERBS = re.compile(
    r"(?<=\s)(?:выступил|провёл|провел|принял|встрет|обсуд|ответил|посет|подпис|обратил|заявил|открыл|вручил|после\s|находится"
    r"|а\sтакже|и\s[А-ЯЁ]|в\sходе|по\sвидео|,)"
)


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
    office_at = match.end(last)
    office = run.text[start + office_at : end].strip(" ")
    first = match.start("surname")
    offices: tuple[OfficeAt, ...] = ()
    if office:
        begin = run.text.index(office, start + office_at) - start - first
        offices += (OfficeAt(tidy(office), begin, begin + len(office)),)
    name = f"{match['given']} {match['surname']}"
    reading = LabelReading("", name, 0, match.end(last) - first, offices, firm=True)
    return Named(reading, run.block, start + first, run.text[start + first : end], is_label=False)


def in_text(run: Running, start: int, end: int) -> Iterator[Named]:
    """People whose card the introduction carries behind the name: ``Александра Лукашенко Лукашенко Александр ...``."""
    for match in IN_TEXT.finditer(run.text, start, end):
        surname, form = match["surname"], match["form"]
        if not is_patronymic(match["patronymic"]) or form not in surname_forms(surname):
            continue
        rest = run.text[match.end() : min(match.end() + LONGEST_OFFICE, end)]
        verb = VERBS.search(" " + rest)
        office = (rest[: max(verb.start() - 1, 0)] if verb else rest).strip(" ,.")
        first = match.start("surname")
        begin = match.end() - first
        offices = (OfficeAt(tidy(office), begin, begin + len(office)),) if office else ()
        reading = LabelReading("", f"{match['name']} {surname}", 0, match.end("patronymic") - first, offices, firm=True)
        yield Named(reading, run.block, first, run.text[first : match.end("patronymic")], is_label=False)


def full_names(run: Running, labels: Sequence[LabelAt], head_end: int) -> Iterator[Named]:
    """For each label of initials, the full name where head, text or page foot print it, put into the nominative."""
    seen: set[str] = set()
    for label in labels:
        if not label.initials or label.card or label.core in seen:
            continue
        seen.add(label.core)
        found = _printed(run, label, head_end)
        if found is not None:
            yield found


def _printed(run: Running, label: LabelAt, head_end: int) -> Named | None:
    initial = label.initials[0]
    forms = surname_forms(label.surname)
    surnames = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w.])(?P<given>{initial}[а-яё]+)\s(?P<surname>{surnames})(?![\w-])")
    for start, end in ((0, head_end), (head_end, len(run.text))):
        for match in pattern.finditer(run.text, start, end):
            cases = forms[match["surname"]]
            given = (
                match["given"]
                if NOMINATIVE in cases and len(cases) == 1
                else given_nominatives(match["given"], cases)[0]
            )
            if is_patronymic(given):
                continue
            name = f"{given} {label.surname}"
            reading = LabelReading("", name, 0, match.end() - match.start(), firm=True)
            return Named(
                reading, run.block, match.start(), match.group(), is_label=False, basis=_basis(name, match.group())
            )
    reverse = re.search(
        rf"(?<![\w.]){re.escape(label.surname)}\s(?P<given>{initial}[а-яё]+)\s(?P<last>[А-ЯЁ][а-яё]+)", run.text
    )
    if reverse is not None and is_patronymic(reverse["last"]):
        reading = LabelReading("", f"{reverse['given']} {label.surname}", 0, reverse.end() - reverse.start(), firm=True)
        return Named(reading, run.block, reverse.start(), reverse.group(), is_label=False)
    return None


def _basis(name: str, printed: str) -> Basis:
    return "printed" if name == printed else "inferred"
