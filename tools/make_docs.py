"""Write what the documentation shows of the program itself: outputs, help, diagnostics, pictures.

    python tools/make_docs.py [--check]

A ```console block holds commands after ``$``; their output is written below each. In README.md each line is run by
itself, as in a pipe; the lines of the pages named in ``TYPED`` are typed one after the other into a terminal
(`terminal.py`), in a folder that holds nothing but ``samples``. Such a line may use csto and the programs in
``PROGRAMS`` and no others: a page is text, and must not be able to install or change anything. A line whose programs
are not all here (jq, sqlite3) is left as it stands. ``--check`` writes nothing and exits 1 where a page is out of step.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import reference
from screenshot import picture, words_of
from terminal import desk, screen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n(?P<lines>.*?)```", re.DOTALL)
TYPED = ("tutorial.md", "how-to/*.md", "explanation/*.md")
PROGRAMS = {"csto", "python3", "cat", "cp", "cut", "echo", "grep", "head", "ls", "mkdir", "sort", "uniq", "wc"}
OTHERS = {"jq", "sqlite3"}
PROGRAM = re.compile(r"(?:^|[|;&(]\s*|\bdo\s+)(?P<name>[\w./-]+)")
WIDTH = "100"


def run(command: str) -> str:
    """Output of a shell line in which ``csto`` is this Python's program."""
    program = f"{shlex.quote(sys.executable)} -m csto_cli"
    line = re.sub(r"(^|\| )csto\b", rf"\1{program}", command)
    environment = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    return "\n".join(text.rstrip() for text in done.stdout.rstrip("\n").splitlines()) + "\n"


def readme(text: str) -> str:
    """README.md with the real output below each command."""
    commands = re.compile(r"```console\n\$ (?P<command>[^\n]*)\n.*?```", re.DOTALL)
    return commands.sub(lambda match: f"```console\n$ {match['command']}\n{run(match['command'])}```", text)


def page(text: str) -> str:
    """A page whose commands were typed into one terminal, in their order."""
    with desk() as folder:
        return BLOCK.sub(lambda block: f"```console\n{_typed(block['lines'], folder)}```", text)


def _typed(lines: str, folder: Path) -> str:
    """The commands of one block with what the terminal shows after each."""
    return "".join(_shown(command, below, folder) for command, below in commands(lines))


def commands(lines: str) -> Iterator[tuple[str, str]]:
    """The commands of a block and what stands below each; one goes on over line ends inside quotation marks."""
    command, below = "", ""
    for line in lines.splitlines(keepends=True):
        if command.count("'") % 2:
            command += line
        elif line.startswith("$ "):
            if command:
                yield command, below
            command, below = line[2:], ""
        else:
            below += line
    yield command, below


def _shown(command: str, below: str, folder: Path) -> str:
    used = programs(command)
    if used - PROGRAMS - OTHERS:
        raise SystemExit(f"a page may not run {', '.join(sorted(used - PROGRAMS - OTHERS))}: {command}")
    if all(map(shutil.which, used & OTHERS)):
        below = screen(command, folder)
    return f"$ {command}{below if below.strip() else ''}"


def programs(command: str) -> set[str]:
    """Names of the programs that a shell line runs; what stands in quotation marks is none."""
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "''", command)
    return {match["name"] for match in PROGRAM.finditer(bare)} - {"for", "done", "do"}


def typed_pages() -> list[Path]:
    """Pages whose commands are typed."""
    return sorted(path for pattern in TYPED for path in (ROOT / "docs").glob(pattern))


def read(path: Path) -> str:
    """Text of a page; empty where there is none yet."""
    return path.read_text("utf-8") if path.exists() else ""


def made_pages() -> dict[Path, str]:
    """Every page that is made, with its text."""
    from csto_cli.checks.handbook import handbook

    typed = typed_pages()
    with ThreadPoolExecutor(4) as pool:
        front = pool.submit(readme, read(ROOT / "README.md"))
        svg = pool.submit(run, "csto show samples/river-council.en.txt --svg -")
        done = dict(zip(typed, pool.map(page, map(read, typed)), strict=True))
        return done | {
            ROOT / "README.md": front.result(),
            ROOT / "docs" / "cli.md": reference.cli(),
            ROOT / "docs" / "topics.md": reference.topics(),
            ROOT / "docs" / "model.md": reference.model(),
            ROOT / "docs" / "library.md": reference.library(),
            ROOT / "docs" / "diagnostics.md": handbook(),
            ROOT / "docs" / "river-council.svg": svg.result(),
        }


def main() -> int:
    """Write the pages, or check them."""
    pages = made_pages()
    stale = [path for path, text in pages.items() if read(path) != text]
    # How rich draws a picture may change with its version; what the picture says may not.
    shot, drawn = ROOT / "docs" / "screenshot.svg", picture()
    if words_of(read(shot)) != words_of(drawn):
        stale.append(shot)
    if "--check" in sys.argv:
        print(*(f"out of step: {path.relative_to(ROOT)}" for path in stale), sep="\n")
        return int(bool(stale))
    for path in stale:
        path.write_text(drawn if path == shot else pages[path], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
