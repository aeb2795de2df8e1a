"""Whole records as indented JSON: one object, or an array where there are several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from csto_cli.model import Meeting
from csto_cli.writers.escape import json_for_terminal
from csto_cli.writers.values import array_item, record_json


def write(meetings: Iterable[Meeting], stream: TextIO, *, several: bool = False) -> None:
    """Write records; an array where ``several`` says so or more than one comes."""
    write_texts((record_json(meeting, indent=2) for meeting in meetings), stream, several=several)


def write_texts(texts: Iterable[str], stream: TextIO, *, several: bool = False) -> None:
    """Write records that are indented JSON already; only one is held back until the next is there."""
    waiting: str | None = None
    count = 0
    for text in texts:
        if waiting is not None:
            stream.write(f"{',' if count else '['}\n{array_item(waiting)}")
            count += 1
        waiting = json_for_terminal(text) if stream.isatty() else text
    if waiting is None:
        stream.write("[]\n" if several else "")
    elif count or several:
        stream.write(f"{',' if count else '['}\n{array_item(waiting)}\n]\n")
    else:
        stream.write(f"{waiting}\n")
