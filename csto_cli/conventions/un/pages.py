"""Heads and feet of the pages of a UN record, and the notice about corrections: furniture, also in mid-sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from csto_cli.conventions.un.lines import stage_kind_of
from csto_cli.data import rows
from csto_cli.formats.block import Block, tidy
from csto_cli.patterns import pattern

SYMBOL = pattern(r"\b[SA]/(?:[A-Z0-9.-]+/)?PV\.\d+(?:/Rev\.\d)?(?: ?\(Resumption ?\d*\))?")
JOB = pattern(r"\d\d-\d{4,5}(?: \d{3,4}[A-Z])?(?: \([A-Z]\))?$|\*\d{6,9}[A-Z]?\*$|\.$")
NOTICE = pattern(r"(?:\d\d-\d{4,5}(?: \([A-Z]\))? )?This record (?:contains the|is subject to correction)")
NOTICE_END = pattern(
    r"documents\.un\.org|verbatimrecords@|room [A-Z]+-\d+|consolidated corrigendum|copy of the record"
    r"|Official Records of|^Distr\.|^ENGLISH$|^\.$"
)
# Marks that no sentence has: a symbol, a date of figures, a job number.
SURE = pattern(r"\b[SA]/(?:[A-Z0-9.-]+/)?PV\.\d|\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d\d-\d{5}\b|\*\d{6,9}[A-Z]?\*")
PAGE_NUMBER = pattern(r"(\d{1,3})(?:/\d{1,3})?[\s\x00-\x1f]*$")
OPENING = pattern(r"The (?:meeting was|(?:Acting )?President\b|PRESIDENT\b)")
CLEAR = pattern(
    r"\b[SA]/(?:[A-Z0-9.-]+/)?PV\.\d|^\d\d-\d{5}\b|\d(?:st|nd|rd|th) (?:plenary )?meeting\b|[a-z] (?:session|year)$",
    re.MULTILINE | re.IGNORECASE,
)
LONGEST_NOTICE = 16
ZONE = 8
FEWEST_PAGES_OF_A_HEAD = 2


@cache
def _tokens() -> re.Pattern[str]:
    months = "|".join(row["name"] for row in rows("months.csv"))
    return re.compile(
        rf"""
        \b[SA]/(?:[A-Z0-9.-]+/)?PV\.\d+(?:/Rev\.\d)?(?:\ ?\(Resumption\ ?\d*\))?
        | \b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b
        | (?<!\S)\d{{1,3}}/\d{{1,3}}(?![^\s\x00-\x1f])
        | \b\d\d-\d{{4,5}}(?:\ \([A-Z]\))?
        | \*\d{{6,9}}[A-Z]?\*
        | \b(?:General\ Assembly|Security\ Council|Official\ Records|Provisional)\b
        | \b\d+(?:st|nd|rd|th)(?:\ \([A-Za-z-]+\))?\ (?:plenary\ )?meeting\b
        | \b[A-Z][a-z]+(?:-[a-z]+)?\ (?:session|year|special\ session|emergency\ special\ session)\b
        | (?:\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\ )?\b\d{{1,2}}\ (?:{months})\ \d{{4}}\b
        | ^\((?:The\ (?:Acting\ )?President|(?:Mr|Mrs|Ms|Miss|Sir)\b\.?\ [^()]{{2,70}})\)$
        | ^[A-Z]{{2,5}}/[A-Za-z]{{2,5}}(?:/\d{{1,2}})?$
        | ^(?:Page\ )?-?\ ?\d{{1,3}}(?:[-/]\d{{1,3}})?\ ?-?$
        | ^(?:ENGLISH|UNITED\ NATIONS|PROVISIONAL)$
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def page_numbers(lines: Sequence[Block], text: str, pages: Sequence[int]) -> list[int]:
    """Number of each line's page (0-based): pages of the source, or what form feeds part; all 0 without either."""
    breaks = list(pages[1:]) or [match.start() for match in re.finditer("\f", text)]
    return [bisect_right(breaks, line.span()[0]) for line in lines]


def find_furniture(lines: Sequence[Block], numbers: Sequence[int]) -> list[bool]:
    """For each line, whether it is a head or foot of a page, or part of the notice about corrections."""
    marks = [False] * len(lines)
    if not lines or numbers[-1] == numbers[0]:
        _mark_clusters(lines, marks)
        _mark_notice(lines, numbers, marks)
        return marks
    bounds = _bounds(numbers)
    rests = {i: _rest(lines[i].text) for first, last in bounds for i in _zone(first, last)}
    heads = _running_heads(lines, numbers, rests)
    for first, last in bounds:
        if first:
            _mark(range(first, min(first + ZONE, last)), lines, rests, heads, numbers, marks)
        _mark(range(last - 1, max(last - ZONE, first) - 1, -1), lines, rests, heads, numbers, marks)
    _mark_notice(lines, numbers, marks)
    return marks


