"""Exports into a folder: a file for each table, or for each record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csto_cli.commands.streams import opened
from csto_cli.errors import OutputError
from csto_cli.writers import WriterRow
from csto_cli.writers.escape import file_name, free_name

if TYPE_CHECKING:
    from csto_cli.model import Meeting

Tell = Callable[[str], None]


def fill_folder(
    meetings: Iterable[Meeting], writer: Any, row: WriterRow, folder: str, table: str | None, tell: Tell
) -> None:
    """Write into ``folder``, which is made where it is missing; each file appears whole or not at all.

    ``tell`` hears what a writer could not write as it is.
    """
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}", hint="give another folder") from None
    if hasattr(writer, "fill") and table is None:
        remarks = {"tell": tell} if getattr(writer, "TELLS", False) else {}
        writer.fill(meetings, lambda name: opened(str(Path(folder, name))), **remarks)
        return
    taken: set[str] = set()
    for meeting in meetings:
        name = free_name(file_name(meeting.id), taken)
        extra: dict[str, Any] = {"table": table} if table else {"tell": tell} if getattr(writer, "TELLS", False) else {}
        with opened(str(Path(folder, f"{name}{row.suffix}"))) as stream:
            writer.write([meeting], stream, **extra)
