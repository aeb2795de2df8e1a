"""The differences of two records as a web page that stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csto_cli.model import Meeting
from csto_cli.query.differences import DifferenceRow
from csto_cli.version import VERSION
from csto_cli.writers.escape import xml
from csto_cli.writers.page import head

TAGS = {"same": "span", "lost": "del", "added": "ins"}


def page(first: Meeting, second: Meeting, rows: Sequence[DifferenceRow]) -> Iterator[str]:
    """The page, part by part: one article a difference, what went struck out, what came underlined."""
    title = f"Differences: {xml(second.title or second.id)}"
    yield '<!DOCTYPE html>\n<html lang="en">'
    yield from head(title)
    yield f'<body>\n<main>\n<h1>{title}</h1>\n<dl class="facts">'
    for name, meeting in (("First", first), ("Second", second)):
        source = meeting.source.path or meeting.source.url or "standard input"
        yield f"<dt>{name}</dt><dd>{xml(source)}, SHA-256 {xml(meeting.source.sha256[:12])}</dd>"
    yield "</dl>"
    if not rows:
        yield "<p>The records say the same.</p>"
    for row in rows:
        yield f'<article>\n<h2 class="difference">{row.change} {row.what}: {xml(row.name)}</h2>'
        yield f'<p class="where">{_where(row)}</p>\n<p>{_body(row)}</p>\n</article>'
    yield f"</main>\n<footer><p>Compared by csto {VERSION}.</p></footer>\n</body>\n</html>"


def _where(row: DifferenceRow) -> str:
    parts = []
    for name, turn, line in (("first", row.turn_before, row.line_before), ("second", row.turn_after, row.line_after)):
        told = ", ".join([f"turn {turn}"] * (turn is not None) + [f"line {line}"] * bool(line))
        parts += [f"{name} record: {told}"] if told else []
    return "; ".join(parts)


def _body(row: DifferenceRow) -> str:
    if row.words:
        return " ".join(f"<{TAGS[run.change]}>{xml(run.text)}</{TAGS[run.change]}>" for run in row.words)
    if row.change == "moved":
        return xml(row.after or "")
    before = f"<del>{xml(row.before)}</del>" if row.before else ""
    after = f"<ins>{xml(row.after)}</ins>" if row.after else ""
    return " ".join(part for part in (before, after) if part)
