"""Rows as a table that is right at any width: cells wrap on a terminal and are never cut in a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from csto_cli.render.columns import EXCERPT, Column
from csto_cli.render.console import UNLIMITED, safe

MIN_WORDY_WIDTH = 12


def table(columns: Sequence[Column], rows: Sequence[object], *, width: int) -> Table:
    """A table of ``rows``; columns in which no row says anything are left out."""
    cells = [[column.show(row) for column in columns] for row in rows]
    shown = [index for index in range(len(columns)) if any(line[index] for line in cells)]
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 1))
    for index in shown:
        column = columns[index]
        wordy = bool(column.ratio)
        drawn.add_column(
            column.heading,
            justify="right" if column.number else "left",
            no_wrap=not wordy or width >= UNLIMITED,
            overflow="fold",
            ratio=column.ratio if wordy and width < UNLIMITED else None,
            min_width=MIN_WORDY_WIDTH if wordy and width < UNLIMITED else None,
        )
    for line in cells:
        drawn.add_row(*(_cell(line[index], columns[index], width) for index in shown))
    drawn.expand = width < UNLIMITED and any(columns[index].ratio for index in shown)
    return drawn


def _cell(value: str, column: Column, width: int) -> Text:
    if column.ratio and width < UNLIMITED and len(value) > EXCERPT:
        value = value[:EXCERPT].rsplit(" ", 1)[0] + " …"
    return safe(value)


def print_table(screen: Console, columns: Sequence[Column], rows: Sequence[object]) -> None:
    """Draw a table and take the blanks off its lines' ends, which ``rich`` pads."""
    with screen.capture() as captured:
        screen.print(table(columns, rows, width=screen.width))
    screen.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))
