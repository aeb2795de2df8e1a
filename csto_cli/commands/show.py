"""``csto show``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import Reading, Running, Target
from csto_cli.commands.pager import paged
from csto_cli.commands.streams import opened, stdout_is_terminal, uses_color

if TYPE_CHECKING:
    from csto_cli.model import Meeting

Svg = Annotated[
    str | None, typer.Option("--svg", metavar="FILE", help="Draw who had the floor into FILE (- for standard output).")
]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Write straight to the terminal.")]


def show(reading: Reading, target: Target, running: Running, *, svg: Svg = None, no_pager: NoPager = False) -> None:
    """How does the record read?

    Who had the floor as a timeline, the decisions, and the turns, with the words that prove something marked. On a
    terminal the text goes through a pager ($PAGER, else less).

    Examples:
      csto show samples/river-council.en.txt
      csto show samples/river-council.en.html --svg floor.svg
    """
    inputs = gather(reading, with_path=not target.no_path, embed=svg is None)
    if svg is not None:
        from csto_cli.writers.svg import write

        with opened(svg) as stream:
            write(inputs.meetings(), stream)
    else:
        with opened(target.output) as stream, paged(stream, wanted=not no_pager) as reader:
            print_records(inputs.meetings(), reader, target)
    inputs.finish(quiet=running.quiet)


def print_records(meetings: Iterable[Meeting], stream: TextIO, target: Target) -> None:
    """Print records as a person reads them."""
    from csto_cli.render.console import PIPE_WIDTH, console
    from csto_cli.render.record import print_record

    to_screen = stdout_is_terminal() and target.output in {None, "-"}
    screen = console(stream, color=uses_color(target.color), width=None if to_screen else PIPE_WIDTH)
    for number, meeting in enumerate(meetings):
        if number:
            screen.print("\n")
        print_record(screen, meeting)
