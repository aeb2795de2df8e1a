"""What people write who use csto as a library. It is not run: mypy reads it, as it reads theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import csto_cli
from csto_cli import CstoError, Meeting, explain_reading, load, load_many, parse, parse_table
from csto_cli.conventions import Convention
from csto_cli.conventions.described import Family, Sign, described
from csto_cli.corrections import read_corrections
from csto_cli.errors import ExitCode, UnreadableError
from csto_cli.model import Document, Evidence, Participant, Turn
from csto_cli.writers import WriterRow


def who_spoke(path: Path) -> dict[str, int]:
    """Words of each person of a record."""
    meeting: Meeting = parse(path, encoding="utf-8", with_path=False)
    people: dict[str, Participant] = {person.id: person for person in meeting.participants}
    words: dict[str, int] = {}
    for turn in meeting.turns:
        name = people[turn.speaker].name if turn.speaker is not None else None
        who = name or turn.label or "nobody"
        words[who] = words.get(who, 0) + length(turn)
    return words


def length(turn: Turn) -> int:
    return sum(len(paragraph.text.split()) for paragraph in turn.paragraphs)


def where_it_says_so(meeting: Meeting) -> Iterator[tuple[str, int, str]]:
    """Title, line and basis of what was adopted."""
    document: Document
    for document in meeting.documents:
        if document.status == "adopted":
            proof: Evidence = document.evidence["status"][0]
            yield document.title, proof.span.line, proof.basis


def many(lines: bytes, source: str) -> list[str | None]:
    """Records that csto wrote, and the source given back."""
    one = load(lines)
    text: str = one.rebuild(source)
    return [meeting.date for meeting in load_many(lines)] + [text]


def rows(table: str) -> tuple[int, list[str]]:
    """Records of a table, and what could not be read."""
    read, failures = 0, list[str]()
    for outcome in parse_table(table, text_column=("head", "body"), date_column="date"):
        if isinstance(outcome, CstoError):
            failures.append(str(outcome))
        else:
            read += len(outcome.turns)
    return read, failures


def or_nothing(path: str) -> Meeting | None:
    """A record with somebody's corrections laid over it, or nothing."""
    try:
        return parse(path, corrections=read_corrections("edits.ndjson"), supplements=["list.txt", b"..."])
    except UnreadableError as error:
        code: ExitCode = error.exit_code
        print(error, code, csto_cli.__version__.upper())
        return None


def why(path: str) -> list[str]:
    """What was decided of each candidate for a label."""
    report = explain_reading(path)
    return [f"{reason.line}: {reason.label}: {reason.decision}" for reason in report.candidates]


HARBOUR: Convention = described(
    Family(
        name="harbour",
        description="minutes of harbour boards",
        signs=(Sign(r"^Harbour Board of ", 0.5, "the board's name"), Sign(r" -- ", 0.4, "two hyphens")),
        label=r"(?P<label>[A-Z]\w+ [A-Z]\w+) -- ",
    )
)

ROW = WriterRow("names", "the names of those who spoke, one a line", ".txt")


def write(meetings: Iterable[Meeting], stream: TextIO) -> None:
    """A writer of one's own."""
    for meeting in meetings:
        stream.writelines(f"{person.name}\n" for person in meeting.participants if person.name)
