"""A page that a person would publish. Nothing that a record says becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from csto_cli.model import Meeting, Note, Paragraph, Turn
from csto_cli.query.decision_rows import DecisionRow
from csto_cli.query.documents import SETTLED, decisions, full_title, number_beside, telling
from csto_cli.query.facts import facts
from csto_cli.query.people import by_id, distinct, offices_by_turn, speakers
from csto_cli.query.rows import SpeakerRow
from csto_cli.writers.escape import markdown
from csto_cli.writers.tables import pipe_table


def write(meetings: Iterable[Meeting], stream: TextIO) -> None:
    """Write one page a record, a rule between them."""
    for number, meeting in enumerate(meetings):
        if number:
            stream.write("\n---\n\n")
        stream.writelines(f"{block}\n\n" if block else "\n" for block in page(meeting))


def page(meeting: Meeting) -> Iterator[str]:
    """Blocks of the page of one record."""
    yield f"# {markdown(meeting.title or meeting.id)}"
    yield "\n".join(f"- **{name}:** {markdown(value)}" for name, value in facts(meeting))
    yield from _participants(meeting)
    yield from _decisions(meeting)
    yield from _floor(meeting)
    yield from _transcript(meeting)
    yield from _colophon(meeting)


def _participants(meeting: Meeting) -> Iterator[str]:
    """Everybody with offices, country and part in the meeting, as a list."""
    if not meeting.participants:
        return
    yield "## Participants"
    lines = []
    for row in speakers(meeting):
        if row.speaker is None:
            continue
        said = "".join(
            f", {markdown(words)}"
            for words in ("; ".join(distinct(row.offices)), f"for {row.organisation}" if row.organisation else "")
            if words
        )
        country = f" ({row.country})" if row.country else ""
        silent = {"listed": ", listed, did not speak", "absent": ", absent"}.get(row.attendance, "")
        role = "" if row.role in {"member", "unknown"} else f", {row.role}"
        lines.append(f"- **{markdown(row.name or '')}**{said}{country}{role}{silent}")
    yield "\n".join(lines)


def _decisions(meeting: Meeting) -> Iterator[str]:
    """The documents, settled ones first, each with its proof; then the topics."""
    yield "## Decisions"
    rows = [row for row in decisions(meeting, everything=True) if row.type == "document"]
    settled = [row for row in rows if row.status in SETTLED]
    yield "\n".join(map(_decision, settled)) if settled else "The record tells of none."
    others = [row for row in rows if row.status not in SETTLED]
    if others:
        yield "Also named, and not settled here:"
        yield "\n".join(map(_decision, others))
    if meeting.topics:
        yield "Decisions concern:"
        yield "\n".join(f"- {markdown(topic.title)} (line {topic.span.line})" for topic in meeting.topics)


def _decision(row: DecisionRow) -> str:
    amends = f"; amends {markdown(row.amends)}" if row.amends else ""
    date = f", {row.document_date}" if row.document_date else ""
    told = number_beside(row.title, row.number)
    number = f" {markdown(told)}" if told else ""
    vote = f"; vote: {markdown(row.vote)}" if row.vote else ""
    proof = telling(row)
    said = f": “{markdown(proof.text)}”" if proof else ""
    line = markdown(proof.place) if proof else f"line {row.line}" if row.line else "no line"
    title = markdown(full_title(row.kind, row.title))
    return f"- **{row.status}**: {title}{number}{markdown(date)}{amends}{vote} ({line}{said})"


def _floor(meeting: Meeting) -> Iterator[str]:
    """Who had the floor, as a table."""
    rows: list[SpeakerRow] = [row for row in speakers(meeting) if row.turns]
    if not rows:
        return
    yield "## Who had the floor"
    headings = [("speaker", False), ("turns", True), ("words", True), ("share", True), ("floor given by", False)]
    yield pipe_table(
        headings,
        [
            (
                row.name or "not told",
                str(row.turns),
                f"{row.words:,}",
                f"{row.share:.1%}",
                ", ".join(row.floor_given_by),
            )
            for row in rows
        ],
    ).rstrip("\n")


def _transcript(meeting: Meeting) -> Iterator[str]:
    """The turns, each under its speaker; an office is told where it is new."""
    if not meeting.turns:
        yield "The record has no turns."
        return
    yield "## Transcript"
    people = by_id(meeting)
    last: tuple[str | None, str | None] | None = None
    for turn, office in zip(meeting.turns, offices_by_turn(meeting), strict=True):
        person = people.get(turn.speaker or "")
        name = person.name if person else turn.label or "Speaker not told"
        shown = f", {markdown(office)}" if office and (turn.speaker, office) != last else ""
        last = (turn.speaker, office)
        yield f'<a id="turn-{turn.index}"></a>'
        yield f"**{markdown(name)}**{shown} [¶ {turn.index}](#turn-{turn.index}), line {turn.span.line}:"
        yield from _said(turn)


def _said(turn: Turn) -> Iterator[str]:
    """Paragraphs and the notes between them, in the order of the source."""
    parts: list[Paragraph | Note] = [*turn.paragraphs, *(note for note in turn.notes if note.kind != "editor")]
    for part in sorted(parts, key=lambda part: part.span.start):
        text = markdown(part.text)
        yield text if isinstance(part, Paragraph) else f"*{text}*"


def _colophon(meeting: Meeting) -> Iterator[str]:
    source = meeting.source
    yield "---"
    name = re.sub(r"\s+", " ", source.path or source.url or "standard input")
    language = f", language {meeting.language}" if meeting.language else ""
    yield f"Source: {markdown(name)}, {source.characters:,} characters{language}, SHA-256 `{markdown(source.sha256)}`."
