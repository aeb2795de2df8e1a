"""A user's regular expression, which may not run for ever."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from csto_cli.errors import UsageError

if TYPE_CHECKING:
    from csto_cli.query.words import Search

SECONDS = 5.0
"""Time that a pattern may take on one text."""


def regex_search(pattern: str) -> Search:
    """A search for ``pattern``; raises ``UsageError`` where it is none, or where it takes too long on a text."""
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise UsageError(
            f"--regex: not a regular expression: {error}", hint="see Python's re, or use --match"
        ) from None

    def search(text: str) -> Iterator[tuple[int, int]]:
        with time_limit(SECONDS):
            found = [match.span() for match in compiled.finditer(text) if match.end() > match.start()]
        yield from found

    return search


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Break off what takes longer: Python's matcher heeds signals. Where a system has none there is no limit."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise UsageError(
            f"--regex: the pattern takes more than {seconds:.0f} seconds on one turn", hint="make it simpler"
        )

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
