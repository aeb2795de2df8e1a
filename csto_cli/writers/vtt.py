"""Captions with their speakers (WebVTT), for records that have times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TextIO

from csto_cli.errors import NotRecognisedError, UsageError
from csto_cli.model import Meeting, Turn
from csto_cli.query.people import by_id, words
from csto_cli.query.turns import seconds, text_of
from csto_cli.writers.escape import line, xml
from csto_cli.writers.prepared import Tell, complete, silent

WORDS_A_SECOND = 2.5
"""How fast is spoken, for a last turn whose end the record does not tell."""
SHORTEST = 0.001


def write(meetings: Iterable[Meeting], stream: TextIO, *, tell: Tell = silent) -> None:
    """Write the captions of one record; raises ``NotRecognisedError`` where it has no times."""
    for number, meeting in enumerate(meetings):
        if number:
            raise UsageError("vtt holds one record a file", hint="give a folder with -o FOLDER/")
        timed = sorted((turn for turn in meeting.turns if turn.start_time), key=_start)
        name = meeting.source.path or meeting.id
        if not timed:
            raise NotRecognisedError(
                f"{name}: the record has no times, so there are no captions", hint="choose --to csv"
            )
        bare = len(meeting.turns) - len(timed)
        if bare:
            tell(f"{name}: {bare} of {len(meeting.turns)} turns have no time and stand as comments")
        stream.writelines(f"{block}\n\n" for block in _blocks(complete(meeting), timed))


def _blocks(meeting: Meeting, timed: list[Turn]) -> Iterator[str]:
    """The blocks of the file: a cue for each turn that has a clock, the rest as notes."""
    yield f"WEBVTT - {_plain(meeting.title or meeting.id)}"
    people = by_id(meeting)
    names = {turn.index: people[turn.speaker or ""].name for turn in meeting.turns}
    ends = {turn.index: _end(turn, following) for turn, following in pairwise([*timed, None]) if turn}
    for turn in timed:
        said = "\n".join(_plain(paragraph.text) for paragraph in turn.paragraphs if paragraph.text.strip())
        notes = "\n".join(f"<i>{_plain(note.text)}</i>" for note in turn.notes if note.kind != "editor")
        text = "\n".join(filter(None, (said, notes)))
        cue = f"{turn.index}\n{_clock(_start(turn))} --> {_clock(ends[turn.index])}"
        yield f"{cue}\n<v {_name(names[turn.index])}>{text}"
    for turn in meeting.turns:
        if not turn.start_time:
            said = " ".join(_plain(text_of(turn)).split())
            yield f"NOTE turn {turn.index}, without a time: {_plain(names[turn.index])}: {said}"


def _start(turn: Turn) -> float:
    return seconds(turn.start_time or "")


def _end(turn: Turn, following: Turn | None) -> float:
    """Where a turn ends: as the record says, else where the next begins, else as long as its words take."""
    if turn.end_time:
        end = seconds(turn.end_time)
    elif following is not None:
        end = _start(following)
    else:
        end = _start(turn) + words(turn) / WORDS_A_SECOND
    return max(end, _start(turn) + SHORTEST)


def _clock(time: float) -> str:
    """``HH:MM:SS.mmm``."""
    whole, thousandths = divmod(round(time * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"


def _plain(text: str) -> str:
    """Text on one line in which nothing is markup or an arrow."""
    return xml(line(text)).replace("&#x27;", "'").replace("&quot;", '"')


def _name(text: str) -> str:
    return _plain(text).replace("&gt;", " ").strip()
