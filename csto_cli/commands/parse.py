"""``csto parse``."""

from __future__ import annotations

from typing import Annotated

import typer

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import Form, Reading, Running, Target
from csto_cli.commands.parallel import meetings, texts
from csto_cli.commands.streams import form_of, opened

Embed = Annotated[
    bool, typer.Option("--embed-source", rich_help_panel="How to write", help="Put the source's text into the record.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        show_default=False,
        rich_help_panel="How to run",
        help="Processes for many files.",
    ),
]


def parse(
    reading: Reading,
    target: Target,
    running: Running,
    *,
    form: Form = None,
    embed_source: Embed = False,
    jobs: Jobs = None,
) -> None:
    """What does the record say, as data?

    The whole record as JSON: one compact object a line in a pipe, indented on a terminal, with every fact's evidence.

    Examples:
      csto parse samples/river-council.en.txt
      csto parse samples/river-council.en.html --format markdown
      csto parse samples/several/ferry-board.en.txt --each-meeting
      csto parse --one-meeting samples/several/strait-talks.1.en.txt samples/several/strait-talks.2.en.txt
    """
    from csto_cli.writers import find

    inputs = gather(reading, with_path=not target.no_path, embed=embed_source)
    chosen = form_of(form, target.output, on_terminal="json")
    with opened(target.output) as stream:
        if chosen in {"json", "ndjson"}:
            find(chosen).write_texts(texts(inputs, chosen, jobs, quiet=running.quiet), stream, several=inputs.several)
        elif chosen == "table":
            from csto_cli.commands.show import print_records

            print_records(meetings(inputs, jobs=jobs, quiet=running.quiet), stream, target)
        else:
            find(chosen).write(meetings(inputs, jobs=jobs, quiet=running.quiet), stream)
    inputs.finish(quiet=running.quiet)
