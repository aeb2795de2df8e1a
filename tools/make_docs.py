"""Write what the documentation shows of the program itself: outputs, help, diagnostics, the picture.

    python tools/make_docs.py [--check]

A ```console block of README.md holds commands after ``$``; their output is written below them. ``--check`` writes
nothing and exits 1 where a page is out of step.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]*)\n.*?```", re.DOTALL)
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
    return BLOCK.sub(lambda match: f"```console\n$ {match['command']}\n{run(match['command'])}```", text)


def commands() -> list[str]:
    """Names of the commands, from the program's own help."""
    found = re.findall(r"^  ([a-z]+)  ", run("csto --help"), re.MULTILINE)
    return list(dict.fromkeys(found))


def parts(name: str) -> list[str]:
    """Names of the commands that a command is made of; most are made of none."""
    return re.findall(r"^  ([a-z]+)  ", run(f"csto {name} --help").partition("\nCommands:\n")[2], re.MULTILINE)


def cli() -> str:
    """docs/cli.md: the help of every command."""
    names = [inner for name in commands() for inner in (name, *(f"{name} {part}" for part in parts(name)))]
    pages = [("csto", "csto --help"), *((f"csto {name}", f"csto {name} --help") for name in names)]
    head = "# Commands\n\nMade from the program's own help by `tools/make_docs.py`.\n"
    return head + "".join(f"\n## {title}\n\n```text\n{run(line)}```\n" for title, line in pages)


def pages() -> dict[Path, str]:
    """Every page that is made, with its text."""
    from csto_cli.checks.handbook import handbook

    return {
        ROOT / "README.md": readme((ROOT / "README.md").read_text("utf-8")),
        ROOT / "docs" / "cli.md": cli(),
        ROOT / "docs" / "diagnostics.md": handbook(),
        ROOT / "docs" / "river-council.svg": run("csto show samples/river-council.en.txt --svg -"),
    }


def main() -> int:
    """Write the pages, or check them."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        print(*(f"out of step: {path.relative_to(ROOT)}" for path in stale), sep="\n")
        return int(bool(stale))
    for path, text in pages().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
