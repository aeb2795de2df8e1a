"""The user's pager between csto and the terminal."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO


@contextmanager
def paged(stream: TextIO, *, wanted: bool = True) -> Iterator[TextIO]:
    """``stream``, or the pager's input where ``stream`` is a terminal and there is a pager."""
    command = shlex.split(os.environ.get("PAGER", "less"))
    program = shutil.which(command[0]) if command else None
    if not wanted or program is None or stream is not sys.stdout or not stream.isatty():
        yield stream
        return
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    stream.flush()
    process = subprocess.Popen([program, *command[1:]], stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the user's own
    assert process.stdin is not None
    reader = io.TextIOWrapper(process.stdin, encoding="utf-8", errors="replace")
    try:
        with suppress(BrokenPipeError):
            yield reader
    finally:
        with suppress(BrokenPipeError):
            reader.close()
        _wait(process)


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Wait for the reader to leave the pager, which handles the interrupt key itself."""
    while True:
        with suppress(KeyboardInterrupt):
            process.wait()
            return
