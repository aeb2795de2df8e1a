"""``csto corpus datasette``: its metadata speaks of what the store really has."""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from cli_corpus import ask, built, csto, fill


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("datasette")
    fill(folder / "records", 3)
    built(folder, "records")
    return folder


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    done = csto(folder, "corpus", "datasette", "c.db")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert list(found["databases"]) == ["c"]
    return found["databases"]["c"]


def test_every_table_view_and_column_that_it_names_is_there_and_none_is_left_out(folder, told):
    store = folder / "c.db"
    listed = ask(store, "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view')")
    names = {name for name, _ in listed if not name.startswith("sqlite_")}
    assert set(told["tables"]) == names
    for name, table in told["tables"].items():
        columns = {column for (column,) in ask(store, "SELECT name FROM pragma_table_info(?)", name)}
        facets = [facet if isinstance(facet, str) else facet["array"] for facet in table.get("facets", ())]
        sorting = [table[key] for key in ("sort", "sort_desc", "label_column", "fts_pk") if key in table]
        assert {*facets, *sorting, *table.get("columns", ()), *table.get("units", ())} <= columns, name


@pytest.mark.parametrize(
    ("query", "values", "first"),
    [
        ("phrase_after_floor", {"phrase": "collective security"},
         ("2001-03-01", "Ben Marsh", "Premier of Sudria", "Ada Quill")),
        ("phrase_by_year", {"phrase": "collective security"}, (2001, 3, 3)),
        ("documents_by_year_and_chair", {}, (2001, "Ada Quill", "adopted", 3)),
        ("decisions_of_a_year", {"year": "2001"}, ("2001-03-01", "Lake Council", "Ada Quill", "adopted", "declaration")),
        ("speakers_by_words", {}, ("Ada Quill",)),
        ("floor_given", {"chair": "quill"}, ("Ada Quill", "Ben Marsh", 3)),
    ],
)  # fmt: skip
def test_each_question_is_answered(folder, told, query, values, first):
    connection = sqlite3.connect(folder / "c.db")
    rows = connection.execute(told["queries"][query]["sql"], values).fetchall()
    connection.close()
    assert rows[0][: len(first)] == first
    assert set(told["queries"][query].get("params", ())) == set(values)


def test_each_question_is_asked():
    from csto_cli.corpus.datasette import QUERIES

    marks = test_each_question_is_answered.pytestmark[0].args[1]
    assert {row[0] for row in marks} == set(QUERIES)


@pytest.mark.parametrize("phrase", ['"', "lake* OR (", "a-b: 'c'", "", "NEAR("])
def test_any_signs_may_stand_in_a_phrase(folder, told, phrase):
    connection = sqlite3.connect(folder / "c.db")
    assert connection.execute(told["queries"]["phrase_after_floor"]["sql"], {"phrase": phrase}).fetchall() == []
    connection.close()


def test_it_goes_into_a_file_and_wants_a_store(folder):
    done = csto(folder, "corpus", "datasette", "c.db", "-o", "c.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads((folder / "c.json").read_text())["title"]
    done = csto(folder, "corpus", "datasette", "none.db", "-o", "none.json")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert not (folder / "none.json").exists()


def test_the_examples_of_its_help_work(folder, tmp_path):
    shutil.copy(folder / "c.db", tmp_path / "council.db")
    examples = csto(tmp_path, "corpus", "datasette", "--help").stdout.partition("Examples:\n")[2].partition("\n\n")[0]
    lines = [shlex.split(line) for line in examples.splitlines()]
    assert len(lines) == 2
    for program, *words in lines:
        done = csto(tmp_path, *words)
        assert (program, done.returncode, done.stderr) == ("csto", 0, "")
        assert done.stdout or "-o" in words
    assert list(json.loads((tmp_path / "council.json").read_text())["databases"]) == ["council"]
