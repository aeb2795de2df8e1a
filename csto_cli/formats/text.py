"""Plain text: paragraphs between blank lines, single lines, or lines wrapped by hand."""

from __future__ import annotations

from typing import NamedTuple

from csto_cli.formats.block import INVISIBLE, Block, Chunk
from csto_cli.formats.reading import Reading
from csto_cli.source import LINE_END, Source

# White space that counts as one space, one for one, so that offsets stay simple.
SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"  # noqa: E501 - a table on one line
WIDEST_WRAP = 110
FULL_SHARE = 0.7


class Line(NamedTuple):
    """A line that is not blank: where its words start and end, and how many blank lines stand before it."""

    start: int
    end: int
    gap: int


def read_text(source: Source) -> Reading:
    """Blocks of a plain text: one a line, or one a paragraph where the lines are wrapped by hand."""
    display = spaced(source.text)
    lines = list(_lines(display, source.text))
    groups = _paragraphs(lines)
    wrapped = is_wrapped(groups)
    invisible = any(character in source.text for character in INVISIBLE)
    make = _visible_block if invisible else _plain_block
    if wrapped:
        blocks = [make(display, group[0].start, group[-1].end, group[0].gap) for group in groups]
    else:
        blocks = [make(display, line.start, line.end, line.gap) for line in lines]
    return Reading([block for block in blocks if block.text], layout="wrapped lines" if wrapped else "lines")


def spaced(text: str) -> str:
    """The text with every white-space character turned into one space, length kept."""
    for character in SPACES:
        if character in text:
            text = text.replace(character, " ")
    return text


def _lines(display: str, text: str) -> list[Line]:
    found: list[Line] = []
    gap, start = 0, 0
    bounds = [(end.start(), end.end()) for end in LINE_END.finditer(text)]
    for stop, following in [*bounds, (len(text), len(text))]:
        words = display[start:stop]
        bare = words.lstrip(" ")
        if bare:
            begin = stop - len(bare)
            found.append(Line(begin, begin + len(bare.rstrip(" ")), gap))
            gap = 0
        else:
            gap += 1
        start = following
    return found


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if line.gap or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def is_wrapped(groups: list[list[Line]]) -> bool:
    """Are the lines wrapped by hand? Then most lines inside paragraphs are nearly as wide as the widest ones."""
    inner = sorted(line.end - line.start for group in groups for line in group[:-1])
    total = sum(len(group) for group in groups)
    if len(inner) < 6 or len(inner) < total * 0.4:
        return False
    width = inner[int(len(inner) * 0.95) - 1]
    full = sum(1 for length in inner if length >= width * FULL_SHARE)
    return 30 <= width <= WIDEST_WRAP and full >= len(inner) * FULL_SHARE


def _plain_block(display: str, start: int, end: int, gap: int) -> Block:
    return Block(display[start:end], (Chunk(0, start, end - start, end - start),), gap=gap)


def _visible_block(display: str, start: int, end: int, gap: int) -> Block:
    """A block without the invisible characters that stand in its stretch of the source."""
    chunks: list[Chunk] = []
    parts: list[str] = []
    length, begin = 0, start
    for position in [*(i for i in range(start, end) if display[i] in INVISIBLE), end]:
        if position > begin:
            chunks.append(Chunk(length, begin, position - begin, position - begin))
            parts.append(display[begin:position])
            length += position - begin
        begin = position + 1
    return Block("".join(parts), tuple(chunks), gap=gap)
