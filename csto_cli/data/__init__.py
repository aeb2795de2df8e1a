"""Tables of the project, each with a source column, and the one loader that reads them."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def rows(name: str, package: str = __name__) -> tuple[dict[str, str], ...]:
    """Rows of the table ``name`` (a CSV file of this folder, or of another ``package``), keys from its header."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


@cache
def lines(name: str) -> tuple[str, ...]:
    """Lines of the list ``name``, without blanks and ``#`` comments."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return tuple(line for raw in text.splitlines() if (line := raw.partition("#")[0].strip()))
