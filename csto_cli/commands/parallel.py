"""Many files, or many rows of a table, parsed in several processes, in order, with few of them in memory at once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from csto_cli.commands.inputs import Inputs, Part, outcomes
from csto_cli.commands.options import Reading
from csto_cli.commands.progress import progress
from csto_cli.errors import CstoError, UnreadableError

if TYPE_CHECKING:
    from concurrent.futures import Future

MANY = 20
"""Files or rows from which on processes pay for their start."""
AHEAD = 4
"""Files or rows a process may be ahead of what is written."""


def texts(inputs: Inputs, form: str, jobs: int | None, *, quiet: bool) -> Iterator[str]:
    """Records as JSON texts, in the order of the inputs; failures are told and counted in ``inputs``."""
    from csto_cli.writers.values import record_json

    indent = 2 if form == "json" else None
    workers = jobs or os.cpu_count() or 1
    parts = inputs.parts()
    first = list(islice(parts, MANY + 1)) if workers > 1 else []
    total = None if inputs.reading.text_column else len(inputs.names)
    if len(first) <= MANY:
        for part in progress(chain(first, parts), total=total, quiet=quiet):
            yield from (record_json(meeting, indent=indent) for meeting in inputs.meetings_of(part))
        return
    for outcome in progress(_in_processes(inputs, chain(first, parts), indent, workers), total=total, quiet=quiet):
        for text in outcome:
            if isinstance(text, CstoError):
                inputs.fail(text, whole=False)
            else:
                inputs.done += 1
                yield text


def _in_processes(
    inputs: Inputs, parts: Iterator[Part], indent: int | None, workers: int
) -> Iterator[list[str | CstoError]]:
    """What came of each part, in order; no more than ``AHEAD`` a process wait to be written."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    from csto_cli.conventions import conventions
    from csto_cli.corpus.jobs import serve, uninterrupted
    from csto_cli.formats import formats

    # Loaded here, forked processes have the parser at once, and what is wrong with a plug-in is told once.
    formats()
    conventions()
    waiting: deque[Future[list[str | CstoError]]] = deque()
    pool = ProcessPoolExecutor(workers, initializer=serve, initargs=(os.getpid(),))
    try:
        for part in parts:
            with uninterrupted():
                waiting.append(pool.submit(_parse, part, inputs.reading, inputs.with_path, inputs.embed, indent))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise UnreadableError(
            "a process that reads records was ended from outside, perhaps for lack of memory",
            hint="run it again; --jobs 1 takes least memory",
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _parse(part: Part, reading: Reading, with_path: bool, embed: bool, indent: int | None) -> list[str | CstoError]:
    """In a process of its own: the records of one part as JSON, and its failures."""
    from csto_cli.writers.values import record_json

    found: list[str | CstoError] = []
    try:
        found.extend(
            outcome if isinstance(outcome, CstoError) else record_json(outcome, indent=indent)
            for outcome in outcomes(part, reading, with_path=with_path, embed=embed)
        )
    except CstoError as error:
        found.append(error)
    return found
