"""One token a line for concordancers (CWB, Manatee): meetings, turns, paragraphs and notes are structures.

Tokens are words, numbers and single signs; ``<g/>`` stands between two that the text joins. Han and kana, which part no
words, are one token a character.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TextIO

from csto_cli.model import Meeting, Note, Paragraph, Turn
from csto_cli.query.people import by_id, offices_by_turn
from csto_cli.writers.escape import line, xml
from csto_cli.writers.prepared import Tell, prepared, silent

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"""
      [{_IDEOGRAPHS}]
    | (?: [^\W{_IDEOGRAPHS}] | [\u0300-\u036f\u00ad\u200c\u200d] )+   # letters and digits, with their marks
      (?: ['’.,\-‑] [^\W{_IDEOGRAPHS}]+ )*                            # and what joins them: don't, 1,000.50, North-East
    | \S
    """,
    re.VERBOSE,
)


def write(meetings: Iterable[Meeting], stream: TextIO, *, tell: Tell = silent) -> None:
    """Write all records, one after the other."""
    for meeting in prepared(meetings, tell):
        stream.writelines(f"{row}\n" for row in rows(meeting))


def rows(meeting: Meeting) -> Iterator[str]:
    """Lines of one record."""
    body = meeting.body.name if meeting.body else None
    yield _tag("meeting", id=meeting.id, title=meeting.title, date=meeting.date, place=meeting.place, body=body,
               language=meeting.language, source=meeting.source.url or meeting.source.path)  # fmt: skip
    people = by_id(meeting)
    outside = deque(sorted(meeting.notes, key=lambda note: note.span.start))
    for turn, office in zip(meeting.turns, offices_by_turn(meeting), strict=True):
        while outside and outside[0].span.start < turn.span.start:
            yield _note(outside.popleft())
        person = people[turn.speaker or ""]
        yield _tag("turn", n=str(turn.index), speaker=person.id, name=person.name, role=person.role, label=turn.label,
                   country=person.country, office=office, line=str(turn.span.line))  # fmt: skip
        yield from _said(turn)
        yield "</turn>"
    yield from map(_note, outside)
    yield "</meeting>"


def tokens(text: str) -> Iterator[str]:
    """Tokens of a text, ``<g/>`` between two that no space parts; what is markup in the format is escaped.

    >>> list(tokens("Don't go, now."))
    ["Don't", 'go', '<g/>', ',', 'now', '<g/>', '.']
    """
    end = 0
    for found in _TOKEN.finditer(text):
        if end and found.start() == end:
            yield "<g/>"
        yield xml(found.group()).replace("&#x27;", "'").replace("&quot;", '"')
        end = found.end()


def _said(turn: Turn) -> Iterator[str]:
    """Paragraphs and the notes between them, in the order of the source; a note inside a paragraph comes after it."""
    parts: list[Paragraph | Note] = [*turn.paragraphs, *turn.notes]
    for part in sorted(parts, key=lambda part: part.span.start):
        if isinstance(part, Note):
            yield _note(part)
        else:
            yield from ("<p>", *tokens(line(part.text)), "</p>")


def _note(note: Note) -> str:
    return f"{_tag('note', kind=note.kind, text=note.text)[:-1]}/>"


def _tag(structure: str, /, **attributes: str | None) -> str:
    """A structure's opening; what is not known is left empty, so that every structure has the same attributes."""
    said = "".join(f' {key}="{xml(line(value or ""))}"' for key, value in attributes.items())
    return f"<{structure}{said}>"
