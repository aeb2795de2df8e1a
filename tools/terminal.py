"""What a person sees who types a line into a terminal: the line is run by a real shell on a real pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import termios
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
ROWS = 60
COLOUR = re.compile(r"\x1b\[[\d;]*m")
FORGOTTEN = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LESS", "GITHUB_ACTIONS", "PY_COLORS", "CSTO_NO_PLUGINS")


@contextmanager
def desk() -> Iterator[Path]:
    """A folder with a copy of the samples, and ``csto`` and ``python3`` of this Python in its ``.bin``."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "samples", folder / "samples")
        programs = folder / ".bin"
        programs.mkdir()
        for program, words in {"csto": "-m csto_cli", "python3": ""}.items():
            path = programs / program
            path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {words} "$@"\n')
            path.chmod(0o755)
        yield folder


def screen(line: str, folder: Path, *, columns: int = 100, colour: bool = False) -> str:
    """Everything that ``line`` writes to a terminal of so many columns, in ``folder``."""
    environment = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
    environment |= {"TERM": "xterm-256color", "PAGER": "cat", "LC_ALL": "C.UTF-8", "PS1": ""}
    environment["PATH"] = f"{folder / '.bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
    if not colour:
        environment |= {"NO_COLOR": "1", "TERM": "dumb"}
    # The size is set on the terminal before the shell is started, which otherwise could be the faster one.
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
    shell = subprocess.Popen(
        ["bash", "-c", line],
        stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    written = b""
    with suppress(OSError):  # Linux reports the end of a pseudo-terminal as an error
        while part := os.read(master, 65536):
            written += part
    os.close(master)
    shell.wait()
    text = written.decode().replace("\r\n", "\n")
    if not colour:
        text = COLOUR.sub("", text)  # jq heeds no variable
    return "\n".join(row.rstrip() for row in text.rstrip("\n").split("\n")) + "\n"
