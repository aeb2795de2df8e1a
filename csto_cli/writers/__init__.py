"""Every output format: one module each, listed here.

A writer's module has ``write(meetings, stream)``; one that fills a folder with several files also has
``fill(meetings, opened)``. Modules are imported when they are asked for. A module that says ``SHOWS_SOURCE`` gets
records that embed their source; one that says ``TELLS`` takes ``tell``, which hears what could not be written as it is.
Further writers register under the entry point ``csto.writers``: a module of their own with the same functions and
``ROW``, a ``WriterRow``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from csto_cli.errors import UsageError
from csto_cli.plugins import Plugin, plugins, shielded, unfit

GROUP = "csto.writers"


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


def writers() -> tuple[WriterRow, ...]:
    """Every writer: csto's own, then those of other packages."""
    return (*WRITERS, *(plugin.value.ROW for plugin in plugged()))


@cache
def plugged() -> tuple[Plugin, ...]:
    """Writers of other packages; the value is the module."""
    return plugins(GROUP, {row.name for row in (*WRITERS, *REPORTS)}, _problem)


def row_of(name: str) -> WriterRow | None:
    """Row of a writer; other packages are asked only where csto has none of that name."""
    row = next((row for row in (*WRITERS, *REPORTS) if row.name == name), None)
    return row or next((plugin.value.ROW for plugin in plugged() if plugin.name == name), None)


def find(name: str) -> Any:
    """Module of a writer; raises ``UsageError`` that lists the names where there is none of that name."""
    if name in {row.name for row in (*WRITERS, *REPORTS)}:
        return import_module(f"csto_cli.writers.{name}")
    plugin = next((plugin for plugin in plugged() if plugin.name == name), None)
    if plugin is None:
        known = ", ".join(row.name for row in writers())
        raise UsageError(f"unknown output format {name!r}", hint=f"choose one of {known}")
    return _Shielded(plugin)


class _Shielded:
    """Module of another package: what its functions raise becomes a ``PluginError``."""

    def __init__(self, plugin: Plugin) -> None:
        what = f"the writer {plugin.name!r} of {plugin.package}"
        self.write = shielded(plugin.value.write, what, object)
        if hasattr(plugin.value, "fill"):
            self.fill = shielded(plugin.value.fill, what, object)


def _problem(name: str, module: Any) -> str | None:
    """What is wrong with a module that registers as the writer ``name``, or None."""
    if not callable(getattr(module, "write", None)):
        return "its module has no function write(meetings, stream)"
    return unfit(WriterRow, name, getattr(module, "ROW", None))
