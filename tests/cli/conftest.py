"""Every test goes through the front door: a real process, in a folder of its own."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import cli_records as records
import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CLEAN = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PAGER", "LESS", "GITHUB_ACTIONS", "PY_COLORS")


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of records: one sound, one without decisions, one nasty, several on lines, and the raw text."""
    folder = tmp_path_factory.mktemp("lake")
    for name, value in {
        "lake.json": records.record(),
        "quiet.json": records.without_decisions(),
        "nasty.json": records.nasty_record(),
    }.items():
        (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    lines = [records.compact(records.record()), records.compact(records.without_decisions())]
    (folder / "two.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "lake.txt").write_text(records.TEXT, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    assert _process(("corpus", "build", "lake.db", "lake.json", "quiet.json", "-q"), "", {}, folder).returncode == 0
    return folder


@pytest.fixture(scope="session")
def run(lake: Path) -> Run:
    """Run csto in the folder of records; standard input is empty unless ``stdin`` says otherwise.

    The same call is made once: csto's answers depend on nothing else, but for what ``-o`` writes.
    """
    known: dict[Any, Any] = {}

    def call(*words: str, stdin: str | None = "", env: dict[str, str] | None = None) -> Any:
        key = (words, stdin, tuple((env or {}).items()))
        if key not in known or {"-o", "--svg"} & set(words):
            known[key] = _process(words, stdin, env or {}, lake)
        return known[key]

    return call


def _process(words: tuple[str, ...], stdin: str | None, env: dict[str, str], folder: Path) -> Any:
    environment = {name: value for name, value in os.environ.items() if name not in CLEAN}
    return subprocess.run(
        [sys.executable, "-m", "csto_cli", *words],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**environment, **env},
        timeout=60,
        check=False,
    )


@pytest.fixture
def screen(lake: Path) -> Callable[..., tuple[int, str]]:
    """Run csto on a terminal of so many columns; returns exit code and what was written."""

    def call(columns: int, *words: str, env: dict[str, str] | None = None) -> tuple[int, str]:
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(lake)
            environment = {name: value for name, value in os.environ.items() if name not in CLEAN}
            extra = {"TERM": "xterm-256color", "PAGER": "cat", **(env or {})}
            os.execve(sys.executable, [sys.executable, "-m", "csto_cli", *words], {**environment, **extra})
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        written = b""
        with suppress(OSError):
            while part := os.read(terminal, 65536):
                written += part
        os.close(terminal)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), written.decode().replace("\r\n", "\n")

    return call
