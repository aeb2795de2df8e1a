"""Stores that are none, are newer, are locked, cannot be written or do not fit: one line, and nothing is broken."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import sqlite3
from pathlib import Path

import pytest
from cli_corpus import ask, built, csto, fill, rows, sound

READING = (
    ("status", "c.db"), ("search", "c.db", "lake"), ("count", "c.db"), ("people", "c.db"), ("sql", "c.db", "SELECT 1"),
    ("source", "c.db", "x"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "records", 3)
    built(tmp_path, "records")
    return tmp_path


def refused(folder: Path, code: int, words: str, *asked: str) -> None:
    done = csto(folder, "corpus", *asked)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.startswith("csto: c.db: ")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("asked", READING)
def test_a_store_that_is_not_there_is_not_made(tmp_path: Path, asked: tuple[str, ...]):
    refused(tmp_path, 3, "there is no such store", *asked)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asked", READING)
def test_a_file_that_is_no_database_is_said_so(tmp_path: Path, asked: tuple[str, ...]):
    (tmp_path / "c.db").write_text("this is a letter, and no database at all\n" * 100)
    refused(tmp_path, 3, "no SQLite database", *asked)


def test_nothing_is_built_over_a_file_that_is_no_store(tmp_path: Path):
    fill(tmp_path / "records", 1)
    (tmp_path / "c.db").write_text("this is a letter, and no database at all\n" * 100)
    before = (tmp_path / "c.db").read_bytes()
    refused(tmp_path, 5, "no SQLite database", "build", "c.db", "records")
    assert (tmp_path / "c.db").read_bytes() == before
    (tmp_path / "c.db").unlink()
    connection = sqlite3.connect(tmp_path / "c.db")
    connection.execute("CREATE TABLE mine (a)")
    connection.close()
    refused(tmp_path, 3, "no store of csto", "build", "c.db", "records")
    refused(tmp_path, 3, "no store of csto", "search", "c.db", "lake")
    assert ask(tmp_path / "c.db", "SELECT name FROM sqlite_schema") == [("mine",)]


@pytest.mark.parametrize("asked", [*READING, ("build", "c.db", "records")])
def test_a_store_of_a_newer_schema_is_left_alone(folder: Path, asked: tuple[str, ...]):
    connection = sqlite3.connect(folder / "c.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    refused(folder, 3, "schema version 99", *asked)


def test_a_locked_store_is_read_and_not_written(folder: Path):
    fill(folder / "records", 5)
    connection = sqlite3.connect(folder / "c.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    assert csto(folder, "corpus", "search", "c.db", "lake").returncode == 0
    refused(folder, 5, "another program has locked the store", "build", "c.db", "records")
    connection.execute("ROLLBACK")
    connection.close()
    assert "2 records read" in built(folder, "records").stdout
    sound(folder / "c.db")


def limited() -> None:
    """Let no file grow beyond half a megabyte, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))


def test_a_full_disk_breaks_nothing_and_the_build_goes_on_when_there_is_room(folder: Path):
    fill(folder / "records", 300)
    done = csto(folder, "corpus", "build", "c.db", "records", preexec_fn=limited)
    assert (done.returncode, done.stdout) == (5, ""), done.stderr
    assert done.stderr.startswith("csto: c.db: the disk ")
    assert done.stderr.count("\n") == 1
    sound(folder / "c.db")
    built(folder, "records")
    assert ask(folder / "c.db", "SELECT count(*) FROM meetings") == [(300,)]
    sound(folder / "c.db")
    shutil.copy(folder / "c.db", folder / "full.db")
    (folder / "c.db").unlink()
    built(folder, "records")
    assert rows(folder / "c.db") == rows(folder / "full.db")


def test_a_damaged_store_is_one_line(folder: Path):
    data = bytearray((folder / "c.db").read_bytes())
    data[4096 * 2 : 4096 * 40] = b"\xff" * (4096 * 38)
    (folder / "c.db").write_bytes(data)
    done = csto(folder, "corpus", "sql", "c.db", "SELECT sum(words) FROM turns")
    assert done.returncode in {2, 3}
    assert done.stderr.count("\n") == 1
    assert "bug in csto" not in done.stderr


def bound() -> None:
    """Let permissions bind root too: what is started has no power to override them (elsewhere this does nothing)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def test_a_store_that_may_not_be_written_is_read_and_stays(folder: Path):
    fill(folder / "records", 4)
    (folder / "c.db").chmod(0o444)
    before = (folder / "c.db").read_bytes()
    done = csto(folder, "corpus", "build", "c.db", "records", preexec_fn=bound)
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr == "csto: c.db: the store may not be written; check its permissions\n"
    folder.chmod(0o555)
    try:
        assert csto(folder, "corpus", "search", "c.db", "lake", preexec_fn=bound).returncode == 0
        assert csto(folder, "speakers", "c.db", preexec_fn=bound).stdout
        done = csto(folder, "corpus", "build", "c.db", "records", preexec_fn=bound)
        assert (done.returncode, done.stderr.count("\n")) == (5, 1)
        assert "cannot be written: Permission denied" in done.stderr
    finally:
        folder.chmod(0o755)
    assert (folder / "c.db").read_bytes() == before


def test_without_full_text_search_it_is_said(folder: Path):
    # A module that hides FTS5 from the list of what SQLite can do, as in a Python that was built without it.
    (folder / "hide").mkdir()
    (folder / "hide" / "sitecustomize.py").write_text(
        "import sqlite3\n"
        "connect = sqlite3.connect\n"
        "class Without(sqlite3.Connection):\n"
        "    def execute(self, sql, *values):\n"
        "        return super().execute(sql.replace(\"'fts5'\", \"'no such module'\"), *values)\n"
        "sqlite3.connect = lambda *given, **more: connect(*given, factory=Without, **more)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(folder / "hide")}
    for asked in (("search", "c.db", "lake"), ("build", "c.db", "records"), ("build", "new.db", "records")):
        done = csto(folder, "corpus", *asked, env=environment)
        assert done.returncode == 3, done.stderr
        assert "no full-text search (FTS5)" in done.stderr
        assert done.stderr.count("\n") == 1


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path):
    fill(tmp_path / "records", 1)
    done = csto(tmp_path, "corpus", "build", "no/such/c.db", "records")
    assert done.returncode == 5
    assert done.stderr.startswith("csto: no/such/c.db: cannot be written")
