"""English records of the Kremlin family scraped to running text: head and foot become lines again.

The head reads ``page furniture, title, lead, date, hour, place`` (pages) or ``furniture, title, date, place, lead``
(text versions), with nothing between the parts but spaces; the text version prints the dateline once more at the end.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from csto_cli.data import rows
from csto_cli.formats.block import Block
from csto_cli.parsing.dates import DateAt, find_date, find_dates, read_dateline
from csto_cli.parsing.geography import is_place
from csto_cli.parsing.running import CLOSERS, Running, run_on
from csto_cli.parsing.unroll import Unrolled, may_be_running, office_start, unroll
from csto_cli.patterns import pattern

FURNITURE_KINDS = ("furniture", "caption", "meta")
LONGEST_HEAD = 3000
LONGEST_FOOT = 2500
LONGEST_CLOSING = 160
LONGEST_ENTRY = 300
LONGEST_SITE = 100
SAMPLE = 2000
LATIN = pattern(r"[A-Za-z]")
SPACES = pattern(r" *")
ANY = pattern(r".*\S", re.DOTALL)
CLOCK = pattern(r"\s*,?\s*(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d)")
PART = pattern(r"\s*,?\s*(?P<words>(?:[A-Z][\w’'-]*|of|the|and)(?:\s(?:[A-Z][\w’'-]*|of|the|on))*)")


def lines_of(blocks: Sequence[Block]) -> Unrolled | None:
    """Blocks of a record in running text as the lines that they were scraped from; None for any other record."""
    shown = [block for block in blocks if block.kind not in FURNITURE_KINDS]
    if not shown or not may_be_running(shown) or not _is_latin(shown):
        return None
    run = run_on(shown)
    head = _head_furniture(run)
    foot = _foot_start(run)
    start = head[-1] if head else 0
    dated = _dateline(run, start, foot)
    links = list(_link_boxes(run, start, foot))
    cuts = [*head, *_foot_lines(run, foot), *(edge for box in links for edge in box)]
    if dated is not None:
        opening, closing = dated
        cuts += [cut for cut in (_title_end(run, start, opening[0]), *opening, closing) if cut is not None]
    unrolled = unroll(run, cuts)
    if unrolled is None:
        return None
    opens = {run.block.span(first, last)[0] for first, last in links}
    for block in unrolled.blocks:
        if block.span()[0] in opens:
            block.kind = "furniture"
    furniture = [block for block in blocks if block.kind in FURNITURE_KINDS]
    ordered = sorted([*unrolled.blocks, *furniture], key=lambda block: block.span()[0])
    return Unrolled(ordered, unrolled.refused)


def _is_latin(blocks: Sequence[Block]) -> bool:
    sample = max(blocks, key=lambda block: len(block.text)).text[:SAMPLE]
    return len(LATIN.findall(sample)) * 3 > len(sample)


@cache
def _words(zone: str, match: str) -> tuple[str, ...]:
    table = [row for row in rows("furniture.csv") if row["zone"] == zone and row["convention"] == "kremlin"]
    found = [row["words"].strip() for row in table if row["match"] == match]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _pattern(zone: str, *matches: str) -> re.Pattern[str]:
    found = sorted({words for match in matches for words in _words(zone, match)}, key=len, reverse=True)
    either = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in found)
    return re.compile(rf"(?<!\S)(?:{either})(?=\s|$)")


def _head_furniture(run: Running) -> list[int]:
    """Offsets at which words of the page's head end, as far as they follow each other from the very start.

    One of them alone (``President of Russia``, ``News``) may open a title or a label; two, or a crumb's stroke, do not.
    """
    text, ends = run.text, [0]
    while (found := _pattern("head", "exact").match(text, ends[-1]) or _site(text, ends[-1])) is not None:
        following = text[found.end() : found.end() + 2].strip(" ")[:1]
        if following.islower() or following in (",", ":"):
            break
        spaces = SPACES.match(text, found.end())
        ends.append(spaces.end() if spaces else found.end())
        if found.group().endswith("/"):
            return ends[1:]
    return ends[1:] if len(ends) > 2 else []


def _site(text: str, start: int) -> re.Match[str] | None:
    """``Official website of the Council``, whose end is told by the furniture that follows."""
    found = _pattern("head", "prefix").match(text, start)
    after = _pattern("head", "exact").search(text, found.end(), found.end() + LONGEST_SITE) if found else None
    return ANY.match(text, start, after.start()) if after is not None else None


def _foot_start(run: Running) -> int:
    """Offset where the page's foot begins, or the text's end: two of its marks stand there, near the end."""
    low = max(len(run.text) - LONGEST_FOOT, 0)
    found = [mark.start() for mark in _pattern("foot", "exact", "prefix").finditer(run.text, low)]
    marked = [mark.start() for mark in _pattern("foot", "prefix").finditer(run.text, low)]
    if not marked:
        return len(run.text)
    first = marked[0]
    for mark in reversed(found[: bisect_left(found, first)]):
        stop = bisect_right(run.stops, mark)
        if stop < len(run.stops) and run.stops[stop] < first:
            break
        first = mark
    return first


def _link_boxes(run: Running, start: int, foot: int) -> Iterator[tuple[int, int]]:
    """Boxes of links between sentences: ``See also`` and titles of other pages with dates, or all up to the foot."""
    end = start
    for mark in _pattern("any", "exact").finditer(run.text, start, foot):
        if mark.start() < end:
            continue
        before = run.text[max(mark.start() - 40, 0) : mark.start()].rstrip(" ")
        if before and before[-1] not in CLOSERS and not before[-4:].isdigit():
            continue
        end = _entries_end(run, mark.end(), foot)
        yield mark.start(), end


def _entries_end(run: Running, start: int, foot: int) -> int:
    position = start
    while (found := find_date(run.text[position : min(position + LONGEST_ENTRY, foot)])) is not None:
        stop = bisect_right(run.stops, position)
        if stop < len(run.stops) and run.stops[stop] < position + found.start:
            break
        position += found.end
    last = foot < len(run.text) and foot - position < LONGEST_ENTRY and ":" not in run.text[position:foot]
    return foot if last else position


def _foot_lines(run: Running, foot: int) -> Iterator[int]:
    """Offsets at which the lines of the foot begin, and at which those end that are nothing but a mark."""
    for mark in _pattern("foot", "exact", "prefix").finditer(run.text, foot):
        yield mark.start()
        if re.sub(r"\s+", " ", mark.group()) in _words("foot", "exact"):
            yield mark.end()


def _dateline(run: Running, start: int, foot: int) -> tuple[list[int], int | None] | None:
    """Where the parts of the opening dateline begin and end, and where the dateline is repeated at the end."""
    text = run.text
    closing = _closing(text, start, foot)
    if closing is not None:
        words = text[closing:foot].strip(" ")
        opening = text.find(words, start, start + LONGEST_HEAD)
        if 0 <= opening < closing:
            return [opening, opening + len(words)], closing
    found = _dated(run, start, min(foot, start + LONGEST_HEAD))
    if found is None:
        return None
    clock = CLOCK.match(text, found.end)
    end = clock.end() if clock else found.end
    comma = text[end : end + 2].startswith(",")
    place = _place_end(text, end, foot) if comma or clock else end
    parts = [found.start, found.end, end, place] if clock and not comma else [found.start, place]
    return parts, closing


def _closing(text: str, start: int, foot: int) -> int | None:
    low = max(foot - LONGEST_CLOSING, start)
    for found in reversed(find_dates(text[low:foot])):
        words = text[low + found.start : foot].strip(" ")
        if read_dateline(words) is not None:
            return low + found.start
    return None


def _dated(run: Running, start: int, stop: int) -> DateAt | None:
    """The date of the head: one that the hour or a place follows; else one right after the title."""
    text, position = run.text, start
    first = run.stops[i] if (i := bisect_right(run.stops, start)) < len(run.stops) else stop
    while (found := find_date(text[:stop], position)) is not None:
        if CLOCK.match(text, found.end) or _place_end(text, found.end, stop) > found.end:
            return found
        if found.start < first and text[found.end : found.end + 2].strip(" ").istitle():
            return found
        position = found.end
    return None


def _place_end(text: str, start: int, stop: int) -> int:
    """Offset after the place at ``start``: parts between commas, up to a lead's first words or a known place."""
    position = start
    while (part := PART.match(text, position, stop)) is not None:
        words = part["words"]
        opens = _openings().search(words)
        ends = opens.start() if opens is not None else office_start(words)
        if opens is not None or ends:
            return part.start("words") + len(words[:ends].rstrip(" ")) if ends else position
        if text[part.end() : part.end() + 1] == ",":
            position = part.end()
            continue
        return part.start("words") + _known_place(words) if _known_place(words) else start
    return start


def _known_place(words: str) -> int:
    """Length of the longest known place that the words begin with; 0 where there is none."""
    split = words.split(" ")
    known = (" ".join(split[:count]) for count in range(len(split), 0, -1))
    return next((len(place) for place in known if is_place(place)), 0)


@cache
def _openings() -> re.Pattern[str]:
    either = "|".join(re.escape(row["words"]) for row in rows("lead_openings.csv") if row["language"] == "en")
    return re.compile(rf"(?<!\S)(?:{either})(?!\S)")


def _title_end(run: Running, start: int, end: int) -> int | None:
    """Where the title ends and a lead before the date begins: the lead is whole sentences and begins as leads do."""
    head = run.text[start:end].rstrip(" ")
    if not head or head[-1] not in ".!?…":
        return None
    second = run.text.find(" ", run.text.find(" ", start + 1) + 1)
    found = _openings().search(run.text, max(second, start), end)
    return found.start() if found else None
