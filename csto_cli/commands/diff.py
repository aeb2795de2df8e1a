"""``csto diff``."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import Reading, Running, Target
from csto_cli.commands.pairs import only, two, writing
from csto_cli.commands.results import Answer, answer

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
        own={"html": partial(page, before)},
    )
    answer(inputs, writing(target, form), running, question, fail_on_something=exit_code)
