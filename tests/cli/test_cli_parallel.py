"""Many files in several processes: the same bytes as in one, whatever happens to a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[2] / "samples" / "river-council.en.txt"
FILES = 14
linux = pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processors cannot be chosen here")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough to read for processes to start: raw records, one of them empty, and lines of csto JSON."""
    folder = tmp_path_factory.mktemp("many")
    text = SAMPLE.read_text(encoding="utf-8")
    for number in range(FILES):
        (folder / f"{number:02}.txt").write_text(f"Record {number}\n\n" + text * 8, encoding="utf-8")
    (folder / "05.txt").write_bytes(b"")
    record = csto(folder, "parse", "03.txt", processors=1).stdout
    (folder / "07.ndjson").write_bytes(record * 2 + b'{"schema_version": "9.0"}\n' + record)
    return folder


def csto(folder: Path, *words: str, processors: int, script: str | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run csto, or a script that calls it, on so many processors."""

    def choose() -> None:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:processors])

    call = ["-c", script] if script else ["-m", "csto_cli"]
    return subprocess.run(
        [sys.executable, *call, *words], cwd=folder, capture_output=True, check=False, timeout=300, preexec_fn=choose
    )


@linux
@pytest.mark.parametrize(
    "words",
    [("parse",), ("speakers",), ("turns", "--match", "river", "--format", "csv"), ("decisions", "--format", "table"),
     ("validate",), ("export", "--to", "csv", "--table", "participants")],
    ids=lambda words: words[0],
)  # fmt: skip
def test_processes_change_no_byte(folder: Path, words: tuple[str, ...]) -> None:
    one, all_of_them = (csto(folder, *words, ".", processors=count) for count in (1, 64))
    assert one.returncode == 4
    assert one.stdout.count(b"\n") > FILES
    assert b"05.txt" in one.stderr
    assert b"07.ndjson:3" in one.stderr
    assert (all_of_them.returncode, all_of_them.stdout, all_of_them.stderr) == (4, one.stdout, one.stderr)


def test_jobs_may_be_more_than_processors(folder: Path) -> None:
    one, four = (csto(folder, "parse", ".", "--jobs", jobs, processors=64) for jobs in ("1", "4"))
    assert (four.returncode, four.stdout, four.stderr) == (one.returncode, one.stdout, one.stderr)


KILLED = """
import multiprocessing, os, signal, sys
from pathlib import Path
multiprocessing.set_start_method("fork")
import csto_cli.library as library
from csto_cli.__main__ import run
real, parent = library.parse, os.getpid()
def parse(given, **ways):
    if os.getpid() != parent and Path(given).name == "08.txt" and {condition}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(given, **ways)
library.parse = parse
sys.exit(run(sys.argv[1:]))
"""


def test_a_record_that_kills_its_process_fails_alone_and_by_name(folder: Path) -> None:
    killed = csto(folder, "parse", ".", "--jobs", "2", processors=64, script=KILLED.format(condition="True"))
    whole = csto(folder, "parse", ".", "--jobs", "1", processors=64)
    assert killed.returncode == 4
    lost = [line for line in whole.stdout.splitlines() if b'"path":"08.txt"' in line or b'"path":"./08.txt"' in line]
    assert len(lost) == 1
    assert killed.stdout.splitlines() == [line for line in whole.stdout.splitlines() if line not in lost]
    told = [line for line in killed.stderr.splitlines() if line not in whole.stderr.splitlines()]
    assert len(told) == 1
    assert b"08.txt: the process that read it was killed from outside" in told[0]


def test_a_process_killed_by_chance_loses_nothing(folder: Path, tmp_path: Path) -> None:
    once = (
        f"not Path({str(tmp_path / 'once')!r}).exists() and not Path({str(tmp_path / 'once')!r}).write_text('x') == 0"
    )
    killed = csto(folder, "parse", ".", "--jobs", "2", processors=64, script=KILLED.format(condition=once))
    assert (tmp_path / "once").exists()
    whole = csto(folder, "parse", ".", "--jobs", "1", processors=64)
    assert (killed.returncode, killed.stdout, killed.stderr) == (whole.returncode, whole.stdout, whole.stderr)


def running(*words: str, cwd: Path) -> subprocess.Popen[bytes]:
    """A call that goes on, in a process group of its own."""
    how: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True}
    return subprocess.Popen([sys.executable, "-m", "csto_cli", *words], cwd=cwd, **how)


def test_an_interrupt_in_the_making_of_a_class_ends_with_the_same_code(tmp_path: Path) -> None:
    """Classes are made by exec of text: Python would end a module that was called by -m by the signal."""
    (tmp_path / "interrupted.py").write_text(
        "import csto_cli.__main__ as csto\ncsto._run_app = lambda words: exec('raise KeyboardInterrupt')\ncsto.main()\n"
    )
    call = [sys.executable, "-m", "interrupted", "parse"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True)
    assert (done.returncode, done.stderr) == (130, b"")


def test_an_interrupt_ends_every_process(folder: Path) -> None:
    process = running("parse", *["."] * 8, "--jobs", "2", cwd=folder)
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"{")
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
