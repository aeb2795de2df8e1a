from __future__ import annotations

import json

import pytest


def found(run, *words: str) -> list[int]:
    done = run("turns", "lake.json", *words)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["turn"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "turns"),
    [
        (["--speaker", "nobody"], []),
        (["--country", "XX"], []),
        (["--match", "ocean"], []),
        (["--from", "2032"], []),
        (["--from", "00:10"], []),
        (["--speaker", "quill", "--match", "rising"], []),
        ([], [0, 1, 2]),
        (["--speaker", "quill"], [0, 2]),
        (["--speaker", "QUILL ada"], [0, 2]),
        (["--speaker", "quill", "--speaker", "marsh"], [0, 1, 2]),
        (["--country", "sd"], [1]),
        (["--country", "Norland"], [0, 2]),
        (["--role", "chair"], [0, 2]),
        (["--match", "the LAKE - our lake"], [1]),
        (["--match", "'great lake' and its shores"], [0]),
        (["--match", "afternoon. I open"], [0]),
        (["--match", "Good ... shores"], [0]),
        (["--regex", "l.ke –"], [1]),
        (["--from", "2031-03", "--to", "2031"], [0, 1, 2]),
        (["--to", "2031-03-03"], []),
    ],
)
def test_filters_combine(run, words, turns):
    assert found(run, *words) == turns


def test_context_gives_each_place_a_row(run):
    rows = [
        json.loads(line) for line in run("turns", "lake.json", "--match", "lake", "--context", "2").stdout.splitlines()
    ]
    assert [(row["before"], row["match"], row["after"]) for row in rows] == [
        ("the “great", "lake", "” and"),
        ("you. The", "lake", "– our"),
        ("– our", "lake", "– is"),
    ]
    assert [row["line"] for row in rows] == [13, 15, 15]


def test_a_row_carries_meeting_date_and_path(run):
    row = json.loads(run("turns", "lake.json").stdout.splitlines()[0])
    assert list(row)[:3] == ["meeting", "date", "path"]
    assert (row["date"], row["path"]) == ("2031-03-04", "lake.txt")


def test_the_office_of_a_short_label_is_the_one_printed_before(run):
    rows = [json.loads(line) for line in run("turns", "lake.json").stdout.splitlines()]
    assert [row["office"] for row in rows] == ["President of Norland", "Premier of Sudria", "President of Norland"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--regex", "("], "not a regular expression"),
        (["--match", "a", "--regex", "b"], "exclude one another"),
        (["--context", "3"], "needs words"),
        (["--from", "yesterday"], "neither a date nor a time"),
    ],
)
def test_words_that_make_no_sense_are_2(run, words, said):
    done = run("turns", "lake.json", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_pattern_that_runs_for_ever_is_broken_off(monkeypatch):
    from csto_cli.commands import limits
    from csto_cli.errors import UsageError

    monkeypatch.setattr(limits, "SECONDS", 0.2)
    with pytest.raises(UsageError, match="takes more than"):
        list(limits.regex_search("(a+)+$")("a" * 60 + "b"))


def test_nothing_found_is_0_or_1_where_asked(run):
    done = run("turns", "lake.json", "--match", "ocean")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "csto: no turn matches\n")
    assert run("turns", "lake.json", "--match", "ocean", "--exit-code").returncode == 1
    assert run("turns", "lake.json", "--match", "ocean", "-q").stderr == ""


def test_a_table_in_a_pipe_is_never_cut(run):
    table = run("turns", "lake.json", "--format", "table").stdout
    assert "I open the meeting on the “great lake” and its shores. Mr Marsh, you have the floor." in table
    assert not any(line.endswith(" ") for line in table.splitlines())


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_table_on_a_terminal_fits(screen, columns):
    code, text = screen(columns, "turns", "lake.json", "--color", "never")
    assert code == 0
    assert all(len(line) <= columns for line in text.splitlines())
    assert "\x1b" not in text
