"""``csto validate``."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from csto_cli.commands.completions import code_names
from csto_cli.commands.findings import checked, explained, source_texts, write_findings
from csto_cli.commands.inputs import gather
from csto_cli.commands.options import Reading, Running, Target
from csto_cli.commands.parallel import meetings
from csto_cli.commands.streams import opened
from csto_cli.errors import ExitCode, UsageError

_CHECKS, _WRITING = "What to check", "How to write"
Explain = Annotated[
    str | None,
    typer.Option(
        "--explain",
        metavar="CODE",
        rich_help_panel=_CHECKS,
        autocompletion=code_names,
        help="Explain a code (or all), and check nothing.",
    ),
]
Review = Annotated[
    bool, typer.Option("--review", rich_help_panel=_CHECKS, help="List what a person should look at, worst first.")
]
Strict = Annotated[bool, typer.Option("--strict", rich_help_panel=_CHECKS, help="Exit with 1 on warnings too.")]
SourceFiles = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="FILE",
        rich_help_panel=_CHECKS,
        show_default=False,
        help="Source of a JSON record, to prove it against; then its supplements, in their order.",
    ),
]
ReportForm = Annotated[
    Literal["text", "json", "sarif", "github"],
    typer.Option("--format", "-f", rich_help_panel=_WRITING, help="Form of the report."),
]


def validate(
    reading: Reading,
    target: Target,
    running: Running,
    *,
    explain: Explain = None,
    review: Review = False,
    strict: Strict = False,
    source: SourceFiles = None,
    form: ReportForm = "text",
) -> None:
    """Is the record sound, and what in it is doubtful?

    Proves the account, every span and reference, and lists what is doubtful, each with a code, its line and a
    hint. Exits with 1 where it finds an error.

    Examples:
      csto validate samples/river-council.en.txt
      csto validate --review samples/river-council.en.html
    """
    if explain is not None:
        with opened(target.output) as stream:
            stream.write(explained(explain))
        return
    inputs = gather(reading, with_path=not target.no_path, embed=True)
    if source and (inputs.several or len(inputs.names) > 1):
        raise UsageError("--source goes with one record", hint="validate the records one by one")
    proof = (lambda meeting: source_texts(source, meeting, reading)) if source else lambda _: None
    with opened(target.output) as stream:
        worst = write_findings(
            checked(meetings(inputs), proof, review=review), stream, form, several=inputs.several, quiet=running.quiet
        )
    unsound = worst == "error" or (strict and worst == "warning")
    inputs.finish(ExitCode.NOT_SOUND if unsound else ExitCode.OK, quiet=running.quiet)
