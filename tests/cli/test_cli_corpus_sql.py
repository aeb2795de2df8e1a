"""``csto corpus sql`` reads, and does nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_corpus import built, csto, fill, sound


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    fill(folder / "records", 2)
    built(folder, "records")
    return folder


@pytest.mark.parametrize(
    "query",
    [
        "SELECT name, count(*) AS turns FROM speeches GROUP BY name ORDER BY 1",
        "WITH spoken AS (SELECT participant_id, sum(words) AS words FROM turns GROUP BY 1) SELECT max(words) FROM spoken",
        "SELECT turn FROM turns_fts JOIN turns ON turns.id = turns_fts.rowid WHERE turns_fts MATCH 'lake' ORDER BY rank",
        "SELECT snippet(turns_fts, 0, '[', ']', '…', 5) FROM turns_fts WHERE turns_fts MATCH 'rising'",
        "SELECT value FROM people, json_each(people.names)",
        "SELECT name FROM pragma_table_info('turns')",
        "VALUES (1, 'two')",
    ],
)
def test_questions_are_answered(store: Path, query: str):
    done = csto(store, "corpus", "sql", "c.db", query)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM turns",
        "UPDATE meetings SET title = 'x'",
        "INSERT INTO about VALUES ('a', 'b')",
        "INSERT INTO turns_fts(turns_fts) VALUES ('delete-all')",
        "DROP TABLE turns",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t (a)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE VIRTUAL TABLE v USING fts5(a)",
        "ALTER TABLE turns RENAME TO t",
        "ATTACH 'other.db' AS other",
        "ATTACH ':memory:' AS other",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'other.db'",
        "REINDEX",
        "ANALYZE",
        "BEGIN IMMEDIATE",
        "SAVEPOINT s",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA user_version = 9",
        "PRAGMA writable_schema = ON",
        "PRAGMA query_only = OFF",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "SELECT load_extension('x')",
        "SELECT fts5(1)",
        "SELECT csto_stems('x')",
        "SELECT readfile('/etc/passwd')",
        "SELECT writefile('other.db', 'x')",
        "SELECT zeroblob(1000000)",
        "SELECT randomblob(10)",
        "SELECT 1; DELETE FROM turns",
        "EXPLAIN DELETE FROM turns",
        "WITH t AS (SELECT 1) DELETE FROM turns",
        "SELECT * FROM pragma_journal_mode",
        "",
        "no sql at all",
    ],
)
def test_whatever_is_no_reading_is_refused_in_one_line_and_changes_nothing(store: Path, query: str):
    before = (store / "c.db").read_bytes()
    done = csto(store, "corpus", "sql", "c.db", query)
    assert (done.returncode, done.stdout) == (2, ""), done.stdout
    assert done.stderr.startswith("csto: ")
    assert done.stderr.count("\n") == 1
    assert (store / "c.db").read_bytes() == before
    assert sorted(path.name for path in store.iterdir()) == ["c.db", "records"]


def test_a_query_that_does_not_end_is_stopped(store: Path):
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    done = csto(store, "corpus", "sql", "c.db", endless, "--steps", "1000000")
    assert (done.returncode, done.stdout) == (2, "")
    assert "takes more than 1,000,000 steps" in done.stderr


def test_a_value_does_not_grow_beyond_its_limit(store: Path):
    done = csto(store, "corpus", "sql", "c.db", "SELECT replace(printf('%50000000d', 1), ' ', 'abc')")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_rows_come_in_every_form(store: Path):
    query = "SELECT 1 AS a, '=1+1' AS b, NULL AS c, 2 AS a, x'00ff' AS d"
    assert json.loads(csto(store, "corpus", "sql", "c.db", query).stdout) == {
        "a": 1, "b": "=1+1", "c": None, "a_2": 2, "d": "2 bytes",
    }  # fmt: skip
    assert csto(store, "corpus", "sql", "c.db", query, "--format", "csv").stdout == "a,b,c,a_2,d\n1,'=1+1,,2,2 bytes\n"
    assert "| 1 |" in csto(store, "corpus", "sql", "c.db", query, "--format", "markdown").stdout


def test_tables_are_listed(store: Path):
    names = [json.loads(line)["name"] for line in csto(store, "corpus", "sql", "c.db", "--tables").stdout.splitlines()]
    assert {"meetings", "turns", "people", "speeches", "turns_fts"} <= set(names)
    sound(store / "c.db")
