"""Building a store: what is new or has changed is parsed in several processes and written by one, in the walk's order.

The order in which rows are written does not hang on how fast a process is: a build that was killed and run again gives
the rows of one that was not. What is written together is committed together; what was not committed is read again.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from csto_cli.corpus import jobs
from csto_cli.corpus.connection import about, note, transaction, writing
from csto_cli.corpus.jobs import Job, Result
from csto_cli.corpus.lock import sole_builder
from csto_cli.corpus.part_steps import PartSteps
from csto_cli.corpus.people import join_people
from csto_cli.corpus.put import HERE, find, put, remove, renew_stems
from csto_cli.corpus.steps import Begin, End, Kept, Plan, Steps
from csto_cli.errors import CstoError, UnreadableError
from csto_cli.version import VERSION

if TYPE_CHECKING:
    from concurrent.futures import Future

AHEAD = 4
"""Records that a process may be ahead of what is written."""
MOST_TOLD = 3
"""Failures whose reasons a build tells itself."""
TOGETHER, SECONDS = 40, 1.0
"""What is committed together: so many steps, or what came in so many seconds."""

Done = Result | Begin | Kept | End


@dataclass(slots=True)
class Tally:
    """How a build went, in records; ``earlier`` ones failed in an earlier build and have not changed.

    ``passed_over`` counts files that belong to saved pages.
    """

    read: int = 0
    failed: int = 0
    unchanged: int = 0
    earlier: int = 0
    vanished: int = 0
    removed: int = 0
    passed_over: int = 0
    seconds: float = 0.0
    troubles: list[CstoError] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """Why the first ``MOST_TOLD`` failed; the store holds all reasons."""

    def fail(self, failure: CstoError) -> None:
        """Count a failure."""
        self.failed += 1
        if len(self.reasons) < MOST_TOLD:
            self.reasons.append(str(failure))

    def pass_over(self, count: int) -> None:
        """Count files that belong to saved pages."""
        self.passed_over += count


def build(store: str, plan: Plan, *, tell: Callable[[str], None], watch: Callable[[Tally], None]) -> Tally:
    """Bring the store up to date with the paths of the plan; ``watch`` is called after each step."""
    started = time.monotonic()
    tally = Tally()
    with sole_builder(store, wait=plan.wait, tell=tell), writing(store) as connection:
        renew_stems(connection)
        folder = os.path.realpath(Path(store).parent)
        steps = Steps(plan, folder, connection) if plan.parts is None else PartSteps(plan, folder, connection)
        _Writer(connection, steps, tally).write(_done(steps, about(connection, "stemmer") or ""), watch)
        tally.troubles, tally.passed_over = steps.troubles, steps.passed_over
        if plan.paths:
            _look_for_vanished(store, connection, tally, prune=plan.prune)
        if about(connection, "people") != "told":
            join_people(connection)
            connection.execute("PRAGMA analysis_limit = 400")
            connection.execute("PRAGMA optimize")
    tally.seconds = time.monotonic() - started
    return tally


def _done(steps: Steps, stemmer: str) -> Iterator[Done]:
    """The steps in their order, what is to be read among them read: with several workers in processes of their own."""
    workers = steps.plan.processes or os.cpu_count() or 1
    if workers > 1:
        yield from _in_processes(steps, stemmer, workers)
        return
    for step in steps:
        yield jobs.read(step, steps.plan.how, stemmer) if isinstance(step, Job) else step


def _in_processes(steps: Steps, stemmer: str, workers: int) -> Iterator[Done]:
    """The steps in order; few records wait to be written. Processes start with the first record that is to be read."""
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    from csto_cli.conventions import conventions
    from csto_cli.formats import formats

    waiting: deque[Future[Result] | Begin | Kept | End] = deque()
    pool = ProcessPoolExecutor(workers, initializer=jobs.serve, initargs=(os.getpid(),))
    at_work = 0
    try:
        for step in chain(steps, repeat(None)):
            if isinstance(step, Job):
                # Loaded here, forked processes have the parser at once, and what is wrong with a plug-in is told once.
                formats()
                conventions()
                with jobs.uninterrupted():
                    waiting.append(pool.submit(jobs.in_process, step, steps.plan.how, stemmer))
                at_work += 1
            elif step is not None:
                waiting.append(step)
            elif not waiting:
                return
            while waiting and (step is None or at_work >= AHEAD * workers or not isinstance(waiting[0], Future)):
                done = waiting.popleft()
                at_work -= isinstance(done, Future)
                yield done.result() if isinstance(done, Future) else done
    except BrokenProcessPool:
        raise UnreadableError(
            "a process that reads records was ended from outside, perhaps for lack of memory",
            hint="run the same build again; what was written stays; --jobs 1 takes least memory",
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _Writer:
    """Writes what is done, and keeps the tally."""

    def __init__(self, connection: sqlite3.Connection, steps: Steps, tally: Tally) -> None:
        self.connection, self.steps, self.tally = connection, steps, tally

    def write(self, done: Iterator[Done], watch: Callable[[Tally], None]) -> None:
        """Write every step, many of them in one transaction."""
        self.connection.execute("CREATE TEMP TABLE seen (id INTEGER PRIMARY KEY)")
        step = next(done, None)
        while step is not None:
            with transaction(self.connection):
                began, written = time.monotonic(), 0
                while step is not None and written < TOGETHER and time.monotonic() - began < SECONDS:
                    self._write(step)
                    watch(self.tally)
                    written += 1
                    step = next(done, None)

    def _write(self, step: Done) -> None:
        if isinstance(step, Result):
            self._result(step)
        elif isinstance(step, Kept):
            self._kept(step)
        elif isinstance(step, Begin):
            self._begin(step)
        else:
            self._end(step)

    def _result(self, result: Result) -> None:
        """Put what came of a job into the store, and count it."""
        job = result.job
        if result.unchanged:
            row = find(self.connection, job.spot, "id, status")
            self._kept(Kept(row[0], row[1], (job.size, job.mtime_ns)))
        else:
            source, read, _ = put(self.connection, result, self.steps.options)
            self.tally.read += read
            for record in result.records:
                if isinstance(record, CstoError):
                    self.tally.fail(record)
            if job.inside:
                self.connection.execute("INSERT OR IGNORE INTO seen VALUES (?)", (source,))
        self.steps.under_way.discard(job.spot)

    def _kept(self, kept: Kept) -> None:
        """Count a source that is as it was, with all that is inside it."""
        if kept.touched:
            self.connection.execute("UPDATE sources SET size = ?, mtime_ns = ? WHERE id = ?", (*kept.touched, kept.row))
        self.connection.execute("INSERT OR IGNORE INTO seen VALUES (?)", (kept.row,))
        if kept.status != "container":
            self.tally.unchanged += kept.status == "read"
            self.tally.earlier += kept.status == "failed"
            return
        count, failed = self.connection.execute(
            "WITH RECURSIVE inside(id, status) AS (SELECT id, status FROM sources WHERE id = ? UNION ALL "
            "SELECT sources.id, sources.status FROM sources JOIN inside ON sources.container = inside.id) "
            "SELECT total(status = 'read'), total(status = 'failed') FROM inside",
            (kept.row,),
        ).fetchone()
        self.tally.unchanged += int(count)
        self.tally.earlier += int(failed)

    def _begin(self, step: Begin) -> None:
        """The row of an archive or a table, unfinished until all of it was read."""
        job = step.job
        row = find(self.connection, job.spot, "status")
        if row is not None and row[0] not in {"container", "unfinished"}:
            remove(self.connection, job.spot)
        self.connection.execute("DELETE FROM seen")
        self._set(job, "unfinished", None, step.sha256)

    def _end(self, step: End) -> None:
        """A container was walked to its end: what is no longer in it goes, and its own row is set."""
        job = step.job
        row = find(self.connection, job.spot, "id, sha256")
        if step.failure is None:
            cursor = self.connection.execute(
                "DELETE FROM sources WHERE container = ? AND id NOT IN (SELECT id FROM seen)", (row[0],)
            )
            if cursor.rowcount:
                note(self.connection, "people", "to be told")
            self._set(job, "container", None, row[1])
        else:
            self.tally.fail(step.failure)
            self._set(job, "failed", str(step.failure), row and row[1])
        self.steps.under_way.discard(job.spot)

    def _set(self, job: Job, status: str, reason: str | None, sha256: str | None) -> None:
        """Write the row of a source, new or again."""
        values = (sha256, job.size, job.mtime_ns, VERSION, self.steps.options, status, reason)
        if find(self.connection, job.spot, "id") is None:
            self.connection.execute(
                "INSERT INTO sources(path, sha256, size, mtime_ns, csto_version, options, status, reason) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (job.spot.path, *values),
            )
        else:
            self.connection.execute(
                "UPDATE sources SET sha256 = ?, size = ?, mtime_ns = ?, csto_version = ?, options = ?, status = ?, "
                f"reason = ? WHERE {HERE}",
                (*values, job.spot.path, None, None),
            )


def _look_for_vanished(store: str, connection: sqlite3.Connection, tally: Tally, *, prune: bool) -> None:
    """Count the files of the store that are no more; with ``prune`` take out what was read from them."""
    folder = os.path.realpath(Path(store).parent)
    gone = [row for row, path in files_of(connection) if not os.path.lexists(os.path.join(folder, path))]  # noqa: PTH118
    tally.vanished = len(gone)
    if prune and gone:
        with transaction(connection):
            connection.executemany("DELETE FROM sources WHERE id = ?", ((row,) for row in gone))
            note(connection, "people", "to be told")
        tally.removed, tally.vanished = len(gone), 0


def files_of(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Row and path of every file of the store."""
    yield from connection.execute("SELECT id, path FROM sources WHERE container IS NULL ORDER BY id")
