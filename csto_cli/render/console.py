"""The console that everything is drawn on."""

from __future__ import annotations

import os
from typing import TextIO, cast

from rich.console import Console
from rich.text import Text

from csto_cli.patterns import pattern
from csto_cli.writers.escape import line, terminal

UNLIMITED = 100_000
"""Width where nothing may be cut: wider than any row."""
PIPE_WIDTH = 100
"""Width of text that is wrapped for a reader in a pipe."""
_PADDING = pattern(r"(?<! ) +(?=(?:\x1b\[0m)?(?:\n|\Z))")


class _Trimmed:
    """A stream that takes the blanks off the ends of lines, which ``rich`` pads to the width."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.encoding = stream, stream.encoding

    def write(self, text: str) -> int:
        return self.stream.write(_PADDING.sub("", text))

    def flush(self) -> None:
        self.stream.flush()

    def isatty(self) -> bool:
        return self.stream.isatty()

    def fileno(self) -> int:
        return self.stream.fileno()


class Screen(Console):
    """A console that lets a closed pipe pass, which ``rich`` would end with 1."""

    def on_broken_pipe(self) -> None:
        """Leave it to the one place where commands end."""
        raise BrokenPipeError


def console(stream: TextIO, *, color: bool, width: int | None = None) -> Console:
    """A console over ``stream``; ``width`` None is the terminal's."""
    return Screen(
        file=cast("TextIO", _Trimmed(stream)),
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
