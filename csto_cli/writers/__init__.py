"""Every output format: one module each, listed here.

A writer's module has ``write(meetings, stream)``; one that fills a folder with several files also has
``fill(meetings, opened)``. Modules are imported when they are asked for. A module that says ``SHOWS_SOURCE`` gets
records that embed their source; one that says ``TELLS`` takes ``tell``, which hears what could not be written as it is.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from csto_cli.errors import UsageError


class WriterRow(NamedTuple):
    """One output format: its name (also its module's), what it is, the suffix of its files, the extra it needs."""

    name: str
    description: str
    suffix: str
    extra: str | None = None


WRITERS: tuple[WriterRow, ...] = (
    WriterRow("json", "the whole record, indented; an array where there are several", ".json"),
    WriterRow("ndjson", "the whole record, one compact object a line", ".ndjson"),
    WriterRow("csv", "tables for spreadsheets: turns, participants, documents, floor, topics, diagnostics", ".csv"),
    WriterRow("markdown", "a page to publish: facts, participants, decisions, who had the floor, turns", ".md"),
    WriterRow("html", "a web page that stands alone: facts, decisions linked to their words, timeline, turns", ".html"),
    WriterRow("tei", "Parla-CLARIN (TEI): a file for each record, in a folder a corpus root too", ".xml"),
    WriterRow("akn", "Akoma Ntoso 3.0: a debate for each record", ".xml"),
    WriterRow("svg", "a picture of who had the floor over the length of the record", ".svg"),
)

REPORTS: tuple[WriterRow, ...] = (
    WriterRow("sarif", "findings for code-scanning tools (SARIF 2.1.0)", ".sarif"),
    WriterRow("github", "findings as annotations of GitHub Actions", ".txt"),
)


def find(name: str) -> Any:
    """Module of a writer; raises ``UsageError`` that lists the names where there is none of that name."""
    if name not in {row.name for row in (*WRITERS, *REPORTS)}:
        known = ", ".join(row.name for row in WRITERS)
        raise UsageError(f"unknown output format {name!r}", hint=f"choose one of {known}")
    return import_module(f"csto_cli.writers.{name}")
