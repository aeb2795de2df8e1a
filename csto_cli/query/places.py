"""From words in a paragraph's text back to their place in the source.

A paragraph's text is normalised, so an offset in it is one of the source only where nothing was folded or cut.
Where the record embeds its source the way back is walked character by character; else the paragraph's own place
is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from csto_cli.model import Meeting, Paragraph, Turn
from csto_cli.patterns import pattern

_UNIT = pattern(r"<[^<>]*>|&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|\w{1,32});|.", re.DOTALL)
_LINE_END = pattern(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand; ``exact`` is false where only the paragraph's place is known."""

    start: int
    end: int
    line: int
    column: int
    exact: bool


def place_of(meeting: Meeting, turn: Turn, start: int, end: int) -> Place:
    """Place of the stretch ``[start, end)`` of a turn's text, whose paragraphs stand apart by two characters."""
    first, begin = _paragraph(turn, start)
    last, stop = _paragraph(turn, max(start, end - 1))
    source = meeting.source.text
    opening = _offset(first, begin, source)
    closing = _offset(last, stop, source)
    hull = first.span
    if opening is None or closing is None:
        return Place(hull.start, last.span.end, hull.line, hull.column, exact=False)
    line, column = hull.line, hull.column + opening - hull.start
    if source is not None:
        ends = list(_LINE_END.finditer(source, hull.start, opening))
        if ends:
            line, column = line + len(ends), opening - ends[-1].end() + 1
    elif not _copied(first):
        return Place(hull.start, last.span.end, hull.line, hull.column, exact=False)
    return Place(opening, closing + 1, line, column, exact=True)


def _paragraph(turn: Turn, offset: int) -> tuple[Paragraph, int]:
    """The paragraph that an offset of the turn's text falls in, and the offset within it."""
    for paragraph in turn.paragraphs[:-1]:
        if offset < len(paragraph.text) + 2:
            return paragraph, min(offset, len(paragraph.text) - 1)
        offset -= len(paragraph.text) + 2
    return turn.paragraphs[-1], offset


def _copied(paragraph: Paragraph) -> bool:
    """Whether the text is as long as its hull: then it is the source, character by character (spaces apart)."""
    return not paragraph.pieces and len(paragraph.text) == paragraph.span.end - paragraph.span.start


def _offset(paragraph: Paragraph, offset: int, source: str | None) -> int | None:
    """Source offset of one character of a paragraph's text."""
    if _copied(paragraph):
        return paragraph.span.start + offset
    if source is None:
        return None
    walk = _units(source, paragraph.pieces or [(paragraph.span.start, paragraph.span.end)])
    place: int | None = None
    for sign in paragraph.text[: offset + 1]:
        place = next((at for at, shown in walk if shown == sign or (sign == " " and shown.isspace())), None)
        if place is None:
            return None
    return place


def _units(source: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Offsets and characters of the pieces as a reader sees them: tags left out, entities resolved."""
    for start, end in pieces:
        for unit in _UNIT.finditer(source, start, end):
            written = unit.group()
            if len(written) == 1:
                yield unit.start(), written
            elif written[0] == "&":
                for shown in unescape(written):
                    yield unit.start(), shown
