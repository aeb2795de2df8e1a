"""The user's pager between csto and the terminal."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

PROMPT = r"Psspace\: on   b\: back   /\: search   q\: leave?e   (end):?pB   (%pB\%)..$"
"""What ``less`` says at the foot of the screen, in its own language of prompts."""


@contextmanager
def paged(stream: TextIO, *, wanted: bool = True) -> Iterator[TextIO]:
    """``stream``, or the pager's input where ``stream`` is a terminal that can move its cursor and there is a pager.

    The pager starts with the first words, so that a failure before them leaves the screen as it was.
    """
    command = shlex.split(os.environ.get("PAGER", "less"))
    program = shutil.which(command[0]) if command else None
    able = os.environ.get("TERM", "dumb") != "dumb"
    if not wanted or program is None or not able or stream is not sys.stdout or not stream.isatty():
        yield stream
        return
    pager = _Pager([program, *command[1:]], stream)
    try:
        with suppress(BrokenPipeError):
            yield cast("TextIO", pager)
    finally:
        pager.close()


class _Pager:
    """A stream of text into a pager, which is started by the first write."""

    def __init__(self, command: list[str], screen: TextIO) -> None:
        self.command, self.screen = command, screen
        self.encoding = screen.encoding
        self.process: subprocess.Popen[bytes] | None = None
        self.input: io.TextIOWrapper | None = None
        self.interrupt: Any = None

    def write(self, text: str) -> int:
        if self.input is None:
            self.input = self._start()
        return self.input.write(text)

    def _start(self) -> io.TextIOWrapper:
        environment = {"LESS": f"FRXi{PROMPT}", "LV": "-c", **os.environ}
        if self.encoding.lower().startswith("utf"):
            environment.setdefault("LESSCHARSET", "utf-8")
        self.screen.flush()
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the user's own
        assert self.process.stdin is not None
        # The interrupt key is for the pager, where it ends a search; else it would cut the record off unseen.
        self.interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
        return io.TextIOWrapper(self.process.stdin, encoding=self.encoding, errors="replace")

    def flush(self) -> None:
        if self.input is not None:
            self.input.flush()

    def isatty(self) -> bool:
        return self.screen.isatty()

    def fileno(self) -> int:
        return self.screen.fileno()

    def close(self) -> None:
        """End the text and wait for the reader to leave the pager."""
        if self.input is None or self.process is None:
            return
        with suppress(BrokenPipeError):
            self.input.close()
        self.process.wait()
        signal.signal(signal.SIGINT, self.interrupt)
