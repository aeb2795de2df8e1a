"""``csto readers``."""

from __future__ import annotations

from typing import Annotated

import typer

from csto_cli.commands.catalogue import write_catalogue
from csto_cli.commands.inputs import raw_stdin
from csto_cli.commands.options import Convention, Encoding, EncodingErrors, InputFormat, Running, Writing
from csto_cli.commands.records import STANDARD_INPUT

Why = Annotated[
    str | None,
    typer.Option("--why", metavar="FILE", help="How FILE was recognised, and each candidate for a label decided."),
]


def readers(
    writing: Writing,
    running: Running,
    *,
    why: Why = None,
    encoding: Encoding = None,
    encoding_errors: EncodingErrors = "strict",
    input_format: InputFormat = None,
    convention: Convention = None,
) -> None:
    """Which records can csto read, and why was mine read as it was?

    Lists formats (how characters are packed), tables (a record in each row) and conventions (how a family of records
    writes things down), each with the package that it comes from; with --why the evidence for each decision on one
    file.

    Examples:
      csto readers
      csto readers --why samples/river-council.en.txt
    """
    del running
    if why is not None:
        from csto_cli.commands.reasons import write_reasons
        from csto_cli.library import explain_reading

        report = explain_reading(
            raw_stdin() if why == "-" else why,
            encoding=encoding,
            encoding_errors=encoding_errors,
            input_format=input_format,
            convention=convention,
            name=STANDARD_INPUT if why == "-" else None,
        )
        write_reasons(report, writing)
        return
    from csto_cli import conventions, formats, tables
    from csto_cli.version import VERSION

    entries: list[dict[str, str | None]] = []
    for kind, rows, plugged in (
        ("format", formats.FORMATS, formats.plugged()),
        ("table", tables.TABLES, ()),
        ("convention", conventions.CONVENTIONS, conventions.plugged()),
    ):
        for row, package in (*((row, f"csto {VERSION}") for row in rows), *((p.value, p.package) for p in plugged)):
            needs = getattr(row, "extra", None)
            entries.append(
                {"kind": kind, "name": row.name, "needs": needs, "package": package, "description": row.description}
            )
    write_catalogue(entries, writing)
