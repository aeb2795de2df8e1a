"""docs/conventions.md, followed to the letter: its files are a package, and its commands say what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "conventions.md"
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [match.groupdict() for match in BLOCK.finditer(PAGE.read_text("utf-8"))]
COMMANDS = [block["text"].split("\n", 1) for block in BLOCKS if block["kind"] == "console"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's package: its files, and the metadata that an installation writes beside it."""
    folder = tmp_path_factory.mktemp("harbour")
    for block in BLOCKS:
        if block["file"]:
            path = folder / block["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block["text"], "utf-8")
    install(folder)
    return folder


def install(folder: Path) -> None:
    """Write the ``.dist-info`` of the project in ``folder``, as an editable installation does."""
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    groups = project["entry-points"].items()
    text = "".join(f"[{group}]\n" + "".join(f"{n} = {v}\n" for n, v in points.items()) for group, points in groups)
    (info / "entry_points.txt").write_text(text)


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "100", "NO_COLOR": "1", **more}


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_each_command_says_what_the_page_says(package: Path, command: str, output: str) -> None:
    line = re.sub(r"^\$ csto\b", f"{sys.executable} -m csto_cli", command)
    done = subprocess.run(
        ["bash", "-c", line], cwd=package, env=environment(package), capture_output=True, text=True, check=False
    )
    assert ("\n".join(text.rstrip() for text in done.stdout.splitlines()) + "\n", done.stderr) == (output, "")


def test_the_package_s_own_test_passes(package: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=package, env=environment(package), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "1 passed" in done.stdout, done.stdout


def test_the_description_explains_every_field_it_has() -> None:
    from dataclasses import fields

    from csto_cli.conventions.described import Family

    table = set(re.findall(r"^\| `(\w+)` \|", PAGE.read_text("utf-8"), re.MULTILINE))
    assert {part.name for part in fields(Family)} - {"name", "description", "needed"} == table
