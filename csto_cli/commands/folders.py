"""Exports into a folder: whatever a writer fills it with, or a file for each record; all of it appears, or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csto_cli.commands.streams import opened, opened_bytes
from csto_cli.errors import InputError, OutputError
from csto_cli.writers import WriterRow
from csto_cli.writers.escape import file_name, free_name

if TYPE_CHECKING:
    from csto_cli.model import Meeting

Fail = Callable[[InputError], None]
"""Tells and counts a record that a format cannot hold."""


def fill_folder(
    meetings: Iterable[Meeting], writer: Any, row: WriterRow, folder: str, *, options: dict[str, Any], force: bool,
    fail: Fail,
) -> None:  # fmt: skip
    """Write into ``folder``, which is made where it is missing.

    A folder that holds something already is refused unless ``force``: then files of the same names are replaced.
    """
    with _staged(Path(os.path.realpath(folder)), folder, force=force) as place:

        def within(name: str, *, binary: bool = False) -> Any:
            path = place / name
            if not Path(os.path.realpath(path)).is_relative_to(place) or path.exists():
                raise OutputError(f"{folder}: {name!r} cannot be written there", hint="report this bug in csto")
            path.parent.mkdir(parents=True, exist_ok=True)
            label = str(Path(folder, name))
            return opened_bytes(str(path), label=label) if binary else opened(str(path), label=label)

        if hasattr(writer, "fill") and "table" not in options:
            writer.fill(meetings, within, **options)
            return
        taken: set[str] = set()
        binary = hasattr(writer, "write_bytes")
        for meeting in meetings:
            name = free_name(file_name(meeting.id), taken)
            try:
                with within(f"{name}{row.suffix}", binary=binary) as stream:
                    (writer.write_bytes if binary else writer.write)([meeting], stream, **options)
            except InputError as error:
                fail(error)


@contextmanager
def _staged(target: Path, label: str, *, force: bool) -> Iterator[Path]:
    """A new folder of another name; what was written into it goes to ``target`` at the end, if nothing failed."""
    try:
        there = target.exists()
        if there and not force and any(target.iterdir()):
            raise OutputError(
                f"{label}: this folder is not empty",
                hint="give another folder, or --force to replace files of the same names in it",
            )
        place = (
            target / f".csto.{os.getpid()}.part"
            if there
            else target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
        )
    except OSError as error:
        raise OutputError(f"{label}: cannot be made: {error.strerror}", hint="give another folder") from None
    try:
        try:
            place.mkdir(parents=True)
        except OSError as error:
            raise OutputError(f"{label}: cannot be made: {error.strerror}", hint="give another folder") from None
        yield place
        try:
            if there:
                for path in sorted(place.iterdir()):
                    path.replace(target / path.name)
            elif any(place.iterdir()):
                place.replace(target)
        except OSError as error:
            raise OutputError(f"{label}: cannot be written: {error.strerror}", hint="give another folder") from None
    finally:
        shutil.rmtree(place, ignore_errors=True)
