"""Tables in Parquet, a few rows at a time; needs the extra ``parquet``."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from csto_cli.errors import CstoError, MissingExtraError, NotRecognisedError
from csto_cli.tables.cell import Cell, Columns, Options, joined
from csto_cli.tables.columns import missing_column

AT_A_TIME = 16


def read_parquet(stream: BinaryIO, columns: Columns, options: Options) -> Iterator[Cell | CstoError]:
    """Every row's cell, or what is wrong with the row. Raises ``MissingExtraError`` without pyarrow."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise MissingExtraError(
            f"{options.name}: reading Parquet needs an extra package", hint="pip install 'csto-cli[parquet]'"
        ) from None
    try:
        table = ParquetFile(stream if stream.seekable() else io.BytesIO(stream.read()))
    except (pyarrow.ArrowException, OSError) as error:
        raise NotRecognisedError(f"{options.name}: this is no sound Parquet file: {_first(error)}") from None
    names = table.schema_arrow.names
    for wanted in columns.names:
        if wanted not in names:
            raise missing_column(options.name, wanted, names)
    number = 0
    try:
        for batch in table.iter_batches(AT_A_TIME, columns=list(columns.names)):
            for row in batch.to_pylist():
                number += 1
                yield _cell(row, number, columns, options, f"pyarrow {pyarrow.__version__}")
    except (pyarrow.ArrowException, OSError) as error:
        yield NotRecognisedError(f"{options.name} row {number + 1}: the rest cannot be read: {_first(error)}")


def _cell(row: dict[str, Any], number: int, columns: Columns, options: Options, extractor: str) -> Cell | CstoError:
    """The text of a row, or why it has none."""
    shown = f"{options.name} row {number}"
    texts = [row[name] for name in columns.text]
    other = next((value for value in texts if value is not None and not isinstance(value, str)), None)
    if other is not None:
        return NotRecognisedError(f"{shown}: the column of texts holds {type(other).__name__}, no text")
    text = joined(texts)
    if len(text) > options.largest:
        return NotRecognisedError(
            f"{shown}: a cell has more than {options.largest} characters", hint="raise --largest-cell"
        )
    return Cell(
        row=number, text=text, id=_value(row, columns.id), date=_value(row, columns.date), columns=columns,
        encoding="utf-8", extractor=extractor,
    )  # fmt: skip


def _value(row: dict[str, Any], name: str | None) -> str | None:
    """A value as text; days and moments in ISO 8601."""
    value = row[name] if name is not None else None
    if value is None:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else str(value).strip() or None


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0]
