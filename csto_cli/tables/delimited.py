"""Tables of delimited text (CSV and its dialects), row by row: a table of any length takes the memory of one row."""

from __future__ import annotations

import csv
import io
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from csto_cli.errors import CstoError, EmptyInputError, EncodingError, NotRecognisedError
from csto_cli.source import detect_encoding
from csto_cli.tables.cell import Cell, Columns, Options, joined
from csto_cli.tables.columns import missing_column

DELIMITERS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?$")
DOUBLED_QUOTE = re.compile(r'[^,;\t|\r\n\\]""|""[^,;\t|\r\n]')
ESCAPED_QUOTE = re.compile(r'[^\\]\\"(?![,;\t|\r\n]|$)')
ALLOWED_BY_PYTHON = 131_072
LINE_OF_CELLS = 4
"""A line may be so many times longer than a cell."""
BYTES = "surrogateescape"
"""Undecodable bytes come through as lone surrogates, so that they fail the one row that they stand in."""
WIDE = re.compile(r"utf-?16|utf-?32", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what parts its cells, what quotes them, and whether a backslash escapes a quote."""

    delimiter: str = ","
    quote: str = '"'
    backslash: bool = False

    def reader(self, lines: Iterator[str], *, strict: bool = False) -> Iterator[list[str]]:
        """A reader of the standard library for this dialect."""
        return csv.reader(
            lines, delimiter=self.delimiter, quotechar=self.quote, doublequote=not self.backslash,
            escapechar="\\" if self.backslash else None, strict=strict,
        )  # fmt: skip


def read_delimited(stream: BinaryIO, head: bytes, columns: Columns, options: Options) -> Iterator[Cell | CstoError]:
    """Every row's cell, or what is wrong with the row; ``head`` is what the stream begins with.

    Raises ``EmptyInputError`` and ``NotRecognisedError`` for a table without a row or without a column asked for.
    """
    encoding, guessed = detect_encoding(head, options.encoding)
    errors = options.encoding_errors if WIDE.match(encoding) or options.encoding_errors != "strict" else BYTES
    # A byte-order mark is no part of the first heading.
    text = io.TextIOWrapper(stream, "utf-8-sig" if encoding == "utf-8" else encoding, errors, newline="")
    dialect = find_dialect(head.decode(encoding, "replace").removeprefix("\ufeff"), columns)
    rows = Rows(text, dialect, options)
    titles = next(rows, None)
    if isinstance(titles, CstoError):
        raise titles
    if titles is None:
        raise EmptyInputError(f"{options.name}: the table is empty", hint="give a table with headings and rows")
    places = _places([title.strip().removeprefix("\ufeff") for title in titles], columns, options.name)
    extractor = f"csv of Python {platform.python_version()}"
    for row in rows:
        if isinstance(row, CstoError):
            yield row
            continue
        wrong = _wrong(row, len(titles), places, rows.number, encoding, options)
        if wrong is not None:
            yield wrong
            continue
        value = {name: row[place] for name, place in places.items()}
        yield Cell(
            row=rows.number, text=joined([value[name] for name in columns.text]),
            id=value[columns.id].strip() or None if columns.id else None,
            date=value[columns.date].strip() or None if columns.date else None,
            columns=columns, encoding=encoding, extractor=extractor, guessed=guessed,
        )  # fmt: skip


def titles_and_rows(text: str, most: int = 20) -> list[dict[str, str]]:
    """The first rows of a table as mappings, for a look at its columns."""
    _allow(len(text))
    rows: list[list[str]] = []
    try:
        for row in find_dialect(text, Columns(text=())).reader(iter(io.StringIO(text, newline=""))):
            if row:
                rows.append(row)
            if len(rows) > most:
                break
    except csv.Error:
        pass
    titles = rows[0] if rows else []
    # A heading without rows still has columns.
    return [dict(zip(titles, row, strict=False)) for row in rows[1:]] or [dict.fromkeys(titles, "")]


def find_dialect(head: str, columns: Columns) -> Dialect:
    """Dialect of a table by its beginning: the delimiter that gives the columns asked for, else the most columns."""
    line = head.partition("\n")[0]
    named = SEPARATOR_LINE.match(line)
    body = head.partition("\n")[2] if named else head
    quote = "'" if body.startswith("'") else '"'
    backslash = quote == '"' and not DOUBLED_QUOTE.search(body) and bool(ESCAPED_QUOTE.search(body))
    if named:
        return Dialect(named[1], quote, backslash)
    _allow(len(head))
    return max(
        (Dialect(delimiter, quote, backslash) for delimiter in DELIMITERS),
        key=lambda dialect: _fit(dialect, head, columns),
    )


def _allow(characters: int) -> None:
    """Let cells be so long, which Python counts for the whole process; never less than it allows by itself."""
    csv.field_size_limit(min(max(characters, ALLOWED_BY_PYTHON), 2**31 - 1))


def _fit(dialect: Dialect, head: str, columns: Columns) -> tuple[bool, int]:
    try:
        titles = next(dialect.reader(iter(io.StringIO(head, newline=""))), [])
    except csv.Error:
        return False, 0
    known = {title.strip() for title in titles}
    return set(columns.names) <= known, len(titles)


def _places(titles: list[str], columns: Columns, name: str) -> dict[str, int]:
    for wanted in columns.names:
        if wanted not in titles:
            raise missing_column(name, wanted, [title for title in titles if title])
        if titles.count(wanted) > 1:
            raise NotRecognisedError(f"{name}: {titles.count(wanted)} columns are called {wanted!r}", hint="rename one")
    return {wanted: titles.index(wanted) for wanted in columns.names}


def _wrong(
    row: list[str], width: int, places: dict[str, int], number: int, encoding: str, options: Options
) -> CstoError | None:
    """What is wrong with a row: cells are missing or too many, or bytes of a column asked for do not decode."""
    shown = f"{options.name} row {number}"
    if len(row) <= max(places.values()) or any(cell.strip() for cell in row[width:]):
        return NotRecognisedError(
            f"{shown}: it has {len(row)} cells, the headings are {width}", hint="look for a quotation mark or delimiter"
        )
    for name, place in places.items():
        if len(row[place]) > options.largest:
            return _too_large(shown, options)
        byte = _undecoded(row[place])
        if byte is not None:
            return EncodingError(
                f"{shown}: byte 0x{byte:02x} in column {name!r} is not {encoding}",
                hint="name it with --encoding (for example windows-1251), or keep the rest with --encoding-errors "
                "replace",
            )
    return None


def _too_large(shown: str, options: Options) -> NotRecognisedError:
    return NotRecognisedError(
        f"{shown}: a cell has more than {options.largest} characters", hint="raise --largest-cell"
    )


def _undecoded(text: str) -> int | None:
    """The first byte that came through undecoded, as a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return ord(text[error.start]) - 0xDC00
    return None


class Rows:
    """Rows of a table, or what is wrong with one; ``number`` is the last row's (the headings are row 0)."""

    def __init__(self, text: io.TextIOWrapper, dialect: Dialect, options: Options) -> None:
        _allow(options.largest)
        self.number = -1
        self._dialect, self._options = dialect, options
        self._lines = _Lines(text, dialect, max(options.largest, ALLOWED_BY_PYTHON) * LINE_OF_CELLS)
        self._reader = dialect.reader(self._lines)
        self._ended = False

    def __iter__(self) -> Iterator[list[str] | CstoError]:
        return self

    def __next__(self) -> list[str] | CstoError:
        if self._ended:
            raise StopIteration
        row: list[str] = []
        try:
            while not row or self._is_separator_line(row):
                self._lines.kept.clear()
                row = next(self._reader)
        except csv.Error as error:
            return self._without_row(str(error))
        except StopIteration:
            if self._lines.failure is None:
                raise
            row = []
        self.number += 1
        if self._lines.failure is not None:
            self._ended, failure = True, self._lines.failure
            return EncodingError(
                f"{self._shown}: the rest is not {failure.encoding} ({failure.reason})", hint="name it with --encoding"
            )
        if self._lines.at_end and self._is_open():
            self._ended = True
            return NotRecognisedError(
                f"{self._shown}: a quotation mark that opens a cell is never closed", hint="close it, or double it"
            )
        return row

    @property
    def _shown(self) -> str:
        return f"{self._options.name} row {self.number}"

    def _is_separator_line(self, row: list[str]) -> bool:
        """Excel's ``sep=;`` before the headings."""
        return self.number < 0 and SEPARATOR_LINE.match(self._dialect.delimiter.join(row)) is not None

    def _without_row(self, why: str) -> CstoError:
        """Leave the row out: go on after it with a reader that has forgotten it."""
        self.number += 1
        self._lines.skip_row()
        self._reader = self._dialect.reader(self._lines)
        if "field larger" not in why and "line longer" not in why:
            return NotRecognisedError(f"{self._shown}: {why}", hint="look at its quotation marks")
        return _too_large(self._shown, self._options)

    def _is_open(self) -> bool:
        """Whether the last row ends inside a quotation; the strict reader tells."""
        if len(self._lines.kept) < 2 and self._lines.kept[0].count(self._dialect.quote) % 2 == 0:
            return False
        try:
            list(self._dialect.reader(iter(self._lines.kept), strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False


class _Lines:
    """Physical lines for a reader; keeps those of the row at hand, and knows whether a quotation is open."""

    def __init__(self, text: io.TextIOWrapper, dialect: Dialect, longest: int) -> None:
        self._text, self._dialect, self._longest = text, dialect, longest
        self.failure: UnicodeDecodeError | None = None
        self.kept: list[str] = []
        self._is_open = False
        self._next = self._read()

    def __iter__(self) -> Iterator[str]:
        return self

    @property
    def at_end(self) -> bool:
        """Whether no line is left."""
        return not self._next

    def __next__(self) -> str:
        line = self._next
        if not line:
            raise StopIteration
        self._count(line)
        if len(line) >= self._longest and line[-1] not in "\r\n":
            raise csv.Error("line longer than the limit")
        self._next = self._read()
        self.kept.append(line)
        return line

    def skip_row(self) -> None:
        """Read on to the end of the row at hand, keeping nothing of it."""
        if len(self._next) >= self._longest and self._next[-1] not in "\r\n":
            while (part := self._read()) and part[-1] not in "\r\n":
                self._count(part)
            self._count(part)
            self._next = self._read()
        while self._is_open and self._next:
            self._count(self._next)
            self._next = self._read()
        self._is_open = False
        self.kept.clear()

    def _read(self) -> str:
        """The next line, or as much of it as may be; nothing at the end, which bytes that do not decode are too."""
        try:
            return self._text.readline(self._longest) if self.failure is None else ""
        except UnicodeDecodeError as error:
            self.failure = error
            return ""

    def _count(self, line: str) -> None:
        escaped = line.count("\\" + self._dialect.quote) if self._dialect.backslash else 0
        self._is_open ^= bool((line.count(self._dialect.quote) - escaped) % 2)
