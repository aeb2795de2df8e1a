"""Every output format: one module each, listed here.

A writer's module has one or more of these; each gets the records one by one, as they are read:

- ``write(meetings, stream)``: all records into one stream of text;
- ``write_bytes(meetings, stream)``: the same for a format that is no text;
- ``fill(meetings, opened)``: all records into a folder of several files; ``opened(name)`` is a context that gives a
  file's stream of text, ``opened(name, binary=True)`` one of bytes.

Without ``fill``, a folder gets a file for each record. With ``TABLES``, ``write`` takes the name of one as ``table``.
A module that says ``SHOWS_SOURCE`` gets records that embed their source.
Modules are imported when they are asked for. Further writers register under the entry point ``csto.writers``: a module
of their own with ``write`` (and ``fill``) and ``ROW``, a ``WriterRow``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from csto_cli.errors import MissingExtraError, UsageError
from csto_cli.plugins import Plugin, plugins, shielded, unfit

GROUP = "csto.writers"


class WriterRow(NamedTuple):
    """One output format: its name (also its module's), what it is, the suffix of its files, the extra it needs.

    ``tells``: the functions take ``tell``, which hears what could not be written as it is.
    """

    name: str
    description: str
    suffix: str
    extra: str | None = None
    tells: bool = False


WRITERS: tuple[WriterRow, ...] = (
    WriterRow("json", "the whole record, indented; an array where there are several", ".json"),
    WriterRow("ndjson", "the whole record, one compact object a line", ".ndjson"),
    WriterRow(
        "csv", "a table for spreadsheets; a folder gets all tables, described for CSV on the Web", ".csv", tells=True
    ),
    WriterRow("xlsx", "a workbook with a sheet for each table", ".xlsx", "xlsx", tells=True),
    WriterRow(
        "parquet", "typed tables with nested columns, for DuckDB, polars, Spark", ".parquet", "parquet", tells=True
    ),
    WriterRow("markdown", "a page to publish: facts, participants, decisions, who had the floor, turns", ".md"),
    WriterRow("html", "a web page that stands alone: facts, decisions linked to their words, timeline, turns", ".html"),
    WriterRow("tei", "Parla-CLARIN (TEI): a file for each record, in a folder a corpus root too", ".xml", tells=True),
    WriterRow("akn", "Akoma Ntoso 3.0: a debate for each record", ".xml", tells=True),
    WriterRow("svg", "a picture of who had the floor over the length of the record", ".svg"),
    WriterRow("convokit", "a corpus folder for ConvoKit: who answers whom", "", tells=True),
    WriterRow(
        "popolo", "persons, posts, organisations, events, speeches, motions in the Popolo standard", ".json", tells=True
    ),
    WriterRow("annotations", "every fact as a W3C Web Annotation on the source", ".jsonld", tells=True),
    WriterRow("bibtex", "a reference for each turn and document, for LaTeX and Zotero", ".bib"),
    WriterRow("csl-json", "a reference for each turn and document, for Zotero and pandoc", ".json"),
    WriterRow("vtt", "captions with speakers, where the record has times (WebVTT)", ".vtt", tells=True),
    WriterRow("tif", "a corpus table for quanteda and tidytext (Text Interchange Format)", ".csv", tells=True),
    WriterRow("vertical", "a word a line with structures, for concordancers", ".vert", tells=True),
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
        return import_module(f"csto_cli.writers.{name.replace('-', '_')}")
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


def needed(module: str, extra: str) -> Any:
    """Import a package that an extra brings; raises ``MissingExtraError`` that says what to install."""
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError(
            f"this output format needs the package {module.partition('.')[0]}",
            hint=f"install it with: pip install 'csto-cli[{extra}]'",
        ) from None
