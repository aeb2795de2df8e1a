"""Two records side by side, as a web page that stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csto_cli.model import Meeting
from csto_cli.query.alignment import AlignedRow
from csto_cli.version import VERSION
from csto_cli.writers.escape import xml
from csto_cli.writers.page import head


def page(other: Meeting, meeting: Meeting, rows: Sequence[AlignedRow]) -> Iterator[str]:
    """The page of ``meeting`` beside ``other``, part by part: one row of the table a pair."""
    title = f"{xml(meeting.title or meeting.id)} / {xml(other.title or other.id)}"
    yield '<!DOCTYPE html>\n<html lang="en">'
    yield from head(title)
    yield f'<body class="wide">\n<main>\n<h1>{title}</h1>'
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Pairs">\n<table class="pairs">'
    yield '<thead><tr><th scope="col">speaker</th><th scope="col">first</th><th scope="col">second</th>'
    yield '<th scope="col" class="number">score</th></tr></thead>\n<tbody>'
    for row in rows:
        names = dict.fromkeys(name for name in (row.speaker_first, row.speaker_second) if name)
        speaker = xml(" / ".join(names)) + (" (moved)" if row.moved else "")
        sides = _side(row.first, row.line_first, meeting), _side(row.second, row.line_second, other)
        yield f'<tr><th scope="row">{speaker}</th>{"".join(sides)}<td class="number">{row.score:.2f}</td></tr>'
    yield "</tbody></table></div>\n</main>"
    yield f"<footer><p>Aligned by csto {VERSION}.</p></footer>\n</body>\n</html>"


def _side(text: str | None, line: int | None, meeting: Meeting) -> str:
    language = f' lang="{xml(meeting.language)}"' if meeting.language else ""
    words = "<br>".join(xml(part) for part in (text or "").split("\n\n"))
    where = f' <span class="where">line {line}</span>' if line else ""
    return f"<td{language}>{words}{where}</td>"
