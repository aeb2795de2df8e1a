"""Two records of one meeting: what a reader, a script and a browser are told of their differences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_records import TEXT

SAMPLES = Path(__file__).parent.parent.parent / "samples"
MORE = TEXT.replace(
    "Thank you, Ben. We are done.", "Thank you, Ben. Let us go on.\n\nCleo Dunn: Westmark agrees to all of it."
)


@pytest.fixture
def differ(run, tmp_path):
    """Rows of the differences of two texts."""

    def call(first: str, second: str) -> list[dict]:
        paths = [tmp_path / f"{len(list(tmp_path.iterdir())) + number}.txt" for number in (0, 1)]
        for path, text in zip(paths, (first, second), strict=True):
            path.write_text(text, encoding="utf-8")
        done = run("diff", *map(str, paths), "--exit-code")
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == (1 if rows else 0)
        return rows

    return call


def told(rows: list[dict], *names: str) -> list[tuple]:
    return [tuple(row[name] for name in names) for row in rows]


def test_a_page_and_its_text_are_the_same(run):
    done = run("diff", str(SAMPLES / "river-council.en.txt"), str(SAMPLES / "river-council.en.html"), "--exit-code")
    assert (done.returncode, done.stdout) == (0, "")
    assert "the records say the same" in done.stderr


def test_what_only_one_has_and_what_is_worded_otherwise(differ):
    rows = differ(TEXT, MORE)
    turns = [row for row in rows if row["what"] == "turn"]
    assert told(turns, "change", "name", "turn_before", "turn_after") == [
        ("changed", "Ada Quill", 2, 2),
        ("added", "Cleo Dunn", None, 3),
    ]
    assert [(w["change"], w["text"]) for w in turns[0]["words"]] == [
        ("same", "Thank you, Ben."),
        ("lost", "We are done."),
        ("added", "Let us go on."),
    ]
    assert ("changed", "Cleo Dunn") in told([row for row in rows if row["what"] == "person"], "change", "name")
    backwards = [row for row in differ(MORE, TEXT) if row["what"] == "turn"]
    assert told(backwards, "change", "name", "turn_before") == [("changed", "Ada Quill", 2), ("lost", "Cleo Dunn", 3)]


def test_a_turn_that_stands_elsewhere_is_moved(differ):
    head = TEXT.partition("President of Norland Ada Quill: Good afternoon.")[0]
    first, second, third = (
        "President of Norland Ada Quill: Good afternoon to all of you here.",
        "Premier of Sudria Ben Marsh: The lake is rising again this year.",
        "Envoy of Westmark Cleo Dunn: We have seen the same in the west.",
    )
    rows = differ("\n\n".join([head, first, second, third]), "\n\n".join([head, first, third, second]))
    moved = [row for row in rows if row["what"] == "turn"]
    assert len(moved) == 1
    assert moved[0]["change"] == "moved"
    assert (moved[0]["turn_before"], moved[0]["turn_after"]) in {(1, 2), (2, 1)}


def test_facts_documents_and_notes(differ):
    other = TEXT.replace("March 4, 2031", "March 5, 2031").replace("adopted a declaration", "signed a declaration")
    rows = differ(TEXT.replace("(applause)", "(Applause.)"), other.replace("(applause)", "(Laughter.)"))
    assert ("fact", "changed", "date", "2031-03-04", "2031-03-05") in told(
        rows, "what", "change", "name", "before", "after"
    )
    documents = [row for row in rows if row["what"] == "document"]
    assert told(documents, "change", "name", "before", "after") == [
        ("changed", "declaration on clean water", "adopted", "signed")
    ]
    notes = [row for row in rows if row["what"] == "note"]
    assert told(notes, "change", "before", "after") == [("lost", "(Applause.)", None), ("added", None, "(Laughter.)")]


def test_another_speaker_of_the_same_words(differ):
    rows = differ(TEXT, TEXT.replace("Ada Quill: Thank you, Ben.", "Ben Marsh: Thank you, Ben."))
    changed = [row for row in rows if row["what"] == "turn"]
    assert told(changed, "change", "name") == [("changed", "Ada Quill → Ben Marsh")]


def test_for_readers_words_are_marked_with_colour_and_without(run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(MORE, encoding="utf-8")
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert "[-We are done.-] {+Let us go on.+}" in run("diff", *paths, "--format", "table").stdout
    assert "\x1b[31mWe are done." in run("diff", *paths, "--format", "table", "--color", "always").stdout
    page = run("diff", *paths, "--format", "html").stdout
    assert "<del>We are done.</del> <ins>Let us go on.</ins>" in page
    assert "script-src 'none'" in page


def test_a_hostile_record_stays_text(run):
    page = run("diff", "lake.json", "nasty.json", "--format", "html").stdout
    assert "<script" not in page
    assert "<b>" not in page
    assert "\x1b" not in page


@pytest.mark.parametrize("paths", [["lake.json"], ["lake.json", "quiet.json", "nasty.json"]])
def test_two_records_are_asked_for(run, paths):
    done = run("diff", *paths)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"csto: csto diff takes two records, {len(paths)} given; ")


def test_a_file_of_several_records_is_no_record(run):
    done = run("diff", "two.ndjson", "lake.json")
    assert done.returncode == 2
    assert "two.ndjson: holds 2 records" in done.stderr


def test_paragraphs_that_differ_are_shown_where_they_part(run, tmp_path):
    (tmp_path / "a.txt").write_text("Ann Lee: We go on. Then we vote.\n\nBo Ek: Yes.\n\nAnn Lee: Good.\n", "utf-8")
    (tmp_path / "b.txt").write_text("Ann Lee: We go on.\n\nThen we vote.\n\nBo Ek: Yes.\n\nAnn Lee: Good.\n", "utf-8")
    done = run("diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--format", "table")
    assert "We go on. {+¶+} Then we vote." in done.stdout
