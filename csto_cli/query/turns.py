"""The turns of a record, filtered by who speaks, when, and which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from csto_cli.errors import UsageError
from csto_cli.model import Meeting, Participant, Turn
from csto_cli.patterns import pattern
from csto_cli.query.people import by_id, offices_by_turn, words
from csto_cli.query.places import place_of
from csto_cli.query.rows import origin
from csto_cli.query.turn_rows import TurnRow
from csto_cli.query.words import Search, context, fold

BETWEEN_PARAGRAPHS = "\n\n"
_DATE = pattern(r"\d{4}(-\d\d(-\d\d)?)?$")
_TIME = pattern(r"\d{1,2}:\d\d(:\d\d(\.\d+)?)?$")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a turn must be to be shown; what is left empty does not matter.

    ``speakers``, ``countries`` and ``roles`` hold alternatives. ``since`` and ``until`` are dates of the meeting
    (``2020``, ``2020-12``, ``2020-12-02``) or times within it (``00:10``, ``01:02:03``). With ``search`` and
    ``context``, each place found is a row with that many words on both sides; without ``context`` a turn is one row.
    """

    speakers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    search: Search | None = field(default=None, compare=False)
    context: int | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that are neither a date nor a time."""
        for bound in (self.since, self.until):
            if bound is not None and not (_DATE.match(bound) or _TIME.match(bound)):
                raise UsageError(
                    f"{bound!r} is neither a date nor a time",
                    hint="write 2020, 2020-12, 2020-12-02, or 00:10 for a time",
                )


def turns(meeting: Meeting, wanted: Filter) -> Iterator[TurnRow]:
    """Rows for the turns that pass the filter, in order."""
    if not _within_dates(meeting.date, wanted):
        return
    people = by_id(meeting)
    offices = offices_by_turn(meeting)
    for turn, office in zip(meeting.turns, offices, strict=True):
        person = people.get(turn.speaker or "")
        if _who(turn, person, office, wanted) and _within_times(turn.start_time, wanted):
            yield from _rows(meeting, turn, person, office, wanted)


def text_of(turn: Turn) -> str:
    """What was said in a turn, paragraphs apart by an empty line."""
    return BETWEEN_PARAGRAPHS.join(paragraph.text for paragraph in turn.paragraphs)


def _rows(
    meeting: Meeting, turn: Turn, person: Participant | None, office: str | None, wanted: Filter
) -> Iterator[TurnRow]:
    """The row of a turn, one for each match where words are searched for in context; none where they are not found."""
    text = text_of(turn)
    found = list(wanted.search(text)) if wanted.search else []
    if wanted.search and not found:
        return
    for start, end in found if wanted.context is not None else found[:1] or [(0, 0)]:
        place = place_of(meeting, turn, start, end) if found else None
        before, after = context(text, start, end, wanted.context or 0)
        yield TurnRow(
            **origin(meeting),
            turn=turn.index,
            speaker=turn.speaker,
            name=person.name if person else None,
            role=person.role if person else None,
            country=person.country if person else None,
            office=office,
            label=turn.label,
            line=place.line if place else turn.span.line,
            start_time=turn.start_time,
            words=words(turn),
            before=before if found and wanted.context is not None else None,
            match=text[start:end] if found else None,
            after=after if found and wanted.context is not None else None,
            text=text if wanted.context is None else None,
        )


def _who(turn: Turn, person: Participant | None, office: str | None, wanted: Filter) -> bool:
    names = [turn.speaker or "", turn.label or "", *((person.name, *person.labels) if person else ())]
    offices = [office or "", *((person.organisation or "", *(o.title for o in person.offices)) if person else ())]
    country = (person.country or "") if person else ""
    return (
        (not wanted.speakers or any(_has_words(names, wish) for wish in wanted.speakers))
        and (not wanted.countries or any(_is_country(country, offices, wish) for wish in wanted.countries))
        and (not wanted.roles or (person is not None and person.role in wanted.roles))
    )


def _has_words(texts: list[str], wish: str) -> bool:
    """Whether one of ``texts`` holds every word of ``wish``, each at the start of a word."""
    asked = re.findall(r"\w+", fold(wish)[0])
    return bool(asked) and any(
        all(any(word.startswith(ask) for word in known) for ask in asked)
        for known in (re.findall(r"\w+", fold(text)[0]) for text in texts)
    )


def _is_country(code: str, offices: list[str], wish: str) -> bool:
    """An ISO code, or else words of an office or organisation (``Armenia``)."""
    return code.casefold() == wish.casefold() if len(wish) == 2 else _has_words(offices, wish)


def _within_dates(date: str | None, wanted: Filter) -> bool:
    since = wanted.since if wanted.since and _DATE.match(wanted.since) else None
    until = wanted.until if wanted.until and _DATE.match(wanted.until) else None
    if since is None and until is None:
        return True
    return date is not None and (since is None or date >= since) and (until is None or date[: len(until)] <= until)


def _within_times(time: str | None, wanted: Filter) -> bool:
    since = wanted.since if wanted.since and _TIME.match(wanted.since) else None
    until = wanted.until if wanted.until and _TIME.match(wanted.until) else None
    if since is None and until is None:
        return True
    if time is None:
        return False
    return (since is None or seconds(time) >= seconds(since)) and (until is None or seconds(time) <= seconds(until))


def seconds(time: str) -> float:
    """Seconds of ``HH:MM`` or ``HH:MM:SS.f``."""
    hours, minutes, seconds = (*time.split(":"), "0")[:3]
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
