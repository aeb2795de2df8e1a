"""Labels inside running text: ``В.Путин:``, ``М.Мишустин Мишустин Михаил Владимирович Председатель Правительства :``.

A label is initials and a surname, a full name, or a voice, with a person's card flattened behind it, brackets, and a
colon that may stand apart. Whether words before a colon are one is decided over the whole record.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from csto_cli.data import rows
from csto_cli.formats.block import tidy
from csto_cli.parsing.geography import is_place
from csto_cli.parsing.labels import QUOTATION, weights
from csto_cli.parsing.names import is_given_name
from csto_cli.parsing.running import CLOSERS, Running
from csto_cli.parsing.russian.cases import is_patronymic
from csto_cli.parsing.segment import heading_openings
from csto_cli.parsing.spelling import running_case
from csto_cli.patterns import pattern

LONGEST_HEADING = 200
LONGEST_TOLD = 12_000
CAPITAL = r"[А-ЯЁ][А-ЯЁа-яё’'-]*"
PARTICLES = r"(?:аль|эль|бен|бин|ибн|ад|ас|аш|ан|ар|де|ди|ду|да|ла|фон|ван|дер|оглы|оглу|кызы|уулу|заде)"
WORD = rf"(?:{CAPITAL}|{PARTICLES}(?:-[А-ЯЁ][а-яё]+)?)"
INITIALS = r"[А-ЯЁ]\.(?:\s?-?[А-ЯЁ]\.){0,2}"
CARD = r"(?:[^:.!?…]|\.(?!\s+[А-ЯЁ«])){3,330}?"
BRACKETS = r"(?:\s*\([^()]{2,160}\))*"
NAMED = pattern(
    rf"(?<![\w.])(?:(?P<before>[А-ЯЁ][а-яё]+)\s+)?(?P<name>(?P<initials>{INITIALS})\s?(?P<surname>{CAPITAL}(?:\s{WORD}){{0,4}}?))"
    rf"(?P<card>\s+(?:{CAPITAL}\s+)??(?P=surname)(?:\s{CARD})?)?(?P<brackets>{BRACKETS})\s*:(?!\S*\d)"
)
FULL = pattern(
    rf"(?<![\w.])(?P<name>{CAPITAL}(?:\s{WORD}){{1,4}}?)(?P<card>\s+(?P=name)(?:\s{CARD})?)?(?P<brackets>{BRACKETS})\s*:(?!\S*\d)"
)
DATED = pattern(r"(?:\d{4}\s+года|\d{1,2}:\d{2})$")


@dataclass(slots=True)
class LabelAt:
    """A candidate in running text: the label is ``text[start:end]`` less the card, the speech begins at ``after``.

    ``heading`` is where a heading right before it begins. ``reasons`` names the evidence with its weight.
    """

    start: int
    end: int
    after: int
    name: str = ""
    initials: str = ""
    surname: str = ""
    voice: str = ""
    card: tuple[int, int] | None = None
    core_end: int = 0
    heading: int | None = None
    inside: bool = False
    reasons: list[tuple[str, int]] = field(default_factory=list)
    score: int = 0
    is_label: bool = False

    @property
    def core(self) -> str:
        """What stays of a label from turn to turn."""
        return (self.voice or re.sub(r"\s", "", self.initials) + self.surname or self.name).lower()


@cache
def _voices() -> re.Pattern[str]:
    words = sorted((row["voice"] for row in rows("voices.csv") if row["language"] == "ru"), key=len, reverse=True)
    either = "|".join(f"{re.escape(word[0].upper())}{re.escape(word[1:])}" for word in words)
    return re.compile(rf"(?<![\w.])(?P<voice>{either})(?P<brackets>{BRACKETS})\s*:(?!\S*\d)")


@cache
def _leading_voices() -> frozenset[str]:
    """Words that may stand before a name in a label: ``Ведущий А.Иванов``."""
    return frozenset(
        row["voice"] for row in rows("voices.csv") if row["language"] == "ru" and row["role"] == "moderator"
    )


def find_labels(run: Running, start: int, end: int, apart: Iterable[int]) -> list[LabelAt]:
    """Every candidate in ``text[start:end]``, weighed.

    ``apart`` holds offsets at which a part of the record ends (a box, a separator, date and place).
    """
    found = _candidates(run, start, end)
    edges = sorted({*apart, *run.breaks})
    _place(run, found, edges)
    # What stands before the first label of initials tells who takes part.
    told = next((label.start for label in found if label.initials and not label.inside), start)
    _weigh(run, found, run.text[: min(told, LONGEST_TOLD)])
    return found


def _candidates(run: Running, start: int, end: int) -> list[LabelAt]:
    text = run.text
    by_colon: dict[int, LabelAt] = {}
    for found in _voices().finditer(text, start, end):
        voice = LabelAt(
            found.start(), found.end("brackets"), found.end(), voice=found["voice"], core_end=found.end("voice")
        )
        by_colon[found.end()] = voice
    for found in _matches(NAMED, text, start, end):
        by_colon.setdefault(found.end(), _named(found))
    for found in _matches(FULL, text, start, end):
        by_colon.setdefault(found.end(), _full(found))
    return sorted(by_colon.values(), key=lambda label: label.start)


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches that end at a colon; only stretches before a colon are searched."""
    position = start
    while True:
        found = pattern.search(text, position, end)
        if found is None:
            return
        yield found
        position = found.end()


