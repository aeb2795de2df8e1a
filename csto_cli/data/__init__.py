"""Tables of the project, each with a source column, and the one loader that reads them."""

from __future__ import annotations

import csv
import io
from functools import cache
from pkgutil import get_data


@cache
def rows(name: str, package: str = __name__) -> tuple[dict[str, str], ...]:
    """Rows of the table ``name`` (a CSV file of this folder, or of another ``package``), keys from its header."""
    table = csv.reader(io.StringIO(_text(name, package), newline=""))
    keys = next(table)
    return tuple(dict(zip(keys, row, strict=True)) for row in table if row)


@cache
def lines(name: str) -> tuple[str, ...]:
    """Lines of the list ``name``, without blanks and ``#`` comments."""
    read = (raw.partition("#")[0] if "#" in raw else raw for raw in _text(name, __name__).splitlines())
    return tuple(line for part in read if (line := part.strip()))


def _text(name: str, package: str) -> str:
    data = get_data(package, name)
    assert data is not None
    return data.decode("utf-8")