def _mark_clusters(lines: Sequence[Block], marks: list[bool]) -> None:
    """Heads in a text that does not part its pages: lines in a row that hold only marks of a head, two at least."""
    rests = {i: _rest(line.text) for i, line in enumerate(lines)}
    heads = _running_heads(lines, list(range(len(lines))), rests)
    first = next((i for i, line in enumerate(lines) if OPENING.match(line.text)), len(lines))
    for i in range(first, len(lines) + 1):
        if i < len(lines) and (not rests[i] or rests[i] in heads):
            continue
        words = "\n".join(line.text for line in lines[first:i])
        if CLEAR.search(words) and (i - first > 1 or len(_tokens().findall(words)) > 1):
            marks[first:i] = [True] * (i - first)
        first = i + 1


def _bounds(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First line and line after the last of each page."""
    starts = [i for i in range(len(numbers)) if i == 0 or numbers[i] != numbers[i - 1]]
    return list(zip(starts, [*starts[1:], len(numbers)], strict=True))


def _zone(first: int, last: int) -> list[int]:
    return sorted({*range(first, min(first + ZONE, last)), *range(max(last - ZONE, first), last)})


def _rest(text: str) -> str:
    """What a line holds besides the marks of page heads; the line itself where none of them is sure."""
    rest = tidy(_tokens().sub("", text)).strip(" -–—")
    if not any(c.isalnum() for c in rest) or (rest.isdigit() and rest != tidy(text) and len(rest) < 4):
        return ""
    return rest if not rest or SURE.search(text) else tidy(text)


def _running_heads(lines: Sequence[Block], numbers: Sequence[int], rests: dict[int, str]) -> frozenset[str]:
    """Words that stand beside page heads on several pages: the topic of the meeting."""
    seen: dict[str, set[int]] = defaultdict(set)
    for i, rest in rests.items():
        if not 8 <= len(rest) <= 120 or rest[0].islower() or stage_kind_of(rest):
            continue  # the same vote can stand on top of two pages
        beside = rest != tidy(lines[i].text) or any(j in rests and not rests[j] for j in (i - 1, i + 1))
        if beside:
            seen[rest].add(numbers[i])
    return frozenset(rest for rest, pages in seen.items() if len(pages) >= FEWEST_PAGES_OF_A_HEAD)


def _mark(
    order: Sequence[int], lines: Sequence[Block], rests: dict[int, str], heads: frozenset[str],
    numbers: Sequence[int], marks: list[bool],
) -> None:  # fmt: skip
    """Mark the lines of a page from its edge inwards, until one is not a head's or foot's."""
    counted: Counter[str] = Counter()
    for i in order:
        text = lines[i].text
        rest = rests[i]
        counted[rest] += bool(rest)
        if rest and (rest not in heads or counted[rest] > 1):
            return
        if not _is_sure(text, numbers[i] + 1) and not _beside(i, order, rests, heads):
            return
        marks[i] = True


def _is_sure(text: str, page: int) -> bool:
    """Is the line a head's or foot's by itself: two marks, one that no sentence has, or the number of its page?"""
    number = PAGE_NUMBER.match(text)
    if number is not None:
        return int(number[1]) == page
    return SURE.search(text) is not None or len(_tokens().findall(text)) > 1


def _beside(i: int, order: Sequence[int], rests: dict[int, str], heads: frozenset[str]) -> bool:
    """Does another line of a head stand beside this one?"""
    return any(j in rests and (not rests[j] or rests[j] in heads) for j in (i - 1, i + 1) if j in order)


def _mark_notice(lines: Sequence[Block], numbers: Sequence[int], marks: list[bool]) -> None:
    """The notice about corrections on the first page, and the job number and distribution after it."""
    start = next((i for i, line in enumerate(lines[:600]) if NOTICE.match(line.text)), None)
    if start is None:
        return
    window = range(start, min(start + LONGEST_NOTICE, len(lines)))
    last = start
    for i in window:
        if numbers[i] != numbers[start]:
            break
        if NOTICE_END.search(lines[i].text) or JOB.match(lines[i].text):
            last = i
    for i in range(start, last + 1):
        marks[i] = True
