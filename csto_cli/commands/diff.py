"""``csto diff``."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import Reading, Running, Target, Writing
from csto_cli.commands.results import Answer, answer
from csto_cli.errors import UsageError

if TYPE_CHECKING:
    from csto_cli.model import Meeting

DiffForm = Annotated[
    Literal["table", "json", "ndjson", "csv", "markdown", "html"] | None,
    typer.Option(
        "--format", "-f", rich_help_panel="How to write",
        help="Form of the result; by default text here, JSON lines in a pipe.",
    ),
]  # fmt: skip
FailOnDifference = Annotated[
    bool, typer.Option("--exit-code", rich_help_panel="How to run", help="Exit with 1 where the records differ.")
]


def diff(
    reading: Reading, target: Target, running: Running, *, form: DiffForm = None, exit_code: FailOnDifference = False
) -> None:
    """What sets two records of one meeting apart?

    Give two records: facts, people, documents, turns (added, lost, moved, changed word by word) and notes that differ.
    A first and a corrected page of one event are such a pair; a page and its print version should be the same.

    Examples:
      csto diff samples/river-council.en.txt samples/river-council.en.html --format table
      csto diff samples/river-council.en.txt samples/river-council.en.html --format html
    """
    first, second = two(reading, "csto diff")
    before = only(first, target)
    inputs = gather(second, with_path=not target.no_path)
    from csto_cli.query.differences import DifferenceRow, differences
    from csto_cli.render.differences import DIFFERENCES, print_differences
    from csto_cli.writers.page.differences import page

    question = Answer(
        row=DifferenceRow,
        rows=partial(differences, before),
        columns=DIFFERENCES,
        draw=print_differences,
        wraps=True,
        nothing="the records say the same",
        page=partial(page, before),
    )
    writing = Writing(form=form, output=target.output, no_path=target.no_path, color=target.color)  # type: ignore[arg-type] # html is this command's own
    answer(inputs, writing, running, question, fail_on_something=exit_code)


def two(reading: Reading, command: str) -> tuple[Reading, Reading]:
    """How to read each of the two records that a command compares; raises ``UsageError`` for more or fewer."""
    paths = reading.paths or []
    if len(paths) != 2:
        raise UsageError(f"{command} takes two records, {len(paths)} given", hint="name two files; - is standard input")
    first, second = (replace(reading, paths=[path]) for path in paths)
    return first, second


def only(reading: Reading, target: Target) -> Meeting:
    """The one record of a path; raises ``UsageError`` where it holds several."""
    inputs = gather(reading, with_path=not target.no_path)
    meetings = list(inputs.meetings())
    if len(meetings) != 1 or inputs.failed:
        raise UsageError(f"{(reading.paths or [''])[0]}: holds {len(meetings)} records", hint="give one of them")
    return meetings[0]
