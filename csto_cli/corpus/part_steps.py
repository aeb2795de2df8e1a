"""The steps of a build from parts: what workers have read takes its place in the store as if it were read here."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from csto_cli.corpus.jobs import Job, Parsed, Spot
from csto_cli.corpus.parts import Row, read_list, read_part
from csto_cli.corpus.steps import Begin, End, Kept, Plan, Step, Steps
from csto_cli.errors import CstoError, SchemaVersionError
from csto_cli.version import VERSION


@dataclass(slots=True)
class _Whole:
    """The archive or table whose parts come now; ``job`` is None where the store holds it already."""

    path: str
    job: Job | None


class PartSteps(Steps):
    """The steps of a build from a folder of parts, in the order of their list.

    Raises where another version of csto wrote them: the store would say that this one did.
    """

    def __init__(self, plan: Plan, folder: str, connection: sqlite3.Connection) -> None:
        assert plan.parts is not None
        super().__init__(plan, folder, connection)
        self.parts = plan.parts
        self.listed = read_list(plan.parts)
        self.options = self.listed.options
        self.home = os.path.realpath(plan.parts)
        if self.listed.csto_version != VERSION:
            raise SchemaVersionError(
                f"{plan.parts}: csto {self.listed.csto_version} wrote these parts, this is {VERSION}",
                hint="let this one write them again, or load them with that one",
            )

    def __iter__(self) -> Iterator[Step]:
        """Every step, part by part; an archive or a table stands in one part."""
        for part in self.listed.parts:
            whole: _Whole | None = None
            for _, group in groupby(read_part(self.parts, part.name), key=_place):
                rows = list(group)
                path = os.path.relpath(f"{self.home}/{rows[0]['path']}", self.paths.folder)
                job = Job(
                    spot=Spot(path, rows[0]["member"], rows[0]["row"]), file=path, size=rows[0]["size"],
                    mtime_ns=rows[0]["mtime_ns"], inside=rows[0]["member"] is not None or rows[0]["row"] is not None,
                )  # fmt: skip
                if whole is not None and whole.path != path:
                    yield from _end(whole, None)
                    whole = None
                if whole is not None and not job.inside:
                    yield from _end(whole, CstoError(rows[0]["reason"]))
                    whole = None
                elif rows[0]["status"] == "container":
                    whole = _Whole(path, job)
                    yield from self._begin(whole, rows[0]["sha256"])
                elif whole is None or whole.job is not None:
                    yield self._step(job, rows)
            if whole is not None:
                yield from _end(whole, None)

    def _begin(self, whole: _Whole, sha256: str) -> Iterator[Step]:
        """Begin an archive or a table, but where the store has met this very one, and its end, already."""
        assert whole.job is not None
        row = self._same(whole.job.spot)
        if row is not None and row[1] == sha256:
            yield Kept(row[0], row[2], (whole.job.size, whole.job.mtime_ns))
            whole.job = None
        else:
            yield Begin(whole.job, sha256)

    def _step(self, job: Job, rows: list[Row]) -> Step:
        sha256, reason = rows[0]["sha256"], rows[0]["reason"]
        row = self._same(job.spot)
        if row is not None and row[1] == sha256:
            return Kept(row[0], row[2], None if job.inside else (job.size, job.mtime_ns))
        failure = CstoError(reason) if rows[0]["status"] == "failed" else None
        data = failure if sha256 is None else Parsed(sha256, tuple(r["record"] for r in rows if r["record"]), failure)
        return Job(
            spot=job.spot, file=job.file, data=data, size=job.size, mtime_ns=job.mtime_ns, inside=job.inside
        )  # fmt: skip


def _place(row: Row) -> tuple[Any, ...]:
    """What rows of one source share."""
    return row["path"], row["member"], row["row"], row["status"] == "container"


def _end(whole: _Whole, failure: CstoError | None) -> Iterator[Step]:
    if whole.job is not None:
        yield End(whole.job, failure)
