"""Parts in Parquet, as workers write them, and ``csto corpus build --from-parquet``; tests/interop has real workers."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
from cli_corpus import ask, csto, fill, record, rows, sound

from csto_cli.corpus.jobs import How
from csto_cli.corpus.parts import COLUMNS, LIST, Part, PartList, parts_at_hand, read_part, write_list
from csto_cli.corpus.shares import shares, write_share
from csto_cli.corpus.steps import Plan
from csto_cli.errors import CstoError
from csto_cli.version import VERSION

SUFFIXES = (".txt", ".json", ".ndjson")


def parts(folder: Path, *paths: str, size: int = 2, how: How | None = None, suffixes: tuple[str, ...] = SUFFIXES):
    """Do what a scheduler and its workers do, one after the other; returns the parts in order."""
    target = folder / "c.parts"
    target.mkdir(exist_ok=True)
    plan = Plan(paths=paths, suffixes=suffixes, how=how or How())
    troubles: list[CstoError] = []
    there = Path.cwd()
    os.chdir(folder)
    try:
        written = tuple(
            write_share(share, plan, str(target), str(folder))
            for share in shares(plan, str(target), size, troubles.append, print)
        )
    finally:
        os.chdir(there)
    assert troubles == []
    write_list(str(target), PartList(csto_version=VERSION, options=plan.options, parts=written))
    return written


def loaded(folder: Path, *words: str) -> str:
    done = csto(folder, "corpus", "build", "loaded.db", "--from-parquet", "c.parts", *words)
    assert all(line.startswith("csto: records/") for line in done.stderr.splitlines()), done.stderr
    assert (done.returncode == 4) == bool(done.stderr)
    return done.stdout


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Records, failures, an archive with a bad member, a broken archive, records of csto's own, alone and on lines."""
    folder = fill(tmp_path / "records", 7)
    (folder / "bad.txt").write_bytes(b"")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("one.txt", record(20))
        archive.writestr("none.txt", "")
        archive.writestr("in/two.txt", record(21))
    with zipfile.ZipFile(folder / "empty.zip", "w"):
        pass
    with io.BytesIO() as data, tarfile.open(fileobj=data, mode="w:gz") as archive:
        for number in range(30, 36):
            text = record(number, words=f"number {number * 7919}").encode()
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
        archive.close()
        (folder / "cut.tar.gz").write_bytes(data.getvalue()[:-300])
    (folder / "no.zip").write_bytes(b"PK\3\4 no archive")
    lines = csto(tmp_path, "parse", "records/0000.txt", "records/0001.txt").stdout
    (folder / "lines.ndjson").write_text(lines)
    (folder / "array.json").write_text(f"[{','.join(lines.splitlines())}]")
    (folder / "other.json").write_text('{"a": 1}')
    return tmp_path


def test_a_store_from_parts_has_the_rows_of_a_direct_build(mixed):
    csto(mixed, "corpus", "build", "direct.db", "records")
    assert ask(mixed / "direct.db", "SELECT count(*) FROM sources WHERE status = 'failed'") == [(5,)]
    parts(mixed, "records")
    assert "5 failed" in loaded(mixed)
    assert rows(mixed / "loaded.db") == rows(mixed / "direct.db")
    sound(mixed / "loaded.db")


# The text wrapper of a table closes its file itself, of which Python warns inside this process.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_embedded_sources_and_rows_of_tables_go_through_parts_too(tmp_path):
    table = f'id,date,text\n1,2001-03-01,"{record(1)}"\n2,,""\n3,2002-03-01,"{record(2)}"\n'
    (tmp_path / "t.csv").write_text(table)
    options = ("--text-column", "text", "--id-column", "id", "--date-column", "date", "--embed-source")
    csto(tmp_path, "corpus", "build", "direct.db", "t.csv", *options)
    how = How(text_column=("text",), id_column="id", date_column="date", embed_source=True)
    parts(tmp_path, "t.csv", how=how, suffixes=(".csv",))
    loaded(tmp_path)
    assert rows(tmp_path / "loaded.db") == rows(tmp_path / "direct.db")
    assert ask(tmp_path / "loaded.db", "SELECT count(text) FROM sources") == [(2,)]


def test_loading_again_reads_nothing_and_a_direct_build_has_nothing_to_do(mixed):
    parts(mixed, "records")
    loaded(mixed)
    before = rows(mixed / "loaded.db")
    assert loaded(mixed).startswith("loaded.db: 0 records read")
    assert rows(mixed / "loaded.db") == before
    csto(mixed, "corpus", "build", "loaded.db", "records")
    assert rows(mixed / "loaded.db") == before


def test_parts_that_come_later_are_added(mixed):
    some = PartList(csto_version=VERSION, options="{}", parts=parts(mixed, "records")[:2])
    write_list(str(mixed / "c.parts"), some)
    loaded(mixed)
    parts(mixed, "records")
    loaded(mixed)
    csto(mixed, "corpus", "build", "direct.db", "records")
    assert rows(mixed / "loaded.db") == rows(mixed / "direct.db")


def test_a_file_that_comes_changes_one_part(tmp_path):
    fill(tmp_path / "records", 60)
    before = {part.name for part in parts(tmp_path, "records", size=5)}
    assert len(before) > 4
    (tmp_path / "records" / "0030a.txt").write_text(record(99))
    after = {part.name for part in parts(tmp_path, "records", size=5)}
    assert len(before - after) == 1
    assert 1 <= len(after - before) <= 2
    assert {path.name for path in (tmp_path / "c.parts").iterdir()} == after | {LIST}
    assert "61 records read" in loaded(tmp_path)


