"""Rows as a table that is right at any width: cells wrap on a terminal and are never cut in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from csto_cli.render.columns import EXCERPT, Column
from csto_cli.render.console import UNLIMITED, safe
from csto_cli.writers.escape import line

GAP = 2
TALLEST = 3
"""Lines that a row may take before a column to spare is left out for it."""
LONGEST_WORD = 18
"""A column of words is made narrower until its longest word fits, up to this."""


def print_table(screen: Console, columns: Sequence[Column], rows: Sequence[object]) -> None:
    """Draw a table of ``rows``. Columns that say nothing are left out, on a narrow terminal also those to spare."""
    limited = screen.width < UNLIMITED
    cells = {column: [_cell(column, row, limited) for row in rows] for column in columns}
    shown = [column for column in columns if any(cells[column])]
    widths = {column: max(cell_len(text) for text in (column.heading, *cells[column])) for column in shown}
    if limited:
        shown, widths = _fit(shown, widths, cells, screen.width)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, GAP - 1, 0, 0))
    for column in shown:
        justify: Literal["left", "right"] = "right" if column.number else "left"
        drawn.add_column(column.heading, justify=justify, overflow="fold", width=widths[column])
    for number in range(len(rows)):
        drawn.add_row(*(safe(cells[column][number]) for column in shown))
    screen.print(drawn)


def _cell(column: Column, row: object, limited: bool) -> str:
    value = line(column.show(row))
    if limited and column.wordy and len(value) > EXCERPT:
        return value[:EXCERPT].rsplit(" ", 1)[0] + " …"
    return value


def _fit(
    shown: list[Column], widths: dict[Column, int], cells: dict[Column, list[str]], room: int
) -> tuple[list[Column], dict[Column, int]]:
    """Columns and widths that fit: first the wordy ones shrink, the widest first.

    Columns to spare go where the others have no room for their longest words, or their rows would grow too tall.
    """
    while True:
        fitted = _shrunk(shown, widths, cells, room)
        spare = [column for column in shown if column.spare]
        roomy = sum(width + GAP for width in fitted.values()) - GAP <= room and not any(
            fitted[column] < _least(column, widths[column], cells[column]) for column in shown
        )
        tallest = max(
            (-(-cell_len(text) // fitted[column]) for column in shown if column.wordy for text in cells[column]),
            default=1,
        )
        if not spare or (roomy and tallest <= TALLEST):
            return shown, fitted
        shown = [column for column in shown if column is not max(spare, key=lambda column: column.spare)]


def _shrunk(
    shown: list[Column], widths: dict[Column, int], cells: dict[Column, list[str]], room: int
) -> dict[Column, int]:
    least = {column: _least(column, widths[column], cells[column]) for column in shown}
    fitted = {column: widths[column] for column in shown}
    while sum(width + GAP for width in fitted.values()) - GAP > room:
        able = [column for column in shown if fitted[column] > least[column]] or [c for c in shown if fitted[c] > 1]
        if not able:
            break
        fitted[max(able, key=fitted.__getitem__)] -= 1
    return fitted


def _least(column: Column, width: int, texts: list[str]) -> int:
    if not column.wordy:
        return width
    longest = max((cell_len(word) for text in texts for word in text.split()), default=1)
    return min(width, max(min(longest, LONGEST_WORD), cell_len(column.heading)))
