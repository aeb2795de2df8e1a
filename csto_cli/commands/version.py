"""The version, without anything heavy."""

from __future__ import annotations

from csto_cli.commands.streams import raw_stdout
from csto_cli.version import VERSION


def print_version() -> None:
    """Write ``csto VERSION`` to standard output."""
    raw_stdout().write(f"csto {VERSION}\n")