def test_a_changed_file_takes_the_place_of_what_it_was(tmp_path):
    fill(tmp_path / "records", 5)
    parts(tmp_path, "records")
    loaded(tmp_path)
    (tmp_path / "records" / "0003.txt").write_text(record(3, words="the ferries"))
    parts(tmp_path, "records")
    assert "1 record read" in loaded(tmp_path)
    store = tmp_path / "loaded.db"
    assert ask(store, "SELECT count(*) FROM meetings") == [(5,)]
    assert ask(store, "SELECT count(*) FROM turns_fts WHERE turns_fts MATCH 'ferries'") == [(1,)]
    sound(store)


def test_a_part_written_twice_is_there_once(tmp_path):
    fill(tmp_path / "records", 4)
    first = parts(tmp_path, "records", size=100)
    assert parts(tmp_path, "records", size=100) == first
    names = {path.name for path in (tmp_path / "c.parts").iterdir()}
    assert names == {first[0].name, LIST}
    assert (
        parts_at_hand(str(tmp_path / "c.parts")).popitem()[1] == first[0] == Part(name=first[0].name, read=4, failed=0)
    )


def test_what_a_killed_worker_left_unfinished_is_taken_away(tmp_path):
    fill(tmp_path / "records", 1)
    (tmp_path / "c.parts").mkdir()
    (tmp_path / "c.parts" / ".part-00-00.tmp").write_bytes(b"half")
    (tmp_path / "c.parts" / "mine.txt").write_bytes(b"not csto's")
    parts(tmp_path, "records")
    assert not (tmp_path / "c.parts" / ".part-00-00.tmp").exists()
    assert (tmp_path / "c.parts" / "mine.txt").exists()


def test_a_row_says_where_a_record_comes_from_and_what_it_holds(tmp_path):
    fill(tmp_path / "records", 1)
    part = parts(tmp_path, "records")[0]
    (row,) = read_part(str(tmp_path / "c.parts"), part.name)
    assert (row["path"], row["status"], row["number"], row["turns"]) == ("../records/0000.txt", "read", 1, 3)
    assert (row["date"], row["chair"], row["language"]) == ("2001-03-01", "Ada Quill", "en")
    assert row["record"].startswith("{")


def test_every_column_is_described():
    page = (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []


def refused(folder: Path, code: int, words: str, *asked: str) -> None:
    done = csto(folder, "corpus", "build", "new.db", *asked)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_parts_that_are_none_are_refused_in_one_line(tmp_path):
    fill(tmp_path / "records", 1)
    refused(tmp_path, 3, f"there is no {LIST}", "--from-parquet", "none")
    part = parts(tmp_path, "records")[0]
    path, listed = tmp_path / "c.parts" / part.name, tmp_path / "c.parts" / LIST
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    refused(tmp_path, 3, "the part cannot be read", "--from-parquet", "c.parts")
    path.unlink()
    refused(tmp_path, 3, "the part cannot be read", "--from-parquet", "c.parts")
    listed.write_text(listed.read_text().replace(VERSION, "0.0.1"))
    refused(tmp_path, 3, "csto 0.0.1 wrote these parts", "--from-parquet", "c.parts")
    listed.write_text("{}")
    refused(tmp_path, 3, "no list that csto wrote", "--from-parquet", "c.parts")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--from-parquet", "c.parts", "records"), "--from-parquet stands for the PATHs"),
        (("--from-parquet", "c.parts", "--convention", "un"), "--from-parquet loads what is read already"),
        (("--from-parquet", "c.parts", "--embed-source"), "--from-parquet loads what is read already"),
        (("--from-parquet", "c.parts", "--prune"), "--prune looks for the files"),
        (("--from-parquet", "c.parts", "--engine", "dask"), "--from-parquet loads what is read already"),
        (("records", "--scheduler", "tcp://127.0.0.1:1"), "--scheduler goes with --engine dask"),
        (("records", "--parts", "c.parts"), "--parts goes with --engine dask"),
        (("records", "--parts-only"), "--parts-only goes with --engine dask"),
        (("--engine", "dask"), "nothing to build from"),
        (("records", "--engine", "spark"), "processes"),
    ],
)
def test_options_that_do_not_go_together_are_a_usage_error(tmp_path, asked, words):
    refused(tmp_path, 2, words, *asked)


@pytest.mark.parametrize(("module", "asked"), [("distributed", ("records", "--engine", "dask")),
                                               ("pyarrow", ("--from-parquet", "c.parts"))])  # fmt: skip
def test_without_the_extra_it_is_said_what_to_install(tmp_path, module, asked):
    fill(tmp_path / "records", 1)
    parts(tmp_path, "records")
    (tmp_path / "hide").mkdir()
    (tmp_path / "hide" / f"{module}.py").write_text("raise ImportError")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "hide")}
    (tmp_path / "records" / "0001.txt").write_text(record(1))
    done = csto(tmp_path, "corpus", "build", "new.db", *asked, env=environment)
    assert done.returncode == 3, done.stderr
    assert "csto-cli[dask]" in done.stderr
    assert done.stderr.count("\n") == 1
