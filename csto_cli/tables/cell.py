"""What a table gives: one cell a record, and what other columns of its row say of it."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 20_000_000
"""Characters that a cell may have where nothing else is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which columns to read: of the record's text (several are put together as they stand), its id, its date."""

    text: tuple[str, ...]
    id: str | None = None
    date: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every column asked for."""
        return tuple(dict.fromkeys(name for name in (*self.text, self.id, self.date) if name is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read a table: the name shown in messages, a declared encoding, what to do with bytes that do not decode.

    ``largest`` is the number of characters that a cell may have.
    """

    name: str
    encoding: str | None = None
    encoding_errors: str = "strict"
    largest: int = LARGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The text of one record (empty where its cell is), its row (1-based, headings not counted), its id and date.

    ``encoding`` is how the table's bytes were read (``guessed``, where a detector said so), ``extractor`` what gave the
    cell, with its version, ``columns`` where the values stood.
    """

    row: int
    text: str
    id: str | None
    date: str | None
    columns: Columns
    encoding: str
    extractor: str
    guessed: bool = False


def joined(values: list[str | None]) -> str:
    """Text of a record that stands in one or several cells; a byte-order mark at its start is no character."""
    return "".join(value or "" for value in values).removeprefix("\ufeff")