def _named(found: re.Match[str]) -> LabelAt:
    leads = found["before"] is not None and found["before"].lower() in _leading_voices()
    start = found.start("before") if leads else found.start("name")
    return _label(found, start, initials=found["initials"], surname=running_case(found["surname"]))


def _full(found: re.Match[str]) -> LabelAt:
    return _label(found, found.start("name"))


def _label(found: re.Match[str], start: int, initials: str = "", surname: str = "") -> LabelAt:
    card = found.span("card") if found["card"] else None
    name = f"{tidy(initials)}{surname}" or tidy(found["name"])
    return LabelAt(
        start, found.end("brackets"), found.end(), name, initials, surname, card=card, core_end=found.end("name")
    )


def _place(run: Running, labels: Sequence[LabelAt], edges: Sequence[int]) -> None:
    """Tell for every candidate whether it stands between sentences, and what heading stands right before it."""
    text, first = run.text, True
    for label in labels:
        before = len(text[max(label.start - 400, 0) : label.start].rstrip(" ")) + max(label.start - 400, 0)
        i = bisect_right(run.stops, label.start)
        stop = run.stops[i - 1] if i else 0
        j = bisect_right(edges, label.start)
        edge = edges[j - 1] if j else 0
        since = max(stop, edge)
        words = text[since : label.start].strip(" ")
        if not words or before == 0 or text[before - 1] in CLOSERS or DATED.search(text, max(before - 12, 0), before):
            label.inside = False
        elif len(words) <= LONGEST_HEADING and (_opens_heading(words) or (first and edge >= stop and edge)):
            label.heading = since + len(text[since : label.start]) - len(text[since : label.start].lstrip(" "))
        else:
            label.inside = True
        first = first and label.inside


def _opens_heading(words: str) -> bool:
    return words.startswith(heading_openings()) or "переговоры" in words.split(" ", 2)[0].lower()


def _weigh(run: Running, labels: Sequence[LabelAt], told: str) -> None:
    cores = Counter(label.core for label in labels if not label.inside)
    table = weights()
    for label in labels:
        label.reasons = [(feature, table[feature]) for feature in _features(run, label, cores, told)]
        label.score = sum(weight for _, weight in label.reasons)
        label.is_label = label.score >= table["threshold"]


def _features(run: Running, label: LabelAt, cores: Counter[str], told: str) -> Iterator[str]:
    if label.voice:
        yield "voice"
    elif label.initials:
        yield "initials and surname"
    else:
        yield from _features_of_name(label, told)
    if label.card:
        yield "card"
    if label.end > label.core_end + (label.card[1] - label.card[0] if label.card else 0):
        yield "brackets"
    if cores[label.core] > (not label.inside):
        yield "same label"
    if label.inside:
        yield "inside a sentence"
    rest = run.text[label.after : label.after + 4].lstrip(" ")
    if not rest:
        yield "nothing follows"
    elif rest[0] in QUOTATION:
        yield "quotation follows"
    elif rest[0].islower():
        yield "lower case follows"
        if label.voice:
            yield "voice that goes on"


def _features_of_name(label: LabelAt, told: str) -> Iterator[str]:
    words = label.name.split()
    yield "name"
    yield "no initials"
    if is_given_name(words[0]) and not is_patronymic(words[-1]):
        yield "given name"
    if label.name in told:
        yield "listed"
    if is_patronymic(words[-1]):
        yield "address"
    if is_place(label.name):
        yield "place or organisation"
