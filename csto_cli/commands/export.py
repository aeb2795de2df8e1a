"""``csto export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from csto_cli.commands.folders import fill_folder
from csto_cli.commands.inputs import gather
from csto_cli.commands.options import Reading, Running, Target
from csto_cli.commands.streams import opened, tell
from csto_cli.errors import UsageError

To = Annotated[str, typer.Option("--to", "-t", metavar="NAME", help="Output format (csto writers lists them).")]
TableName = Annotated[
    str | None,
    typer.Option(
        "--table", metavar="NAME", help="For csv: turns, participants, documents, floor, topics, diagnostics."
    ),
]


def export(reading: Reading, target: Target, running: Running, *, to: To, table: TableName = None) -> None:
    """How do I pass the record on to another program, or publish it?

    Writes to standard output, to a file (-o FILE), or into a folder (-o FOLDER/): for csv a file for each table, else a
    file for each record.

    Examples:
      csto export --to markdown samples/river-council.en.txt
      csto export --to csv --table participants samples/river-council.en.html
    """
    from csto_cli.writers import REPORTS, find, row_of

    writer = find(to)
    row = row_of(to)
    if row is None or row in REPORTS:
        raise UsageError(f"{to} is a report of csto validate", hint=f"run csto validate --format {to}")
    if table is not None and to != "csv":
        raise UsageError("--table is for csv", hint="add --to csv")
    inputs = gather(reading, with_path=not target.no_path, embed=getattr(writer, "SHOWS_SOURCE", False))
    output = target.output or "-"
    remark = _unheard if running.quiet else tell
    if output.endswith("/") or Path(output).is_dir():
        fill_folder(inputs.meetings(), writer, row, output, table, remark)
    else:
        extra: dict[str, Any] = {"table": table} if table else {"several": inputs.several} if to == "json" else {}
        if getattr(writer, "TELLS", False):
            extra["tell"] = remark
        with opened(output) as stream:
            writer.write(inputs.meetings(), stream, **extra)
    inputs.finish()


def _unheard(message: str) -> None:
    """Remarks are not wanted."""
