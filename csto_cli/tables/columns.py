"""What to say of a table whose column of texts is not named, or not there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from csto_cli.errors import NotRecognisedError

LONG = 200
"""Characters from which on a cell looks like a record."""
SHOWN = 40
"""Columns that a message names."""


def missing_column(name: str, wanted: str, columns: Sequence[str]) -> NotRecognisedError:
    """The failure that a table lacks a column, naming those it has."""
    return NotRecognisedError(f"{name}: there is no column {wanted!r}", hint=f"the columns are {_listed(columns)}")


def unnamed_column(name: str, what: str, rows: Sequence[Mapping[str, object]]) -> NotRecognisedError:
    """The failure that nobody said which column holds the records, naming those that may."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    likely = likely_columns(rows)
    option = " or ".join(f"--text-column {column}" for column in likely) or "--text-column NAME"
    return NotRecognisedError(
        f"{name}: this is {what}, and the column that holds the records is not named",
        hint=f"add {option} (the columns are {_listed(columns)})",
    )


def likely_columns(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Columns whose cells are long texts, longest first, three at most."""
    lengths: dict[str, list[int]] = {}
    for row in rows:
        for column, value in row.items():
            if isinstance(value, str) and value:
                lengths.setdefault(column, []).append(len(value))
    means = {column: sum(found) / len(found) for column, found in lengths.items()}
    return sorted((column for column, mean in means.items() if mean >= LONG), key=lambda column: -means[column])[:3]


def _listed(columns: Collection[str]) -> str:
    named = ", ".join(list(columns)[:SHOWN])
    return f"{named} and {len(columns) - SHOWN} more" if len(columns) > SHOWN else named
