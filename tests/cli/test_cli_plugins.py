"""Packages of strangers: found, listed, turned off, and never able to break what is csto's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GOOD = """
from csto_cli.conventions.described import Family, Sign, described
from csto_cli.formats import Format, Sniff
from csto_cli.formats.text import read_text
from csto_cli.writers import WriterRow

def family(name, weight):
    signs = (Sign("^LOG OF THE LIGHTHOUSE", weight, "the log's heading"),)
    return described(Family(name=name, description="logs", signs=signs, label=r"(?P<label>(?P<name>\\w+ \\w+)) >> "))

LOG = family("log", 0.9)
KREMLIN = family("kremlin", 0.99)
UPSIDE = Format("upside", "text of this test", lambda text, path: Sniff(0.0), read_text)
ROW = WriterRow("count", "how many turns", ".count")

def write(meetings, stream):
    for meeting in meetings:
        stream.write(f"{len(meeting.turns)}\\n")
"""
FAILING = """
from csto_cli.conventions import Convention
from csto_cli.formats import Sniff
from csto_cli.writers import WriterRow

def sniff(source, reading):
    raise LookupError("no light")

def read(source, reading):
    raise LookupError("no light")

DARK = Convention("dark", "fails in sniff and read", sniff, read)
MUTE = Convention("mute", "gives nothing", lambda source, reading: Sniff(0.0), lambda source, reading: None)
ROW = WriterRow("broken", "fails", ".txt")

def write(meetings, stream):
    raise LookupError("no ink")
