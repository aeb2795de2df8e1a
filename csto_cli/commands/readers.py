"""``csto readers``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from csto_cli.commands.catalogue import write_catalogue
from csto_cli.commands.options import Convention, Encoding, EncodingErrors, InputFormat, Running, Writing

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

    Lists formats (how characters are packed) and conventions (how a family of records writes things down); with --why
    the evidence for each decision on one file.

    Examples:
      csto readers
      csto readers --why samples/river-council.en.txt
    """
    from csto_cli import library

    del running
    if why is not None:
        from csto_cli.commands.reasons import write_reasons

        report = library.explain_reading(
            why, encoding=encoding, encoding_errors=encoding_errors, input_format=input_format, convention=convention
        )
        write_reasons(report, writing)
        return
    known = [("format", row) for row in library.FORMATS] + [("convention", row) for row in library.CONVENTIONS]
    entries: list[dict[str, str | None]] = [
        {"kind": kind, "name": row.name, "needs": row.extra, "description": row.description} for kind, row in known
    ]
    write_catalogue(entries, replace(writing))
