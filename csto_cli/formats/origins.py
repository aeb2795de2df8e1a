"""Where a saved page came from, and when it was saved or archived, as far as the file itself says so.

Browsers, tools that save pages and web archives leave marks: comments, meta elements, headers, addresses of captures.
The marks stand in ``data/saved_pages.csv``, the archives in ``data/web_archives.csv``. A day is the day as printed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from csto_cli.data import rows
from csto_cli.formats.block import fold
from csto_cli.formats.markup import Tag
from csto_cli.formats.reading import Origin
from csto_cli.patterns import pattern

LOOKED_AT = 8192
"""Characters of a comment or script that are looked at."""
LONGEST = 4096
"""Characters that an address may have."""
DECLARED = frozenset({"link:canonical", "meta:og:url"})
"""Marks of the page itself, whose first address wins over those of the tool that saved it."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
STAMP = pattern(r"(\d{4})[-.]?(\d\d)[-.]?(\d\d)")
DAY_FIRST = pattern(r"\b(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})\b")
MONTH_FIRST = pattern(r"\b([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})\b")
ADDRESS = pattern(r"https?://[^\s\"'<>]+", re.IGNORECASE)
SCHEME = pattern(r"(https?):/+", re.IGNORECASE)


class Capture(NamedTuple):
    """An address of an archived copy: the day of archiving, and where the page's own address begins in it."""

    day: str | None
    start: int
    address: str


class Origins:
    """Gathers the marks of one file; ``found`` gives what they say, what counts most first."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._declared: list[Origin] = []
        self._left: list[Origin] = []

    def hidden(self, tag: Tag) -> None:
        """A comment, or what a script holds."""
        stop = min(tag.end, tag.start + LOOKED_AT)
        place = "comment" if self._text.startswith("<!--", tag.start) else "script"
        words = _openings(place)
        if any(self._text.find(word, tag.start, stop) >= 0 for word in words):
            for pattern in _patterns().get(place, ()):
                self._search(pattern, tag.start, stop, self._left)

    def element(self, tag: Tag, given: dict[str, str]) -> None:
        """A link, a meta or the root element with its attributes."""
        for place, value in _places(tag.name, given):
            start = self._text.find(value, tag.start, tag.end) if value else -1
            if start >= 0:
                into = self._declared if place in DECLARED else self._left
                for pattern in _patterns()[place]:
                    self._search(pattern, start, start + len(value), into, whole=True)

    def header(self, name: str, start: int, end: int) -> None:
        """A header of a file that holds a page: its value stands at ``[start, end)``."""
        for told in _patterns().get(f"header:{name.lower()}", ()):
            self._search(told, start, end, self._left, whole=True)

    def found(self) -> list[Origin]:
        """What the marks say: addresses that are whole first, what the page declares before what tools leave."""
        return sorted([*self._declared, *self._left], key=lambda origin: not _is_whole(origin))

    def _search(
        self, pattern: re.Pattern[str], start: int, end: int, into: list[Origin], *, whole: bool = False
    ) -> None:
        match = (pattern.fullmatch if whole else pattern.search)(self._text, start, end)
        for field, value in match.groupdict().items() if match else ():
            if match is None or value is None:
                continue
            first, last = match.span(field)
            if field in ("url", "bare"):
                into += _address(value, first, last, inferred=field == "bare")
            elif (printed := day(value)) is not None:
                into.append(Origin(field, printed, first, last, fold(value)))


def day(words: str) -> str | None:
    """ISO 8601 day of a date as browsers, mail headers and archives print it; None where no calendar has it."""
    if (found := MONTH_FIRST.search(words)) is not None and found[1].lower() in MONTHS:
        return _iso(found[3], MONTHS.index(found[1].lower()) + 1, found[2])
    if (found := DAY_FIRST.search(words)) is not None and found[2].lower() in MONTHS:
        return _iso(found[3], MONTHS.index(found[2].lower()) + 1, found[1])
    found = STAMP.match(words)
    return _iso(found[1], found[2], found[3]) if found else None


def _iso(year: str | int, month: str | int, of_month: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(of_month)).isoformat()
    except ValueError:
        return None


def capture(address: str) -> Capture | None:
    """The page that an address of a web archive is a copy of; None for any other address."""
    found = _captures().match(address)
    if found is None:
        return None
    own = SCHEME.sub(r"\1://", found["page"], count=1)
    return Capture(day(found["stamp"]), found.start("page"), own if "://" in own else f"http://{own}")


def is_archive(address: str) -> bool:
    """Whether an address is one of a web archive."""
    host = re.match(r"https?://([^/:?#]+)", address, re.IGNORECASE)
    return host is not None and host[1].lower() in {row["host"] for row in rows("web_archives.csv")}


def _address(printed: str, start: int, end: int, *, inferred: bool = False) -> Iterator[Origin]:
    """What an address says: where the page is, or which archive holds a copy of what, of which day."""
    value = html.unescape(printed)[:LONGEST]
    if inferred:
        value = f"http://{value}"
    copy = capture(value)
    if copy is not None:
        # Where the address is written with entities, offsets inside it are not those of the source.
        own = start + copy.start if printed == value else start
        yield Origin("url", copy.address, own, end, fold(printed[own - start :]))
        yield Origin("archive_url", value, start, end, fold(printed))
        if copy.day is not None:
            yield Origin("archived", copy.day, start, end, fold(printed))
    elif is_archive(value):
        yield Origin("archive_url", value, start, end, fold(printed))
    else:
        yield Origin("url", value, start, end, fold(printed), inferred)


def _is_whole(origin: Origin) -> bool:
    return origin.field not in ("url", "archive_url") or ADDRESS.match(origin.value) is not None


def _places(name: str, given: dict[str, str]) -> Iterable[tuple[str, str]]:
    """The marks that an element can hold, with their values as written."""
    if name == "link":
        yield f"link:{given.get('rel', '').lower()}", given.get("href", "")
    elif name == "meta":
        yield f"meta:{(given.get('property') or given.get('name', '')).lower()}", given.get("content", "")
    else:
        yield from ((f"{name}:{attribute}", value) for attribute, value in given.items())


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of ``data/saved_pages.csv`` by the place where they are looked for; places without one are none."""
    found = _Patterns()
    for row in rows("saved_pages.csv"):
        found[row["place"]] = (*found[row["place"]], re.compile(row["pattern"]))
    return found


class _Patterns(dict[str, tuple[re.Pattern[str], ...]]):
    def __missing__(self, place: str) -> tuple[re.Pattern[str], ...]:
        return ()


@cache
def _openings(place: str) -> tuple[str, ...]:
    """The words that each pattern of a place begins with, found fast."""
    patterns = (row["pattern"] for row in rows("saved_pages.csv") if row["place"] == place)
    return tuple(re.split(r"(?<!\\)\(|\\s|\\\(", pattern)[0].replace("\\", "") for pattern in patterns)


@cache
def _captures() -> re.Pattern[str]:
    places = "|".join(f"{re.escape(row['host'])}{row['path']}" for row in rows("web_archives.csv"))
    return re.compile(
        rf"https?://(?:{places})(?P<stamp>\d{{4}}\.\d\d\.\d\d-\d{{6}}|\d{{4,14}})(?:[a-z]{{2}}_|\*)?/(?P<page>\S{{4,}})",
        re.IGNORECASE,
    )
