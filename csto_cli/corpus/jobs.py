"""One thing to read, and what comes of it: the part of a build that runs in a process of its own."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from csto_cli.corpus.rows import Rows, rows_of
from csto_cli.corpus.stems import stemmer
from csto_cli.errors import CstoError, EmptyInputError
from csto_cli.library import load, load_many, parse, parse_each, read_bytes
from csto_cli.model import Correction, Meeting
from csto_cli.tables import Cell
from csto_cli.tabular import parse_cell

MARK = b'"schema_version"'
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How the records of a build are read; what of it is not the default stands in ``sources.options``."""

    encoding: str | None = None
    encoding_errors: str = "strict"
    input_format: str | None = None
    convention: str | None = None
    text_column: tuple[str, ...] = ()
    id_column: str | None = None
    date_column: str | None = None
    largest_cell: int | None = None
    embed_source: bool = False
    each_meeting: bool = False
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record stands: the file's path as the store keeps it, the member of an archive, the row of a table."""

    path: str
    member: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What another process has read: the hash of what it read from, and its records as JSON or why there are none."""

    sha256: str
    records: tuple[str, ...]
    failure: CstoError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to be read (``data`` is None), the bytes of a member or of a line, a cell, records, or a failure.

    ``file`` is the path from here, ``known`` the hash under which the store holds it already; ``inside`` says that it
    is a part of an archive or a table.
    """

    spot: Spot
    file: str
    data: bytes | Cell | Parsed | CstoError | None = None
    size: int | None = None
    mtime_ns: int | None = None
    known: str | None = None
    inside: bool = False

    @property
    def name(self) -> str:
        """What messages call it."""
        name = self.file if self.spot.member is None else f"{self.file}!{self.spot.member}"
        return name if self.spot.row is None else f"{name} row {self.spot.row}"


@dataclass(slots=True)
class Result:
    """What came of a job: nothing where the bytes are those that are known, else records and failures."""

    job: Job
    sha256: str | None = None
    records: list[Rows | CstoError] = field(default_factory=list)

    @property
    def unchanged(self) -> bool:
        """Whether the store holds these bytes already."""
        return self.sha256 is not None and self.sha256 == self.job.known


def digest(data: bytes | Cell | Parsed) -> str:
    """Hash of what a record is read from, with what its table says of it."""
    if isinstance(data, Parsed):
        return data.sha256
    if isinstance(data, Cell):
        data = "\0".join((data.text, data.id or "", data.date or "")).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()


def read(job: Job, how: How, stemmer_name: str) -> Result:
    """Read what a job names into rows of a store."""
    return Result(job, *each(job, how, lambda meeting: _rows(meeting, job, stemmer(stemmer_name))))


def each(job: Job, how: How, made: Callable[[Meeting], Made]) -> tuple[str | None, list[Made | CstoError]]:
    """The hash of what a job names, and what is made of each of its records: nothing where the hash is known.

    Whatever goes wrong is a value, so that one bad file stops nothing.
    """
    sha256: str | None = None
    records: list[Made | CstoError] = []
    try:
        data = _data(job)
        sha256 = digest(data)
        if sha256 == job.known:
            return sha256, records
        records += [made(meeting) for meeting in _meetings(job, data, how)]
        records = records or [EmptyInputError(f"{job.name}: there is no record in it")]
    except CstoError as error:
        records = [error]
    except Exception as error:  # a bug met in one record is that record's reason, and no end of the others
        records = [CstoError(f"{job.name}: this is a bug in csto: {type(error).__name__}: {error}")]
    return sha256, records


def _data(job: Job) -> bytes | Cell | Parsed:
    if isinstance(job.data, CstoError):
        raise job.data
    return read_bytes(job.file)[0] if job.data is None else job.data


def _rows(meeting: Meeting, job: Job, cut: Callable[[str], str]) -> Rows:
    for source in (meeting.source, *meeting.supplements):
        source.path = job.spot.path
    return rows_of(meeting, cut)


def _meetings(job: Job, data: bytes | Cell | Parsed, how: How) -> Iterator[Meeting]:
    """The records of a job: what was parsed elsewhere, a cell of a table, csto JSON, or one raw record."""
    if isinstance(data, Parsed):
        if data.failure is not None:
            raise data.failure
        yield from map(load, data.records)
    elif isinstance(data, Cell):
        yield parse_cell(
            data, job.name.removesuffix(f" row {data.row}"), path=job.spot.path, encoding_errors=how.encoding_errors,
            input_format=how.input_format, convention=how.convention, embed_source=how.embed_source,
            corrections=how.corrections,
        )  # fmt: skip
    elif data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["} and MARK in data:
        try:
            yield from [load(data)] if job.data is not None and job.spot.row is not None else load_many(data)
        except CstoError as error:
            raise type(error)(f"{job.name}: {error.message}", hint=error.hint) from None
    else:
        ways: dict[str, Any] = {
            "encoding": how.encoding, "encoding_errors": how.encoding_errors, "input_format": how.input_format,
            "convention": how.convention, "embed_source": how.embed_source, "name": job.name,
            "corrections": how.corrections,
        }  # fmt: skip
        yield from parse_each(data, **ways) if how.each_meeting else [parse(data, **ways)]


def in_process(job: Job, how: How, stemmer_name: str) -> Result:
    """``read`` in a process of its own; what was read from need not travel back."""
    result = read(job, how, stemmer_name)
    return replace(result, job=replace(job, data=None))


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Keep the interrupt key waiting while processes start: Python would forget an interrupt that comes in a fork."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(parent: int) -> None:
    """Begin a process of its own: the interrupt key is for the one that writes, and where that one ends, it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
