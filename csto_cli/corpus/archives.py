"""Members of zip and tar archives, one after another, within limits; nothing is ever written to the disk.

A member's name is text and no path: whatever it says, it is read from inside the archive and from nowhere else.
"""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from csto_cli.companions import companion_paths
from csto_cli.errors import CstoError, NotRecognisedError, UnreadableError

ARCHIVE_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError,
          NotImplementedError, ValueError)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an archive may hold: so many members, so many bytes in one and in all, so many for one packed byte."""

    members: int = 100_000
    member_bytes: int = 64 << 20
    all_bytes: int = 8 << 30
    ratio: int = 200


LIMITS = Limits()
SMALL = 1 << 20
"""Bytes below which how well a member was packed is no matter."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name, and its bytes or why they cannot be had."""

    name: str
    data: bytes | CstoError


def members(
    path: str, suffixes: tuple[str, ...], limits: Limits = LIMITS, left_out: Callable[[int], None] | None = None
) -> Iterator[Member]:
    """The files of an archive whose names end so, in the archive's order; raises where the whole cannot be read.

    With ``left_out``, what belongs to saved pages is left out, and the function called with the number of such files.
    """
    names, read = (_names_of_zip, _of_zip) if path.lower().endswith(".zip") else (_names_of_tar, _of_tar)
    try:
        belonging = companion_paths(map(_slashed, names(path, limits))) if left_out else ()

        def wanted(name: str) -> bool:
            if not _is_record(name, suffixes):
                return False
            if left_out is None or not _slashed(name).startswith(belonging):
                return True
            left_out(1)
            return False

        yield from read(path, wanted, limits)
    except FileNotFoundError:
        raise UnreadableError(f"{path}: there is no such file", hint="check the path") from None
    except BROKEN as error:
        raise NotRecognisedError(
            f"{path}: the archive cannot be read: {error}", hint="fetch it again, or unpack it and give the folder"
        ) from None


def _names_of_zip(path: str, limits: Limits) -> Iterator[str]:
    """The files' names, as many as are read."""
    with zipfile.ZipFile(path) as archive:
        yield from archive.namelist()[: limits.members]


def _names_of_tar(path: str, limits: Limits) -> Iterator[str]:
    """The files' names, as many as are read."""
    with tarfile.open(path, "r:*") as archive, suppress(_TooMuchError):
        yield from (entry.name for entry in _entries(archive, _Count(path, limits)))


def _of_zip(path: str, wanted: Callable[[str], bool], limits: Limits) -> Iterator[Member]:
    """Members of a zip archive that are records to read; one that is encrypted or broken fails alone."""
    count = _Count(path, limits)
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            count.another()
            if entry.is_dir() or not wanted(entry.filename):
                continue
            shown = f"{path}!{entry.filename}"
            if entry.flag_bits & 1:
                yield Member(entry.filename, UnreadableError(f"{shown}: it is encrypted", hint="unpack it first"))
                continue
            try:
                with archive.open(entry) as stream:
                    yield Member(entry.filename, count.read(stream, shown, entry.compress_size))
            except _TooMuchError:
                raise
            except BROKEN as error:
                yield Member(entry.filename, UnreadableError(f"{shown}: it is broken: {error}", hint="fetch it again"))


def _of_tar(path: str, wanted: Callable[[str], bool], limits: Limits) -> Iterator[Member]:
    """Members of a tar archive that are records to read, each with its bytes."""
    count = _Count(path, limits)
    with tarfile.open(path, "r:*") as archive:
        for entry in _entries(archive, count):
            stream = archive.extractfile(entry) if wanted(entry.name) else None
            if stream is not None:
                yield Member(entry.name, count.read(stream, f"{path}!{entry.name}", None))


def _entries(archive: tarfile.TarFile, count: _Count) -> Iterator[tarfile.TarInfo]:
    """The files of a tar archive, counted; it is gone through once, and no entry is kept."""
    for entry in archive:
        count.another(entry.size)
        archive.members = []  # type: ignore[attr-defined] # else it keeps every head that it has read
        if entry.isfile():
            yield entry


class _TooMuchError(UnreadableError):
    """The archive as a whole holds more than is allowed."""


class _Count:
    """How much of an archive was read."""

    def __init__(self, path: str, limits: Limits) -> None:
        self.path, self.limits, self.seen, self.bytes = path, limits, 0, 0

    def another(self, size: int = 0) -> None:
        """Count a member, and the bytes that must be gone through even where it is left out."""
        self.seen += 1
        self.bytes += size
        if self.bytes > self.limits.all_bytes:
            raise self._too_much(f"more than {self.limits.all_bytes} bytes")
        if self.seen > self.limits.members:
            raise self._too_much(f"more than {self.limits.members} members")

    def read(self, stream: IO[bytes], shown: str, packed: int | None) -> bytes | CstoError:
        """A member's bytes, or why they are not read: what its head says of its size is not believed."""
        most = self.limits.member_bytes
        if packed is not None:
            most = min(most, max(packed * self.limits.ratio, SMALL))
        data = stream.read(most + 1)
        self.bytes += len(data) if packed is not None else 0
        if self.bytes > self.limits.all_bytes:
            raise self._too_much(f"more than {self.limits.all_bytes} bytes")
        if len(data) > most:
            return UnreadableError(f"{shown}: it unpacks to more than {most} bytes", hint="unpack it and look")
        return data

    def _too_much(self, what: str) -> CstoError:
        return _TooMuchError(f"{self.path}: the archive holds {what}", hint="unpack it and give the folder")


def _slashed(name: str) -> str:
    """A member's name as other systems write it."""
    return name.replace("\\", "/")


def _is_record(name: str, suffixes: tuple[str, ...]) -> bool:
    last = _slashed(name).rsplit("/", 1)[-1]
    return last.lower().endswith(suffixes) and not last.startswith(".")
