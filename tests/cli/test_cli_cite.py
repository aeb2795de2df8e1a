from __future__ import annotations

import json
import re

import pytest


def cited(run, words: str, *more: str) -> list[dict]:
    return [json.loads(line) for line in run("cite", words, "lake.json", *more).stdout.splitlines()]


@pytest.mark.parametrize(
    "words",
    [
        'on the "great lake" and its shores',
        "ON THE «GREAT LAKE» AND",
        "on the great lake and its",
        "on  the 'great\nlake' and its",
        "afternoon. I open the meeting",
        "Good afternoon ... its shores",
    ],
)
def test_words_are_found_across_notes_paragraphs_quotes_and_case(run, words):
    (row,) = cited(run, words)
    assert (row["turn"], row["name"], row["office"]) == (0, "Ada Quill", "President of Norland")


def test_the_place_is_that_of_the_words(run):
    (row,) = cited(run, "lake - our lake")
    assert (row["line"], row["column"], row["text"], row["exact"]) == (15, 45, "lake – our lake", True)


def test_what_stands_inside_a_word_is_shown_in_it(run):
    (row,) = cited(run, "noo")
    assert f"{row['before']}{row['text']}{row['after']}".startswith("Good afternoon. I open")
    assert "Good after⟦noo⟧n." in run("cite", "noo", "lake.json", "--format", "table").stdout


def test_words_outside_the_turns_have_no_speaker(run):
    (row,) = cited(run, "The participants adopted")
    assert (row["turn"], row["where"], row["line"]) == (None, "intro", 7)


def test_plain_citation(run):
    (row,) = cited(run, "is rising")
    assert row["citation"].startswith(
        "Ben Marsh, Premier of Sudria: “is rising”. Meeting of the Lake Council, Brightwater, 2031-03-04, "
        "turn 1, line 15. lake.txt, sha256 "
    )


def test_bibtex_alone_is_ready_to_paste(run):
    text = run("cite", "is rising", "lake.json", "--style", "bibtex").stdout
    assert text.startswith("@misc{marsh-20310304-t1-")
    assert "  author = {{Ben Marsh}},\n" in text
    assert "  month = mar,\n" in text
    assert text.rstrip().endswith("}")


def test_a_bibliography_of_many_places_has_no_key_twice_and_no_entry_twice(run, tmp_path):
    page = tmp_path / "council.txt"
    turn = "The rain came, and the rain went.\nThen rain again."
    page.write_text(
        f"Meeting of the Lake Council\n\nMarch 4, 2031, Brightwater\n\nBen Marsh: {turn}\n\nAnn Lee: Yes.\n"
    )
    text = run("cite", "rain", str(page), "--style", "bibtex").stdout
    keys = re.findall(r"^@misc\{(.*),$", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == 2
    assert keys[1] == f"{keys[0]}-2"
    items = json.loads(run("cite", "rain", str(page), "--style", "csl-json").stdout)
    assert [item["id"] for item in items] == keys
    assert run("cite", "rain", str(page)).stdout.count("\n") == 3


def test_csl_json_alone_is_an_array_of_items(run):
    (item,) = json.loads(run("cite", "is rising", "lake.json", "--style", "csl-json").stdout)
    assert (item["type"], item["author"], item["issued"]) == (
        "speech",
        [{"literal": "Ben Marsh"}],
        {"date-parts": [[2031, 3, 4]]},
    )


def test_style_with_a_form_stands_in_the_row(run):
    (row,) = cited(run, "is rising", "--style", "csl-json", "--format", "ndjson")
    assert row["citation"]["type"] == "speech"


def test_words_that_do_not_stand_there_are_0_or_1_where_asked(run):
    done = run("cite", "no such words", "lake.json")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        "csto: these words do not stand in the record; try fewer, with ... for those left out\n",
    )
    assert run("cite", "no such words", "lake.json", "--exit-code").returncode == 1


def test_no_words_are_2(run):
    assert run("cite", "...", "lake.json").returncode == 2
