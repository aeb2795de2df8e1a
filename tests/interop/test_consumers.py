"""Other people's tools read what csto writes of every sample."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
RAW = sorted(str(path) for path in (ROOT / "samples").iterdir() if path.is_file() and path.suffix != ".json")

pytestmark = pytest.mark.interop


def export(name: str, output: Path) -> Path:
    words = [sys.executable, "-m", "csto_cli", "export", "--to", name, *RAW, "-o", f"{output}/"]
    subprocess.run(words, check=True, capture_output=True)
    return output


@pytest.fixture(scope="module")
def turns() -> int:
    said = subprocess.run(
        [sys.executable, "-m", "csto_cli", "turns", *RAW], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return len(said.stdout.splitlines())


def test_convokit_loads_its_corpus(tmp_path: Path, turns: int) -> None:
    folder = export("convokit", tmp_path / "corpus")
    code = f"""if True:
        import json
        from convokit import Corpus
        corpus = Corpus(filename={str(folder)!r})
        whole = all(conversation.check_integrity(verbose=False) for conversation in corpus.iter_conversations())
        known = all(utterance.speaker.meta["name"] for utterance in corpus.iter_utterances())
        print(json.dumps([whole, known, len(corpus.get_utterance_ids())]))
    """
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert json.loads(done.stdout.splitlines()[-1]) == [True, True, turns]


def test_the_validator_of_csvw_accepts_the_tables_and_finds_a_dangling_speaker(tmp_path: Path) -> None:
    folder = export("csv", tmp_path / "tables")
    validate = [str(Path(sys.executable).parent / "csvwvalidate"), str(folder / "csv-metadata.json")]
    done = subprocess.run(validate, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "OK"), done.stderr
    people = (folder / "participants.csv").read_text("utf-8")
    (folder / "participants.csv").write_text(people.replace(",marina-veld,", ",somebody-else,"), "utf-8")
    assert subprocess.run(validate, capture_output=True, check=False).returncode != 0


def test_duckdb_and_polars_read_the_tables(tmp_path: Path, turns: int) -> None:
    duckdb, polars = import_module("duckdb"), pytest.importorskip("polars")
    folder = export("parquet", tmp_path / "tables")
    for path in folder.iterdir():
        counted = duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0]
        assert counted == polars.read_parquet(path).height
    table = polars.read_parquet(folder / "turns.parquet")
    assert table.height == turns
    said = table.explode("paragraphs")["paragraphs"].struct.field("text").drop_nulls()
    nested = f"select count(*) from (select unnest(paragraphs) from '{folder / 'turns.parquet'}')"
    assert duckdb.sql(nested).fetchall()[0][0] == len(said)
    nobody = f"""select count(*) from '{folder / "turns.parquet"}' anti join '{folder / "participants.parquet"}'
        using (meeting, speaker)"""
    assert duckdb.sql(nobody).fetchall()[0][0] == 0


def test_a_popolo_reader_finds_everybody_who_holds_a_post(tmp_path: Path) -> None:
    importer = import_module("popolo_data.importer")
    for path in export("popolo", tmp_path / "popolo").iterdir():
        popolo = importer.Popolo(json.loads(path.read_text("utf-8")))
        assert all(membership.person is not None for membership in popolo.memberships)
        assert len(popolo.events) == 1


def test_pybtex_reads_every_entry(tmp_path: Path, turns: int) -> None:
    database = import_module("pybtex.database")
    folder = export("bibtex", tmp_path / "references")
    entries = [entry for path in folder.iterdir() for entry in database.parse_file(str(path)).entries.values()]
    assert sum(", turn " in entry.fields["note"] or "turn " in entry.fields["note"] for entry in entries) >= turns
