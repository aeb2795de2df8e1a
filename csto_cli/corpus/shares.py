"""The sources of a build in shares, each of which one worker reads into one part."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from csto_cli.corpus.archives import ARCHIVE_SUFFIXES
from csto_cli.corpus.jobs import How, Job, each
from csto_cli.corpus.parts import COLUMNS, Part, Row, write_part
from csto_cli.corpus.steps import Begin, End, Plan, Steps, StoredPaths
from csto_cli.corpus.walk import files, size_and_time
from csto_cli.errors import CstoError, UnreadableError
from csto_cli.model import Meeting
from csto_cli.query.people import words
from csto_cli.version import VERSION
from csto_cli.writers.values import record_json

LARGEST = 64 * 1024 * 1024
"""Bytes of sources after which a share ends, however few they are."""
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Share:
    """Files that follow one another in the walk, and what tells this share from others and from its own past."""

    key: str
    files: tuple[str, ...]


def shares(
    plan: Plan, folder: str, size: int, trouble: Callable[[CstoError], None], left_out: Callable[[int], None]
) -> Iterator[Share]:
    """The sources in shares of about ``size`` files; ``folder`` is where parts go; paths that are none are told.

    ``left_out`` is called with numbers of files that belong to saved pages.

    A share ends behind a file whose path says so by its hash: a file that comes or goes changes one share, and the
    parts of the others are kept. Its key holds every path, size and time of change, and how records are read.
    """
    paths = StoredPaths(folder)
    seen: set[str] = set()
    listed: list[str] = []
    marks: list[str] = []
    weight = 0
    for path in plan.paths:
        try:
            for file in files(path, (*plan.suffixes, *ARCHIVE_SUFFIXES), left_out):
                place = paths.of(file)
                if place in seen:
                    continue
                seen.add(place)
                length, moment = _state(file)
                listed.append(file)
                marks.append(f"{place}\0{length}\0{moment}")
                weight += length
                ends = int.from_bytes(hashlib.sha256(place.encode()).digest()[:8]) % size == 0
                if ends or len(listed) >= 4 * size or weight >= LARGEST:
                    yield _share(plan, listed, marks)
                    listed, marks, weight = [], [], 0
        except UnreadableError as error:
            trouble(error)
    if listed:
        yield _share(plan, listed, marks)


def _share(plan: Plan, listed: list[str], marks: list[str]) -> Share:
    told = "\n".join((VERSION, plan.options, *marks))
    return Share(hashlib.sha256(told.encode()).hexdigest()[:32], tuple(listed))


def _state(file: str) -> tuple[int, int]:
    """Size and time of change; what cannot be asked is read, and fails, each time."""
    try:
        stat = Path(file).stat()
    except OSError:
        return 0, 0
    return size_and_time(stat)


def write_share(share: Share, plan: Plan, folder: str, here: str) -> Part:
    """Read a share and write its part; runs on a worker, which must see the same files. ``here`` is where paths begin.

    Raises where another csto is at work here than there.
    """
    given = {file if os.path.isabs(file) else f"{here}/{file}": file for file in share.files}  # noqa: PTH117 - paths stay text here
    return write_part(folder, share.key, _rows(replace(plan, paths=tuple(given)), folder, given))


def _rows(plan: Plan, folder: str, given: dict[str, str]) -> Iterator[Row]:
    """A row for each record, failure, archive and table, in the order in which a build of a store writes them."""
    for step in Steps(plan, folder, None):
        if isinstance(step, Job):
            yield from _read(step, plan.how, given)
        elif isinstance(step, Begin):
            yield _row(step.job, status="container", sha256=step.sha256)
        elif isinstance(step, End) and step.failure is not None:
            yield _row(step.job, status="failed", reason=_reason(step.failure, step.job, given))


def _read(job: Job, how: How, given: dict[str, str]) -> Iterator[Row]:
    sha256, records = each(job, how, _values)
    for number, record in enumerate(records, start=1):
        if isinstance(record, CstoError):
            yield _row(job, status="failed", number=number, sha256=sha256, reason=_reason(record, job, given))
        else:
            yield _row(job, status="read", number=number, sha256=sha256, **record)


def _reason(failure: CstoError, job: Job, given: dict[str, str]) -> str:
    """What is wrong, with the file called as the user does: where the worker found it is its own affair."""
    reason = str(failure).encode("utf-8", "replace").decode()
    return given[job.file] + reason.removeprefix(job.file) if reason.startswith(job.file) else reason


def _row(job: Job, **values: Any) -> Row:
    spot = job.spot
    own = {"path": spot.path, "member": spot.member, "row": spot.row, "size": job.size, "mtime_ns": job.mtime_ns}
    return dict.fromkeys(COLUMNS) | own | values


def _values(meeting: Meeting) -> Values:
    """What stands in a row of a record besides its source: the record, and what it is most often chosen by."""
    names = {person.id: person.name for person in meeting.participants}
    values = {
        "meeting": meeting.id, "title": meeting.title, "body": meeting.body.name if meeting.body else None,
        "date": meeting.date, "language": meeting.language, "chair": names.get(meeting.chair or ""),
        "convention": meeting.source.convention,
    }  # fmt: skip
    told = {name: value and value.encode("utf-8", "replace").decode() for name, value in values.items()}
    return told | {
        "turns": len(meeting.turns), "words": sum(map(words, meeting.turns)), "record": record_json(meeting),
    }  # fmt: skip
