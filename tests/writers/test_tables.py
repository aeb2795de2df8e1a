"""csv, xlsx, parquet and tif: keys are unique, references lead somewhere, types hold, nothing runs."""

from __future__ import annotations

import csv
import io
import json
import re
from importlib import import_module

from writer_records import HOSTILE, everything, odd

from csto_cli.writers import find
from csto_cli.writers.csv import KEYS, METADATA, REFERENCES, TABLES


def test_csv_is_as_its_description_says(filled, records):
    files = filled("csv", records)
    tables = {name: list(csv.DictReader(io.StringIO(files[f"{name}.csv"], newline=""))) for name in TABLES}
    described = {
        table["url"].removesuffix(".csv"): table["tableSchema"] for table in json.loads(files[METADATA])["tables"]
    }
    assert set(described) == set(tables)
    assert len(tables["meetings"]) == len(records)
    assert len(tables["turns"]) == sum(len(record.turns) for record in records)
    for name, rows in tables.items():
        assert files[f"{name}.csv"].split("\n")[0].split(",") == [
            column["name"] for column in described[name]["columns"]
        ]
        for column in described[name]["columns"]:
            values = [row[column["name"]] for row in rows]
            assert all(values) or not column.get("required")
            if isinstance(column["datatype"], dict) and column["datatype"]["base"] == "integer":
                assert all(value.isdigit() for value in values if value), column
            elif isinstance(column["datatype"], dict):
                assert all(re.fullmatch(column["datatype"]["format"], value) for value in values if value), column
        keys = [tuple(row[key] for key in KEYS[name]) for row in rows] if name in KEYS else []
        assert len(set(keys)) == len(keys)
        for foreign in described[name].get("foreignKeys", []):
            other = tables[foreign["reference"]["resource"].removesuffix(".csv")]
            there = {tuple(row[key] for key in foreign["reference"]["columnReference"]) for row in other}
            assert {tuple(row[key] for key in foreign["columnReference"]) for row in rows} <= there
    assert "participants" in REFERENCES["turns"]


def test_csv_writes_nobody_as_unknown_with_the_label(filled):
    files = filled("csv", [odd()])
    people = {row["speaker"]: row for row in csv.DictReader(io.StringIO(files["participants.csv"]))}
    turns = list(csv.DictReader(io.StringIO(files["turns.csv"])))
    assert turns[2]["speaker"] == "unknown-2"
    assert turns[2]["label"] == odd().turns[2].label
    assert (people["unknown-2"]["name"], people["unknown-2"]["role"], people["unknown-2"]["turns"]) == (
        "unknown", "unknown", "1",
    )  # fmt: skip


def test_csv_starts_no_formula(filled):
    for name, text in filled("csv", everything()).items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], name


def test_xlsx_holds_the_same_rows_and_no_formula(filled, records):
    openpyxl = import_module("openpyxl")
    stream = io.BytesIO()
    find("xlsx").write_bytes(iter(records), stream)
    book = openpyxl.load_workbook(stream)
    files = filled("csv", records)
    assert book.sheetnames == list(TABLES)
    for name in TABLES:
        rows = list(csv.reader(io.StringIO(files[f"{name}.csv"])))
        assert [len(row) for row in rows] == [len(row) for row in book[name].iter_rows()]
        assert not [cell for row in book[name].iter_rows() for cell in row if cell.data_type == "f"]
    speech = records[0].turns[0].span.line if records[0].turns else None
    if speech is not None:
        lines = [row[list(TABLES["turns"][0]).index("line")].value for row in book["turns"].iter_rows()]
        assert lines[:2] == ["line", speech]


def test_parquet_is_typed_and_nested(filled, records):
    pq = import_module("pyarrow.parquet")
    files = {name: pq.read_table(io.BytesIO(data)) for name, data in filled("parquet", records).items()}
    turns = files["turns.parquet"].to_pylist()
    people = {(row["meeting"], row["speaker"]) for row in files["participants.parquet"].to_pylist()}
    assert len(turns) == sum(len(record.turns) for record in records)
    assert {(row["meeting"], row["speaker"]) for row in turns} <= people
    assert {row["meeting"] for row in turns} <= set(files["meetings.parquet"]["meeting"].to_pylist())
    said = [[paragraph["text"] for paragraph in row["paragraphs"]] for row in turns]
    kept = [
        [p.text.replace("\ud800", "\ufffd") for p in turn.paragraphs] for record in records for turn in record.turns
    ]
    assert said == kept
    schema = files["meetings.parquet"].schema
    assert str(schema.field("date").type) == "date32[day]"
    assert [str(day) for day in files["meetings.parquet"]["date"].to_pylist()] == [str(r.date) for r in records]
    documents = files["documents.parquet"].to_pylist()
    assert [row["status"] for row in documents] == [d.status for record in records for d in record.documents]


def test_parquet_of_one_table(records):
    pq = import_module("pyarrow.parquet")
    stream = io.BytesIO()
    find("parquet").write_bytes(iter(records), stream, table="meetings")
    assert pq.read_table(stream).num_rows == len(records)


def test_tif_begins_with_doc_id_and_text_and_keeps_the_words(written, records):
    rows = list(csv.reader(io.StringIO(written("tif", records), newline="")))
    assert rows[0][:2] == ["doc_id", "text"]
    assert len({row[0] for row in rows}) == len(rows) == 1 + sum(len(record.turns) for record in records)
    assert {len(row) for row in rows} == {len(rows[0])}
    for row, turn in zip(rows[1:], (turn for record in records for turn in record.turns), strict=True):
        if not any(paragraph.text == HOSTILE for paragraph in turn.paragraphs):
            assert row[1] == "\n\n".join(paragraph.text for paragraph in turn.paragraphs)
