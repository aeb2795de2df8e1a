"""``csto export``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csto_cli.commands.completions import writer_names
from csto_cli.commands.folders import fill_folder
from csto_cli.commands.inputs import Inputs, gather
from csto_cli.commands.options import Reading, Running, Target
from csto_cli.commands.parallel import meetings
from csto_cli.commands.streams import SUFFIX_FORMATS, opened, opened_bytes, tell
from csto_cli.errors import CstoError, UsageError

if TYPE_CHECKING:
    from csto_cli.model import Meeting
    from csto_cli.writers import WriterRow

AS_IT_IS = ("json", "ndjson")
"""Formats that hold the record as it is, also where it is not sound."""

To = Annotated[
    str | None,
    typer.Option(
        "--to", "-t", metavar="NAME", show_default=False, autocompletion=writer_names,
        help="Output format (csto writers lists them); by default the one that the name of -o FILE asks for.",
    ),
]  # fmt: skip
TableName = Annotated[
    str | None,
    typer.Option(
        "--table",
        metavar="NAME",
        help="For csv and parquet: meetings, turns, participants, documents, floor, topics, notes, diagnostics.",
    ),
]
Partition = Annotated[
    str | None,
    typer.Option(
        "--partition", metavar="NAME", rich_help_panel="How to write", help="For parquet: a folder a year, or language."
    ),
]
Force = Annotated[
    bool, typer.Option("--force", rich_help_panel="How to write", help="Also into a folder that is not empty.")
]


def export(
    reading: Reading, target: Target, running: Running, *, to: To = None, table: TableName = None,
    partition: Partition = None, force: Force = False,
) -> None:  # fmt: skip
    """How do I pass the record on to another program, or publish it?

    Writes to standard output, to a file (-o FILE), or into a folder (-o FOLDER/), which must be empty: for csv, parquet
    and convokit all tables of the corpus, else a file for each record. A folder appears whole or not at all.

    Examples:
      csto export --to markdown samples/river-council.en.txt
      csto export --to csv --table participants samples/river-council.en.html
    """
    to = to or _asked_by(target.output)
    writer, row = _writer(to, table)
    inputs = gather(reading, with_path=not target.no_path, embed=getattr(writer, "SHOWS_SOURCE", False))
    output = target.output or "-"
    options: dict[str, Any] = {"table": table} if table else {}
    if partition is not None:
        options["partition"] = _partition(writer, partition, table, is_folder=_is_folder(output, writer, inputs))
    if row.tells:
        options["tell"] = _unheard if running.quiet else tell
    meetings = _meetings(inputs, quiet=running.quiet, check=to not in AS_IT_IS)
    if _is_folder(output, writer, inputs):
        fill_folder(meetings, writer, row, output, options=options, force=force, fail=lambda e: _undo(inputs, e))
    elif hasattr(writer, "write_bytes"):
        with opened_bytes(output) as binary:
            writer.write_bytes(meetings, binary, **options)
    elif hasattr(writer, "write"):
        with opened(output) as stream:
            writer.write(meetings, stream, **options, **({"several": inputs.several} if to == "json" else {}))
    else:
        raise UsageError(f"{to} is a folder of files", hint="give a folder with -o FOLDER")
    inputs.finish(quiet=running.quiet)


def _asked_by(output: str | None) -> str:
    """The format that the name of an output file asks for."""
    from csto_cli.writers import writers

    suffix = Path(output or "-").suffix.lower()
    usual = SUFFIX_FORMATS.get(suffix)
    known = [row.name for row in writers() if suffix and (row.suffix == suffix or row.name == usual)]
    if usual in known or len(known) == 1:
        return usual if usual in known else known[0]
    hint = (
        f"add {' or '.join(f'--to {name}' for name in known)}" if known else "add --to; csto writers lists the formats"
    )
    raise UsageError("which output format?", hint=hint)


def _writer(to: str, table: str | None) -> tuple[Any, WriterRow]:
    """Module and row of a format; refuses reports, and tables where there are none."""
    from csto_cli.writers import REPORTS, find, row_of

    writer = find(to)
    row = row_of(to)
    if row is None or row in REPORTS:
        raise UsageError(f"{to} is a report of csto validate", hint=f"run csto validate --format {to}")
    tables = getattr(writer, "TABLES", {}) if hasattr(writer, "fill") else {}
    if table is not None and not tables:
        raise UsageError("--table is for csv and parquet", hint="add --to csv")
    if table is not None and table not in tables:
        raise UsageError(f"unknown table {table!r}", hint=f"choose one of {', '.join(tables)}")
    return writer, row


def _partition(writer: Any, name: str, table: str | None, *, is_folder: bool) -> str:
    """The name of a partition, where the format and the output know such."""
    known = getattr(writer, "PARTITIONS", ())
    if not known or table is not None or not is_folder:
        raise UsageError("--partition is for all tables in a folder", hint="use --to parquet -o FOLDER/ alone")
    if name not in known:
        raise UsageError(f"unknown partition {name!r}", hint=f"choose one of {', '.join(known)}")
    return name


def _is_folder(output: str, writer: Any, inputs: Inputs) -> bool:
    """Whether the output is a folder.

    It is one, it is written as one, only a folder can hold the result, or there are several records and its name has no
    suffix.
    """
    if output == "-":
        return False
    fits_a_file = hasattr(writer, "write") or hasattr(writer, "write_bytes")
    if output.endswith("/") or Path(output).is_dir() or not fits_a_file:
        return True
    return inputs.several and not Path(output).suffix and not Path(output).exists()


def _meetings(inputs: Inputs, *, quiet: bool, check: bool) -> Iterator[Meeting]:
    """Every record of the inputs; one that refers to what it does not hold is told and counted, not written.

    Ends the call where none was fit, so that no output appears that holds nothing.
    """
    from csto_cli.writers.prepared import sound

    for meeting in meetings(inputs, quiet=quiet):
        try:
            if check:
                sound(meeting)
        except CstoError as error:
            _undo(inputs, error)
        else:
            yield meeting
    if inputs.failed and not inputs.done:
        inputs.finish(quiet=quiet)


def _undo(inputs: Inputs, error: CstoError) -> None:
    """Count a record that was read well as failed; the others of its file go on."""
    inputs.done -= 1
    inputs.fail(error, whole=False)


def _unheard(message: str) -> None:
    """Remarks are not wanted."""
