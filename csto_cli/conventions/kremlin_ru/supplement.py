"""Lists published beside a record: who took part, and which documents were signed, each on one line or on several.

``ЛАВРОВ Сергей Викторович – Министр иностранных дел``: nothing but the capitals of the next surname parts two people,
and a group has a heading with a colon (``Приглашённые :``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from csto_cli.conventions.kremlin_ru.documents import listed
from csto_cli.conventions.kremlin_ru.furniture import boxes, foot_start
from csto_cli.conventions.kremlin_ru.head import read_head
from csto_cli.data import rows
from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.parsing.documents import FoundDocument
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.people import Named
from csto_cli.parsing.running import Running, run_on
from csto_cli.parsing.russian.cases import is_patronymic
from csto_cli.parsing.spelling import running_case
from csto_cli.patterns import pattern

SURNAME = r"[А-ЯЁ][А-ЯЁ’'-]*[А-ЯЁ]"
GIVEN = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*"
# A surname in capitals with given names and patronymic, or a foreign name all in capitals, and a dash. A copy that lost
# its line ends glues it to the office before it.
ENTRY = pattern(
    rf"(?:(?<![\w-])|(?<=[а-яё]))(?:(?P<surname>{SURNAME})(?P<given>(?:\s+{GIVEN}){{1,3}})"
    rf"|(?P<whole>{SURNAME}(?:\s{SURNAME}){{1,3}}))"
    r"\s*[–—-]\s+"
)
HEADING = pattern(r"\s*:\s*$")
CAPITALISED = pattern(r"(?<=[\s(])[А-ЯЁ][а-яё]+")
EDGES = " ,;.*"


def read_participants(blocks: Sequence[Block]) -> list[Named]:
    """People of a list of participants in the order of the list, names in the nominative, offices as printed.

    Goes in: blocks of the list as a format gives them. Comes out: nothing where the text is no such list.
    """
    return list(participants_of(run := run_on(blocks), list_end(run))) if blocks else []


def list_end(run: Running) -> int:
    """Where a list ends and the page's link boxes or its foot begin."""
    foot = foot_start(run)
    return min([foot, *(start for start, _ in boxes(run, foot))])


def participants_of(run: Running, stop: int) -> Iterator[Named]:
    """People of a list of participants in running text, as far as ``stop``."""
    found = list(ENTRY.finditer(run.text, 0, stop))
    ends = [_office_end(run.text, one.end(), other.start()) for one, other in pairwise(found)]
    ends += [stop] if found else []
    for match, end in zip(found, ends, strict=True):
        yield _named(run, match, end)


def _named(run: Running, match: re.Match[str], end: int) -> Named:
    start = match.start("surname") if match["surname"] else match.start("whole")
    stop = match.end("given") if match["surname"] else match.end("whole")
    office = run.text[match.end() : end].strip(EDGES)
    offices: tuple[OfficeAt, ...] = ()
    if office:
        begin = run.text.index(office, match.end()) - start
        offices = (OfficeAt(tidy(office), begin, begin + len(office)),)
    reading = LabelReading("", _name(match), 0, stop - start, offices, firm=True)
    return Named(reading, run.block, start, tidy(run.text[start:stop]), is_label=False)


def _name(match: re.Match[str]) -> str:
    """Given name before surname, without the patronymic, in the case of running text."""
    if match["whole"]:
        return " ".join(word.capitalize() for word in match["whole"].split())
    given = match["given"].split()
    if len(given) > 1 and is_patronymic(given[-1]):
        given = given[:-1]
    return f"{' '.join(given)} {running_case(match['surname'])}"


@cache
def _groups() -> re.Pattern[str]:
    words = (re.escape(row["words"]) for row in rows("russian_groups.csv"))
    return re.compile(rf"(?<!\S)(?:{'|'.join(words)})(?=[\s:])")


def _office_end(text: str, start: int, end: int) -> int:
    """Where the office ends: at the next person, or at the heading of the group that the next person begins."""
    if not HEADING.search(text, max(start, end - 12), end):
        return end
    unquoted = [match for match in _groups().finditer(text, start, end) if not _is_quoted(text, start, match.start())]
    # A heading that no table knows begins with the last capital letter.
    found = unquoted or [
        match for match in CAPITALISED.finditer(text, start, end) if not _is_quoted(text, start, match.start())
    ]
    return found[-1].start() if found else end


def _is_quoted(text: str, start: int, position: int) -> bool:
    return text.count("«", start, position) > text.count("»", start, position)


def read_documents(blocks: Sequence[Block]) -> list[FoundDocument]:
    """Documents of a numbered list whose title says that they were signed, adopted or approved; titles as printed.

    Goes in: blocks of the list as a format gives them. Comes out: nothing where the text is no such list.
    """
    if not blocks:
        return []
    run = run_on(blocks)
    head = read_head(run, 0, len(run.text))
    title = run.whole(*head.title)
    body = run.whole(head.body, list_end(run))
    return list(listed(Passage(title, 0, len(title.text)) if title is not None else None, body))