"""
LOG = "LOG OF THE LIGHTHOUSE\n\nAda Quill >> The lamp is lit.\n\nBen Marsh >> Good.\n"


def package(folder: Path, name: str, points: dict[str, dict[str, str]], **modules: str) -> None:
    """A package as an installation leaves it."""
    for module, text in modules.items():
        (folder / f"{module}.py").write_text(text, "utf-8")
    info = folder / f"{name}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
    text = "".join(f"[{g}]\n" + "".join(f"{n} = {v}\n" for n, v in rows.items()) for g, rows in points.items())
    (info / "entry_points.txt").write_text(text)


def csto(folder: Path, *words: str, **env: str) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "csto_cli", *words],
        capture_output=True, text=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder), **env}, check=False,
    )  # fmt: skip


def rows(done: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    points = {
        "csto.conventions": {"log": "light:LOG"},
        "csto.formats": {"upside": "light:UPSIDE"},
        "csto.writers": {"count": "light"},
    }
    package(tmp_path, "light", points, light=GOOD)
    (tmp_path / "log.txt").write_text(LOG, "utf-8")
    return tmp_path


def test_what_a_package_registers_is_listed_with_its_version_and_used(good: Path) -> None:
    listed = {(row["kind"], row["name"]): row["package"] for row in rows(csto(good, "readers"))}
    assert listed["convention", "log"] == listed["format", "upside"] == "light 1.2"
    assert listed["convention", "kremlin"].startswith("csto ")
    assert {row["name"]: row["package"] for row in rows(csto(good, "writers"))}["count"] == "light 1.2"
    record = rows(csto(good, "parse", "log.txt"))[0]
    assert (record["source"]["convention"], [turn["speaker"] for turn in record["turns"]]) == (
        "log",
        ["ada-quill", "ben-marsh"],
    )
    assert rows(csto(good, "parse", "log.txt", "--input-format", "upside"))[0]["source"]["format"] == "upside"
    assert csto(good, "export", "--to", "count", "log.txt").stdout == "2\n"


@pytest.mark.parametrize(("words", "env"), [(["--no-plugins"], {}), ([], {"CSTO_NO_PLUGINS": "1"})])
def test_they_can_be_turned_off(good: Path, words: list[str], env: dict[str, str]) -> None:
    assert "log" not in {row["name"] for row in rows(csto(good, *words, "readers", **env))}
    assert rows(csto(good, *words, "parse", "log.txt", **env))[0]["source"]["convention"] == "generic"
    refused = csto(good, *words, "parse", "--convention", "log", "log.txt", **env)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "unknown convention 'log'" in refused.stderr
    assert csto(good, *words, "export", "--to", "count", "log.txt", **env).returncode == 2


BROKEN = {
    "a module that is not there": ({"csto.conventions": {"gone": "nowhere:GONE"}}, "ModuleNotFoundError"),
    "a name that is not there": ({"csto.conventions": {"gone": "light:GONE"}}, "AttributeError"),
    "something else": ({"csto.conventions": {"row": "light:ROW"}}, "it is WriterRow, no Convention"),
    "another name": ({"csto.conventions": {"diary": "light:LOG"}}, "calls itself 'log'"),
    "a name of csto": ({"csto.conventions": {"kremlin": "light:KREMLIN"}}, "csto has that name already"),
    "a format of csto": ({"csto.formats": {"html": "light:UPSIDE"}}, "csto has that name already"),
}


@pytest.mark.parametrize(("points", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_broken_is_left_out_with_one_line(good: Path, points: dict[str, Any], reason: str) -> None:
    package(good, "shade", points)
    for words in (["readers"], ["parse", "log.txt"]):
        done = csto(good, *words)
        assert done.returncode == 0
        assert done.stderr.count("\n") == 1, done.stderr
        assert done.stderr.startswith("csto: the plug-in ")
        assert "shade 1.2" in done.stderr
        assert reason in done.stderr
        assert "log" in done.stdout
    assert csto(good, "--no-plugins", "readers").stderr == ""


def test_a_broken_writer_is_left_out_too(good: Path) -> None:
    package(good, "shade", {"csto.writers": {"csv": "light", "odd": "json"}})
    done = csto(good, "writers")
    assert done.returncode == 0
    assert "'csv'" in done.stderr
    assert "csto has that name already" in done.stderr
    assert "'odd'" in done.stderr
    assert "no function write" in done.stderr
    assert "count" in done.stdout
    assert csto(good, "export", "--to", "csv", "log.txt").stderr.count("odd") == 0


def test_two_packages_cannot_have_one_name(good: Path) -> None:
    package(good, "twin", {"csto.conventions": {"log": "light:LOG"}})
    done = csto(good, "readers")
    assert done.returncode == 0
    assert "has that name already" in done.stderr
    assert [row["name"] for row in rows(done)].count("log") == 1


def test_what_fails_while_a_record_is_read_is_named_and_fails_that_record_alone(good: Path) -> None:
    points = {"csto.conventions": {"dark": "night:DARK", "mute": "night:MUTE"}, "csto.writers": {"broken": "night"}}
    package(good, "night", points, night=FAILING)
    sniffed = csto(good, "parse", "log.txt")
    assert sniffed.returncode == 0
    assert sniffed.stderr == (
        "csto: the convention 'dark' of night 1.2 failed: LookupError: no light; "
        "mend or remove the package, or turn plug-ins off with --no-plugins\n"
    )
    assert rows(sniffed)[0]["source"]["convention"] == "log"
    for words, reason in (
        (["parse", "--convention", "dark"], "the convention 'dark' of night 1.2 failed: LookupError: no light"),
        (["parse", "--convention", "mute"], "the convention 'mute' of night 1.2 failed: TypeError: it gives NoneType"),
        (["export", "--to", "broken"], "the writer 'broken' of night 1.2 failed: LookupError: no ink"),
    ):
        done = csto(good, *words, "log.txt")
        assert done.returncode == 3
        assert reason in done.stderr
        assert "Traceback" not in done.stderr


def test_commands_that_recognise_nothing_do_not_look_for_packages(good: Path) -> None:
    package(good, "shade", {"csto.conventions": {"gone": "nowhere:GONE"}, "csto.writers": {"lost": "nowhere"}})
    (good / "log.json").write_text(csto(good, "--no-plugins", "parse", "log.txt").stdout, "utf-8")
    for words in (["--help"], ["--version"], ["validate", "log.json"], ["export", "--to", "csv", "log.json"]):
        assert csto(good, *words).stderr == ""
