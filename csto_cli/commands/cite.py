"""``csto cite``."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import FailOnNothing, Reading, Running, Writing
from csto_cli.commands.results import Answer, answer
from csto_cli.errors import UsageError

Words = Annotated[str, typer.Argument(metavar="WORDS", help="The words to find; ... stands for words left out.")]
Style = Annotated[
    Literal["plain", "bibtex", "csl-json"] | None,
    typer.Option("--style", help="Style of the citation; given without --format, citations alone are written."),
]


def cite(
    words: Words,
    reading: Reading,
    writing: Writing,
    running: Running,
    *,
    style: Style = None,
    exit_code: FailOnNothing = False,
) -> None:
    """Where stand these words, and how do I cite them?

    Words are found whatever their case, quotation marks, dashes and spaces, also across the notes and paragraphs of a
    turn. The answer: turn, speaker, office, line, and a citation.

    Examples:
      csto cite "the river" samples/river-council.en.txt
      csto cite "the river" samples/river-council.en.html --style bibtex
    """
    inputs = gather(reading, with_path=not writing.no_path, embed=True)
    from csto_cli.query.quotes import quotes
    from csto_cli.query.turn_rows import QuoteRow
    from csto_cli.query.words import fold
    from csto_cli.render.passages import print_quotes

    if not fold(words)[0].strip(" .-"):
        raise UsageError("there are no words to find", hint='write them in quotation marks: csto cite "the words" FILE')
    question = Answer(
        row=QuoteRow,
        rows=partial(quotes, words=words, style=style or "plain"),
        draw=print_quotes,
        wraps=True,
        nothing="these words do not stand in the record; try fewer, with ... for those left out",
        alone=style,
    )
    answer(inputs, writing, running, question, fail_on_nothing=exit_code)
