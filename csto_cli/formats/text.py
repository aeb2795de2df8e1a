"""Plain text: paragraphs between blank lines, single lines, or lines wrapped by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from csto_cli.formats.block import INVISIBLE, Block, Chunk
from csto_cli.formats.reading import Reading
from csto_cli.patterns import pattern
from csto_cli.source import Source, lines_of

# White space that counts as one space, one for one, so that offsets stay simple.
SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"  # noqa: E501 - a table on one line
NARROWEST_WRAP, WIDEST_WRAP = 30, 110
LONGEST_NAME = 4
FEWEST_WRAPPED = 8
# A line that is a date or a clock alone, as heads of records print it; lines near it are no paragraph's lines.
SET_OFF = pattern(
    r"(?:\d{1,2}[:.]\d\d|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Za-zа-яё]+ \d{4}(?: года| г\.)?)(?:, [^.!?]{1,80})?"
)
BEFORE_DATE, AFTER_DATE = 8, 3
TERMINAL = pattern(r"[.!?…:;)][”\"’)\]]*$")


class Line(NamedTuple):
    """A line that is not blank: where its words start and end, and how many blank lines stand before it."""

    start: int
    end: int
    gap: int
    indent: int


def read_text(source: Source) -> Reading:
    """Blocks of a plain text: one a line, or one a paragraph where the lines are wrapped by hand."""
    display = spaced(source.text)
    lines = list(_lines(display, source.text))
    groups = _paragraphs(lines)
    invisible = any(character in source.text for character in INVISIBLE)
    make = _visible_block if invisible else _plain_block
    width = wrapped_at(display, groups)
    line_blocks = [block for line in lines if (block := make(display, line, line)).text]
    blocks = line_blocks
    if width:
        groups = [part for group in groups for part in _unwrapped(display, group, width)]
        blocks = [block for group in groups if (block := make(display, group[0], group[-1])).text]
    return Reading(blocks, lines=line_blocks, layout=f"lines wrapped at {width}" if width else "lines")


def spaced(text: str) -> str:
    """The text with every white-space character turned into one space, length kept."""
    for character in SPACES:
        if character in text:
            text = text.replace(character, " ")
    return text


def _lines(display: str, text: str) -> list[Line]:
    found: list[Line] = []
    gap = 0
    for start, stop in lines_of(text):
        words = display[start:stop]
        bare = words.lstrip(" ")
        if bare:
            begin = stop - len(bare)
            found.append(Line(begin, begin + len(bare.rstrip(" ")), gap, begin - start))
            gap = 0
        else:
            gap += 1
    return found


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if line.gap or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def wrapped_at(display: str, groups: list[list[Line]]) -> int:
    """Width at which lines are wrapped by hand, 0 where they are not.

    Wrapped lines are narrow, and at least half of those that have a line right below them end in mid-sentence.
    """
    inner = [line for group in groups for line in group[:-1]]
    lengths = sorted(line.end - line.start for group in groups for line in group)
    if len(inner) < FEWEST_WRAPPED or len(inner) < len(lengths) * 0.4 or lengths[-1] > WIDEST_WRAP * 1.3:
        return 0
    width = lengths[int(len(lengths) * 0.95) - 1]
    open_ended = sum(1 for line in inner if not TERMINAL.search(display, max(line.start, line.end - 4), line.end))
    return width if NARROWEST_WRAP <= width <= WIDEST_WRAP and open_ended * 2 >= len(inner) else 0


def _unwrapped(display: str, group: list[Line], width: int) -> list[list[Line]]:
    """Paragraphs of a group of wrapped lines.

    One ends with a full stop on a line that had room for the next word, before a line that is indented where most are
    not (a first line, as Congress prints it), or before a line that is all label; without
    a full stop, before a line that had no need to begin anew and holds a name and a colon.
    """
    parts: list[list[Line]] = [[group[0]]]
    margin = min(line.indent for line in group)
    indented = sum(line.indent > margin for line in group) * 2 < len(group)
    near = set(near_dates([display[line.start : line.end] for line in group]))
    for number, (line, following) in enumerate(pairwise(group)):
        last = _is_last(display, line, following, width) or (indented and _begins(display, line, following, margin))
        if last or (number in near and _had_room(display, line, following, width)):
            parts.append([])
        parts[-1].append(following)
    return parts


def near_dates(lines: list[str]) -> Iterator[int]:
    """Lines of a paragraph (by number) that end it where they had room, since a date or a clock stands near them."""
    for number, line in enumerate(lines):
        if SET_OFF.fullmatch(line):
            yield from range(max(0, number - BEFORE_DATE), number + AFTER_DATE)


def _had_room(display: str, line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word would have stood on this one."""
    word = display.find(" ", following.start, following.end)
    needed = (word if word > 0 else following.end) - following.start + 1
    return line.end - line.start + needed <= width


def _is_last(display: str, line: Line, following: Line, width: int) -> bool:
    had_room = _had_room(display, line, following, width)
    if not TERMINAL.search(display, max(line.start, line.end - 4), line.end):
        return had_room and _is_name(display[following.start : following.end])
    return had_room or display[following.end - 1] == ":"


def _begins(display: str, line: Line, following: Line, margin: int) -> bool:
    """Whether a line set in from the margin comes after a full stop."""
    return following.indent > margin and TERMINAL.search(display, max(line.start, line.end - 4), line.end) is not None


def _is_name(text: str) -> bool:
    """``Ann Lee:`` and nothing else."""
    words = text[:-1].split()
    return text[-1:] == ":" and 2 <= len(words) <= LONGEST_NAME and all(word[0].isupper() for word in words)


def _plain_block(display: str, first: Line, last: Line) -> Block:
    start, end = first.start, last.end
    chunks = (Chunk(0, start, end - start, end - start),)
    return Block(display[start:end], chunks, gap=first.gap, indent=first.indent)


def _visible_block(display: str, first: Line, last: Line) -> Block:
    """A block without the invisible characters that stand in its stretch of the source."""
    start, end = first.start, last.end
    chunks: list[Chunk] = []
    parts: list[str] = []
    length, begin = 0, start
    for position in [*(i for i in range(start, end) if display[i] in INVISIBLE), end]:
        if position > begin:
            chunks.append(Chunk(length, begin, position - begin, position - begin))
            parts.append(display[begin:position])
            length += position - begin
        begin = position + 1
    return Block("".join(parts), tuple(chunks), gap=first.gap, indent=first.indent)
