"""Code that uses csto as a library type-checks, and its mistakes do not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "typing"
FOUND = re.compile(r"^(?P<file>[\w./-]+):(?P<line>\d+): error: .*\[(?P<code>[\w-]+)\]$", re.MULTILINE)


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, int, str]]:
    """What ``mypy --strict`` finds in the folder: file, line, code."""
    pytest.importorskip("mypy")
    spec = find_spec("csto_cli")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    assert (package / "py.typed").is_file()
    environment = dict(os.environ)
    if "site-packages" not in package.parts:  # installed so that changes show: mypy does not follow how
        environment["MYPYPATH"] = str(package.parent)
    folder = tmp_path_factory.mktemp("typing")
    for path in FOLDER.glob("*.py"):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    switches = ["--strict", "--config-file=", "--cache-dir", str(folder / "cache"), "--no-error-summary"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *switches, "user_code.py", "mistakes.py"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    found = {(match["file"], int(match["line"]), match["code"]) for match in FOUND.finditer(done.stdout)}
    return {finding for finding in found if not Path(finding[0]).is_absolute()}  # csto's own code is read by make lint


def test_what_people_write_has_no_error(findings: set[tuple[str, int, str]]) -> None:
    assert {finding for finding in findings if finding[0] != "mistakes.py"} == set()


def test_every_mistake_is_caught_where_it_stands(findings: set[tuple[str, int, str]]) -> None:
    lines = (FOLDER / "mistakes.py").read_text("utf-8").splitlines()
    expected = {
        ("mistakes.py", number, line.partition("# expect: ")[2])
        for number, line in enumerate(lines, 1)
        if "# expect: " in line
    }
    assert len(expected) == 10
    assert {finding for finding in findings if finding[0] == "mistakes.py"} == expected
