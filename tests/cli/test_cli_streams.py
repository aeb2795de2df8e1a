"""Standard input and output in the odd places that programs are run from."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CSTO = f"'{sys.executable}' -m csto_cli"


def shell(line: str, lake: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=lake, check=False, timeout=60)


def test_a_loop_over_lines_keeps_its_lines(lake):
    loop = f"while read word; do {CSTO} speakers lake.json > /dev/null; echo $word; done"
    done = shell(f"printf 'one\\ntwo\\n' | {loop}", lake)
    assert done.stdout == "one\ntwo\n"


@pytest.mark.parametrize("redirect", ["<&-", "< /dev/null", "2>&-"])
def test_a_path_needs_no_standard_input(lake, redirect):
    done = shell(f"{CSTO} speakers lake.json {redirect}", lake)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 3


def test_closed_standard_output_is_5(lake):
    done = shell(f"{CSTO} speakers lake.json >&-", lake)
    assert done.returncode == 5
    assert done.stderr == "csto: standard output is closed; give a file with -o\n"


def test_a_dash_with_closed_standard_input_is_3(lake):
    done = shell(f"{CSTO} speakers - <&-", lake)
    assert done.returncode == 3
    assert done.stderr == "csto: <stdin>: standard input is closed; give a file\n"


def test_a_pipeline_of_csto_and_head_is_0(lake):
    done = shell(f"set -o pipefail; {CSTO} parse two.ndjson | {CSTO} turns | head -1", lake)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_a_named_pipe_is_read_once(lake):
    done = shell(f"{CSTO} speakers <(cat lake.txt) <(cat two.ndjson)", lake)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ben Marsh" in done.stdout


def test_interrupted_is_130_and_silent(lake):
    process = subprocess.Popen(
        [sys.executable, "-m", "csto_cli", "speakers", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=lake,
    )
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, out, errors) == (130, "", "")


def test_a_terminal_without_a_path_gets_help_and_2(screen):
    code, text = screen(80, "speakers")
    assert code == 2
    assert text.startswith("Usage: csto speakers")


def test_the_terminal_is_not_told_what_a_pipe_is(run, screen):
    assert run("speakers", "lake.json").stdout.startswith('{"meeting"')
    assert screen(100, "speakers", "lake.json")[1].startswith("\x1b[1mMeeting of the Lake Council")
