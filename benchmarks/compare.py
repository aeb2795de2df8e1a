"""Ratios in one run: csto beside what people write today, on the same bytes.

    python benchmarks/compare.py [RECORD ...] [--kept benchmarks/last-release.json] [--write FILE]

Without records it takes two text samples, many times. Rows: reading, decoding and hashing alone (the floor); the
one-regex script; ``csto_cli.parse`` and ``csto_cli.speakers_of`` in one process; then whole processes: an empty Typer
program that runs one subcommand, one that imports pydantic too, ``csto --version``, ``csto --help``, ``csto speakers
FILE``. Then linearity: the same record twice as long; and what a second processor gives ``csto parse`` of all records.

Times are processor time, the best of several runs, so that other work disturbs little; the last row alone
is time on the clock. Only ratios are worth comparing. ``--write`` keeps them, with what they were measured on, for the
next release (``benchmarks/last-release.json``).
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
from functools import partial
from pathlib import Path

from csto_cli import parse, speakers_of
from csto_cli.version import VERSION

ROOT = Path(__file__).parent.parent
ONE_REGEX = re.compile(r"^([A-Z][^:\n]{1,100}):\s", re.MULTILINE)
COLD_RUNS = 10
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
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


def best(work: Callable[[], float], runs: int = 5) -> float:
    """Shortest time of several runs, in seconds."""
    return min(work() for _ in range(runs))


def inside(work: Callable[[], object]) -> Callable[[], float]:
    """The processor time of a call in this process."""

    def timed() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return timed


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


def speakers_all(paths: list[Path]) -> None:
    """The library in one process, asked for speakers alone."""
    for path in paths:
        speakers_of(path)


def process(*arguments: str) -> Callable[[], float]:
    """The processor time of a whole process, from start to exit; modules are compiled already, as pip leaves them."""

    def timed() -> float:
        started = subprocess.Popen(
            [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT
        )
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            raise SystemExit(f"{arguments} ended with {started.returncode}")
        return used.ru_utime + used.ru_stime

    return timed


def clock(*arguments: str) -> Callable[[], float]:
    """The time on the clock of a whole process."""

    def timed() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True, env=ENVIRONMENT)
        return time.perf_counter() - start

    return timed


def library(paths: list[Path]) -> dict[str, float]:
    """Ratios of what runs in one process."""
    parse_all(paths[:3])
    speakers_all(paths[:3])
    base, regex = (best(inside(partial(work, paths)), 15) for work in (floor, one_regex))
    whole, speakers = (best(inside(partial(work, paths)), 3) for work in (parse_all, speakers_all))
    long = paths[0].read_bytes() * 40
    once, twice = (best(inside(partial(parse, data)), 2) for data in (long, long + long))
    return {
        "parse / one regex": whole / regex,
        "parse / floor": whole / base,
        "speakers alone / one regex": speakers / regex,
        "one regex / floor": regex / base,
        "twice the size / once": twice / once,
    }


def commands(paths: list[Path]) -> dict[str, float]:
    """Ratios of whole processes."""
    sample = str(ROOT / "samples" / "river-council.en.txt")
    with tempfile.TemporaryDirectory() as folder:
        empty, pydantic = Path(folder, "empty.py"), Path(folder, "pydantic_too.py")
        empty.write_text(TYPER.format(extra=""))
        pydantic.write_text(TYPER.format(extra="import pydantic\nclass Model(pydantic.BaseModel):\n    name: str"))
        calls = {
            "empty Typer": process(str(empty), "hello"),
            "Typer with pydantic": process(str(pydantic), "hello"),
            "csto --version": process("-m", "csto_cli", "--version"),
            "csto --help": process("-m", "csto_cli", "--help"),
            "csto speakers FILE": process("-m", "csto_cli", "speakers", sample),
        }
        # In turn, so that what else the machine does meanwhile meets all of them.
        rounds = [{name: call() for name, call in calls.items()} for _ in range(COLD_RUNS)]
        times = {name: min(times[name] for times in rounds) for name in calls}
        for number, path in enumerate(paths):
            Path(folder, f"{number:05}{path.suffix}").write_bytes(path.read_bytes())
        one, all_of_them = (best(clock("-m", "csto_cli", "parse", folder, *jobs), 2) for jobs in (("--jobs", "1"), ()))
    typer = times.pop("empty Typer")
    with_pydantic = times.pop("Typer with pydantic")
    return {
        **{f"{name} / empty Typer": seconds / typer for name, seconds in times.items()},
        "csto speakers FILE / Typer with pydantic": times["csto speakers FILE"] / with_pydantic,
        f"csto parse of many files, {os.cpu_count()} cores / one": all_of_them / one,
    }


def main() -> None:
    """Print the ratios beside the kept ones."""
    parser = argparse.ArgumentParser(description="Ratios of csto beside what people write today.")
    parser.add_argument("records", nargs="*", type=Path)
    parser.add_argument("--kept", type=Path, default=ROOT / "benchmarks" / "last-release.json")
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    paths = (
        arguments.records
        or [ROOT / "samples" / "river-council.en.txt", ROOT / "samples" / "press-conference.en.txt"] * 50
    )
    kept = json.loads(arguments.kept.read_text()) if arguments.kept.exists() else {}
    size = sum(path.stat().st_size for path in paths)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    measured_on = f"{len(paths)} records, {size:,} bytes; {machine}"
    print(f"csto {VERSION}: {measured_on}")
    if kept:
        print(f"beside csto {kept['version']}: {kept['measured_on']}")
    found = {name: round(value, 2) for name, value in {**library(paths), **commands(paths)}.items()}
    for name, value in found.items():
        before = kept.get("ratios", {}).get(name)
        print(f"{name:48} {value:8.2f}   " + (f"(last release {before:.2f})" if before is not None else "(new)"))
    if arguments.write:
        value = {"version": VERSION, "measured_on": measured_on, "ratios": found}
        arguments.write.write_text(json.dumps(value, indent=1) + "\n")


if __name__ == "__main__":
    main()
