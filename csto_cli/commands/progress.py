"""Progress of many inputs, on standard error and only where that is a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING, TypeVar

from csto_cli.commands.streams import stderr_is_terminal

if TYPE_CHECKING:
    from rich.console import Console

FROM = 5
"""Inputs from which on progress is shown."""
ECHO = 4
"""Columns that a bar leaves free: the terminal writes ``^C`` there, which would else begin a line of its own."""
T = TypeVar("T")


def shows_bars() -> bool:
    """Whether standard error is a terminal that can draw over a line: others would keep every state of a bar."""
    return stderr_is_terminal() and os.environ.get("TERM", "dumb") != "dumb"


def bar_screen() -> Console:
    """What a bar is drawn on: standard error, so that it goes without a trace, also where it is interrupted."""
    from rich.console import Console

    screen = Console(file=sys.stderr)
    screen.width = max(screen.width - ECHO, 1)
    return screen


def progress(items: Iterable[T], *, total: int | None = None, quiet: bool = False) -> Iterator[T]:
    """Yield the items, a bar moving on meanwhile."""
    if total is None and isinstance(items, Sized):
        total = len(items)
    if quiet or not shows_bars() or (total or 0) < FROM:
        yield from items
        return
    from rich.progress import Progress

    with Progress(console=bar_screen(), transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("reading", total=total)
        for item in items:
            yield item
            bar.advance(task)
