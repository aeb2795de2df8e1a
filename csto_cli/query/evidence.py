"""The line of a record that proves a fact, with the words that do it set apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from csto_cli.model import Meeting, Paragraph, Span, Turn
from csto_cli.query.words import finder

AROUND = 160
"""Characters shown before and after the words where a line is long."""
_TAG = re.compile(r"<[^<>]*>|^[^<>]*>|<[^<>]*$")


class Passage(NamedTuple):
    """Words and what stands around them in their paragraph."""

    line: int
    before: str
    words: str
    after: str


def passage(meeting: Meeting, start: int, end: int, line: int, words: str) -> Passage:
    """Words at ``[start, end)`` in the paragraph of a turn, else in the embedded source, else alone."""
    for turn in meeting.turns:
        if turn.span.start <= start < turn.span.end:
            for paragraph in turn.paragraphs:
                found = _marks_of(paragraph, Span(start=start, end=end, line=line, column=1), words)
                if found is not None:
                    return _cut(line, paragraph.text, *found)
    source = meeting.source.text
    if source is None or not 0 <= start < end <= len(source):
        return Passage(line, "", words, "")
    entry = next((e for e in meeting.source.account if e.start <= start < e.end), None)
    left, right = (min(entry.start, start), max(entry.end, end)) if entry else (start, end)
    markup = meeting.source.format == "html"
    before, after = (_shown(part, markup) for part in (source[left:start], source[end:right]))
    said = _shown(source[start:end], markup).strip() or words
    return _cut(line, f"{before}{said}{after}", len(before), len(before) + len(said))


def marks(meeting: Meeting, turn: Turn) -> dict[int, list[tuple[int, int]]]:
    """Stretches of each paragraph's text (by its number in the turn) that prove something."""
    proofs = [p for p in _proofs(meeting) if turn.span.start <= p[0].start < turn.span.end]
    result: dict[int, list[tuple[int, int]]] = {}
    for number, paragraph in enumerate(turn.paragraphs):
        found = {mark for span, words in proofs if (mark := _marks_of(paragraph, span, words)) is not None}
        if found:
            result[number] = sorted(found)
    return result


def _proofs(meeting: Meeting) -> Iterator[tuple[Span, str]]:
    """Spans and words that prove documents and floor."""
    for document in meeting.documents:
        for entries in document.evidence.values():
            yield from ((entry.span, entry.text) for entry in entries)
    for event in meeting.floor:
        yield event.span, _source(meeting, event.span)
    for topic in meeting.topics:
        yield topic.span, topic.title


def _source(meeting: Meeting, span: Span) -> str:
    text = meeting.source.text
    return _shown(text[span.start : span.end], meeting.source.format == "html").strip() if text else ""


def _marks_of(paragraph: Paragraph, span: Span, words: str) -> tuple[int, int] | None:
    """Stretch of the paragraph's text that the span is: by offset where the text is a copy, else by its words."""
    if not paragraph.span.start <= span.start < paragraph.span.end:
        return None
    shift = span.start - paragraph.span.start
    if not paragraph.pieces and len(paragraph.text) == paragraph.span.end - paragraph.span.start:
        return shift, min(span.end - paragraph.span.start, len(paragraph.text))
    return min(finder(words)(paragraph.text), key=lambda found: abs(found[0] - shift), default=None)


def _shown(text: str, markup: bool) -> str:
    """Source as a reader sees it."""
    plain = unescape(_TAG.sub(" ", text)) if markup else text
    return re.sub(r"\s+", " ", plain)


def _cut(line: int, text: str, start: int, end: int) -> Passage:
    before, after = text[:start], text[end:]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return Passage(line, before.lstrip(), text[start:end], after.rstrip())


def merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that overlap made one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
