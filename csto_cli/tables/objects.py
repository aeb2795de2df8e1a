"""Tables of JSON: an object a line, read line by line; or an array of objects, or objects by key, read as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

import orjson

from csto_cli.errors import CstoError, EmptyInputError, EncodingError, NotRecognisedError
from csto_cli.tables.cell import Cell, Columns, Options, joined
from csto_cli.tables.columns import missing_column

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BYTES_OF_A_CELL = 6
"""A line may have so many bytes for each character that a cell may have."""
LOOKED_AT = 100
"""Rows in which a column asked for must turn up: objects leave out what is empty."""


class Numbered(NamedTuple):
    """An object, its row, and the key that it stands by, where it stands by one."""

    number: int
    value: dict[str, Any]
    key: str | None


def read_objects(stream: BinaryIO, columns: Columns, options: Options) -> Iterator[Cell | CstoError]:
    """Every row's cell, or what is wrong with the row.

    Raises ``NotRecognisedError`` for JSON that is no table, or has no column asked for.
    """
    rows = _numbered(stream, columns, options)
    first: list[tuple[int, Any, str | None] | CstoError] = []
    for row in rows:
        first.append(row)
        known = {key for seen in first if isinstance(seen, Numbered) for key in seen.value}
        if set(columns.names) <= known or len(first) >= LOOKED_AT:
            break
    known_rows = [row.value for row in first if isinstance(row, Numbered)]
    keys = list(dict.fromkeys(key for row in known_rows for key in row))
    if not first:
        raise EmptyInputError(f"{options.name}: the table has no rows")
    for wanted in columns.names if keys else ():
        if wanted not in keys:
            raise missing_column(options.name, wanted, keys)
    extractor = f"orjson {orjson.__version__}"
    for outcome in chain(first, rows):
        if isinstance(outcome, CstoError):
            yield outcome
            continue
        number, value, key = outcome
        try:
            yield Cell(
                row=number, text=joined([_text(value, name, options) for name in columns.text]),
                id=_value(value, columns.id) if columns.id else key, date=_value(value, columns.date),
                columns=columns, encoding=options.encoding or "utf-8", extractor=extractor,
            )  # fmt: skip
        except NotRecognisedError as error:
            yield NotRecognisedError(f"{options.name} row {number}: {error.message}", hint=error.hint)


def table_of(value: Any) -> list[tuple[str | None, dict[str, Any]]] | None:
    """Rows of parsed JSON, with their keys where objects stand by key; None where it is no table."""
    if isinstance(value, list):
        return [(None, row) for row in value] if value and all(isinstance(row, dict) for row in value) else None
    if isinstance(value, dict) and value and all(isinstance(row, dict) for row in value.values()):
        return list(value.items())
    return None


def first_line(text: str) -> dict[str, Any] | None:
    """The object on the first line, where text is JSON lines; None where it is not."""
    try:
        value = orjson.loads(text.lstrip().partition("\n")[0].encode("utf-8", "replace"))
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _numbered(stream: BinaryIO, columns: Columns, options: Options) -> Iterator[Numbered | CstoError]:
    longest = options.largest * BYTES_OF_A_CELL
    first = stream.readline(longest)
    if first.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] == b"{":
        value = _parsed(first, options)
        if isinstance(value, dict) and (table_of(value) is None or set(columns.text) & set(value)):
            yield from _lines(first, stream, options, longest)
            return
    yield from _whole(first + stream.read(), columns, options)


def _lines(line: bytes, stream: BinaryIO, options: Options, longest: int) -> Iterator[Numbered | CstoError]:
    """A row a line, of JSON lines; a line that is none fails alone."""
    number = 0
    while line:
        if line.strip():
            number += 1
            shown = f"{options.name} row {number}"
            if len(line) >= longest and not line.endswith(b"\n"):
                while (part := stream.readline(longest)) and not part.endswith(b"\n"):
                    pass
                yield NotRecognisedError(
                    f"{shown}: its cells have more than {options.largest} characters", hint="raise --largest-cell"
                )
            elif isinstance(value := _parsed(line, options), dict):
                yield Numbered(number, value, None)
            else:
                wrong = str(value) if isinstance(value, CstoError) else "no object stands on this line"
                yield NotRecognisedError(f"{shown}: {wrong}", hint="one object a line is read")
        line = stream.readline(longest)


def _whole(data: bytes, columns: Columns, options: Options) -> Iterator[Numbered | CstoError]:
    """A row an object, of a JSON array."""
    value = _parsed(data, options)
    if isinstance(value, CstoError):
        raise NotRecognisedError(f"{options.name}: {value}", hint="give a table as CSV, JSON or Parquet")
    if isinstance(value, dict) and set(columns.text) & set(value):
        yield Numbered(1, value, None)
        return
    rows = table_of(value)
    if rows is None:
        raise NotRecognisedError(
            f"{options.name}: this is JSON, but no table", hint="an array of objects, or one object a line, is read"
        )
    for number, (key, row) in enumerate(rows, start=1):
        yield Numbered(number, row, key)


def _parsed(data: bytes, options: Options) -> Any:
    """Parsed JSON, or the failure."""
    try:
        text: bytes | str = data.removeprefix(BYTE_ORDER_MARK)
        if options.encoding is not None or options.encoding_errors != "strict":
            text = data.decode(options.encoding or "utf-8", options.encoding_errors).removeprefix("\ufeff")
        return orjson.loads(text)
    except (UnicodeDecodeError, LookupError) as error:
        return EncodingError(str(error))
    except orjson.JSONDecodeError as error:
        return NotRecognisedError(f"this is no JSON: {error}")


def _text(row: Mapping[str, Any], name: str, options: Options) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise NotRecognisedError(f"column {name!r} holds {type(value).__name__}, no text")
    if value is not None and len(value) > options.largest:
        raise NotRecognisedError(f"a cell has more than {options.largest} characters", hint="raise --largest-cell")
    return value


def _value(row: Mapping[str, Any], name: str | None) -> str | None:
    value = row.get(name) if name is not None else None
    return None if value is None else str(value).strip() or None
