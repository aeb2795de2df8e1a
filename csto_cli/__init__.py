"""csto: the raw record of an official meeting becomes data that people can cite.

>>> from csto_cli import parse
>>> meeting = parse("samples/river-council.en.txt")
>>> [turn.speaker for turn in meeting.turns][:2]
['marina-veld', 'tomas-arkan']

Importing this package loads neither typer nor rich; the names below load on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from csto_cli.errors import CstoError
    from csto_cli.library import explain_reading, parse, parse_each
    from csto_cli.loading import load, load_many
    from csto_cli.model import Meeting
    from csto_cli.query.people import speakers_of
    from csto_cli.tabular import parse_table

    __version__: str

__all__ = [
    "CstoError",
    "Meeting",
    "__version__",
    "explain_reading",
    "load",
    "load_many",
    "parse",
    "parse_each",
    "parse_table",
    "speakers_of",
]

_HOMES = {
    "CstoError": "csto_cli.errors",
    "Meeting": "csto_cli.model",
    "explain_reading": "csto_cli.library",
    "load": "csto_cli.loading",
    "load_many": "csto_cli.loading",
    "parse": "csto_cli.library",
    "parse_each": "csto_cli.library",
    "parse_table": "csto_cli.tabular",
    "speakers_of": "csto_cli.query.people",
}


if not TYPE_CHECKING:  # a checker of types would take every name for one that is there

    def __getattr__(name: str) -> Any:
        if name == "__version__":
            from csto_cli.version import VERSION

            return VERSION
        if name in _HOMES:
            from importlib import import_module

            return getattr(import_module(_HOMES[name]), name)
        raise AttributeError(f"module 'csto_cli' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
