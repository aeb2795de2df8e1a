"""The head in running text: ``section title lead date hour place``, with nothing between them but spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from csto_cli.data import rows
from csto_cli.formats.block import Block
from csto_cli.parsing.dates import DateAt, find_date
from csto_cli.parsing.running import Running
from csto_cli.parsing.russian.naming import is_known
from csto_cli.patterns import pattern

LONGEST_HEAD = 3000
MARKED = ("title", "lead", "date", "time", "place")
CLOCK = pattern(r"\s*,?\s*(?P<clock>(?:[01]?\d|2[0-3]):[0-5]\d)(?!\d)")
KIND = r"(?:\s(?:область|край|район|округ|автономный\sокруг))?"
TOWN = (
    r"(?:(?:Великий|Нижний|Верхняя|Набережные|Минеральные|Новый|Старый|Республика|Северная|посёлок|город|село)\s)?"
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]*)*"
)
PLACE = pattern(rf"\s*(?P<place>{TOWN}{KIND}(?:,\s(?:{TOWN}{KIND}))*)(?=\s|$)")


# Inside a title a preposition or pronoun has no capital: with one it begins the lead.
SMALL_WORD = (
    r"(?:Во?|На|По|Со?|Ко?|Об?|За|Под|При|Перед|После|Для|От|До|Из|Через|Накануне|Это|Как|Он|Она|Они|Здесь|Там|Также)"
)
NAME_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*"
PERSON_AND_VERB = pattern(
    rf"(?<=\s)(?=(?P<given>{NAME_WORD})\s{NAME_WORD}\s(?:(?:в|во|на|по|также)\s(?:[а-яё-]+\s){{1,2}})?"
    r"[а-яё]{2,}(?:[аеёиоуыя]л|[аеиоуыя]?л[аио]|л(?:ся|ась|ись|ось))\s)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """Display offsets of the head's parts; ``body`` is where what follows begins. Missing parts are empty stretches."""

    title: tuple[int, int]
    lead: tuple[int, int]
    dateline: tuple[int, int]
    date: DateAt | None
    place: tuple[int, int]
    body: int


def read_head(run: Running, start: int, first_label: int) -> Head:
    """The head between ``start`` and the first label (or the text's end)."""
    text = run.text
    stop = min(first_label, start + LONGEST_HEAD)
    found = _dated(text, start, stop)
    if found is None:
        return Head((start, start), (start, start), (start, start), None, (start, start), start)
    title_end = _title_end(run, start, found.start)
    end, place = _place(text, found.end, first_label)
    return Head((start, title_end), (title_end, found.start), (found.start, end), found, place, end)


def marked_head(run: Running, blocks: Sequence[Block]) -> Head | None:
    """The head of a page whose template marks its parts; None where none is marked."""
    marked: dict[str, tuple[int, int]] = {}
    before = ""
    for start, block in zip(run.breaks, blocks, strict=True):
        # A part is one run of blocks: a second lead further on is no part of the first.
        if block.kind in MARKED and (block.kind not in marked or block.kind == before):
            marked[block.kind] = (marked.get(block.kind, (start, start))[0], start + len(block.text))
            before = block.kind
        else:
            before = ""
    if "title" not in marked:
        return None
    title = marked["title"]
    none = (title[1], title[1])
    dated = [marked[kind] for kind in ("date", "time", "place") if kind in marked]
    dateline = (min(dated)[0], max(dated)[1]) if dated else none
    date = find_date(run.text[: marked["date"][1]], marked["date"][0]) if "date" in marked else None
    body = max(end for _, end in marked.values())
    return Head(title, marked.get("lead", none), dateline, date, marked.get("place", none), body)


def _dated(text: str, start: int, stop: int) -> DateAt | None:
    """The date of publication: one that an hour follows, else the first one."""
    first, position = None, start
    while (found := find_date(text[:stop], position)) is not None:
        if CLOCK.match(text, found.end):
            return found
        first = first or found
        position = found.end
    return first


def _place(text: str, start: int, stop: int) -> tuple[int, tuple[int, int]]:
    clock = CLOCK.match(text, start)
    end = clock.end() if clock else start
    match = PLACE.match(text, end, max(stop, end)) if clock else None
    if match is None or _is_no_place(match["place"]):
        return end, (end, end)
    return match.end(), match.span("place")


@cache
def _openings() -> re.Pattern[str]:
    """Words that open a lead: those of the table, and a small word with a capital."""
    words = "|".join(re.escape(row["words"]) for row in rows("lead_openings.csv") if row["language"] == "ru")
    return re.compile(rf"(?<=[^«\s]\s)(?:{words}|{SMALL_WORD})(?=\s)")


@cache
def _no_places() -> tuple[str, ...]:
    return tuple(row["words"] for row in rows("lead_openings.csv") if row["language"] == "ru")


def _is_no_place(words: str) -> bool:
    """Does the text go on with an introduction instead of a place?"""
    return words.startswith(_no_places())


def _title_end(run: Running, start: int, end: int) -> int:
    """Where the title ends and the lead begins: the lead is whole sentences and begins as leads do."""
    text = run.text
    head = text[start:end].rstrip(" ")
    if not head or head[-1] not in ".!?…":
        return end
    # A title has two words at least, so that ``Совещание`` at its start opens no lead.
    second = text.find(" ", text.find(" ", start + 1) + 1)
    opening = _openings().search(text, max(second, start), end)
    persons = (
        found.start() for found in PERSON_AND_VERB.finditer(text, max(second, start), end) if is_known(found["given"])
    )
    return min([end, *([opening.start()] if opening else []), *persons])
