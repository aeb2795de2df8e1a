"""A store of an earlier schema is read as it is, and brought up to date by the next build."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path

from cli_corpus import ask, built, csto, fill, rows, sound

EMPTY_LINE_INSIDE = "Ada Quill: One.\n\nTwo.\n\n\n\nThree."


def to_first_schema(store: Path, records: list[dict[str, object]]) -> None:
    """Make of a store what the first schema made of the same records: each with all its text."""
    connection = sqlite3.connect(store)
    for record in records:
        connection.execute(
            "UPDATE records SET json = ? WHERE meeting_id = (SELECT id FROM meetings WHERE meeting = ?)",
            (zlib.compress(json.dumps(record, ensure_ascii=False).encode()), record["id"]),
        )
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()


def records_of(folder: Path) -> list[dict[str, object]]:
    done = csto(folder, "export", "c.db", "--to", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_the_first_schema_is_read_and_brought_up_to_date(tmp_path: Path):
    fill(tmp_path / "records", 4)
    (tmp_path / "records" / "gap.txt").write_text(EMPTY_LINE_INSIDE)
    built(tmp_path, "records")
    records, now = records_of(tmp_path), rows(tmp_path / "c.db")
    to_first_schema(tmp_path / "c.db", records)
    assert rows(tmp_path / "c.db")["records"] != now["records"]

    assert records_of(tmp_path) == records
    assert ask(tmp_path / "c.db", "PRAGMA user_version") == [(1,)]

    done = built(tmp_path, "records")
    assert "0 records read" in done.stdout
    assert ask(tmp_path / "c.db", "PRAGMA user_version") == [(2,)]
    assert rows(tmp_path / "c.db") == now
    assert records_of(tmp_path) == records
    sound(tmp_path / "c.db")


def test_a_record_of_a_store_holds_no_text_of_its_turns_twice(tmp_path: Path):
    fill(tmp_path / "records", 1)
    built(tmp_path, "records")
    ((record,),) = ask(tmp_path / "c.db", "SELECT json FROM records")
    assert b"The lake is rising" not in zlib.decompress(record)
    said = [paragraph["text"] for turn in records_of(tmp_path)[0]["turns"] for paragraph in turn["paragraphs"]]
    assert said[2] == "Thank you. The lake is rising, and our collective security with it."


def test_turns_that_do_not_fit_their_record_are_a_damaged_record(tmp_path: Path):
    fill(tmp_path / "records", 2)
    built(tmp_path, "records")
    connection = sqlite3.connect(tmp_path / "c.db")
    connection.execute("DROP TRIGGER turns_removed")
    connection.execute("DELETE FROM turns WHERE id = 1")
    connection.commit()
    connection.close()
    done = csto(tmp_path, "turns", "c.db", "--format", "ndjson")
    assert done.returncode == 4
    assert "is damaged" in done.stderr
    assert len(done.stdout.splitlines()) == 3
