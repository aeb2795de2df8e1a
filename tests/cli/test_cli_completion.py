"""Completion in the shells themselves: what is typed, the tabulator, and what the shell then runs."""

from __future__ import annotations

import fcntl
import os
import pty
import shlex
import shutil
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

COMMAND = """\
#!/bin/sh
# csto where a shell asks it for completions, else a note of the words that it was called with.
if [ -n "$_CSTO_COMPLETE" ] || [ "$1" = --show-completion ]; then
    exec {python} -m csto_cli "$@"
fi
printf '%s|' "$@" >> "$NOTES"
echo >> "$NOTES"
"""
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], ['eval "$(csto --show-completion)"']),
    "zsh": (["zsh", "-f", "-i"], ["autoload -Uz compinit; compinit -u -D", 'eval "$(csto --show-completion)"']),
    "fish": (["fish", "--no-config", "--interactive"], ["csto --show-completion | source"]),
}
TYPED = {
    "a command": ("csto speak\t", "speakers|"),
    "a command of a command": ("csto corpus sea\t", "corpus|search|"),
    "an option": ("csto speakers --no-p\t", "speakers|--no-path|"),
    "an option's value": ("csto speakers --format mark\t", "speakers|--format|markdown|"),
    "a value from a table": ("csto export --to bib\t", "export|--to|bibtex|"),
    "a convention": ("csto parse --convention europ\t", "parse|--convention|europarl|"),
    "a topic": ("csto help exit\t", "help|exit-codes|"),
    "a code": ("csto validate --explain C10\t1", "validate|--explain|C101|"),
    "a file": ("csto speakers lake-c\t", "speakers|lake-council.txt|"),
    "a file behind an option": ("csto speakers --no-path -o lake-c\t", "speakers|--no-path|-o|lake-council.txt|"),
}


def type_into(shell: str, lines: list[str], folder: Path) -> str:
    """Type lines into an interactive shell on a terminal of its own, and wait for its end; returns what it showed."""
    programs = folder / "bin"
    programs.mkdir()
    (programs / "csto").write_text(COMMAND.format(python=shlex.quote(sys.executable)))
    (programs / "csto").chmod(0o755)
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder), "TERM": "dumb", "PS1": "> ",
        "NOTES": str(folder / "notes"), "LC_ALL": "C.UTF-8", "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }  # fmt: skip
    words, setup = SHELLS[shell]
    master, slave = pty.openpty()
    work = folder / "work"
    work.mkdir()
    (work / "lake-council.txt").write_text("")
    process = subprocess.Popen(
        words, stdin=slave, stdout=slave, stderr=slave, cwd=work, env=environment, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )  # fmt: skip
    os.close(slave)
    # A shell reads what is typed ahead in its order: a tabulator is answered before the line behind it is run.
    os.write(master, "".join(f"{line}\n" for line in [*setup, *lines, "exit"]).encode())
    shown = b""
    with suppress(OSError):  # the end of a pseudo-terminal
        while part := os.read(master, 65536):
            shown += part
    os.close(master)
    process.wait(timeout=60)
    return shown.decode(errors="replace")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_what_is_typed(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    shown = type_into(shell, [typed for typed, _ in TYPED.values()], tmp_path)
    notes = (tmp_path / "notes").read_text("utf-8").splitlines() if (tmp_path / "notes").exists() else []
    assert dict(zip(TYPED, notes, strict=False)) == {what: ran for what, (_, ran) in TYPED.items()}, shown
