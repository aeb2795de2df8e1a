"""Ratios in one run: csto beside what people write today, on the same bytes.

    python benchmarks/compare.py [RECORD ...] [--kept docs/performance.json] [--write FILE]

Without records it takes the text samples, many times. Rows: reading, decoding and hashing alone (the floor); the
one-regex script; ``csto_cli.parse`` in one process; then whole processes: an empty Typer program that runs one
subcommand, one that imports pydantic too, ``csto --version``, ``csto --help``, ``csto speakers FILE``. Then linearity:
the same record twice as long. Times are the best of several runs, and only ratios are worth comparing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from csto_cli import parse

ROOT = Path(__file__).parent.parent
ONE_REGEX = re.compile(r"^([A-Z][^:\n]{1,100}):\s", re.MULTILINE)
TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None)
{extra}
@app.command()
def hello(name: str = "you") -> None:
    print(name)
@app.command()
def other() -> None:
    pass
app()
"""


def best(work: Callable[[], object], runs: int = 5) -> float:
    """Shortest time of several runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def floor(paths: list[Path]) -> None:
    """Read, decode and hash."""
    for path in paths:
        data = path.read_bytes()
        data.decode("utf-8")
        hashlib.sha256(data).hexdigest()


def one_regex(paths: list[Path]) -> None:
    """The script that people write today."""
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        [match.group(1) for match in ONE_REGEX.finditer(text)]


def parse_all(paths: list[Path]) -> None:
    """The library in one process."""
    for path in paths:
        parse(path)


def process(*arguments: str) -> Callable[[], object]:
    """A whole process, from start to exit."""
    return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=True)


def figures(paths: list[Path]) -> dict[str, float]:
    """Every ratio by its name."""
    parse_all(paths[:3])
    base, regex, whole = best(lambda: floor(paths)), best(lambda: one_regex(paths)), best(lambda: parse_all(paths), 3)
    with tempfile.TemporaryDirectory() as folder:
        empty, pydantic = Path(folder, "empty.py"), Path(folder, "pydantic_too.py")
        empty.write_text(TYPER.format(extra=""))
        pydantic.write_text(TYPER.format(extra="import pydantic\nclass Model(pydantic.BaseModel):\n    name: str"))
        typer_time = best(process(str(empty), "hello"))
        typer_pydantic = best(process(str(pydantic), "hello"))
    sample = str(ROOT / "samples" / "river-council.en.txt")
    long = paths[0].read_bytes() * 40
    return {
        "parse / one regex": whole / regex,
        "parse / floor": whole / base,
        "one regex / floor": regex / base,
        "csto --version / empty Typer": best(process("-m", "csto_cli", "--version")) / typer_time,
        "csto --help / empty Typer": best(process("-m", "csto_cli", "--help")) / typer_time,
        "csto speakers FILE / empty Typer": best(process("-m", "csto_cli", "speakers", sample)) / typer_time,
        "csto speakers FILE / Typer with pydantic": best(process("-m", "csto_cli", "speakers", sample))
        / typer_pydantic,
        "twice the size / once": best(lambda: parse(long + long), 2) / best(lambda: parse(long), 2),
    }


def main() -> None:
    """Print the ratios beside the kept ones."""
    parser = argparse.ArgumentParser(description="Ratios of csto beside what people write today.")
    parser.add_argument("records", nargs="*", type=Path)
    parser.add_argument("--kept", type=Path, default=ROOT / "docs" / "performance.json")
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    paths = (
        arguments.records
        or [ROOT / "samples" / "river-council.en.txt", ROOT / "samples" / "press-conference.en.txt"] * 50
    )
    kept = json.loads(arguments.kept.read_text()) if arguments.kept.exists() else {}
    size = sum(path.stat().st_size for path in paths)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    print(f"{len(paths)} records, {size:,} bytes; {machine}")
    found = figures(paths)
    for name, value in found.items():
        before = f"   (last release {kept[name]:.2f})" if name in kept else ""
        print(f"{name:44} {value:8.2f}{before}")
    if arguments.write:
        arguments.write.write_text(
            json.dumps({name: round(value, 2) for name, value in found.items()}, indent=1) + "\n"
        )


if __name__ == "__main__":
    main()
