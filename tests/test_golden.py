"""What each sample says, as a page that a person has read. Write anew with CSTO_UPDATE_GOLDEN=1 and read the change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from csto_cli import Meeting, parse

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
RAW = sorted(path for path in (ROOT / "samples").iterdir() if path.is_file())


def supplements_of(record: Path) -> list[Path]:
    """Lists published beside a sample: the files of the folder that has its name."""
    folder = record.parent / "supplements" / record.name
    return sorted(folder.iterdir()) if folder.is_dir() else []


def page(meeting: Meeting) -> Iterator[str]:
    """The record as lines: facts with the words that prove them, people, turns, documents, floor, account, doubts."""
    for name in ("title", "date", "end_date", "place", "mode", "chair", "start_time", "end_time", "language"):
        proof = "; ".join(f"{e.text!r} line {e.span.line} {e.basis}" for e in meeting.evidence.get(name, []))
        yield f"{name}: {getattr(meeting, name)}" + (f"   [{proof}]" if proof else "")
    yield f"body: {meeting.body.name if meeting.body else None}"
    for person in meeting.participants:
        offices = "; ".join(f"{office.title} ({office.country or '-'})" for office in person.offices)
        yield f"person {person.id}: {person.name}, {person.role}, {person.attendance}, {person.country or '-'}: {offices}"
        yield f"    labels: {' | '.join(person.labels)}" + (
            f"; organisation: {person.organisation}" if person.organisation else ""
        )
    for turn in meeting.turns:
        marks = {"language": turn.language_note, "cut by": turn.interrupted_by, "resumes": turn.resumes,
                 "perhaps": ", ".join(turn.candidates) or None, "from": turn.start_time, "to": turn.end_time}  # fmt: skip
        told = "".join(f", {name} {value}" for name, value in marks.items() if value is not None)
        yield f"turn {turn.index} {turn.speaker} line {turn.span.line}: {turn.label}{told}"
        yield from (
            f"    {paragraph.text}" + (f"  {paragraph.pieces}" if paragraph.pieces else "")
            for paragraph in turn.paragraphs
        )
        yield from (f"    {note.kind}: {note.text}" for note in turn.notes)
    for note in meeting.notes:
        yield f"note {note.kind} line {note.span.line}: {note.text}"
    for document in meeting.documents:
        status = "; ".join(f"{e.text!r} line {e.span.line} {e.basis}" for e in document.evidence.get("status", []))
        amends = f", amends {document.amends.title} ({document.amends.date})" if document.amends else ""
        vote = (
            f", vote {document.vote.in_favour}:{document.vote.against}:{document.vote.abstentions}"
            if document.vote
            else ""
        )
        yield f"document {document.status} {document.kind} {document.number or ''}: {document.title}{amends}{vote} [{status}]"
    for topic in meeting.topics:
        yield f"topic line {topic.span.line}: {topic.title}"
    for move in meeting.floor:
        yield f"floor {move.kind} by {move.by} to {move.to} ({move.to_text}) in turn {move.turn}, taken in {move.taken_in_turn}"
    for diagnostic in meeting.diagnostics:
        yield f"{diagnostic.severity} {diagnostic.code} line {diagnostic.span.line if diagnostic.span else '-'}: {diagnostic.message}"
    shown = [
        f"{entry.kind} {entry.start}-{entry.end}"
        for entry in meeting.source.account
        if entry.kind not in ("blank", "markup")
    ]
    yield f"{meeting.source.format}, {meeting.source.convention}, {meeting.source.characters} characters: {', '.join(shown)}"
    for number, beside in enumerate(meeting.supplements, 1):
        told = ", ".join(f"{part.kind} {part.start}-{part.end}" for part in beside.account if part.kind != "blank")
        yield f"supplement {number}: {beside.format}, {beside.convention}, {beside.characters} characters: {told}"


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_a_sample_says_what_its_golden_page_says(path: Path) -> None:
    said = "\n".join(page(parse(path, supplements=supplements_of(path)))) + "\n"
    golden = GOLDEN / f"{path.name}.txt"
    if os.environ.get("CSTO_UPDATE_GOLDEN"):
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def test_every_golden_page_belongs_to_a_sample() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{path.name}.txt" for path in RAW}
