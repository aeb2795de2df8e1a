"""Is the time in line with the size? Each pattern is read once and at double the size, in CPU time of this process.

    python benchmarks/linear.py [PATTERN ...] [--size CHARACTERS] [--memory]

A ratio of 2 is linear; above 2.3 the row is marked, and the exit code is 1. Some patterns are honest records, most are
hostile: one line without an end, labels and nothing else, brackets that never close. ``--memory`` prints instead the
peak memory of one record of the size, in a process of its own, as a multiple of the source; and that of ten records
read one after the other, as a multiple of the peak of one.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from csto_cli import parse
from csto_cli.conventions import CONVENTIONS

MOST = 2.3
PACKED = ("tei", "akn", "convokit")
"""Conventions that read one format of their own and no text."""
RUNS = 3
NAMES = ("Ada Belo", "Ivan Kern", "Marta Soll", "Piet Doren")
HEAD = "Meeting of the River Council\n\nMarch 3, 2020, Sarn\n\n"
WORDS = "The commission has looked at the work of the region and will report again next year. "


def _speeches() -> Iterator[tuple[str, str]]:
    for i in range(1 << 40):
        yield NAMES[i % len(NAMES)], f"{WORDS * 3}That was number {i}."


def _filled(size: int, head: str, parts: Iterator[str]) -> str:
    found = [head]
    while size > 0:
        found.append(next(parts))
        size -= len(found[-1])
    return "".join(found)


def _numbered(form: str) -> Callable[[int], str]:
    return lambda size: _filled(size, "", (form.format(i=i, j=i * 7) for i in range(1 << 40)))


def _repeated(words: str) -> Callable[[int], str]:
    return lambda size: words * (size // len(words))


def text(size: int) -> str:
    """A record as plain text."""
    return _filled(size, HEAD, (f"{name}: {said}\n\n" for name, said in _speeches()))


def one_line(size: int) -> str:
    """The same record on one line."""
    return " ".join(text(size).split())


def page(size: int) -> str:
    """The same record as a page."""
    return _filled(size, "<html><body>", (f"<p><b>{name}:</b> {said}</p>\n" for name, said in _speeches()))


def russian(size: int) -> str:
    """A record in Russian whose speakers are all different people."""
    letters = "абвгдежзик"
    turns = (
        f"{letters[i % 10].upper()}.Кир{letters[i // 10 % 10]}н{letters[i // 100 % 10]}л{letters[i // 1000 % 10]}ов: "
        "Уважаемые коллеги, благодарю за слово.\n\n"
        for i in range(1 << 40)
    )
    return _filled(size, "Заседание Совета рек\n\n3 марта 2025 года, Сарн\n\n", turns)


PATTERNS: dict[str, Callable[[int], str]] = {
    "text": text,
    "one line": one_line,
    "page": page,
    "many speakers in Russian": russian,
    "many speakers": _numbered("Alpha{i} Beta{j}: yes indeed.\n\n"),
    "label-like lines": _numbered("Alpha{i} Beta{j}: yes indeed.\n"),
    "quotations set apart": _numbered("“The commission has looked at the work of the region {i} and so on.”\n\n"),
    "labels on one line": _repeated("Ada. B: "),
    "capitals": _repeated("A"),
    "capitalised words": _repeated("Abc Def "),
    "words and commas": _repeated("Ada, "),
    "words and and": _repeated("Ada and "),
    "one word a line": _repeated("a\n"),
    "colons": _repeated(": "),
    "full stops": _repeated(". "),
    "open parentheses": _repeated("("),
    "open brackets": _repeated("[a "),
    "open angles": _repeated("<"),
    "open tags": _repeated("<p><b>"),
    "open comments": _repeated("<!--"),
    "digits": _repeated("1 "),
    "dashes": _repeated("- "),
    "adoptions": _repeated("They signed an agreement on rivers and a protocol on roads. "),
    "floors": _repeated("I give the floor to Mr Kern. "),
}


def seconds(data: bytes, convention: str | None = None) -> float:
    """The shortest CPU time of several runs."""
    times = []
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        parse(data, convention=convention)
        times.append(time.process_time() - start)
    return min(times)


def ratios(names: list[str], size: int) -> Iterator[tuple[str, float, float]]:
    """Each pattern, its time and its ratio at double the size; then one line of labels read by every convention."""
    rows: list[tuple[str, Callable[[int], str], str | None]] = [(name, PATTERNS[name], None) for name in names]
    if len(names) == len(PATTERNS):
        rows += [(f"text read as {row.name}", text, row.name) for row in CONVENTIONS if row.name not in PACKED]
    for name, make, convention in rows:
        parse(make(1000).encode(), convention=convention)
        once = seconds(make(size).encode(), convention)
        yield name, once, seconds(make(2 * size).encode(), convention) / once


PEAK = """
import resource, sys
sys.path.insert(0, {folder!r})
from csto_cli import parse
from linear import text
parse(text(1000).encode())
for _ in range({records}):
    data = text({size}).encode()
    if {read}:
        parse(data)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(size: int, records: int, *, read: bool = True) -> int:
    """Peak memory in KiB of a process of its own that reads records one after the other."""
    code = PEAK.format(folder=sys.path[0], size=size, records=records, read=read)
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time and memory by size.")
    parser.add_argument("patterns", nargs="*", choices=[[], *PATTERNS], metavar="PATTERN")
    parser.add_argument("--size", type=int, default=200_000)
    parser.add_argument("--memory", action="store_true")
    arguments = parser.parse_args()
    if arguments.memory:
        empty, one = peak(arguments.size, 1, read=False), peak(arguments.size, 1)
        print(
            f"one record of {arguments.size:,} characters: {(one - empty) * 1024 / arguments.size:.1f} times the source"
        )
        print(f"ten of them, one after the other: {peak(arguments.size, 10) / one:.2f} times the peak of one")
        return
    slow = 0
    for name, once, ratio in ratios(arguments.patterns or list(PATTERNS), arguments.size):
        slow += ratio > MOST
        print(
            f"{name:28} {once * 1000:8.0f} ms   x{ratio:.2f}{'   MORE THAN LINEAR' if ratio > MOST else ''}", flush=True
        )
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
