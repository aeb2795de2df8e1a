"""The files of a build, one by one in an order that is the same each time; never all of them in memory."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from csto_cli.companions import companions, count_below
from csto_cli.errors import UnreadableError

LATEST = 2**63 - 1


def files(path: str, suffixes: tuple[str, ...], left_out: Callable[[int], None] | None = None) -> Iterator[str]:
    """The file of that path, those below a folder that end so, or what a pattern stands for; hidden ones are left out.

    What belongs to saved pages beside it is left out too, and ``left_out`` called with the number of such files. Raises
    where there is no file.
    """
    if os.path.isdir(path):  # noqa: PTH112 - paths stay text here
        found = _below(str(Path(path)), suffixes, left_out)
    elif os.path.lexists(path):
        found = iter([path])
    elif glob.has_magic(path):
        matches = sorted(glob.iglob(path, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
        found = (name for match in matches for name in files(match, suffixes, left_out))
    else:
        raise UnreadableError(f"{path}: no such file", hint="check the path")
    first = next(found, None)
    if first is None:
        raise UnreadableError(
            f"{path}: no records here", hint=f"files named {', '.join(suffixes)} are read; name others one by one"
        )
    yield first
    yield from found


def _below(folder: str, suffixes: tuple[str, ...], left_out: Callable[[int], None] | None) -> Iterator[str]:
    """Files of a folder and of those inside it, in order of name; links to folders are not followed."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise UnreadableError(f"{folder}: the folder cannot be read: {error.strerror}") from None
    names = [entry.name for entry in listed]
    belonging = companions(names, names)
    for entry in listed:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in belonging:
                yield from _below(entry.path, suffixes, left_out)
            elif left_out is not None:
                left_out(count_below(entry.path, suffixes))
        elif entry.name.lower().endswith(suffixes) and entry.is_file():
            yield entry.path.removeprefix("./")


def size_and_time(found: os.stat_result) -> tuple[int, int]:
    """Size and time of change (in nanoseconds) of a file; a time that a store has no room for is the last it has."""
    return found.st_size, max(-LATEST, min(found.st_mtime_ns, LATEST))


def count(paths: tuple[str, ...], suffixes: tuple[str, ...]) -> int:
    """How many files the paths stand for; what cannot be walked counts as none."""
    total = 0
    for path in paths:
        with suppress(UnreadableError):
            total += sum(1 for _ in files(path, suffixes))
    return total
