"""Rows of any columns, as a question in SQL gives them, in the form that was asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from csto_cli.commands.options import Writing
from csto_cli.commands.results import Answer, listed
from csto_cli.commands.streams import form_of, opened


def write_cells(names: list[str], rows: Iterable[tuple[Any, ...]], writing: Writing) -> None:
    """Write the rows; bytes are told by their number, a second column of the same name gets a number behind it."""
    from csto_cli.render.columns import Column

    titles = list(_distinct(names))
    if form_of(writing.form, writing.output, on_terminal="table") == "csv":
        _write_csv(titles, rows, writing.output)
        return
    columns = tuple(Column(title, partial(_shown, title), wordy=True) for title in titles)
    values = (dict(zip(titles, map(_value, row), strict=True)) for row in rows)
    listed(values, writing, Answer(row=dict, columns=columns, nothing="no row"))


def _write_csv(titles: list[str], rows: Iterable[tuple[Any, ...]], output: str | None) -> None:
    from csto_cli.writers.escape import cell
    from csto_cli.writers.values import flat

    with opened(output) as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow([cell(title) for title in titles])
        # A number is no formula, whatever its sign: only text is made safe.
        out.writerows(
            [cell(value) if isinstance(value, str) else flat(value) for value in map(_value, row)] for row in rows
        )


def _shown(title: str, row: dict[str, Any]) -> str:
    return "" if row[title] is None else str(row[title])


def _value(value: Any) -> Any:
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


def _distinct(names: list[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}_{seen[name]}"
