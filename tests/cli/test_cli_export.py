from __future__ import annotations

import csv
import io
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_records import names
from markdown_it import MarkdownIt

from csto_cli.writers import REPORTS, WRITERS
from csto_cli.writers.csv import TABLES


def test_table_and_folder_agree():
    import csto_cli.writers as package

    shared = {"escape", "languages", "page", "passages", "prepared", "references", "tables", "values", "xml"}
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert modules - shared == {row.name.replace("-", "_") for row in (*WRITERS, *REPORTS)}


def test_markdown_is_a_page(run):
    text = run("export", "--to", "markdown", "lake.json").stdout
    for part in [
        "# Meeting of the Lake Council\n",
        "- **Date:** 2031-03-04\n",
        "- **Chair:** Ada Quill\n",
        "- **Cleo Dunn**, Envoy of Westmark (WM), listed, did not speak\n",
        "- **adopted**: declaration on clean water (line 7: “adopted”)\n",
        "- clean water (line 7)\n",
        "| Ada Quill | 2 | 25 | 75.8% |  |\n",
        '<a id="turn-1"></a>\n\n**Ben Marsh**, Premier of Sudria [¶ 1](#turn-1), line 15:\n\nThank you.',
        "*(applause)*\n",
    ]:
        assert part in text
    assert "The record tells of none." in run("export", "--to", "markdown", "quiet.json").stdout


def test_nothing_in_a_record_becomes_markup(run):
    text = run("export", "--to", "markdown", "nasty.json").stdout
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    assert "<script" not in html
    assert "<b>" not in html
    assert "<code>rm</code>" not in html
    assert "<em>a</em>" not in html
    assert html.count("<h1>") == 1
    assert "[red]Chair[/red] &lt;b&gt;x&lt;/b&gt; | `rm` *a* =1+1" in html
    assert set(re.findall(r"<(\w+)", html)) <= {
        *("h1", "h2", "p", "ul", "li", "strong", "em", "a", "table", "thead", "tbody", "tr", "th", "td", "hr", "code"),
    }


@pytest.mark.parametrize("table", TABLES)
def test_each_csv_table_has_a_heading_and_starts_no_formula(run, table):
    done = run("export", "--to", "csv", "--table", table, "nasty.json", "quiet.json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0][:3] == ["meeting", "date", "path"]
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


def test_csv_into_a_folder_is_a_file_for_each_table(run, tmp_path):
    target = tmp_path / "tables"
    assert run("export", "--to", "csv", "two.ndjson", "-o", f"{target}/").returncode == 0
    assert names(target) == sorted(["csv-metadata.json", *(f"{name}.csv" for name in TABLES)])
    assert len((target / "turns.csv").read_text().splitlines()) > 6


def test_other_formats_into_a_folder_are_a_file_for_each_record_and_stay_in_it(run, tmp_path):
    target = tmp_path / "pages"
    assert run("export", "--to", "markdown", "two.ndjson", "nasty.json", "-o", f"{target}/").returncode == 0
    assert names(tmp_path) == ["pages"]
    pages = names(target)
    assert pages[0] == pages[1].removesuffix(".md") + "-2.md" or pages[1] == pages[0].removesuffix(".md") + "-2.md"
    assert pages[0].startswith("2031-03-04-lake-council-")
    assert pages[2] == "etc-passwd.md"


def test_json_and_ndjson_are_what_parse_gives(run):
    assert run("export", "--to", "ndjson", "two.ndjson").stdout == run("parse", "two.ndjson").stdout
    assert run("export", "--to", "json", "two.ndjson").stdout == run("parse", "two.ndjson", "--format", "json").stdout


@pytest.mark.parametrize(
    ("words", "said"), [(["--to", "nope"], "markdown"), (["--to", "sarif"], "csto validate --format sarif")]
)
def test_unknown_formats_are_2_and_say_what_is_there(run, words, said):
    done = run("export", *words, "lake.json")
    assert done.returncode == 2
    assert said in done.stderr


def test_table_is_for_csv(run):
    assert run("export", "--to", "json", "--table", "turns", "lake.json").returncode == 2
    assert "documents" in run("export", "--to", "csv", "--table", "nope", "lake.json").stderr


def test_writers_lists_what_is_there(run):
    listed = [json.loads(line)["name"] for line in run("writers").stdout.splitlines()]
    assert listed == [row.name for row in WRITERS]


def test_a_partitioned_dataset_is_one_table(run, tmp_path):
    dataset = pytest.importorskip("pyarrow.dataset")
    done = run("export", "--to", "parquet", "--partition", "year", "lake.json", "two.ndjson", "-o", f"{tmp_path}/out/")
    assert done.returncode == 0
    table = dataset.dataset(tmp_path / "out" / "turns", partitioning="hive").to_table()
    plain = run("turns", "lake.json", "two.ndjson").stdout.splitlines()
    assert table.num_rows == len(plain)
    assert set(table.column("year").to_pylist()) == {2031}


@pytest.mark.parametrize(
    "words",
    [
        ["--to", "csv", "--partition", "year", "-o", "x/"],
        ["--to", "parquet", "--partition", "year"],
        ["--to", "parquet", "--partition", "moon", "-o", "x/"],
    ],
)
def test_a_partition_that_cannot_be_is_one_line_and_2(run, words):
    done = run("export", "lake.json", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "partition" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_that_cannot_be_written_is_told_by_its_own_name(tmp_path):
    sample = Path(__file__).parents[2] / "samples" / "river-council.en.txt"
    call = f"ulimit -f 1; {sys.executable} -m csto_cli export --to html '{sample}' -o pages/"
    done = subprocess.run(["sh", "-c", call], cwd=tmp_path, capture_output=True, text=True)
    assert re.match(r"csto: pages/2024-03-14-\S+\.html: cannot be written: File too large;", done.stderr)
    assert (done.returncode, list(tmp_path.iterdir())) == (5, [])
