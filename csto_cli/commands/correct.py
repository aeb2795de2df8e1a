"""``csto correct``."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csto_cli.commands.options import Reading, Running, Target
from csto_cli.commands.pairs import only
from csto_cli.commands.streams import opened, tell
from csto_cli.errors import CstoError, OutputError, UsageError

if TYPE_CHECKING:
    from csto_cli.model import Correction, Evidence, Meeting, Span

_WHAT, _WHO = "What to correct", "Who says so"

Line = Annotated[
    int | None,
    typer.Option("--line", "-l", min=1, metavar="N", rich_help_panel=_WHAT, help="Line of the record's source."),
]
TurnNumber = Annotated[
    int | None,
    typer.Option("--turn", min=0, metavar="N", rich_help_panel=_WHAT, help="Turn, where a line holds several labels."),
]
Speaker = Annotated[
    str | None, typer.Option("--speaker", metavar="NAME", rich_help_panel=_WHAT, help="The label there is NAME's.")
]
NoLabel = Annotated[bool, typer.Option("--no-label", rich_help_panel=_WHAT, help="What was taken for a label is none.")]
SamePerson = Annotated[
    str | None,
    typer.Option("--same-as", metavar="NAME", rich_help_panel=_WHAT, help="The participant there is NAME, everywhere."),
]
Title = Annotated[
    str | None,
    typer.Option("--title", metavar="TEXT", rich_help_panel=_WHAT, help="Title of the document named there."),
]
Fact = Annotated[
    str | None,
    typer.Option(
        "--fact", metavar="NAME=VALUE", rich_help_panel=_WHAT, help="A fact of the meeting: date=2024-03-14, place=…"
    ),
]
Which = Annotated[
    str | None,
    typer.Option(
        "--meeting", metavar="ID", rich_help_panel=_WHAT, help="The record of that id, where PATH holds several."
    ),
]
Add = Annotated[
    str | None,
    typer.Option(
        "--add", metavar="FILE", rich_help_panel="How to write", help="Put the correction at the end of FILE."
    ),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", rich_help_panel=_WHO, help="Who corrects.")]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", rich_help_panel=_WHO, help="The reason.")]


def correct(
    reading: Reading,
    target: Target,
    running: Running,
    *,
    line: Line = None,
    turn: TurnNumber = None,
    speaker: Speaker = None,
    no_label: NoLabel = False,
    same_as: SamePerson = None,
    title: Title = None,
    fact: Fact = None,
    meeting: Which = None,
    add: Add = None,
    by: By = None,
    why: Why = None,
) -> None:
    """How do I set right what csto got wrong, without touching the source?

    Writes one correction as a line of JSON, anchored by the record's words; collect them in a file with --add and give
    it to any reading command with --corrections. --line is the line that a diagnostic names; where the text stands on
    one line, --turn names the turn whose label is meant. Of a table's rows, --meeting names the one that is meant.

    Examples:
      csto correct samples/river-council.en.txt --line 77 --speaker "Ingrid Solberg-Haugen" --add fixes.jsonl
      csto correct samples/river-council.en.txt --fact place="Lillehavn Town Hall" --by "the archive"
    """
    asked = {
        "speaker": speaker, "no_label": "" if no_label else None, "same_person": same_as, "document_title": title,
        "fact": fact,
    }  # fmt: skip
    field, value = _given(asked, reading.paths or [])
    if add is not None and target.output is not None:
        raise UsageError("--add and -o both say where to write", hint="leave one of them out")
    earlier = _earlier(add, target.output)
    record = only(reading, target, embed=True, meeting=meeting)
    made = _fact(record, value) if field == "fact" else _anchored(record, field, value, line, turn)
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    made = made.model_copy(update={"by": by, "why": why, "when": today})
    named = field in {"speaker", "same_person"} and not running.quiet
    if named and value not in {person.name for person in record.participants}:
        tell(f"{value} is none of the names that csto speakers lists: a new participant")
    from csto_cli.writers.values import row_json

    with opened(add or target.output) as stream:
        stream.write(f"{earlier}{row_json(made.model_dump())}\n")


def _given(asked: dict[str, str | None], paths: list[str]) -> tuple[str, str]:
    """The one thing that is to be corrected, in one path."""
    given = [(field, value) for field, value in asked.items() if value is not None]
    if len(given) != 1 or len(paths) != 1:
        raise UsageError(
            "csto correct writes one correction of one record",
            hint="give a file and one of --speaker, --no-label, --same-as, --title, --fact",
        )
    return given[0]


def _earlier(add: str | None, output: str | None) -> str:
    """What stands in the file already; a file of corrections is added to, and not written over unasked."""
    from csto_cli.corrections import read_corrections

    path = Path(add or output or "-")
    if str(path) == "-" or not path.is_file() or not path.stat().st_size:
        return ""
    try:
        count = len(read_corrections(path))
    except CstoError:
        if add is not None:
            raise
        return ""
    if add is None:
        raise OutputError(f"{output}: holds {count} corrections, which would go", hint="add to them with --add")
    text = path.read_text(encoding="utf-8")
    return text if text.endswith("\n") else f"{text}\n"


def _made(meeting: Meeting, field: str, value: str | None, span: Span | None) -> Correction:
    """The correction that the words of the command line ask for, anchored where it has a place."""
    from csto_cli.corrections import anchored
    from csto_cli.model import Correction

    made = Correction.model_validate(
        {
            "field": field,
            "value": value,
            "by": None,
            "when": None,
            "why": None,
            "span": span,
            "text_sha256": meeting.source.text_sha256,
        }
    )
    if span is None:
        return made
    if meeting.source.text is None:
        raise UsageError(
            "the record does not hold the text that a correction quotes",
            hint="give the raw record, or csto JSON that was written with --embed-source",
        )
    return anchored(made, meeting.source.text, meeting.source.text_sha256)


def _fact(meeting: Meeting, given: str) -> Correction:
    from csto_cli.corrections import FIELDS

    name, sign, value = given.partition("=")
    facts = [field for field in FIELDS if hasattr(meeting, field)]
    if not sign or name not in facts:
        raise UsageError(f"--fact {given!r} names no fact", hint=f"write NAME=VALUE with one of {', '.join(facts)}")
    proofs = meeting.evidence.get(name, [])
    return _made(meeting, name, value or None, proofs[0].span if proofs else None)


def _anchored(meeting: Meeting, field: str, value: str, line: int | None, turn: int | None) -> Correction:
    """The correction of what stands on a line: the label (of a turn), or the words that name a document."""
    if turn is not None and field != "document_title":
        span = meeting.turns[turn].label_span if turn < len(meeting.turns) else None
        if span is None or (line is not None and span.line != line):
            raise UsageError(f"turn {turn} has no label there", hint="csto turns gives turns and lines")
        return _made(meeting, field, value or None, span)
    if line is None:
        raise UsageError("which words are corrected?", hint="give their line with --line, or the turn with --turn")
    spans = [proof.span for proof in _titles(meeting)] if field == "document_title" else _labels(meeting, field)
    there = [span for span in spans if span.line == line and span.source is None]
    what = "document is named" if field == "document_title" else "label stands"
    if not there:
        lines = sorted({span.line for span in spans if span.source is None}, key=lambda one: abs(one - line))[:2]
        near = (
            f"the nearest {'is on line' if len(lines) == 1 else 'are on lines'} {' and '.join(map(str, sorted(lines)))}"
        )
        raise UsageError(f"no {what} on line {line}", hint=near if lines else "the record has none")
    if len(there) > 1:
        hint = "write the correction by hand, with its quote" if field == "document_title" else "name one with --turn"
        raise UsageError(f"more than one {what} on line {line}", hint=hint)
    return _made(meeting, field, value or None, there[0])


def _titles(meeting: Meeting) -> list[Evidence]:
    return [proof for document in meeting.documents for proof in document.evidence.get("title", [])[:1]]


def _labels(meeting: Meeting, field: str) -> list[Span]:
    found = [turn.label_span for turn in meeting.turns if turn.label_span is not None]
    if field == "same_person":
        silent = [person for person in meeting.participants if person.attendance != "spoke"]
        found += [proof.span for person in silent for proof in person.evidence.get("name", [])[:1]]
    return found
