"""``csto corpus build --engine dask`` with real schedulers and workers on loopback, one of them killed; DuckDB reads."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_corpus import ask, command, csto, fill, rows, sound

pytestmark = pytest.mark.interop
pytest.importorskip("distributed")
duckdb = pytest.importorskip("duckdb")
RECORDS = 200
EMPTY = "csto: records/bad.txt: the file is empty; give a record with text in it\n"
SECONDS = 120
"""So long anything may take until it counts as hanging."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records, one of them bad, and the store of a direct build of them."""
    folder = tmp_path_factory.mktemp("dask")
    fill(folder / "records", RECORDS)
    (folder / "records" / "bad.txt").write_bytes(b"")
    assert csto(folder, "corpus", "build", "direct.db", "records").returncode == 4
    return folder


@contextmanager
def started(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", *words], cwd=folder, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait(SECONDS)


def until(true: object, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS
    while not true():  # type: ignore[operator]
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.01)


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on loopback, each a process of its own that nobody starts again."""
    told = folder / "scheduler.json"
    serve = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
             "--scheduler-file", str(told))  # fmt: skip
    work = ("distributed.cli.dask_worker", "--scheduler-file", str(told), "--no-nanny", "--nthreads", "1",
            "--no-dashboard", "--local-directory", str(folder / "scratch"))  # fmt: skip
    with started(folder, *serve) as scheduler:
        until(told.exists, scheduler, folder / "log")
        with started(folder, *work) as one, started(folder, *work) as other:
            yield json.loads(told.read_text())["address"], [one, other]


def whole(folder: Path, parts: Path) -> None:
    """Assert that the parts hold every record once, and that the store from them is that of the direct build."""
    table = f"read_parquet('{parts}/part-*.parquet')"
    query = f"SELECT count(*), count(DISTINCT path), count(record), sum(turns) FROM {table}"
    turns = ask(folder / "direct.db", "SELECT count(*) FROM turns")[0][0]
    assert duckdb.sql(query).fetchall() == [(RECORDS + 1, RECORDS + 1, RECORDS, turns)]
    by_json = f"SELECT sum(json_array_length(record::JSON, '$.turns')) FROM {table}"
    assert duckdb.sql(by_json).fetchall() == [(turns,)]
    listed = json.loads((parts / "_parts.json").read_text())["parts"]
    assert sorted(part["name"] for part in listed) == sorted(path.name for path in parts.glob("part-*"))
    assert not list(parts.glob(".part-*"))


def test_a_worker_that_is_killed_in_the_middle_loses_nothing_and_doubles_nothing(folder, tmp_path):
    parts = tmp_path / "killed.parts"
    with cluster(tmp_path) as (address, workers):
        words = ("corpus", "build", "killed.db", "records", "--engine", "dask", "--scheduler", address, "--parts",
                 str(parts), "--share", "2")  # fmt: skip
        build = subprocess.Popen(
            command(*words), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        try:
            until(lambda: len(list(parts.glob("part-*"))) >= 10, build, tmp_path / "log")
            workers[0].kill()
            at_the_kill = len(list(parts.glob("part-*")))
            assert build.poll() is None
            out, errors = build.communicate(timeout=SECONDS)
        finally:
            build.kill()
            build.wait(SECONDS)
        assert workers[1].poll() is None
    assert (build.returncode, errors) == (4, EMPTY)
    assert f"{RECORDS} records read" in out
    assert at_the_kill < len(list(parts.glob("part-*"))), "the kill came too late to show anything"
    whole(folder, parts)
    assert rows(folder / "killed.db") == rows(folder / "direct.db")
    sound(folder / "killed.db")


def test_every_worker_lost_and_the_build_broken_off_goes_on_from_what_is_written(folder, tmp_path):
    parts = tmp_path / "again.parts"
    words = ("corpus", "build", "again.db", "records", "--engine", "dask", "--parts", str(parts), "--share", "2")
    with cluster(tmp_path) as (address, workers):
        build = subprocess.Popen(command(*words, "--scheduler", address), cwd=folder, stdout=subprocess.DEVNULL)
        until(lambda: len(list(parts.glob("part-*"))) >= 10, build, tmp_path / "log")
        for process in (build, *workers):
            process.kill()
        build.wait(SECONDS)
    kept = {path: path.stat().st_mtime_ns for path in parts.glob("part-*")}
    assert not (parts / "_parts.json").exists()
    done = csto(folder, *words, "--jobs", "2")
    assert (done.returncode, done.stderr) == (4, EMPTY)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    whole(folder, parts)
    assert rows(folder / "again.db") == rows(folder / "direct.db")


def test_workers_of_its_own_write_parts_alone_and_a_store_is_loaded_later(folder):
    done = csto(folder, "corpus", "build", "own.db", "records", "--engine", "dask", "--jobs", "2", "--parts-only")
    assert (done.returncode, done.stderr) == (4, "")
    assert done.stdout.startswith(f"own.parts: {RECORDS} records read in ")
    assert not (folder / "own.db").exists()
    whole(folder, folder / "own.parts")
    assert csto(folder, "corpus", "build", "own.db", "--from-parquet", "own.parts").returncode == 4
    assert rows(folder / "own.db") == rows(folder / "direct.db")


def test_no_scheduler_is_one_line(folder):
    done = csto(folder, "corpus", "build", "no.db", "records", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("csto: tcp://127.0.0.1:1: no Dask scheduler answers there")
    assert done.stderr.count("\n") == 1
    assert not (folder / "no.db").exists()


def test_a_scheduler_without_workers_is_one_line(folder, tmp_path):
    told = tmp_path / "scheduler.json"
    serve = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
             "--scheduler-file", str(told))  # fmt: skip
    with started(tmp_path, *serve) as scheduler:
        until(told.exists, scheduler, tmp_path / "log")
        address = json.loads(told.read_text())["address"]
        done = csto(folder, "corpus", "build", "no.db", "records", "--engine", "dask", "--scheduler", address)
    assert (done.returncode, done.stdout) == (3, "")
    assert "the scheduler has no workers" in done.stderr
    assert done.stderr.count("\n") == 1
