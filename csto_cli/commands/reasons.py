"""How a file was recognised and each candidate for a label decided, shown."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from csto_cli.commands.options import Writing
from csto_cli.commands.streams import form_of, opened, stdout_is_terminal, uses_color

if TYPE_CHECKING:
    from rich.console import Console

    from csto_cli.library import Choice, ReadingReport


def write_reasons(report: ReadingReport, writing: Writing) -> None:
    """Write the report: text, or one JSON object."""
    from csto_cli.writers.escape import json_for_terminal
    from csto_cli.writers.values import row_json

    form = form_of(writing.form, writing.output, on_terminal="table")
    with opened(writing.output) as stream:
        if form in {"json", "ndjson"}:
            text = row_json(asdict(report), indent=form == "json")
            stream.write(f"{json_for_terminal(text) if stream.isatty() else text}\n")
        else:
            _write_text(report, stream, writing, form)


def _write_text(report: ReadingReport, stream: TextIO, writing: Writing, form: str) -> None:
    """How a file was recognised and each label decided, as a table for the terminal, CSV or Markdown."""
    from csto_cli.render.columns import CANDIDATES
    from csto_cli.render.console import UNLIMITED, console, safe
    from csto_cli.render.tables import print_table
    from csto_cli.writers.tables import cells, pipe_table

    if form in {"csv", "markdown"}:
        rows = [[column.show(candidate) for column in CANDIDATES] for candidate in report.candidates]
        headings = [(column.heading, column.number) for column in CANDIDATES]
        stream.write(pipe_table(headings, rows) if form == "markdown" else cells([h for h, _ in headings], rows))
        return
    width = None if stdout_is_terminal() and writing.output in {None, "-"} else UNLIMITED
    screen = console(stream, color=uses_color(writing.color), width=width)
    layout = f"; {report.layout}" if report.layout else ""
    form = _shown(report.format, report.format_confidence, report.format_reasons)
    screen.print(safe(f"format: {form}{layout}"))
    _print_runner_up(screen, "format", report.format_runner_up)
    family = _shown(report.convention, report.convention_confidence, report.convention_reasons)
    screen.print(safe(f"convention: {family}"))
    _print_runner_up(screen, "convention", report.convention_runner_up)
    if report.candidates:
        print_table(screen, CANDIDATES, report.candidates)
    else:
        screen.print("no candidate for a label")


def _print_runner_up(screen: Console, what: str, choice: Choice | None) -> None:
    from csto_cli.render.console import safe

    if choice is not None:
        screen.print(safe(f"{what}, runner-up: {_shown(choice.name, choice.confidence, choice.reasons)}"))


def _shown(name: str, confidence: float | None, reasons: tuple[str, ...]) -> str:
    """Name, how sure it is, and why."""
    return f"{name}{'' if confidence is None else f' {confidence:.2f}'} ({'; '.join(reasons)})"
