"""Every writer, given records with all that goes wrong: nothing lost in silence, nothing written outside, no crash."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import cli_records as records
import pytest

from csto_cli.writers import WRITERS

IDS = ("../x", "a" * 300, "CON", "nul.txt", "", "twice", "twice", "Twice", "/etc/passwd", "..\\y", "a/b")
FORBIDDEN = "a \x01 b \ufffe c"
NEEDS_TURNS, NEEDS_TIMES = "convokit", "vtt"


def bad_records() -> list[dict[str, Any]]:
    """A record for each id that is no file's name; one with forbidden characters, a null speaker, no turns, no facts."""
    found = []
    for number, name in enumerate(IDS):
        value = copy.deepcopy(records.record())
        value["id"] = name
        if number == 1:
            value["title"] = FORBIDDEN
            value["turns"][0]["paragraphs"][0]["text"] = FORBIDDEN
        if number == 2:
            value["turns"][0]["speaker"] = None
        if number == 3:
            value["title"] = value["date"] = value["body"] = None
        found.append(value)
    silent = copy.deepcopy(records.without_decisions())
    silent["id"], silent["turns"], silent["floor"] = "silent", [], []
    silent["title"] = silent["date"] = None
    return [*found, silent]


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bad") / "bad.ndjson"
    alone = copy.deepcopy(records.record())
    alone["title"] = "half a letter: \ud800"
    path.write_text("".join(f"{json.dumps(value)}\n" for value in [*bad_records(), alone]), "ascii")
    return path


@pytest.mark.parametrize("name", [row.name for row in WRITERS])
def test_bad_records_stay_in_their_folder_and_none_goes_missing(run, bad, tmp_path, name):
    row = next(row for row in WRITERS if row.name == name)
    target = tmp_path / "out"
    done = run("export", "--to", name, str(bad), "-o", f"{target}/")
    assert "Traceback" not in done.stderr
    if name == NEEDS_TIMES:
        assert done.returncode == 3
        assert len(done.stderr.splitlines()) >= len(bad_records())
        assert [path.name for path in tmp_path.iterdir()] == []
        return
    assert done.returncode == 4, done.stderr
    assert f"bad.ndjson:{len(bad_records()) + 1}: this is no JSON: no low surrogate" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    files = sorted(path.name for path in target.iterdir())
    assert all(path.is_file() for path in target.iterdir())
    assert all(len(file) <= 140 and "/" not in file and not file.startswith(("-", ".")) for file in files)
    assert len({file.casefold() for file in files}) == len(files)
    if name == NEEDS_TURNS:
        assert "has no turns and is left out" in done.stderr
    elif row.suffix not in {".csv", ".parquet"} or name == "tif":
        records_of = [file for file in files if file.endswith(row.suffix) and file != "corpus.xml"]
        assert len(records_of) == len(bad_records())
        assert not [file for file in files if file.casefold().startswith(("con.", "nul."))]


@pytest.mark.parametrize("name", [row.name for row in WRITERS if row.name != NEEDS_TIMES])
def test_a_folder_that_is_not_empty_is_left_as_it_is(run, tmp_path, name):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run("export", "--to", name, "lake.json", "-o", f"{tmp_path}/")
    assert done.returncode == 5
    assert "not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
