"""Transcripts in JSON: a list with an object for each turn or stretch of speech, as recognisers and chats give.

The list is the whole file, one object a line, or stands in an object beside what is said of the whole. Which keys hold
words, speakers and times is told by ``data/json_transcript_keys.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from csto_cli.data import rows
from csto_cli.errors import NotRecognisedError
from csto_cli.formats.json import NOTHING, Node, string_blocks, values
from csto_cli.formats.reading import Moment, Reading
from csto_cli.source import Source

SHARE = 0.8
"""Of the objects of a list, so many must hold words, and a speaker or both times."""
DEEPEST = 3
"""Objects that the list may stand inside of."""
HINTS = re.compile(r'"(?:text|transcript)"\s*:')
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2}(?:[.,]\d{1,6})?)")
LONGEST = 1e9
"""Seconds, or milliseconds, that no recording has."""
SLOWEST = 0.05
"""Words a second below which nobody speaks: the times are milliseconds then."""
Objects = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """Where the list of a transcript stands, and under which keys its objects hold what."""

    path: tuple[str, ...]
    text: str
    speaker: str | None
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """What was said in one stretch, by whom (empty nodes where nothing stands), and when, in seconds."""

    speaker: Node
    text: Node
    begins: float | None
    stops: float | None


@dataclass(slots=True)
class Transcript:
    """Stretches of speech in order, the objects around them, outer ones first."""

    segments: list[Segment]
    around: list[Node]

    def told(self, meaning: str) -> Node:
        """What an object around the list says under a key of that meaning: a string that is not empty, or nothing."""
        keys = _keys(meaning)
        return next((one.items[key] for one in self.around for key in keys if one.get(key).text.strip()), NOTHING)


def find_transcript(text: str) -> Found | None:
    """Where the transcript is in a JSON text, or in JSON lines; None for any other text."""
    if not HINTS.search(text):
        return None
    value = _parsed(text)
    return next((found for path, listed in _lists(value) if (found := _found(path, listed))), None)


def _parsed(text: str) -> Any:
    """The value, or the values of lines; None for what is neither."""
    data = text.encode("utf-8", "replace")
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass
    try:
        return [orjson.loads(line) for line in data.splitlines() if line.strip()]
    except orjson.JSONDecodeError:
        return None


def _lists(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Objects]]:
    """The lists of objects in a value, outer ones first."""
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        yield path, value
    if not isinstance(value, dict) or len(path) >= DEEPEST:
        return
    for key, inner in value.items():
        if isinstance(inner, list):
            yield from _lists(inner, (*path, key))
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _lists(inner, (*path, key))


def _found(path: tuple[str, ...], listed: Objects) -> Found | None:
    """A list as a transcript; None where its objects are records of their own, or anything else."""
    text = _key(listed, "text", str)
    speaker = _key(listed, "speaker", str | int | None)
    start, end = _key(listed, "start", str | int | float), _key(listed, "end", str | int | float)
    timed = start is not None and end is not None
    if text is None or not (speaker or timed):
        return None
    if any(sum(key in one for one in listed) * 2 > len(listed) for key in _keys("own")):
        return None
    if any(len({str(one[key]) for one in listed if key in one}) > 1 for key in _keys("date")):
        return None
    return Found(path, text, speaker, start if timed else None, end if timed else None)


def _key(listed: Objects, meaning: str, kind: Any) -> str | None:
    """The key under which enough of the objects hold a value of that kind; one that says something comes first."""
    enough = [
        key
        for key in _keys(meaning)
        if sum(key in one and isinstance(one[key], kind) for one in listed) >= SHARE * len(listed)
    ]
    return next((key for key in enough if any(one.get(key) is not None for one in listed)), next(iter(enough), None))


@cache
def _keys(meaning: str) -> tuple[str, ...]:
    return tuple(row["key"] for row in rows("json_transcript_keys.csv") if row["meaning"] == meaning)


def read_transcript_json(source: Source) -> Reading:
    """The stretches of a transcript with their places and times. Raises ``NotRecognisedError`` for anything else."""
    found = find_transcript(source.text)
    if found is None:
        raise NotRecognisedError(
            f"{source.name}: this JSON is no transcript with an object for each turn", hint="leave --input-format out"
        )
    top = [node for _, node in values(source)]
    around: list[Node] = []
    listed = top if len(top) > 1 else [top[0]]
    for key in found.path:
        around.append(listed[0])
        listed = [listed[0].get(key)]
    if len(listed) == 1 and listed[0].elements:
        listed = listed[0].elements
    conversations = {node.get(key).text for node in listed for key in _keys("conversation")} - {""}
    if len(conversations) > 1:
        raise NotRecognisedError(
            f"{source.name}: this file holds {len(conversations)} conversations",
            hint="put each into a file of its own, by its conversationId",
        )
    segments = list(_segments(found, listed))
    blocks = [block for one in segments if one.text.text for block in string_blocks(source.text, one.text)]
    times = [
        Moment(one.text.start, _clock(one.begins), _clock(one.stops))
        for one in segments if one.begins is not None and one.stops is not None
    ]  # fmt: skip
    return Reading(
        blocks, marks_labels=True, plain_gaps="markup", layout="JSON, an object a turn", times=times,
        transcript=Transcript(segments, around),
    )  # fmt: skip


def _segments(found: Found, listed: Sequence[Node]) -> Iterator[Segment]:
    """The stretches in which something was said; timed all of them, or none."""
    spoken = [node for node in listed if node.get(found.text).text.strip()]
    times = [(_seconds(node.get(found.start or "")), _seconds(node.get(found.end or ""))) for node in spoken]
    unit = _unit(found, spoken, times) if all(None not in pair for pair in times) else None
    for node, (begins, stops) in zip(spoken, times, strict=True):
        timed = (begins / unit, stops / unit) if unit and begins is not None and stops is not None else (None, None)
        yield Segment(node.get(found.speaker or ""), node.get(found.text), *timed)


def _unit(found: Found, spoken: Sequence[Node], times: Sequence[tuple[float | None, float | None]]) -> int:
    """How many of the units of its times make a second: whole numbers may be milliseconds."""
    length = max((stops or 0 for _, stops in times), default=0) - min((begins or 0 for begins, _ in times), default=0)
    words = sum(len(node.get(found.text).text.split()) for node in spoken)
    whole = all(isinstance(node.get(found.start or "").value, int) for node in spoken)
    return 1000 if whole and length and words / length < SLOWEST else 1


def _seconds(node: Node) -> float | None:
    """A time as a number, written as one or as a clock."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    clock = CLOCK.fullmatch(value) if isinstance(value, str) else None
    if clock is not None:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3].replace(",", "."))
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < LONGEST else None


def _clock(seconds: float) -> str:
    minutes, left = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{left // 1000:02}.{left % 1000:03}"
