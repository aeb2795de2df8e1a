"""Exports into a folder: a file for each table, or for each record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csto_cli.commands.streams import opened
from csto_cli.errors import OutputError
from csto_cli.writers import WriterRow
from csto_cli.writers.escape import file_name

if TYPE_CHECKING:
    from csto_cli.model import Meeting


def fill_folder(meetings: Iterable[Meeting], writer: Any, row: WriterRow, folder: str, table: str | None) -> None:
    """Write into ``folder``, which is made where it is missing; each file appears whole or not at all."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}", hint="give another folder") from None
    if hasattr(writer, "fill") and table is None:
        writer.fill(meetings, lambda name: opened(str(Path(folder, name))))
        return
    taken: set[str] = set()
    for meeting in meetings:
        name = _free(file_name(meeting.id), taken)
        extra = {"table": table} if table else {}
        with opened(str(Path(folder, f"{name}{row.suffix}"))) as stream:
            writer.write([meeting], stream, **extra)


def _free(stem: str, taken: set[str]) -> str:
    """The name, or with a number behind it where another record of this call has it."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
