"""Whole records as compact JSON, one a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from csto_cli.model import Meeting
from csto_cli.writers.escape import json_for_terminal
from csto_cli.writers.values import record_json


def write(meetings: Iterable[Meeting], stream: TextIO) -> None:
    """Write each record on its line."""
    write_texts((record_json(meeting) for meeting in meetings), stream)


def write_texts(texts: Iterable[str], stream: TextIO, *, several: bool = False) -> None:
    """Write records that are compact JSON already; a line each, one or ``several``."""
    del several
    stream.writelines(f"{json_for_terminal(text) if stream.isatty() else text}\n" for text in texts)
