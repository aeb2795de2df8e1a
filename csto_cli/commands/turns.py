"""``csto turns``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from csto_cli.commands.inputs import gather
from csto_cli.commands.limits import regex_search
from csto_cli.commands.options import FailOnNothing, Reading, Running, Writing
from csto_cli.commands.results import Answer, answer
from csto_cli.errors import UsageError

_WHICH = "Which turns"
Speaker = Annotated[
    list[str] | None,
    typer.Option(
        "--speaker", "-s", metavar="NAME", rich_help_panel=_WHICH, help="Words of the name or label; can be repeated."
    ),
]
Country = Annotated[
    list[str] | None,
    typer.Option("--country", "-c", metavar="CODE", rich_help_panel=_WHICH, help="ISO code, or a word of the office."),
]
Role = Annotated[
    list[str] | None,
    typer.Option("--role", metavar="ROLE", rich_help_panel=_WHICH, help="chair, member, guest, journalist, voice, ..."),
]
Match = Annotated[
    str | None,
    typer.Option(
        "--match", "-m", metavar="WORDS", rich_help_panel=_WHICH, help="Words, whatever their case and quotes."
    ),
]
Regex = Annotated[
    str | None,
    typer.Option("--regex", metavar="PATTERN", rich_help_panel=_WHICH, help="A regular expression of Python."),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="WHEN", rich_help_panel=_WHICH, help="First date of meetings (2020-12), or time (00:10)."
    ),
]
Until = Annotated[
    str | None, typer.Option("--to", metavar="WHEN", rich_help_panel=_WHICH, help="Last date of meetings, or time.")
]
Context = Annotated[
    int | None,
    typer.Option(
        "--context", metavar="N", min=0, rich_help_panel=_WHICH, help="Each place found with N words on both sides."
    ),
]


def turns(
    reading: Reading,
    writing: Writing,
    running: Running,
    *,
    speaker: Speaker = None,
    country: Country = None,
    role: Role = None,
    match: Match = None,
    regex: Regex = None,
    since: Since = None,
    until: Until = None,
    context: Context = None,
    exit_code: FailOnNothing = False,
) -> None:
    """Who said what?

    The turns of a record, in order. Options combine: a turn must pass all of them; one option given several times
    holds alternatives. With --context, each place where the words stand is a row of its own (keyword in context).

    Examples:
      csto turns --role chair samples/river-council.en.txt
      csto turns --match river --context 6 samples/river-council.en.html
    """
    if match is not None and regex is not None:
        raise UsageError("--match and --regex exclude one another", hint="give one of them")
    if context is not None and match is None and regex is None:
        raise UsageError("--context needs words to find", hint="add --match WORDS or --regex PATTERN")
    inputs = gather(reading, with_path=not writing.no_path, embed=match is not None or regex is not None)
    from csto_cli.query.turn_rows import TurnRow
    from csto_cli.query.turns import Filter
    from csto_cli.query.turns import turns as rows
    from csto_cli.query.words import finder
    from csto_cli.render.columns import CONTEXTS, TURNS

    wanted = Filter(
        tuple(speaker or ()),
        tuple(country or ()),
        tuple(role or ()),
        since=since,
        until=until,
        search=finder(match) if match is not None else regex_search(regex) if regex is not None else None,
        context=context,
    )
    columns = TURNS if context is None else CONTEXTS
    question = Answer(row=TurnRow, rows=partial(rows, wanted=wanted), columns=columns, nothing="no turn matches")
    answer(inputs, writing, running, question, fail_on_nothing=exit_code)
