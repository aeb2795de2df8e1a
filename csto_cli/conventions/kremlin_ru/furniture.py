"""Furniture of the family's pages inside running text: the crumb at the start, link boxes, the foot."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from csto_cli.data import rows
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.running import Running
from csto_cli.patterns import pattern

LONGEST_ITEM = 330
LONGEST_FOOT = 2500
CLOCK_AFTER = pattern(r",?\s*\d{1,2}:\d{2}(?!\d)")
OMISSION = pattern(r"[<‹〈]\s*(?:…|\.\s?\.\s?\.)\s*[>›〉]")


@cache
def _words(zone: str) -> tuple[str, ...]:
    return tuple(
        row["words"] for row in rows("furniture.csv") if row["zone"] == zone and row["convention"] == "kremlin-ru"
    )


@cache
def _pattern(zone: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\S)(?:" + "|".join(re.escape(words) for words in _words(zone)) + r")(?=\s|$)")


@cache
def _section() -> re.Pattern[str]:
    """A link to a section of the site, which has no date: ``Новости Совета Безопасности``."""
    return re.compile(
        "|".join(row["pattern"] for row in rows("russian_page_patterns.csv") if row["role"] == "section link")
    )


def furniture_lines(text: str) -> int:
    """How many kinds of the family's furniture a text holds."""
    return sum(1 for zone in ("crumb", "box", "foot mark", "foot head") for words in _words(zone) if words in text)


def crumb_end(run: Running) -> int:
    """Offset after the section's name at the very start (``События``), 0 where there is none."""
    found = _pattern("crumb").match(run.text)
    return found.end() if found else 0


def foot_start(run: Running) -> int:
    """Offset where the page's foot begins (``География``, ``Лица``, ``Статус материала``), or the text's end."""
    text = run.text
    marks = [found.start() for found in _pattern("foot mark").finditer(text, max(len(text) - LONGEST_FOOT, 0))]
    if not marks:
        return len(text)
    start = marks[0]
    for head in reversed(_words("foot head")):
        found = text.rfind(head + " ", max(start - LONGEST_FOOT, 0), start)
        if (
            found > 0
            and text[found - 1] == " "
            and not _stops_between(run, found, start)
            and ":" not in text[found:start]
        ):
            start = found
    return start


def boxes(run: Running, end: int) -> list[tuple[int, int]]:
    """Link boxes (``Смотрите также`` with dated titles) before ``end``, in order."""
    found: list[tuple[int, int]] = []
    for match in _pattern("box").finditer(run.text, 0, end):
        if found and match.start() < found[-1][1]:
            continue
        stop = _box_end(run, match.end(), end)
        last = stop > match.end() and not run.text[stop:end].strip(" ")
        if stop > match.end() and (last or _is_apart(run, match.start(), found)):
            found.append((match.start(), stop))
    return found


def _is_apart(run: Running, start: int, found: list[tuple[int, int]]) -> bool:
    """A box stands between sentences, after another box, or at the start of a block."""
    before = len(run.text[:start].rstrip(" "))
    return (
        before == 0
        or run.text[before - 1] in '.!?…»”")>]*:'
        or bool(found and found[-1][1] == before)
        or start in run.breaks
        or run.text[max(before - 6, 0) : before].endswith((" года", " г."))
    )


def _box_end(run: Running, start: int, end: int) -> int:
    """Offset after the last entry of a box: titles with dates, links to sections, or all up to the foot."""
    position = start
    while position < end:
        stop = _entry_end(run, position, end)
        if not stop:
            break
        position = stop
    rest = run.text[position:end].strip(" ")
    if (
        rest
        and position == start
        and len(rest) < LONGEST_ITEM
        and end < len(run.text)
        and not _stops_between(run, position, end)
    ):
        return end if ":" not in rest else position
    return position


def _entry_end(run: Running, start: int, end: int) -> int:
    text = run.text
    first = start + len(text[start:end]) - len(text[start:end].lstrip(" "))
    section = _section().match(text, first, end)
    if section:
        return section.end()
    found = find_date(text[first : min(first + LONGEST_ITEM, end)])
    if found is None:
        return 0
    title, stop = text[first : first + found.start], first + found.end
    if (
        not title.strip(" ")
        or not (title[0].isupper() or title[0] in '«“"0123456789')
        or re.search(r"(?<!\w)\w?[А-ЯЁ]\.\s?[А-ЯЁ][\w-]+\s?:", title)
    ):
        return 0
    # A date inside the title ("за 2024 год, 6 мая 2025 года") is followed by more of it.
    clock = CLOCK_AFTER.match(text, stop, end)
    stop = clock.end() if clock else stop
    if _stops_between(run, first, first + found.start):
        return 0
    following = text[stop:end].lstrip(" ")
    return stop if not following or following[0].isupper() or following[0] in '«<*([“"—0123456789' else 0


def _stops_between(run: Running, start: int, end: int) -> bool:
    """Does a sentence end in the stretch, outside quotation marks?"""
    text, depth, position = run.text, 0, start
    for stop in run.stops[bisect_right(run.stops, start) :]:
        if stop > end:
            return False
        depth += text.count("«", position, stop) - text.count("»", position, stop)
        position = stop
        if depth <= 0:
            return True
    return False
