"""The front page of a UN record: body, number, date, hour, place, President and members with their representatives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from csto_cli.conventions.un.labels import code_of, country_at, read_name, title_pattern
from csto_cli.formats.block import Block, Passage, join_blocks, tidy
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.geography import Organisation
from csto_cli.parsing.names import OfficeAt
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import is_separator
from csto_cli.patterns import pattern

BODY = pattern(
    r"\b(?P<name>Security\s+Council|General\s+Assembly|SECURITY\s+COUNCIL|GENERAL\s+ASSEMBLY|Conseil de sécurité"
    r"|Assemblée générale|Consejo de Seguridad|Asamblea General)\b"
    r"|\b(?P<spaced>G ?E ?N ?E ?R ?A ?L\s+A ?S ?S ?E ?M ?B ?L ?Y)\b"
)
MEETING = pattern(
    r"\b\d+(?:e|ème|ª) (?:séance|sesión)\b(?: plénière| plenaria)?"
    r"|\b\d+(?:st|nd|rd|th)(?: ?\([A-Za-z -]+\))?\s+(?:plenary\s+)?meeting\b(?: ?\([A-Za-z ]+\))?",
    re.IGNORECASE,
)
CLOCK = pattern(r"\b(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?\s*(?P<half>a\.?m\b|p\.?m\b)|\b(?P<word>noon|midnight)\b")
PLACE = pattern(r"[A-Z][\w’'-]*(?:,? [A-Z][\w’'-]*){0,3}$")
HELD = pattern(r"\bHeld at (?:the )?(?P<place>[A-Z][^:;.]{2,60}?),? on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
NO_PLACE = frozenset({"provisional", "official records", "president", "members", "verbatim record", "agenda"})
OFFICE = pattern(r"(?P<office>(?:Acting |Temporary |Provisional )?Pr[eé]siden[tl]e?)\s?:\s")
SPELT_OUT = pattern(r"RECORD OF THE (?P<title>(?:[A-Z-]+\s+){1,9}MEETING)\b", re.IGNORECASE)
MEMBERS = pattern(r"(?:Members|Membres|Miembros)\s?:\s*")
END_OF_MEMBERS = pattern(
    r"Agenda\b|Ordre du jour|Orden del día|In the absence|The meeting\b|This record|Secretary-General:"
)
LEADERS = pattern(r"[ .…·_]{6,}")
PERSON = pattern(
    rf"(?P<title>{title_pattern()})\s+(?P<name>(?:[A-Z]\.\s?){{0,3}}[^()/.;:]{{2,60}}?)(?=\s*(?:\(|/|\.|$))"
)
IN_BRACKETS = pattern(r"\((?P<country>(?:[^()]|\([^()]*\)){2,90})\)")
UNITED_NATIONS = Organisation("United Nations", "UN")
LONGEST_FRONT = 120
# Lines that the name of a country can run over.
LONGEST_ENTRY = 3


@dataclass(slots=True)
class Front:
    """What the front page says: those it lists, and whom it names as holding each office of the chair."""

    people: list[Named] = field(default_factory=list)
    presidents: dict[str, list[Named]] = field(default_factory=dict)


def read_front(draft: Draft, lines: Sequence[Block], following: Sequence[Block]) -> Front:
    """Read the lines before the meeting; enter facts and the account into the draft.

    ``following`` are the lines after them: where columns are mixed up, the President can stand among those.
    """
    front = Front()
    first = next((i for i, line in enumerate(lines) if OFFICE.match(line.text + " ")), None)
    if first is None:
        later = next((i for i, line in enumerate(following[:LONGEST_FRONT]) if OFFICE.match(line.text + " ")), None)
        if later is not None:
            _presidents(front, following, later)
    if not lines:
        return front
    whole = join_blocks(lines[:LONGEST_FRONT])
    kinds = ["intro"] * len(lines)
    starts = _starts(lines)
    _facts(draft, lines, whole, starts, kinds)
    if first is not None:
        last = _presidents(front, lines, first)
        kinds[first:last] = ["participants"] * (last - first)
    _members(front, lines, kinds)
    for line, kind in zip(lines, kinds, strict=True):
        draft.claim(line, "separator" if is_separator(line) else kind)
    return front


def _starts(lines: Sequence[Block]) -> list[int]:
    """Where each line begins in the joined text."""
    starts, position = [], 0
    for line in lines:
        starts.append(position)
        position += len(line.text) + 1
    return starts


def _facts(draft: Draft, lines: Sequence[Block], whole: Block, starts: list[int], kinds: list[str]) -> None:
    text = whole.text
    meeting, spelt = MEETING.search(text), SPELT_OUT.search(text)
    title = meeting.span() if meeting else spelt.span("title") if spelt else None
    if title is not None:
        draft.title = Passage(whole, *title)
        draft.facts["title"] = Fact("", [words_at(whole, *title)])
        _mark(kinds, starts, lines, title, "title")
    body = BODY.search(text)
    if body is not None:
        name = tidy(body["name"]) if body["name"] else "General Assembly"
        draft.body = (name, words_at(whole, *body.span()), UNITED_NATIONS)
        _mark(kinds, starts, lines, body.span(), "title")
    held = HELD.search(text)
    date = find_date(text, held.end("place") if held else 0)
    if date is None:
        return
    if date.first:
        draft.facts["date"] = Fact(date.first, [words_at(whole, date.start, date.end)])
    _mark(kinds, starts, lines, (date.start, date.end), "dateline")
    if held is not None:
        draft.facts["place"] = Fact(tidy(held["place"]), [words_at(whole, *held.span("place"))])
        _mark(kinds, starts, lines, held.span("place"), "dateline")
        return
    clock = CLOCK.search(text, date.end, date.end + 40)
    end = clock.end() if clock else date.end
    if clock is not None:
        _mark(kinds, starts, lines, clock.span(), "dateline")
    place = next((i for i, start in enumerate(starts) if start > end), None)
    if place is not None and PLACE.match(lines[place].text) and lines[place].text.lower() not in NO_PLACE:
        draft.facts["place"] = Fact(tidy(lines[place].text), [words_at(lines[place], 0, len(lines[place].text))])
        kinds[place] = "dateline"


def _mark(kinds: list[str], starts: list[int], lines: Sequence[Block], span: tuple[int, int], kind: str) -> None:
    for i, start in enumerate(starts):
        if start < span[1] and span[0] < start + len(lines[i].text):
            kinds[i] = kind


def _presidents(front: Front, lines: Sequence[Block], first: int) -> int:
    """``President: Mr. Lee . . . (Norway)``, over up to four lines; the number of the line after them.

    Two names beside a slash shared the chair.
    """
    last = first + 1
    while last < min(first + 4, len(lines)) and not MEMBERS.match(lines[last].text) and "(" not in lines[last - 1].text:
        last += 1
    block = join_blocks(lines[first:last])
    office = OFFICE.search(block.text)
    country = IN_BRACKETS.search(block.text)
    if office is None:
        return last
    title = office["office"]
    stop = country.start() if country else len(block.text)
    held = OfficeAt(title, *office.span("office"))
    for match in PERSON.finditer(block.text, office.end(), stop):
        named = _named(block, match, country.span("country") if country else None)
        offset = named.offset
        at = OfficeAt(held.title, held.start - offset, held.end - offset)
        named = named._replace(reading=named.reading._replace(offices=(at, *named.reading.offices)))
        front.people.append(named)
        front.presidents.setdefault(title.lower().replace("é", "e"), []).append(named)
    return last


def _named(block: Block, match: re.Match[str], country: tuple[int, int] | None) -> Named:
    offset = match.start()
    reading = read_name(block, match["title"], match.start("name"), match.end("name"), offset)
    if country is not None:
        reading = reading._replace(country=country_at(block, *country, offset))
    return Named(reading, block, offset, tidy(match.group()), is_label=False)


def _members(front: Front, lines: Sequence[Block], kinds: list[str]) -> None:
    """``Chile . . . . Mr. Lee``: the country before the leaders, the name behind them or on the next line.

    Where the text has one column below the other, as many names as countries are matched in order.
    """
    first = next((i for i, line in enumerate(lines) if MEMBERS.match(line.text)), None)
    if first is None:
        return
    last = next((i for i in range(first + 1, len(lines)) if END_OF_MEMBERS.match(lines[i].text)), len(lines))
    kinds[first:last] = ["participants"] * (last - first)
    pairs = list(_in_rows(lines[first:last]))
    front.people += _in_columns(lines[first:last]) if _is_broken_up(pairs) else pairs


def _is_broken_up(people: Sequence[Named]) -> bool:
    """Does hardly anybody of several have a country?"""
    return len(people) > 1 and sum(1 for person in people if person.reading.country) < 2


def _in_rows(lines: Sequence[Block]) -> Iterator[Named]:
    pending: list[Block] = []
    for line in lines:
        pending.append(line)
        block = join_blocks(pending)
        begin = MEMBERS.match(block.text)
        start = begin.end() if begin else 0
        people = list(PERSON.finditer(block.text, start))
        if not people:
            pending = pending[-LONGEST_ENTRY:]
            continue
        leaders = LEADERS.search(block.text, start, people[0].start())
        stop = leaders.start() if leaders else people[0].start()
        country = (start, len(block.text[:stop].rstrip(" .")))
        for match in people:
            yield _named(block, match, country if country[0] < country[1] else None)
        pending = []


def _in_columns(lines: Sequence[Block]) -> list[Named]:
    block = join_blocks(lines)
    begin = MEMBERS.match(block.text)
    people: list[re.Match[str]] = []
    countries: list[tuple[int, int] | None] = []
    position = begin.end() if begin else 0
    for line, start in zip(lines, _starts(lines), strict=True):
        end = start + len(line.text)
        start = max(start, position)
        person = PERSON.match(block.text, start, end)
        if person is not None:
            people.append(person)
        elif start < end and code_of(block.text[start:end]):
            countries.append((start, end))
    if len(countries) != len(people):
        countries = [None] * len(people)
    return [_named(block, person, country) for person, country in zip(people, countries, strict=True)]


def clock_time(text: str, start: int = 0) -> tuple[str, int, int] | None:
    """The first hour of a text as ``HH:MM``, and where it stands (``3.10 p.m.``, ``noon``)."""
    match = CLOCK.search(text, start)
    if match is None:
        return None
    if match["word"]:
        return ("12:00" if match["word"] == "noon" else "00:00"), match.start(), match.end()
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 12 or minute > 59:
        return None
    hour = hour % 12 + (12 if match["half"][0] == "p" else 0)
    end = match.end() + (text[match.end() : match.end() + 1] == ".")
    return f"{hour:02}:{minute:02}", match.start(), end
