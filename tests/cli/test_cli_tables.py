"""Tables whose rows hold records, through the front door."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "tables" / "speeches.csv"
ROWS = list(csv.DictReader(io.StringIO(SAMPLE.read_text("utf-8"), newline="")))
SHORT = "Ada Quill: The lamp is lit. It burns well.\n\nBen Marsh: Good. We thank you.\n\nAda Quill: Good night.\n"
ASK = ("--text-column", "text")


def csto(folder: Path, *words: str, data: bytes = b"") -> Any:
    return subprocess.run(
        [sys.executable, "-m", "csto_cli", *words], cwd=folder, input=data, capture_output=True, check=False
    )


def parsed(done: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def table(rows: Iterable[Iterable[str]], **dialect: Any) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, **{"lineterminator": "\n", **dialect}).writerows(rows)
    return text.getvalue()


def write(path: Path, rows: Iterable[Iterable[str]], encoding: str = "utf-8", **dialect: Any) -> str:
    path.write_bytes(table(rows, **dialect).encode(encoding))
    return path.name


def errors(done: Any) -> list[str]:
    return done.stderr.decode().splitlines()


@pytest.fixture(scope="module")
def sample() -> list[dict[str, Any]]:
    words = ("parse", str(SAMPLE), *ASK, "--id-column", "url", "--date-column", "date", "--embed-source")
    done = csto(SAMPLE.parent, *words)
    assert (done.returncode, done.stderr) == (0, b"")
    return parsed(done)


def test_each_row_is_a_record_whose_source_is_its_cell(sample: list[dict[str, Any]]) -> None:
    assert [record["source"]["row"] for record in sample] == [1, 2]
    for record, row in zip(sample, ROWS, strict=True):
        source = record["source"]
        assert source["text"] == row["text"]
        assert source["text_sha256"] == source["sha256"] == hashlib.sha256(row["text"].encode()).hexdigest()
        assert source["characters"] == len(row["text"])
        assert source["extractor"].startswith("csv of Python 3.")
        assert (source["path"], source["url"], source["row_id"]) == (str(SAMPLE), row["url"], row["url"])
        assert source["column"] == ["text"]
    assert [[turn["speaker"] for turn in record["turns"]] for record in sample] == [
        ["ilse-marne", "per-aasen", "ilse-marne"],
        ["dora-quill", "question", "dora-quill"],
    ]


def test_each_row_is_recognised_by_itself(sample: list[dict[str, Any]]) -> None:
    assert [(record["source"]["format"], record["source"]["convention"]) for record in sample] == [
        ("text", "kremlin"),
        ("html", "generic"),
    ]


def test_the_table_s_date_is_taken_only_where_the_record_prints_none(sample: list[dict[str, Any]]) -> None:
    printed, told = sample
    assert printed["date"] == "2030-06-03"
    assert printed["evidence"]["date"][0]["basis"] == "printed"
    assert printed["supplements"] == []
    assert told["date"] == "2030-09-17"
    assert told["id"].startswith("2030-09-17-")
    proof = told["evidence"]["date"][0]
    assert (proof["basis"], proof["text"], proof["span"]["source"]) == ("inferred", "2030-09-17", 1)
    beside = told["supplements"][0]
    assert (beside["text"], beside["row"], beside["column"]) == ("2030-09-17", 2, ["date"])
    doubt = next(doubt for doubt in told["diagnostics"] if doubt["code"] == "C110")
    assert "column 'date' of its table" in doubt["message"]


def test_what_is_read_from_a_table_is_sound_and_proved_against_it(tmp_path: Path) -> None:
    done = csto(tmp_path, "validate", str(SAMPLE), *ASK, "--date-column", "date")
    assert done.returncode == 0
    assert f"{SAMPLE} row 2: sound" in done.stdout.decode()
    record = parsed(csto(tmp_path, "parse", str(SAMPLE), *ASK, "--no-path"))[1]
    (tmp_path / "second.json").write_text(json.dumps(record), "utf-8")
    assert csto(tmp_path, "validate", "second.json", "--source", str(SAMPLE)).returncode == 0
    changed = [["url", "date", "text"], *(["", "", row["text"].replace("winter", "")] for row in ROWS)]
    changed[2][2] = changed[2][2].replace("spring", "winter")
    refused = csto(tmp_path, "validate", "second.json", "--source", write(tmp_path / "changed.csv", changed))
    assert refused.returncode == 1
    assert "C307" in refused.stdout.decode()
    short = write(tmp_path / "short.csv", changed[:2])
    assert "there is no row 2" in csto(tmp_path, "validate", "second.json", "--source", short).stderr.decode()


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("2030-06-04", "the record prints 2030-06-03, column 'when' of its table says 2030-06-04"),
        ("2030-02-30", "column 'when' of the table says '2030-02-30', which is no date"),
        ("soon", "column 'when' of the table says 'soon', which is no date"),
        ("2030-06-03T10:00:00Z", None),
        ("3 June 2030", None),
        ("", None),
    ],
)
def test_a_date_that_disagrees_is_doubted(tmp_path: Path, text: str, doubt: str | None) -> None:
    name = write(tmp_path / "a.csv", [["text", "when"], [ROWS[0]["text"], text]])
    record = parsed(csto(tmp_path, "parse", name, *ASK, "--date-column", "when"))[0]
    assert record["date"] == "2030-06-03"
    assert [d["message"] for d in record["diagnostics"] if d["code"] == "C111"] == ([doubt] if doubt else [])


def test_an_id_that_is_no_address_is_kept_beside_the_address(tmp_path: Path) -> None:
    name = write(tmp_path / "a.csv", [["text", "no"], [SHORT, "17/b"]])
    source = parsed(csto(tmp_path, "parse", name, *ASK, "--id-column", "no"))[0]["source"]
    assert (source["row_id"], source["url"]) == ("17/b", None)


DIALECTS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "commas": lambda rows: table(rows).encode(),
    "a mark": lambda rows: b"\xef\xbb\xbf" + table(rows).encode(),
    "semicolons": lambda rows: table(rows, delimiter=";").encode(),
    "tabs": lambda rows: table(rows, delimiter="\t").encode(),
    "bars": lambda rows: table(rows, delimiter="|").encode(),
    "everything quoted": lambda rows: table(rows, quoting=csv.QUOTE_ALL).encode(),
    "single quotes": lambda rows: table(rows, quotechar="'", quoting=csv.QUOTE_ALL).encode(),
    "backslashes": lambda rows: table(rows, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\").encode(),
    "a spreadsheet's own line": lambda rows: b"sep=;\r\n" + table(rows, delimiter=";").encode(),
    "two-byte characters": lambda rows: b"\xff\xfe" + table(rows).encode("utf-16-le"),
    "windows": lambda rows: table(rows).encode("cp1252"),
    "lines that end in CRLF": lambda rows: table(rows, lineterminator="\r\n").encode(),
}


@pytest.mark.parametrize("make", DIALECTS.values(), ids=DIALECTS.keys())
def test_any_dialect_gives_the_same_cells(tmp_path: Path, make: Callable[[list[list[str]]], bytes]) -> None:
    text = 'Ada Quill: The "old" lamp, it’s lit – 5|6; tab\there.\n\nBen Marsh: Good, it’s "so".\n'
    texts = [text, text.replace("\n", "\r\n"), SHORT]
    rows = [["id", "text", "more"], *([str(n), text, 'x "y"'] for n, text in enumerate(texts))]
    (tmp_path / "a.csv").write_bytes(make(rows))
    done = csto(tmp_path, "parse", "a.csv", *ASK, "--id-column", "id", "--embed-source")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [record["source"]["text"] for record in parsed(done)] == texts
    assert [record["source"]["row_id"] for record in parsed(done)] == ["0", "1", "2"]
    assert [turn["speaker"] for turn in parsed(done)[1]["turns"]] == ["ada-quill", "ben-marsh"]


def test_an_encoding_can_be_named_and_a_byte_fails_its_row_alone(tmp_path: Path) -> None:
    text = table([["text"], [SHORT], ["Ада Квилл: Добрый день."], [SHORT]])
    (tmp_path / "a.csv").write_bytes(text.encode("cp1251"))
    done = csto(tmp_path, "parse", "a.csv", *ASK, "--encoding", "windows-1251", "--embed-source")
    assert parsed(done)[1]["source"]["text"] == "Ада Квилл: Добрый день."
    assert parsed(done)[1]["source"]["encoding"] == "cp1251"
    done = csto(tmp_path, "parse", "a.csv", *ASK, "--encoding", "utf-8")
    assert done.returncode == 4
    assert [record["source"]["row"] for record in parsed(done)] == [1, 3]
    assert errors(done) == [
        "csto: a.csv row 2: byte 0xc0 in column 'text' is not utf-8; name it with --encoding (for example "
        "windows-1251), or keep the rest with --encoding-errors replace"
    ]
    kept = csto(tmp_path, "parse", "a.csv", *ASK, "--encoding", "utf-8", "--encoding-errors", "replace")
    assert kept.returncode == 0
    assert {d["code"] for d in parsed(kept)[1]["diagnostics"]} >= {"C107"}


def test_a_row_that_fails_is_one_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    name = write(
        tmp_path / "a.csv", [["text", "n"], ["%PDF-1.7", "1"], [SHORT, "2"], ["short"], [SHORT, "4", "5"], [SHORT, "6"]]
    )
    for command in ("parse", "speakers", "decisions", "turns", "validate"):
        done = csto(tmp_path, command, name, *ASK, "--id-column", "n")
        assert done.returncode == 4, command
        assert [line.split(": ")[1] for line in errors(done) if "row" in line] == [
            "a.csv row 1",
            "a.csv row 3",
            "a.csv row 4",
        ]
    assert [record["source"]["row"] for record in parsed(csto(tmp_path, "parse", name, *ASK, "--id-column", "n"))] == [
        2,
        5,
    ]


def test_a_wrong_call_is_told_once_and_not_of_each_row(tmp_path: Path) -> None:
    name = write(tmp_path / "a.csv", [["text"], *[[SHORT]] * 30])
    for command in ("parse", "speakers"):
        done = csto(tmp_path, command, name, *ASK, "--convention", "nobody")
        assert (done.returncode, done.stdout, len(errors(done))) == (2, b"", 1)
        assert "unknown convention 'nobody'" in errors(done)[0]


def test_a_citation_names_the_row(tmp_path: Path) -> None:
    name = write(tmp_path / "a.csv", [["text"], ["Ada Quill: Good day. It is late."], [SHORT]])
    done = csto(tmp_path, "cite", "the lamp is lit", name, *ASK, "--style", "plain")
    assert "a.csv row 2, sha256" in done.stdout.decode()


def test_rows_are_read_in_several_processes_in_order(tmp_path: Path) -> None:
    rows = [[f"Ada Quill: Number {n}. It is a number.\n\nBen Marsh: It is. Good."] for n in range(40)]
    rows[7] = ["%PDF-1.7"]
    name = write(tmp_path / "a.csv", [["text"], *rows])
    one, two = (csto(tmp_path, "parse", name, *ASK, "--jobs", jobs) for jobs in ("1", "2"))
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert [record["source"]["row"] for record in parsed(two)] == [n for n in range(1, 41) if n != 8]


def test_empty_cells_are_skipped_and_counted(tmp_path: Path) -> None:
    name = write(tmp_path / "a.csv", [["text", "n"], ["", "1"], [SHORT, "2"], [" \n", "3"]])
    done = csto(tmp_path, "parse", name, *ASK)
    assert (done.returncode, len(parsed(done))) == (0, 1)
    assert errors(done) == ["csto: a.csv: 2 of 3 rows skipped: nothing stands in column 'text'"]
    name = write(tmp_path / "b.csv", [["text", "n"], ["", "1"]])
    done = csto(tmp_path, "parse", name, *ASK)
    assert (done.returncode, done.stdout) == (3, b"")
    assert errors(done) == ["csto: b.csv: nothing stands in column 'text' of its 1 rows; name another column"]


def test_a_column_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", [["url", "body", "when"], ["x", SHORT, ""]])
    (tmp_path / "a.jsonl").write_text(json.dumps({"url": "x", "body": SHORT, "when": None}), "utf-8")
    (tmp_path / "b.json").write_text(json.dumps([{"url": "x", "body": SHORT, "when": None}]), "utf-8")
    for name in ("a.csv", "a.jsonl", "b.json"):
        for words in (ASK, ("--text-column", "body", "--date-column", "text")):
            done = csto(tmp_path, "speakers", name, *words)
            assert (done.returncode, done.stdout) == (3, b"")
            assert errors(done) == [f"csto: {name}: there is no column 'text'; the columns are url, body, when"]


def test_a_table_without_a_named_column_is_refused_with_the_likely_ones(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", [["url", "body", "when"], ["x", SHORT * 3, ""]])
    (tmp_path / "a.jsonl").write_text(json.dumps({"url": "x", "body": SHORT * 3}) + "\n{}\n", "utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"17": {"url": "x", "body": SHORT * 3}}), "utf-8")
    for words in (["speakers"], ["parse"], ["readers", "--why"]):
        for name in ("a.csv", "a.jsonl", "a.json"):
            done = csto(tmp_path, *words, name)
            assert (done.returncode, done.stdout) == (3, b"")
            assert len(errors(done)) == 1
            assert "this is a table" in errors(done)[0]
            assert "add --text-column body (the columns are url, body" in errors(done)[0]
    assert csto(tmp_path, "parse", "a.csv", "--input-format", "text").returncode == 0
    done = csto(tmp_path, "parse", "a.csv", "--id-column", "url")
    assert (done.returncode, b"add --text-column" in done.stderr) == (2, True)


def test_one_name_for_two_columns_is_refused(tmp_path: Path) -> None:
    done = csto(tmp_path, "parse", write(tmp_path / "a.csv", [["text", "text"], [SHORT, SHORT]]), *ASK)
    assert (done.returncode, b"2 columns are called 'text'" in done.stderr) == (3, True)


def test_several_columns_make_one_text(tmp_path: Path) -> None:
    name = write(tmp_path / "a.csv", [["a", "b"], [SHORT[:30], SHORT[30:]], [SHORT, ""]])
    done = csto(tmp_path, "parse", name, "--text-column", "a", "--text-column", "b", "--embed-source")
    assert [record["source"]["text"] for record in parsed(done)] == [SHORT, SHORT]


JSON_TABLES = {
    "lines": lambda rows: "\n".join(json.dumps(row) for row in rows),
    "a mark": lambda rows: "\ufeff" + "\n\n".join(json.dumps(row) for row in rows) + "\n",
    "an array": lambda rows: json.dumps(rows),
    "an array on lines": lambda rows: json.dumps(rows, indent=1),
    "by key": lambda rows: json.dumps({row["no"]: row for row in rows}),
    "by key on lines": lambda rows: json.dumps({row["no"]: row for row in rows}, indent=1),
}


@pytest.mark.parametrize("make", JSON_TABLES.values(), ids=JSON_TABLES.keys())
def test_objects_are_rows_too(tmp_path: Path, make: Callable[[Any], str]) -> None:
    rows = [{"no": "a", "text": None}, {"no": "b", "text": SHORT, "day": "2030-01-02"}, {"no": "c", "text": 7}]
    (tmp_path / "a.json").write_text(make(rows), "utf-8")
    done = csto(tmp_path, "parse", "a.json", *ASK, "--id-column", "no", "--date-column", "day", "--embed-source")
    assert done.returncode == 4
    (record,) = parsed(done)
    assert (record["source"]["text"], record["source"]["row"], record["source"]["row_id"]) == (SHORT, 2, "b")
    assert record["date"] == "2030-01-02"
    assert record["source"]["extractor"].startswith("orjson ")
    assert errors(done) == [
        "csto: a.json row 3: column 'text' holds int, no text",
        "csto: a.json: 1 of 3 rows skipped: nothing stands in column 'text'",
    ]


def test_a_line_that_is_no_json_fails_alone(tmp_path: Path) -> None:
    good = json.dumps({"text": SHORT})
    (tmp_path / "a.jsonl").write_text(f'{good}\n{{"text": \n[]\n{good}\n', "utf-8")
    done = csto(tmp_path, "parse", "a.jsonl", *ASK)
    assert (done.returncode, [record["source"]["row"] for record in parsed(done)]) == (4, [1, 4])
    assert ["row 2" in errors(done)[0], "row 3" in errors(done)[1]] == [True, True]


def test_a_table_comes_from_standard_input_too(tmp_path: Path) -> None:
    data = {
        "csv": SAMPLE.read_bytes(),
        "jsonl": "\n".join(json.dumps(row) for row in ROWS).encode(),
        "long": SAMPLE.read_bytes() + b"x,y,\n" * 100_000,
    }
    for kind, given in data.items():
        done = csto(tmp_path, "parse", *ASK, "-", data=given)
        assert (done.returncode, len(parsed(done))) == (0, 2), kind
        assert parsed(done)[0]["source"]["path"] is None


def test_a_folder_s_tables_are_read_and_the_result_is_an_array(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.csv", [["text"], [SHORT]])
    (tmp_path / "in" / "notes.txt").write_text(SHORT, "utf-8")
    done = csto(tmp_path, "parse", "in", *ASK, "--format", "json")
    assert [record["source"]["path"] for record in json.loads(done.stdout)] == ["in/a.csv"]
    one = csto(tmp_path, "parse", "in/a.csv", *ASK, "--format", "json")
    assert isinstance(json.loads(one.stdout), list)


def test_a_huge_cell_needs_a_higher_limit_and_the_rest_goes_on(tmp_path: Path) -> None:
    huge = 'Ada Quill: "word", and\n' * 1000
    rows = [[SHORT, "1"], [huge, "2"], [SHORT, "3"], [huge.replace("\n", " "), "4"], [SHORT, "5"]]
    write(tmp_path / "a.csv", [["text", "n"], *rows])
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": text, "n": n}) + "\n" for text, n in rows), "utf-8")
    for name in ("a.csv", "a.jsonl"):
        for limit in ("120", "20000"):
            done = csto(tmp_path, "parse", name, *ASK, "--largest-cell", limit)
            assert done.returncode == 4
            assert [record["source"]["row"] for record in parsed(done)] == [1, 3, 5]
            assert [f"row {n}: " in line for n, line in zip((2, 4), errors(done), strict=True)] == [True, True]
            assert "raise --largest-cell" in errors(done)[0]
        assert csto(tmp_path, "parse", name, *ASK, "--largest-cell", "30000").returncode == 0
        assert csto(tmp_path, "parse", name, *ASK).returncode == 0


def test_a_quotation_that_is_never_closed_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'text,n\n"{SHORT}",1\n"{SHORT},2\nmore,3\n', "utf-8")
    done = csto(tmp_path, "parse", "a.csv", *ASK)
    assert (done.returncode, [record["source"]["row"] for record in parsed(done)]) == (4, [1])
    assert "a.csv row 2: a quotation mark that opens a cell is never closed" in errors(done)[0]


def test_cells_far_above_what_python_allows_are_read_and_limited(tmp_path: Path) -> None:
    huge = 'Ada Quill: "word", and\n' * 10_000
    name = write(
        tmp_path / "a.csv", [["text", "n"], [SHORT, "1"], [huge, "2"], [huge.replace("\n", " "), "3"], [SHORT, "4"]]
    )
    done = csto(tmp_path, "parse", name, *ASK, "--largest-cell", "140000")
    assert (done.returncode, [record["source"]["row"] for record in parsed(done)]) == (4, [1, 4])
    assert [f"row {n}: a cell has more than" in line for n, line in zip((2, 3), errors(done), strict=True)] == [
        True,
        True,
    ]


def test_two_byte_characters_cut_in_two_end_the_table_with_one_line(tmp_path: Path) -> None:
    rows = table([["text"], [SHORT], [SHORT]]).encode("utf-16-le")
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe" + rows[:-101] + b"\x00\xd8" + rows[-100:])
    done = csto(tmp_path, "parse", "a.csv", *ASK)
    assert (done.returncode, len(errors(done))) in {(4, 1), (3, 1)}
    assert "is not utf-16" in errors(done)[0]


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    for name, text in (("a.csv", ""), ("b.csv", "text\n"), ("c.jsonl", ""), ("d.json", "[]"), ("e.json", "[1]")):
        (tmp_path / name).write_text(text, "utf-8")
        done = csto(tmp_path, "parse", name, *ASK)
        assert (done.returncode, done.stdout, len(errors(done))) == (3, b"", 1), name


def test_a_long_table_takes_the_memory_of_a_row(tmp_path: Path) -> None:
    """A table of 60 MB that holds two records takes hardly more memory than one that holds nothing else."""

    def peak(copies: int) -> int:
        filler = "x" * 20_000
        with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["text", "junk"])
            rows.writerow([SHORT, ""])
            rows.writerows(["", filler] for _ in range(copies))
            rows.writerow([SHORT, ""])
        code = (
            "import subprocess, sys, resource; "
            "done = subprocess.run([sys.executable, '-m', 'csto_cli', 'parse', 'a.csv', '--text-column', 'text'], stdout=-3); "
            "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        code_, used = done.stdout.split()
        assert code_ == "0"
        return int(used)

    assert resource.RUSAGE_CHILDREN
    assert peak(3000) < peak(3) + 12_000


def test_parquet_is_read_in_the_same_way(tmp_path: Path) -> None:
    import datetime

    import pyarrow as pa
    from pyarrow import parquet

    days = [None, datetime.date(2030, 1, 2), None]
    parquet.write_table(pa.table({"text": [SHORT, SHORT, None], "day": days, "n": [1, 2, 3]}), tmp_path / "a.parquet")
    words = (*ASK, "--date-column", "day", "--id-column", "n")
    done = csto(tmp_path, "parse", "a.parquet", *words)
    assert (done.returncode, errors(done)) == (
        0,
        ["csto: a.parquet: 1 of 3 rows skipped: nothing stands in column 'text'"],
    )
    records = parsed(done)
    assert [(r["source"]["row"], r["source"]["row_id"], r["date"]) for r in records] == [
        (1, "1", None),
        (2, "2", "2030-01-02"),
    ]
    assert records[0]["source"]["extractor"].startswith("pyarrow ")
    assert len(parsed(csto(tmp_path, "parse", "-", *words, data=(tmp_path / "a.parquet").read_bytes()))) == 2
    wrong = csto(tmp_path, "parse", "a.parquet", "--text-column", "body")
    assert errors(wrong) == ["csto: a.parquet: there is no column 'body'; the columns are text, day, n"]
    assert b"--text-column" in csto(tmp_path, "parse", "a.parquet").stderr
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:200])
    broken = csto(tmp_path, "parse", "b.parquet", *ASK)
    assert (broken.returncode, len(errors(broken)), b"no sound Parquet" in broken.stderr) == (3, 1, True)


def test_parquet_without_its_extra_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1....PAR1")
    code = (
        "import sys; sys.modules['pyarrow'] = None; from csto_cli.__main__ import run; "
        "sys.exit(run(['parse', 'a.parquet', '--text-column', 'text']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == ("csto: a.parquet: reading Parquet needs an extra package; pip install 'csto-cli[parquet]'\n")
