"""The lines of a record that prove a fact, with the words that do it marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Literal, NamedTuple

from csto_cli.model import Meeting, Paragraph, Span
from csto_cli.patterns import pattern
from csto_cli.query.decision_rows import Proof
from csto_cli.query.words import finder

MarkKind = Literal["document", "floor", "topic"]
"""What words of a turn may prove."""
MARKUP = ("html", "mhtml", "tei", "akn")
"""Formats whose sources hold tags, which a reader does not see."""
AROUND = 160
"""Characters shown before and after the words where a line is long."""
_INLINE = pattern(r"</?(?:a|b|i|u|em|strong|span|sup|sub|small)\b[^<>]*>", re.IGNORECASE)
_TAG = pattern(r"<[^<>]*>|^[^<>]*>|<[^<>]*$")


class Passage(NamedTuple):
    """A paragraph, or the part of it that matters, with the words that prove something as stretches of ``text``."""

    place: str
    fields: tuple[str, ...]
    text: str
    marks: tuple[tuple[int, int], ...]


class Layout:
    """Where a record's paragraphs and the parts of its account begin, so that a place is found without a search."""

    def __init__(self, meeting: Meeting) -> None:
        """Note where paragraphs and parts of the account begin."""
        self.meeting = meeting
        self.paragraphs = sorted(
            (paragraph.span.start, place, number)
            for place, turn in enumerate(meeting.turns)
            for number, paragraph in enumerate(turn.paragraphs)
        )
        self.starts = [start for start, _, _ in self.paragraphs]
        self.parts = [entry.start for entry in meeting.source.account]

    def mark(self, span: Span, words: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Places of the turn and paragraph that a span stands in, and the stretch of its text that the span is."""
        at = bisect_right(self.starts, span.start) - 1
        if at < 0 or span.source is not None:
            return None
        _, place, number = self.paragraphs[at]
        stretch = _marks_of(self.meeting.turns[place].paragraphs[number], span, words)
        return ((place, number), stretch) if stretch is not None else None

    def place(self, proof: Proof) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Turn and paragraph (their places) that a proof stands in, and its stretch of the text; None outside them."""
        return self.mark(Span(start=proof.start, end=proof.end, line=proof.line, column=proof.column), proof.text)

    def kind(self, start: int) -> str | None:
        """What the account calls the character at an offset, where the record embeds its source."""
        at = bisect_right(self.parts, start) - 1
        return self.meeting.source.account[at].kind if at >= 0 and self.meeting.source.text is not None else None

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The part of the account that a stretch of the source stands in."""
        at = bisect_right(self.parts, start) - 1
        if at < 0:
            return start, end
        entry = self.meeting.source.account[at]
        return (entry.start, max(entry.end, end)) if start < entry.end else (start, end)


def passages(layout: Layout, proofs: Iterable[Proof]) -> list[Passage]:
    """The paragraphs that proofs stand in, each once with all their words marked."""
    grouped: dict[object, list[tuple[Proof, str, tuple[int, int]]]] = {}
    for proof in proofs:
        key, text, mark = stage(layout, proof)
        grouped.setdefault(key, []).append((proof, text, mark))
    return [
        _cut(
            group[0][0].place, tuple(dict.fromkeys(p.field for p, _, _ in group)), group[0][1], [m for _, _, m in group]
        )
        for group in grouped.values()
    ]


def stage(layout: Layout, proof: Proof) -> tuple[object, str, tuple[int, int]]:
    """What a proof's words stand in, its text, and the stretch of that text that they are.

    ``("turn", turn, paragraph)`` is a turn's paragraph by its places, else ``(start, end)`` a part of the embedded
    source, else the words alone.
    """
    start, end = proof.start, proof.end
    meeting = layout.meeting
    if proof.supplement is not None:
        return (proof.supplement, start, end), proof.text, (0, len(proof.text))
    found = layout.place(proof)
    if found is not None:
        (place, number), stretch = found
        return ("turn", place, number), meeting.turns[place].paragraphs[number].text, stretch
    source = meeting.source.text
    if source is None or not 0 <= start < end <= len(source):
        return (start, end), proof.text, (0, len(proof.text))
    left, right = layout.around(start, end)
    markup = meeting.source.format in MARKUP
    before = shown(source[left:start], markup).lstrip()
    said = shown(source[start:end], markup).strip() or proof.text
    after = shown(source[end:right], markup).rstrip()
    return (left, right), f"{before}{said}{after}", (len(before), len(before) + len(said))


NARRATIVE = ("intro", "participants", "documents")
"""Of these, what a record tells in its own words."""
UNSAID = ("title", "dateline", "intro", "participants", "heading", "documents", "footer")
"""Parts of the account whose words nobody said, and which are no furniture either."""


def unsaid(meeting: Meeting) -> Iterator[tuple[str, str, Span]]:
    """Kind, words and place of each part of the embedded source that stands outside the turns."""
    source = meeting.source.text or ""
    markup = meeting.source.format in MARKUP
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", source))]
    for entry in meeting.source.account:
        if entry.kind in UNSAID:
            line = bisect_right(starts, entry.start)
            span = Span(start=entry.start, end=entry.end, line=line, column=entry.start - starts[line - 1] + 1)
            yield entry.kind, shown(source[entry.start : entry.end], markup).strip(), span


def marks(meeting: Meeting) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Stretches of each paragraph's text that prove something, by the places of turn and paragraph in the record."""
    return {place: [(start, end) for start, end, _ in found] for place, found in marks_by_kind(meeting).items()}


def marks_by_kind(meeting: Meeting) -> dict[tuple[int, int], list[tuple[int, int, MarkKind]]]:
    """The same stretches, each with what it proves."""
    layout = Layout(meeting)
    result: dict[tuple[int, int], list[tuple[int, int, MarkKind]]] = {}
    for span, words, kind in proofs_by_kind(meeting):
        found = layout.mark(span, words)
        if found is not None:
            place, (start, end) = found
            result.setdefault(place, []).append((start, end, kind))
    return result


def proofs_by_kind(meeting: Meeting) -> Iterator[tuple[Span, str, MarkKind]]:
    """Spans and words that prove documents, floor and topics."""
    for document in meeting.documents:
        for entries in document.evidence.values():
            yield from ((entry.span, entry.text, "document") for entry in entries)
    for event in meeting.floor:
        yield event.span, _source(meeting, event.span), "floor"
    for topic in meeting.topics:
        yield topic.span, topic.title, "topic"


def _source(meeting: Meeting, span: Span) -> str:
    text = meeting.source.text
    return shown(text[span.start : span.end], meeting.source.format in MARKUP).strip() if text else ""


def _marks_of(paragraph: Paragraph, span: Span, words: str) -> tuple[int, int] | None:
    """Stretch of the paragraph's text that the span is: by offset where the text is a copy, else by its words."""
    if not paragraph.span.start <= span.start < paragraph.span.end:
        return None
    shift = span.start - paragraph.span.start
    if not paragraph.pieces and len(paragraph.text) == paragraph.span.end - paragraph.span.start:
        return shift, min(span.end - paragraph.span.start, len(paragraph.text))
    return min(finder(words)(paragraph.text), key=lambda found: abs(found[0] - shift), default=None)


def shown(text: str, markup: bool) -> str:
    """Source as a reader sees it."""
    plain = unescape(_TAG.sub(" ", _INLINE.sub("", text))) if markup else text
    return re.sub(r"\s+", " ", plain)


def _cut(place: str, fields: tuple[str, ...], text: str, stretches: list[tuple[int, int]]) -> Passage:
    """A passage no longer than its marks and what is around them."""
    found = merged(stretches)
    left, right = found[0][0] - AROUND, found[-1][1] + AROUND
    start = text.find(" ", left) + 1 if left > 0 else 0
    end = text.rfind(" ", 0, right) if right < len(text) else len(text)
    start = min(start, found[0][0])
    end = max(end, found[-1][1])
    lead = "… " if start else ""
    shown = f"{lead}{text[start:end]}{' …' if end < len(text) else ''}"
    return Passage(place, fields, shown, tuple((a - start + len(lead), b - start + len(lead)) for a, b in found))


def merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that overlap made one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
