"""The console that everything is drawn on."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console
from rich.text import Text

from csto_cli.writers.escape import line, terminal

UNLIMITED = 100_000
"""Width where nothing may be cut: wider than any row."""
PIPE_WIDTH = 100
"""Width of text that is wrapped for a reader in a pipe."""


def console(stream: TextIO, *, color: bool, width: int | None = None) -> Console:
    """A console over ``stream``; ``width`` None is the terminal's."""
    return Console(
        file=stream,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color and not os.environ.get("COLORTERM") else ("truecolor" if color else None),
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        soft_wrap=False,
        _environ={"COLUMNS": os.environ["COLUMNS"]} if "COLUMNS" in os.environ else {},
    )


def safe(text: str | None, style: str = "") -> Text:
    """One line of a record's text."""
    return Text(line(text or ""), style=style)


def safe_block(text: str, style: str = "") -> Text:
    """A record's text with its line ends."""
    return Text(terminal(text), style=style)
