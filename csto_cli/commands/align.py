"""``csto align``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import Reading, Running, Target
from csto_cli.commands.pairs import only, two, writing
from csto_cli.commands.results import Answer, answer

if TYPE_CHECKING:
    from csto_cli.model import Meeting
    from csto_cli.query.alignment import AlignedRow

AlignForm = Annotated[
    Literal["table", "json", "ndjson", "csv", "markdown", "tmx", "html"] | None,
    typer.Option(
        "--format", "-f", rich_help_panel="How to write",
        help="Form of the result; by default a table here, JSON lines in a pipe.",
    ),
]  # fmt: skip


def align(reading: Reading, target: Target, running: Running, *, form: AlignForm = None) -> None:
    """Which words of one record are which of the other, in another language?

    Give two records of one meeting. Turns are aligned by speaker (names across scripts) and length, then paragraphs
    (Gale and Church 1993, with numbers and names as anchors). Each pair has a score from 0 to 1 that says how far to
    trust it; what stands on one side only has 0.

    Examples:
      csto align samples/river-council.en.txt samples/river-council.ru.txt
      csto align samples/river-council.en.txt samples/river-council.ru.txt --format tmx
    """
    first, second = two(reading, "csto align")
    other = only(second, target)
    inputs = gather(first, with_path=not target.no_path)
    from csto_cli.query.alignment import AlignedRow
    from csto_cli.query.alignment import align as aligned
    from csto_cli.render.alignment import ALIGNED
    from csto_cli.writers.page.alignment import page
    from csto_cli.writers.page.tmx import tmx

    def rows(meeting: Meeting) -> list[AlignedRow]:
        return aligned(meeting, other)

    question = Answer(
        row=AlignedRow,
        rows=rows,
        columns=ALIGNED,
        nothing="neither record has a turn",
        own={"html": partial(page, other), "tmx": partial(tmx, other)},
    )
    answer(inputs, writing(target, form), running, question)
