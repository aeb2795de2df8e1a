"""What the web page needs beside its words: style and script, kept as files of their own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def asset(name: str) -> str:
    """Text of ``style.css`` or ``script.js``."""
    return files(__name__).joinpath(name).read_text("utf-8")
