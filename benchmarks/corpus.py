"""A store of many records, measured: how fast it is built and searched, in how much memory and room.

    python benchmarks/corpus.py [--records N] [--keep FOLDER] [--skip-one] [RECORD ...]

N records are made by repeating the samples (or the records named) with other dates and another closing number. Then a
store is built with one process and with two; built again with nothing changed; searched in one process. Memory is the
largest resident size of the process that writes and of one that reads. Compare ratios, not times.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from csto_cli.corpus.connection import reading
from csto_cli.corpus.search import Filters, search

ROOT = Path(__file__).parent.parent
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DAY = re.compile(r"\b\d{1,2}(?=(?:st|nd|rd|th)? (?:of )?(?:January|February|March|April|May|June|July|August|September|"
                 r"October|November|December|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|"
                 r"ноября|декабря))")  # fmt: skip
QUERIES = (
    "river", "water level", '"water level"', "council OR committee", "NEAR(river level, 8)", "ferry NOT river",
    "question", "minister", "budget", "the", "реки", "министр", "Salmela", "Шубин", "agreement", "vote", "report",
    "people", "country AND minister", "secur*",
)  # fmt: skip


def make(folder: Path, records: list[Path], count: int) -> int:
    """Write ``count`` records, in folders of a thousand; returns their bytes."""
    texts = [(path, path.read_text("utf-8")) for path in records]
    size = 0
    for number in range(count):
        path, text = texts[number % len(texts)]
        turn = number // len(texts)
        text = YEAR.sub(str(1960 + turn % 65), text)
        text = DAY.sub(str(1 + turn % 28), text)
        target = folder / f"{number // 1000:03}" / f"{number:06}-{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        data = f"{text.rstrip()}\n\nRecord {number}.\n".encode()
        target.write_bytes(data)
        size += len(data)
    return size


def run(*words: str) -> tuple[float, float, int, int]:
    """Seconds, seconds of processor time, and the largest resident size in MB of the writer and of a reader."""
    before = os.times()
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "csto_cli", "corpus", *words], stdout=subprocess.DEVNULL)
    writer = reader = 0
    while process.poll() is None:
        writer = max(writer, resident(process.pid))
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            reader = max(reader, resident(int(child)))
        time.sleep(0.1)
    seconds = time.perf_counter() - started
    after = os.times()
    assert process.returncode in {0, 4}, process.returncode
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, spent, writer // 1024, reader // 1024


def resident(process: int) -> int:
    """Resident size in KB; 0 for a process that has ended."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--skip-one", action="store_true", help="do not build with one process")
    parser.add_argument("sources", nargs="*", type=Path)
    asked = parser.parse_args()
    sources = asked.sources or sorted([*ROOT.glob("samples/*.txt"), *ROOT.glob("samples/*.html")])
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        figures: dict[str, object] = {
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_version()}"
        }
        figures["records"] = asked.records
        figures["bytes_of_sources"] = make(folder / "records", sources, asked.records)
        store = folder / "two.db"
        store.unlink(missing_ok=True)
        two = run("build", str(store), str(folder / "records"), "--jobs", "2")
        figures |= dict(zip(("two_seconds", "two_cpu", "two_writer_mb", "two_reader_mb"), two, strict=True))
        again = run("build", str(store), str(folder / "records"), "--jobs", "2")
        figures |= {"again_seconds": again[0], "again_cpu": again[1], "first_to_again": two[0] / again[0]}
        if not asked.skip_one:
            (folder / "one.db").unlink(missing_ok=True)
            one = run("build", str(folder / "one.db"), str(folder / "records"), "--jobs", "1")
            figures |= {
                "one_seconds": one[0],
                "one_cpu": one[1],
                "one_writer_mb": one[2],
                "one_to_two": one[0] / two[0],
            }
        figures |= searched(store)
        print(json.dumps(figures, indent=1, ensure_ascii=False))
    return 0


def searched(store: Path) -> dict[str, object]:
    """Times of searches in one process, and the store's size beside its text."""
    times: dict[str, float] = {}
    spent: dict[str, float] = {}
    with reading(str(store)) as connection:
        for query in QUERIES:
            started, began = time.perf_counter(), time.process_time()
            list(search(connection, str(store), query, Filters()))
            times[query] = 1000 * (time.perf_counter() - started)
            spent[query] = 1000 * (time.process_time() - began)
        turns, text = connection.execute("SELECT count(*), total(length(CAST(text AS BLOB))) FROM turns").fetchone()
    return {
        "turns": turns,
        "bytes_of_turns": int(text),
        "bytes_of_store": store.stat().st_size,
        "store_to_turns": store.stat().st_size / text,
        "median_search_ms": statistics.median(times.values()),
        "median_search_cpu_ms": statistics.median(spent.values()),
        "searches_ms": {query: round(value, 1) for query, value in times.items()},
    }


if __name__ == "__main__":
    sys.exit(main())
