"""What a build has to do, step by step, in an order that is the same each time: only what is new or has changed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import orjson

from csto_cli.corpus.archives import ARCHIVE_SUFFIXES
from csto_cli.corpus.containers import is_container, parts
from csto_cli.corpus.jobs import How, Job, Spot, digest
from csto_cli.corpus.put import find
from csto_cli.corpus.walk import files, size_and_time
from csto_cli.errors import CstoError, UnreadableError
from csto_cli.version import VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to build from, and how; ``suffixes`` are those of the files that are taken from a folder.

    ``parts`` is a folder of what other processes have read already.
    """

    paths: tuple[str, ...]
    suffixes: tuple[str, ...]
    how: How
    processes: int | None = None
    force: bool = False
    prune: bool = False
    wait: bool = False
    parts: str | None = None

    @property
    def options(self) -> str:
        """What of the way of reading is not the default, as JSON: another way reads everything again."""
        usual = How()
        asked = {
            part.name: getattr(self.how, part.name)
            for part in fields(How)
            if getattr(self.how, part.name) != getattr(usual, part.name)
        }
        if self.how.corrections:
            texts = "\n".join(correction.model_dump_json() for correction in self.how.corrections)
            asked["corrections"] = hashlib.sha256(texts.encode()).hexdigest()
        return orjson.dumps(asked, option=orjson.OPT_SORT_KEYS).decode()


@dataclass(frozen=True, slots=True)
class Begin:
    """An archive or a table is about to be read."""

    job: Job
    sha256: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A source stays as it is; ``touched`` holds size and time of a file that has new ones."""

    row: int
    status: str
    touched: tuple[int | None, int | None] | None = None


@dataclass(frozen=True, slots=True)
class End:
    """An archive or a table was read to its end, or could not be."""

    job: Job
    failure: CstoError | None


Step = Job | Begin | Kept | End


class Steps:
    """The steps of one build, all of them where there is no store yet; ``troubles`` are the paths that are none.

    ``passed_over`` counts files that belong to saved pages.
    """

    def __init__(self, plan: Plan, folder: str, connection: sqlite3.Connection | None) -> None:
        self.plan, self.connection = plan, connection
        self.paths = StoredPaths(folder)
        self.options = plan.options
        self.under_way: set[Spot] = set()
        self.troubles: list[CstoError] = []
        self.passed_over = 0

    def __iter__(self) -> Iterator[Step]:
        """Every step, file by file."""
        suffixes = (*self.plan.suffixes, *ARCHIVE_SUFFIXES)
        for path in self.plan.paths:
            try:
                for file in files(path, suffixes, self._pass_over):
                    yield from self._file(file)
            except UnreadableError as error:
                self.troubles.append(error)

    def _pass_over(self, count: int) -> None:
        self.passed_over += count

    def _file(self, file: str) -> Iterator[Step]:
        """Steps for one file: kept where it is unchanged, a job for a record, the walk through a container."""
        spot = Spot(self.paths.of(file))
        if spot in self.under_way:
            return
        try:
            stat = os.stat(file)  # noqa: PTH116 - asked of every file: a Path costs more than the answer
            place = size_and_time(stat)
            container = is_container(file, self.plan.how)
        except OSError as error:
            why = UnreadableError(f"{file}: cannot be read: {error.strerror}")
            self.under_way.add(spot)
            yield Job(spot=spot, file=file, data=why)
            return
        known = None
        row = self._same(spot, "size, mtime_ns")
        if row is not None:
            row_id, known, status, size, moment = row
            if (size, moment) == place:
                yield Kept(row_id, status)
                return
        self.under_way.add(spot)
        job = Job(spot=spot, file=file, size=place[0], mtime_ns=place[1], known=known)
        if container:
            yield from self._container(job, row and row[0])
        else:
            yield job

    def _container(self, job: Job, row: int | None) -> Iterator[Step]:
        """The parts of an archive or a table, but for those that the store holds already."""
        failure: CstoError | None = None
        try:
            with Path(job.file).open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            if row is not None and sha256 == job.known:
                yield Kept(row, "container", (job.size, job.mtime_ns))
                return
            yield Begin(job, sha256)
            for part in parts(job, self.plan.how, self.plan.suffixes, self._pass_over):
                known = self._same(part.spot)
                if known and not isinstance(part.data, CstoError | None) and known[1] == digest(part.data):
                    yield Kept(known[0], known[2])
                else:
                    yield part
        except CstoError as error:
            failure = error
        except OSError as error:
            failure = UnreadableError(f"{job.file}: cannot be read: {error.strerror}")
        yield End(job, failure)

    def _same(self, spot: Spot, more: str = "NULL") -> tuple[int, str, str, int | None, int | None] | None:
        """Row, hash, status of what the store holds of a spot, where it was read whole, and as this build would."""
        if self.connection is None:
            return None
        row = find(self.connection, spot, f"id, sha256, status, csto_version, options, {more}")
        if row is None or self.plan.force or row[3:5] != (VERSION, self.options):
            return None
        return (*row[:3], *row[5:]) if row[1] is not None and row[2] != "unfinished" else None


class StoredPaths:
    """Files' paths as a store keeps them: from the store's own folder, so that both can be moved together."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.parent, self.stored_parent = "", self._from_folder("")

    def of(self, file: str) -> str:
        """The path of a file, links followed; files of one folder are asked for one after another."""
        parent, name = os.path.split(file)
        if name in {"", ".", ".."} or os.path.islink(file):  # noqa: PTH114 - see above
            return self._from_folder(file)
        if parent != self.parent:
            self.parent, self.stored_parent = parent, self._from_folder(parent)
        path = name if self.stored_parent == "." else f"{self.stored_parent}/{name}"
        return path.encode("utf-8", "replace").decode()

    def _from_folder(self, path: str) -> str:
        return os.path.relpath(os.path.realpath(path), self.folder).encode("utf-8", "replace").decode()
