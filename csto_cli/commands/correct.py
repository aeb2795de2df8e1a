"""``csto correct``."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from csto_cli.commands.options import Reading, Running, Target
from csto_cli.commands.pairs import only
from csto_cli.commands.streams import opened
from csto_cli.errors import UsageError

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
    by: By = None,
    why: Why = None,
) -> None:
    """How do I set right what csto got wrong, without touching the source?

    Writes one correction as a line of JSON, anchored by the record's words; collect them in a file and give it to any
    reading command with --corrections. --line is the line that a diagnostic names; where the text
    stands on one line, --turn names the turn whose label is meant.

    Examples:
      csto correct samples/river-council.en.txt --line 77 --speaker "Ingrid Solberg-Haugen" --why "heard on the tape"
      csto correct samples/river-council.en.txt --fact place="Lillehavn Town Hall" --by "the archive"
    """
    del running
    asked = {
        "speaker": speaker, "no_label": "" if no_label else None, "same_person": same_as, "document_title": title,
        "fact": fact,
    }  # fmt: skip
    given = [(field, value) for field, value in asked.items() if value is not None]
    if len(given) != 1 or len(reading.paths or []) != 1:
        raise UsageError(
            "csto correct writes one correction of one record",
            hint="give a file and one of --speaker, --no-label, --same-as, --title, --fact",
        )
    meeting = only(reading, target, embed=True)
    field, value = given[0]
    made = _fact(meeting, value) if field == "fact" else _anchored(meeting, field, value, line, turn)
    from csto_cli.writers.values import row_json

    made = made.model_copy(
        update={"by": by, "why": why, "when": datetime.datetime.now(tz=datetime.UTC).date().isoformat()}
    )
    with opened(target.output) as stream:
        stream.write(f"{row_json(made.model_dump())}\n")


def _made(meeting: Meeting, field: str, value: str | None, span: Span | None) -> Correction:
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
    return made if span is None else anchored(made, meeting.source.text or "", meeting.source.text_sha256)


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
        raise UsageError(f"no {what} on line {line}", hint="csto show and csto decisions give the lines")
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
