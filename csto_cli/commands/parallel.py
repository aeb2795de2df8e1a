"""Many files, or many rows of a table, read in several processes, in order, with few of them in memory at once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from csto_cli.commands.inputs import CellOf, Inputs, Part
from csto_cli.commands.progress import progress
from csto_cli.commands.records import may_hold_many, shown
from csto_cli.errors import CstoError, UnreadableError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from csto_cli.model import Meeting

ENOUGH = 300_000
"""Characters from which on processes pay for their start; every record counts for ``EACH`` more."""
EACH = 2_000
AHEAD = 4
"""Files or rows a process may be ahead of what is written."""
PEEKED = 1 << 12
"""Bytes of a file that are looked at to tell whether it may hold many records."""
T = TypeVar("T")


@dataclass(slots=True)
class Made(Generic[T]):
    """What came of one part: of each record what was made of it or why there is none, and what ended it early."""

    outcomes: list[T | CstoError] = field(default_factory=list)
    ended: CstoError | None = None


def texts(inputs: Inputs, form: str, jobs: int | None, *, quiet: bool) -> Iterator[str]:
    """Records as JSON texts, in the order of the inputs; failures are told and counted in ``inputs``."""
    from csto_cli.writers.values import record_json

    return each(inputs, partial(record_json, indent=2 if form == "json" else None), jobs=jobs, quiet=quiet)


def meetings(inputs: Inputs, *, jobs: int | None = None, quiet: bool = True) -> Iterator[Meeting]:
    """The records themselves, in the order of the inputs; failures are told and counted in ``inputs``."""
    return each(inputs, _itself, jobs=jobs, quiet=quiet)


def _itself(meeting: Meeting) -> Meeting:
    return meeting


def each(inputs: Inputs, make: Callable[[Meeting], T], *, jobs: int | None, quiet: bool) -> Iterator[T]:
    """What ``make`` makes of each record, in order: in this process, or in several where there is enough to read."""
    workers = jobs or _cores()
    parts, enough = _weighed(inputs.parts()) if workers > 1 else (inputs.parts(), False)
    total = None if inputs.reading.text_column or inputs.reading.one_meeting else len(inputs.names)
    if not enough:
        for part in progress(parts, total=total, quiet=quiet):
            yield from map(make, inputs.meetings_of(part))
        return
    for part, made in progress(_in_processes(inputs, parts, make, workers), total=total, quiet=quiet):
        if made is None:
            yield from map(make, inputs.meetings_of(part))
            continue
        for outcome in made.outcomes:
            if isinstance(outcome, CstoError):
                inputs.fail(outcome, whole=False)
            else:
                inputs.done += 1
                yield outcome
        if made.ended is not None:
            inputs.fail(made.ended, whole=isinstance(part, str))


def _cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _weighed(parts: Iterator[Part]) -> tuple[Iterator[Part], bool]:
    """The parts, and whether they are several and hold so much that processes pay; no more of them are taken."""
    taken: list[Part] = []
    weight = 0
    for part in parts:
        taken.append(part)
        weight += EACH + _size(part)
        if weight >= ENOUGH and len(taken) > 1:
            return chain(taken, parts), True
    return iter(taken), False


def _size(part: Part) -> int:
    """Bytes of a regular file or characters of a cell; 0 for anything else."""
    if isinstance(part, str):
        return Path(part).stat().st_size if _is_regular(part) else 0
    return len(part.cell.text) if isinstance(part, CellOf) else 0


def _is_regular(name: str) -> bool:
    try:
        return name != "-" and Path(name).is_file()
    except (OSError, ValueError):
        return False


def _travels(part: Part) -> bool:
    """Whether another process shall read a part.

    Standard input and pipes are open here alone; a store and csto JSON hold any number of records, which are not to be
    in memory at once.
    """
    if not isinstance(part, str):
        return isinstance(part, CellOf)
    if not _is_regular(part):
        return False
    with suppress(OSError), Path(part).open("rb") as stream:
        return not may_hold_many(stream.readline(PEEKED))
    return False


def _in_processes(
    inputs: Inputs, parts: Iterator[Part], make: Callable[[Meeting], T], workers: int
) -> Iterator[tuple[Part, Made[T] | None]]:
    """What came of each part, in order, or None for one to be read here; few wait to be written."""
    from concurrent.futures.process import BrokenProcessPool

    from csto_cli.conventions import conventions
    from csto_cli.formats import formats

    # Loaded here, forked processes have the parser at once, and what is wrong with a plug-in is told once.
    formats()
    conventions()
    how = copy(inputs)
    how.names, how.reading = [], replace(inputs.reading, paths=None)
    waiting: deque[tuple[Part, Future[Made[T]] | None]] = deque()
    yield next(parts), None  # forked after a record, processes have its tables and patterns too
    pool = _pool(workers)
    try:
        for part in chain(parts, [None]):
            if part is not None and _travels(part):
                try:
                    future = _submitted(pool, part, how, make)
                except BrokenProcessPool:
                    pool.shutdown(wait=True, cancel_futures=True)
                    pool = _pool(workers)
                    future = _submitted(pool, part, how, make)
                waiting.append((part, future))
            elif part is not None:
                waiting.append((part, None))
            while waiting and (part is None or len(waiting) >= AHEAD * workers):
                first, done = waiting.popleft()
                yield first, None if done is None else _result(first, done, how, make)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(workers: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    from csto_cli.corpus.jobs import serve

    return ProcessPoolExecutor(workers, initializer=serve, initargs=(os.getpid(),))


def _submitted(pool: Executor, part: Part, how: Inputs, make: Callable[[Meeting], T]) -> Future[Made[T]]:
    from csto_cli.corpus.jobs import uninterrupted

    with uninterrupted():
        return pool.submit(_made, part, how, make)


def _result(part: Part, future: Future[Made[T]], how: Inputs, make: Callable[[Meeting], T]) -> Made[T]:
    """What came of a part.

    Where a process was killed, all that was under way is lost with it: each of these parts is read again in a process
    of its own, and the one that kills that too fails alone.
    """
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        pool = _pool(1)
    try:
        return _submitted(pool, part, how, make).result()
    except BrokenProcessPool:
        told = f"{_name(part)}: the process that read it was killed from outside, perhaps for lack of memory"
        return Made(ended=UnreadableError(told, hint="read it alone, where there is more memory"))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _name(part: Part) -> str:
    return f"{shown(part.name)} row {part.cell.row}" if isinstance(part, CellOf) else str(part)


def _made(part: Part, how: Inputs, make: Callable[[Meeting], T]) -> Made[T]:
    """In a process of its own: what is made of the records of one part, and its failures."""
    made: Made[T] = Made()
    try:
        for outcome in how.outcomes(part):
            made.outcomes.append(outcome if isinstance(outcome, CstoError) else make(outcome))
    except CstoError as error:
        made.ended = error
    return made
