"""``csto decisions``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import FailOnNothing, Reading, Running, Writing
from csto_cli.commands.results import Answer, answer

Evidence = Annotated[bool, typer.Option("--evidence", "-e", help="Show the lines that say so, with the words marked.")]
Everything = Annotated[
    bool, typer.Option("--all", "-a", help="Add what was only proposed or mentioned, and the topics as rows.")
]

NONE = "no decision: the record tells of no document adopted, signed, approved or ratified here"


def decisions(
    reading: Reading,
    writing: Writing,
    running: Running,
    *,
    evidence: Evidence = False,
    everything: Everything = False,
    exit_code: FailOnNothing = False,
) -> None:
    """What was adopted, and where does the record say so?

    One row a document adopted, signed, approved or ratified here: status, kind, title, date, what it amends, and the
    line that says so. JSON rows always hold the evidence. A record that tells of none is answered so, with exit code 0.

    Examples:
      csto decisions --evidence samples/river-council.en.txt
      csto decisions --all --format markdown samples/river-council.en.html
    """
    inputs = gather(reading, with_path=not writing.no_path, embed=evidence)
    from csto_cli.query.decision_rows import DecisionRow
    from csto_cli.query.documents import decisions as rows
    from csto_cli.render.columns import DECISIONS, EVIDENCE
    from csto_cli.render.passages import print_decisions

    question = Answer(
        row=DecisionRow,
        rows=partial(rows, everything=everything),
        columns=(*DECISIONS, EVIDENCE) if evidence else DECISIONS,
        draw=partial(print_decisions, evidence=evidence),
        wraps=evidence,
        nothing="the record names no document" if everything else NONE,
    )
    answer(inputs, writing, running, question, fail_on_nothing=exit_code)
