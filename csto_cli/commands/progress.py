"""Progress of many inputs, on standard error and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

from csto_cli.commands.streams import stderr_is_terminal

FROM = 5
"""Inputs from which on progress is shown."""
T = TypeVar("T")


def progress(items: Iterable[T], *, total: int | None = None, quiet: bool = False) -> Iterator[T]:
    """Yield the items, a bar moving on meanwhile."""
    if total is None and isinstance(items, Sized):
        total = len(items)
    if quiet or not stderr_is_terminal() or (total or 0) < FROM:
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(
        console=Console(file=sys.stderr), transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task("reading", total=total)
        for item in items:
            yield item
            bar.advance(task)
