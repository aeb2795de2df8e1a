"""The record as a whole: dates and times that can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from csto_cli.checks import walk
from csto_cli.checks.rule import Found, rule
from csto_cli.model import Meeting, Span

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DAY_MONTH_OR_YEAR = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)
MEDIA_TIME = re.compile(r"\d{2,}:[0-5]\d:[0-5]\d([.,]\d+)?", re.ASCII)
"""Hours of a recording may run past 24."""


@rule("C319", "error", "write dates as 2020-12-02, times as 15:30")
def cannot_be_a_date(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Date or time is none, or not written in the ISO way.

    Days of the meeting are written as 2020-12-02, its times as 15:30, times of a recording as 01:02:03. The date of a
    document may stop at the month or the year, where the record does. A date that no calendar has cannot be cited.
    """
    for name, value in (("date", meeting.date), ("end_date", meeting.end_date)):
        if value is not None and not _is_day(value):
            yield f"the {name} of the meeting is {value!r}", _proved_at(meeting, name)
    for name, value in (("start_time", meeting.start_time), ("end_time", meeting.end_time)):
        if value is not None and not CLOCK.fullmatch(value):
            yield f"the {name} of the meeting is {value!r}", _proved_at(meeting, name)
    yield from _wrong_in_documents(meeting)
    for number, turn in enumerate(meeting.turns):
        for value in (turn.start_time, turn.end_time):
            if value is not None and not MEDIA_TIME.fullmatch(value):
                yield f"a time of turn {number} is {value!r}", turn.span


@rule("C320", "error", "set right the one or the other date")
def ends_before_it_begins(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Meeting ends before it begins.

    The last day of a meeting is its first day or a later one. Read both in the source.
    """
    if meeting.end_date is None:
        return
    if meeting.date is None:
        yield f"the meeting ends on {meeting.end_date} and has no first day", _proved_at(meeting, "end_date")
    elif _is_day(meeting.date) and _is_day(meeting.end_date) and meeting.end_date < meeting.date:
        yield f"the meeting ends on {meeting.end_date}, before {meeting.date}", _proved_at(meeting, "end_date")


def _wrong_in_documents(meeting: Meeting) -> Iterator[Found]:
    for document in meeting.documents:
        amended = document.amends.date if document.amends is not None else None
        for name, value in (("date of", document.date), ("date of what is amended by", amended)):
            if value is not None and not _is_date(value):
                yield f"the {name} document {document.id!r} is {value!r}", walk.first_mention(document)


def _is_day(value: str) -> bool:
    return DAY.fullmatch(value) is not None and _is_date(value)


def _is_date(value: str) -> bool:
    """Whether a day, month or year exists."""
    if not DAY_MONTH_OR_YEAR.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _proved_at(meeting: Meeting, field: str) -> Span | None:
    return next((proof.span for proof in meeting.evidence.get(field, [])), None)
