from __future__ import annotations

import json


def test_a_row_holds_its_proof(run):
    row = json.loads(run("decisions", "lake.json").stdout)
    assert (row["type"], row["kind"], row["status"], row["line"]) == ("document", "declaration", "adopted", 7)
    assert [(p["field"], p["text"]) for p in row["evidence"]] == [
        ("title", "declaration on clean water"),
        ("status", "adopted"),
    ]


def test_a_record_that_tells_of_none_is_answered_so(run):
    done = run("decisions", "quiet.json")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        "csto: no decision: the record tells of no document adopted, signed, approved or ratified here\n",
    )
    assert "the record tells of no document adopted" in run("decisions", "quiet.json", "--format", "table").stdout
    assert json.loads(run("decisions", "quiet.json", "--format", "json").stdout) == []
    assert run("decisions", "quiet.json", "--exit-code").returncode == 1


def test_evidence_shows_the_line_with_the_words_marked(run):
    text = run("decisions", "lake.json", "--evidence", "--format", "table").stdout
    assert "line 7: The participants ⟦adopted⟧ a ⟦declaration on clean water⟧." in text


def test_evidence_is_marked_by_color_on_a_terminal(screen):
    text = screen(80, "decisions", "lake.json", "--evidence")[1]
    assert "\x1b[1;7madopted\x1b[0m" in text
    assert "⟦" not in text


def test_topics_stand_below_the_table_and_are_rows_with_all(run):
    assert "line 7: clean water" in run("decisions", "lake.json", "--format", "table").stdout
    rows = [json.loads(line) for line in run("decisions", "lake.json", "--all").stdout.splitlines()]
    assert [row["type"] for row in rows] == ["document", "topic"]
