"""Dates and datelines as records print them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from csto_cli.data import rows
from csto_cli.patterns import pattern

CLOCK = pattern(r"(?:[01]?\d|2[0-3])[:.][0-5]\d$")


class DateAt(NamedTuple):
    """A date, or a range of days, at ``[start, end)`` of a text; ``problem`` says why it cannot be."""

    first: str | None
    last: str | None
    start: int
    end: int
    problem: str = ""


class Dateline(NamedTuple):
    """A line of date and place; ``place`` is its display stretch, None where no place is printed."""

    date: DateAt
    place: tuple[int, int] | None


@cache
def _months() -> dict[str, int]:
    return {row["name"].lower(): int(row["number"]) for row in rows("months.csv")}


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(re.escape(row["name"]) for row in rows("months.csv"))
    dash = r"\s*[–—-]\s*"
    return re.compile(
        rf"""
        (?P<m1>{month})\s+(?P<d1>\d{{1,2}})(?:{dash}(?:(?P<m2>{month})\s+)?(?P<d2>\d{{1,2}}))?,?\s+(?P<y1>\d{{4}})
        | (?P<d3>\d{{1,2}})(?:{dash}(?P<d4>\d{{1,2}}))?\s+(?P<m3>{month})(?:{dash}(?P<d5>\d{{1,2}})\s+(?P<m4>{month}))?
          ,?\s+(?P<y2>\d{{4}})(?:\s+(?:года|г\.))?
        | (?<!\d)(?P<y3>(?:19|20)\d\d)-(?P<m5>\d\d)-(?P<d6>\d\d)(?!\d)
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def find_date(text: str, start: int = 0) -> DateAt | None:
    """The first date in a text from ``start`` on."""
    match = _pattern().search(text, start)
    return _read(match) if match else None


def find_dates(text: str) -> list[DateAt]:
    """Every date in a text."""
    return [_read(match) for match in _pattern().finditer(text)]


def _read(match: re.Match[str]) -> DateAt:
    months = _months()
    if match["m1"]:
        year, month, day = int(match["y1"]), months[match["m1"].lower()], int(match["d1"])
        last_month = months[match["m2"].lower()] if match["m2"] else month
        last_day = int(match["d2"]) if match["d2"] else None
    elif match["y3"]:
        year, month, day = int(match["y3"]), int(match["m5"]), int(match["d6"])
        last_month, last_day = month, None
    else:
        year, day = int(match["y2"]), int(match["d3"])
        month = months[match["m3"].lower()]
        last_month = months[match["m4"].lower()] if match["m4"] else month
        last = match["d5"] or match["d4"]
        last_day = int(last) if last else None
    first, problem = _iso(year, month, day)
    end, end_problem = _iso(year, last_month, last_day) if last_day else (None, "")
    return DateAt(first, end, match.start(), match.end(), problem or end_problem)


def _iso(year: int, month: int, day: int) -> tuple[str | None, str]:
    try:
        return date(year, month, day).isoformat(), ""
    except ValueError:
        return None, f"there is no day {day} in month {month} of {year}"


def read_dateline(text: str) -> Dateline | None:
    """A whole line of a date and, after a comma, a place (which may hold commas); None for any other line."""
    match = _pattern().match(text) if text[:1].isalnum() else None
    if match is None:
        return None
    found = _read(match)
    rest = text[found.end :]
    if not rest.strip(" "):
        return Dateline(found, None)
    if not rest.lstrip(" ").startswith(",") or len(rest) > 120:
        return None
    start = len(text) - len(rest.lstrip(" ,"))
    end = len(text.rstrip(" ,"))
    clock = re.match(r"(?:[01]?\d|2[0-3])[:.][0-5]\d,?\s*", text[start:])
    start += clock.end() if clock else 0
    return Dateline(found, (start, end) if start < end else None)


def is_clock(text: str) -> bool:
    """Is the line an hour and nothing else?"""
    return CLOCK.match(text) is not None
