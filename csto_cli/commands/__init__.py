"""The commands: one module each, listed here in the order of ``csto --help``.

A module holds a function of the command's name (hyphens as underscores, a trailing underscore where Python keeps the
word for itself), or an ``app`` of several commands. It is imported when the command is asked for.
"""

from __future__ import annotations

from typing import NamedTuple


class CommandRow(NamedTuple):
    """One command: its name, which is also its module's, and the heading that help lists it under."""

    name: str
    heading: str


COMMANDS: tuple[CommandRow, ...] = (
    CommandRow("parse", "Read a record"),
    CommandRow("speakers", "Read a record"),
    CommandRow("decisions", "Read a record"),
    CommandRow("turns", "Read a record"),
    CommandRow("cite", "Read a record"),
    CommandRow("show", "Read a record"),
    CommandRow("validate", "Check it"),
    CommandRow("correct", "Check it"),
    CommandRow("diff", "Compare two"),
    CommandRow("align", "Compare two"),
    CommandRow("corpus", "Many records"),
    CommandRow("export", "Pass it on"),
    CommandRow("writers", "Pass it on"),
    CommandRow("readers", "Learn more"),
    CommandRow("schema", "Learn more"),
    CommandRow("help", "Learn more"),
)
