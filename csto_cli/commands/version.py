"""The version, without anything heavy."""

from __future__ import annotations

from csto_cli.commands.streams import raw_stdout


def version() -> str:
    """Version of the installed package."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("csto-cli")
    except PackageNotFoundError:
        return "0+unknown"


def print_version() -> None:
    """Write ``csto VERSION`` to standard output."""
    raw_stdout().write(f"csto {version()}\n")
