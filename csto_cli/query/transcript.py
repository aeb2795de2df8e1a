"""The course of a record: its turns, and between them what nobody said but a reader must know."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from csto_cli.model import Meeting, Note, Turn
from csto_cli.query.evidence import NARRATIVE, MarkKind, proofs_by_kind, unsaid
from csto_cli.query.words import finder

ASIDE = frozenset({"caption", "editor", "link"})
"""Notes that are the page's own affair."""


def course(meeting: Meeting) -> Iterator[Turn | Note]:
    """Turns, and the headings, notes and narrative that stand outside them, in the order of the source."""
    parts: list[Turn | Note] = [*meeting.turns, *asides(meeting)]
    yield from sorted(parts, key=lambda part: part.span.start)


def notes_between(meeting: Meeting) -> list[Note]:
    """Headings and notes that stand outside the turns, but for the page's own."""
    return sorted((note for note in meeting.notes if note.kind not in ASIDE), key=lambda note: note.span.start)


def asides(meeting: Meeting) -> Iterator[Note]:
    """Notes outside the turns, and where the record embeds its source what it tells in its own words, as notes too."""
    yield from notes_between(meeting)
    for kind, words, span in unsaid(meeting):
        if kind in NARRATIVE and words:
            yield Note(kind="other", text=words, span=span)


def aside_marks(meeting: Meeting) -> dict[int, list[tuple[int, int, MarkKind]]]:
    """Stretches of the text of ``asides`` that prove something, by the offset of each."""
    parts = sorted(asides(meeting), key=lambda note: note.span.start)
    starts = [note.span.start for note in parts]
    result: dict[int, list[tuple[int, int, MarkKind]]] = {}
    for span, words, kind in proofs_by_kind(meeting):
        at = bisect_right(starts, span.start) - 1
        if at < 0 or span.source is not None or span.start >= parts[at].span.end:
            continue
        shift = span.start - starts[at]
        found = min(finder(words)(parts[at].text), key=lambda found: abs(found[0] - shift), default=None)
        if found is not None:
            result.setdefault(starts[at], []).append((*found, kind))
    return result
