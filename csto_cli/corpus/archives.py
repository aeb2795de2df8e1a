"""Members of zip and tar archives, one after another, within limits; nothing is ever written to the disk.

A member's name is text and no path: whatever it says, it is read from inside the archive and from nowhere else.
"""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

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


def members(path: str, suffixes: tuple[str, ...], limits: Limits = LIMITS) -> Iterator[Member]:
    """The files of an archive whose names end so, in the archive's order; raises where the whole cannot be read."""
    try:
        if path.lower().endswith(".zip"):
            yield from _of_zip(path, suffixes, limits)
        else:
            yield from _of_tar(path, suffixes, limits)
    except FileNotFoundError:
        raise UnreadableError(f"{path}: there is no such file", hint="check the path") from None
    except BROKEN as error:
        raise NotRecognisedError(
            f"{path}: the archive cannot be read: {error}", hint="fetch it again, or unpack it and give the folder"
        ) from None


def _of_zip(path: str, suffixes: tuple[str, ...], limits: Limits) -> Iterator[Member]:
    """Members of a zip archive that are records to read; one that is encrypted or broken fails alone."""
    count = _Count(path, limits)
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            count.another()
            if entry.is_dir() or not _wanted(entry.filename, suffixes):
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


def _of_tar(path: str, suffixes: tuple[str, ...], limits: Limits) -> Iterator[Member]:
    """Members of a tar archive that are records to read, each with its bytes."""
    count = _Count(path, limits)
    # A stream is read once from its beginning, so that no member is asked for twice and none is kept.
    with tarfile.open(path, "r:*") as archive:
        for entry in archive:
            count.another(entry.size)
            archive.members = []  # type: ignore[attr-defined] # else it keeps every head that it has read
            if not entry.isfile() or not _wanted(entry.name, suffixes):
                continue
            stream = archive.extractfile(entry)
            if stream is not None:
                yield Member(entry.name, count.read(stream, f"{path}!{entry.name}", None))


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


def _wanted(name: str, suffixes: tuple[str, ...]) -> bool:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return last.lower().endswith(suffixes) and not last.startswith(".")
