"""Days that stand beside a verb or inside a title."""

from __future__ import annotations

from typing import NamedTuple

from csto_cli.parsing.documents.sentences import Sentence


class Day(NamedTuple):
    """A date in words ``[start, end)``; what it does not say is none."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    @property
    def iso(self) -> str | None:
        """ISO 8601 date, where it is whole."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def day_at(s: Sentence, i: int) -> Day | None:
    """The date that starts at ``i``: ``October 6, 2007``, ``6 October 2007``, ``May 2010``, ``October 6``, ``2019``."""
    months = s.lexicon.months
    if (month := months.get(s.word(i).lower())) and s.capital(i):
        day, j = _day(s, i + 1)
        year, j = _year(s, j + (s.word(j) == ","))
        if day is None and year is None:
            return Day(i, i + 1, None, month, None)
        return Day(i, j if year else i + 1 + (day is not None), year, month, day)
    day, j = _day(s, i)
    if day is not None and (month := months.get(s.word(j).lower())):
        year, after = _year(s, j + 1)
        return Day(i, after if year else j + 1, year, month, day)
    year, j = _year(s, i)
    return Day(i, j, year, None, None) if year else None


def _day(s: Sentence, i: int) -> tuple[int | None, int]:
    word = s.word(i).removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    good = word.isascii() and word.isdigit() and 0 < len(word) < 3 and 1 <= int(word) <= 31
    return (int(word), i + 1) if good else (None, i)


def _year(s: Sentence, i: int) -> tuple[int | None, int]:
    word = s.word(i)
    good = len(word) == 4 and word.isascii() and word.isdigit() and 1700 <= int(word) <= 2199
    return (int(word), i + 1) if good else (None, i)


def differs(found: Day, date: str | None) -> bool:
    """Whether ``found`` is surely another day than ``date``; what it does not say does not differ."""
    if date is None:
        return found.year is not None
    year, month, day = (int(part) for part in date.split("-"))
    if found.year is not None and found.year != year:
        return True
    if found.month is not None and found.month != month:
        return True
    return found.day is not None and abs(found.day - day) > 2


def other_day(s: Sentence, start: int, end: int, date: str | None) -> bool:
    """Whether a date in ``[start, end)`` puts the act on another day."""
    return any(
        (found := day_at(s, i)) is not None and found.end <= end and differs(found, date) for i in range(start, end)
    )


def last_date(s: Sentence, start: int, end: int) -> Day | None:
    """The last whole date in ``[start, end)``."""
    for i in range(end - 1, start - 1, -1):
        if (found := day_at(s, i)) is not None and found.iso and found.end <= end:
            return found
    return None
