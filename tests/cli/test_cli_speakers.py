from __future__ import annotations

import csv
import io
import json

import pytest


def test_rows_tell_who_spoke_and_who_did_not(run):
    rows = [json.loads(line) for line in run("speakers", "lake.json").stdout.splitlines()]
    assert [(r["name"], r["turns"], r["words"], r["attendance"]) for r in rows] == [
        ("Ada Quill", 2, 25, "spoke"),
        ("Ben Marsh", 1, 8, "spoke"),
        ("Cleo Dunn", 0, 0, "listed"),
    ]
    assert sum(r["share"] for r in rows) == pytest.approx(1)
    assert rows[1]["floor_given_by"] == ["Ada Quill"]
    assert (rows[0]["first_turn"], rows[0]["last_turn"]) == (0, 2)


def test_csv_begins_no_formula(run):
    rows = list(csv.DictReader(io.StringIO(run("speakers", "nasty.json", "--format", "csv").stdout)))
    assert rows[0]["offices"].startswith("'=cmd")
    assert rows[0]["turns"] == "2"


def test_json_is_an_array_of_rows(run):
    assert [row["name"] for row in json.loads(run("speakers", "lake.json", "-f", "json").stdout)] == [
        "Ada Quill",
        "Ben Marsh",
        "Cleo Dunn",
    ]
    assert json.loads(run("speakers", "lake.json", "-f", "json", "--no-path").stdout)[0]["path"] is None


def test_markdown_is_a_table(run):
    text = run("speakers", "lake.json", "-f", "markdown").stdout
    assert text.startswith("## Meeting of the Lake Council\n\n| name | office |")


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_table_on_a_terminal_fits_and_breaks_no_name(screen, columns):
    code, text = screen(columns, "speakers", "lake.json", "--color", "never")
    assert code == 0
    assert all(len(line) <= columns for line in text.splitlines())
    assert all(word in text for word in ("Quill", "President", "Sudria", "listed"))


def test_color_follows_option_then_environment_then_terminal(run, screen):
    colored = "\x1b[1m"
    assert colored in screen(80, "speakers", "lake.json")[1]
    assert colored not in screen(80, "speakers", "lake.json", env={"NO_COLOR": "1"})[1]
    assert colored not in screen(80, "speakers", "lake.json", env={"TERM": "dumb"})[1]
    assert colored in screen(80, "speakers", "lake.json", "--color", "always", env={"NO_COLOR": "1"})[1]
    table = ("speakers", "lake.json", "--format", "table")
    assert colored in run(*table, env={"FORCE_COLOR": "1"}).stdout
    assert colored not in run(*table, env={"FORCE_COLOR": "0"}).stdout
    assert colored not in run(*table, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert colored not in run(*table, "--color", "never", env={"FORCE_COLOR": "1"}).stdout
