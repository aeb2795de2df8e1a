"""Subtitles: WebVTT and SubRip (SRT). What the cues show as paragraphs, and when it was shown.

Follows the WebVTT recommendation of the W3C (sections 4 and 6) for what files hold, and what players take for SRT,
which has no standard. Cue numbers, timing lines, headers, notes, styles and tags are markup. A line that a cue repeats
from the cue before it, as captions that roll up do, was said once: the repetition is furniture.

A voice (``<v Ann Lee>``), the marks of another speaker (``>>`` or ``-``) and a long pause begin a new paragraph. The
name of a voice is a paragraph of its own, in bold as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from csto_cli.formats.block import INVISIBLE, Block, Chunk, Run, fold, join_blocks, slice_block
from csto_cli.formats.reading import Moment, Reading
from csto_cli.formats.text import spaced
from csto_cli.patterns import pattern
from csto_cli.source import LINE_END, Source

CLOCK = r"(?:\d{1,3}:)?[0-5]\d:[0-5]\d[.,]\d{1,3}"
TIMING = pattern(rf"[ \t]*(?P<start>{CLOCK})[ \t]*-->[ \t]*(?P<end>{CLOCK})(?P<settings>[^\n\r]*)")
NUMBERED = pattern(rf"(?:\r\n?|\n){TIMING.pattern}")
HEADER = pattern(r"WEBVTT(?=[ \t\r\n]|$)")
SNIFFED = 4096
VOICE = pattern(r"<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^<>]+?)[ \t]*>")
SPECIAL = pattern(
    rf"(?P<tag></?[A-Za-z][^<>\n]{{0,200}}>|<[\d:.]+>|</?>|\{{\\[^{{}}\n]{{0,60}}\}})"
    rf"|(?P<entity>&(?:amp|lt|gt|nbsp|lrm|rlm|quot|\#\d{{1,7}});)|[{INVISIBLE}]+"
)
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&quot;": '"'}
CHANGE = pattern(r"(?:>>+|&gt;&gt;|[-–—] ?(?=[A-Z“\"]))")
ENDS = pattern(r"[.!?…][”\"’')\]♪]*$")
SOUND = pattern(r"[\[(♪][^\[\]()]{1,80}[\])♪]$|[♪\s]+$")
UNHEARD = pattern(r"[\[(]\s*(?:inaudible|unintelligible|indiscernible|unclear|crosstalk|\?+)\b", re.IGNORECASE)
PAUSE = 2.0
LONGEST_PARAGRAPH = 600
SAME_TIME = 0.5


def is_sound(text: str) -> bool:
    """Is the line a sound that is told in brackets or notes of music (and not a gap in what was heard)?"""
    return SOUND.match(text) is not None and not UNHEARD.match(text)


def is_subtitles(text: str) -> str:
    """Why the text is taken for subtitles; empty where it is none."""
    if HEADER.match(text):
        return "the text begins with WEBVTT"
    first = TIMING.search(text, 0, SNIFFED) if text.find("-->", 0, SNIFFED) >= 0 else None
    if first is not None and not re.search(r"[^\s\d]", text[: first.start()]):
        return "the text begins with the timing of a subtitle"
    return ""


@dataclass(slots=True)
class _Cue:
    """What is shown from ``start`` to ``end`` (as printed, and in seconds): its lines."""

    start: str
    end: str
    begins: float
    stops: float
    lines: list[Block] = field(default_factory=list)


def read_subtitles(source: Source) -> Reading:
    """Paragraphs of what the cues show, with the clock of each cue."""
    reading = Reading([], plain_gaps="markup", layout="subtitles")
    paragraph = _Paragraph(reading)
    shown: list[str] = []
    stops = 0.0
    for cue in _cues(source.text):
        lines, repeated = _new_lines(cue, shown if cue.begins <= stops + SAME_TIME else [])
        paragraph.repeated += [line.span() for line in repeated]
        shown = [fold(line.text) for line in cue.lines]
        if lines:
            reading.times.append(Moment(lines[0].span()[0], cue.start, cue.end))
        for i, line in enumerate(lines):
            paused = i == 0 and cue.begins - stops >= PAUSE
            if CHANGE.match(source.text, line.span()[0]) or paragraph.is_over(line, paused=paused):
                paragraph.close()
            paragraph.lines.append(line)
        stops = cue.stops
    paragraph.close()
    return reading


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that is being put together; ``repeated`` are the stretches that its cues show a second time."""

    reading: Reading
    lines: list[Block] = field(default_factory=list)
    repeated: list[tuple[int, int]] = field(default_factory=list)

    def is_over(self, line: Block, *, paused: bool) -> bool:
        """Does the next line begin another paragraph: a voice, or words after a sentence's end and a pause?"""
        if not self.lines or line.bold or self.lines[-1].bold:
            return True
        if is_sound(line.text) or is_sound(self.lines[-1].text):
            return True
        length = self.lines[-1].span()[1] - self.lines[0].span()[0]
        return ENDS.search(self.lines[-1].text) is not None and (paused or length >= LONGEST_PARAGRAPH)

    def close(self) -> None:
        """Give the paragraph as a block; timing lines inside it are markup, what is shown twice is furniture."""
        if self.lines:
            holes, marks = self._holes()
            self.reading.marks += marks
            self.reading.blocks.append(join_blocks(self.lines, [*holes, *marks]) if self.lines[1:] else self.lines[0])
        self.reading.hidden += self.repeated
        self.lines, self.repeated = [], []

    def _holes(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """What is shown twice between the paragraph's lines, and the rest between them."""
        spans = [line.span() for line in self.lines]
        inside = [hole for hole in self.repeated if spans[0][1] <= hole[0] and hole[1] <= spans[-1][0]]
        edges = sorted([*spans, *inside])
        return inside, [(a, b) for (_, a), (b, _) in pairwise(edges) if a < b]


def _cues(text: str) -> Iterator[_Cue]:
    """Each timing line with the lines below it, up to a blank one."""
    cue: _Cue | None = None
    for start, end in _line_bounds(text):
        timing = TIMING.match(text, start, end) if "-->" in text[start:end] else None
        if timing is not None:
            if cue is not None:
                yield cue
            start_time, end_time = _clock(timing["start"]), _clock(timing["end"])
            cue = _Cue(start_time, end_time, _seconds(start_time), _seconds(end_time))
        elif not text[start:end].strip():
            if cue is not None:
                yield cue
            cue = None
        elif cue is not None and not _is_number(text, start, end):
            cue.lines += _shown(text, start, end)
    if cue is not None:
        yield cue


def _is_number(text: str, start: int, end: int) -> bool:
    """Whether a line is the number of a cue, whose timing stands in the next line; elsewhere digits are words."""
    return text[start:end].strip().isdigit() and NUMBERED.match(text, end) is not None


def _line_bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in LINE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def _clock(printed: str) -> str:
    """``HH:MM:SS.fff``, hours added and the comma of SRT turned into a point."""
    clock = printed.replace(",", ".")
    hours = clock if clock.count(":") == 2 else f"00:{clock}"
    return hours if hours.index(":") > 1 else f"0{hours}"


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _shown(text: str, start: int, end: int) -> Iterator[Block]:
    """A line of a cue without its tags; the name of a voice comes before what the voice says."""
    position = start
    for voice in VOICE.finditer(text, start, end):
        yield from _part(text, position, voice.start())
        name = next(_part(text, *voice.span("name")), None)
        if name is not None:
            name.bold = (Run(0, len(name.text)),)
            yield name
        position = voice.end()
    yield from _part(text, position, end)


def _part(text: str, start: int, end: int) -> Iterator[Block]:
    """A stretch of a cue as a block, its tags kept out of its words; nothing where no words are left."""
    parts: list[str] = []
    chunks: list[Chunk] = []
    length, position = 0, start
    for special in [*SPECIAL.finditer(text, start, end), None]:
        stop = special.start() if special else end
        if stop > position:
            parts.append(spaced(text[position:stop]))
            chunks.append(Chunk(length, position, stop - position, stop - position))
            length += stop - position
        if special is None:
            break
        shown = ENTITIES.get(special["entity"] or "", "")
        if shown:
            parts.append(shown)
            chunks.append(Chunk(length, special.start(), 1, special.end() - special.start()))
            length += 1
        position = special.end()
    block = slice_block(Block("".join(parts), tuple(chunks)), 0, length) if length else None
    if block is not None:
        yield block


def _new_lines(cue: _Cue, shown: Sequence[str]) -> tuple[list[Block], list[Block]]:
    """The lines that the cue before did not show, and the first ones that it did: its own last ones, in order."""
    texts = [fold(line.text) for line in cue.lines]
    for count in range(min(len(shown), len(texts)), 0, -1):
        if list(shown[-count:]) == texts[:count] and not any(line.bold for line in cue.lines[:count]):
            return cue.lines[count:], cue.lines[:count]
    return cue.lines, []


def visible_subtitles(source: str) -> str:
    """What a stretch of subtitles shows: numbers, timing lines and tags left out."""
    kept = []
    for start, end in _line_bounds(source):
        line = source[start:end]
        if not TIMING.match(line) and not _is_number(source, start, end):
            kept.append(SPECIAL.sub(lambda m: ENTITIES.get(m["entity"] or "", ""), VOICE.sub(r"\g<name> ", line)))
    return fold(" ".join(kept))
