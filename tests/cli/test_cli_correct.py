"""Corrections: written from a line, laid over a record, kept through a re-parse and a page saved again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent.parent / "samples"
TEXT, PAGE = SAMPLES / "river-council.en.txt", SAMPLES / "river-council.en.html"


def line_of(path: Path, words: str) -> str:
    text = path.read_text(encoding="utf-8")
    return str(text[: text.index(words)].count("\n") + 1)


@pytest.fixture
def corrected(run, tmp_path):
    """The record with corrections that csto correct wrote for ``source`` laid over ``path``; it is sound."""

    def call(source: Path, *options: str, path: Path | None = None) -> dict:
        written = run("correct", str(source), *options, "--by", "Ann", "--why", "heard")
        assert written.returncode == 0
        assert not written.stderr or written.stderr.endswith("a new participant\n")
        corrections = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        corrections.write_text(written.stdout, encoding="utf-8")
        parsed = run("parse", str(path or source), "--corrections", str(corrections), "--embed-source")
        assert (parsed.returncode, parsed.stderr) == (0, "")
        checked = run("validate", stdin=parsed.stdout)
        assert checked.returncode == 0, checked.stdout
        return json.loads(parsed.stdout)

    return call


def speakers(meeting: dict) -> list[str]:
    return [turn["speaker"] for turn in meeting["turns"]]


@pytest.mark.parametrize("source", [TEXT, PAGE])
def test_a_label_is_somebody_elses(corrected, source):
    meeting = corrected(source, "--line", line_of(source, "Well said!"), "--speaker", "Ingrid Solberg-Haugen")
    assert speakers(meeting)[8] == "ingrid-solberg-haugen"
    assert "remark" not in [person["id"] for person in meeting["participants"]]
    assert [proof["basis"] for proof in meeting["turns"][8]["evidence"]["speaker"]] == ["corrected"]
    kept = meeting["corrections"][0]
    assert (kept["field"], kept["by"], kept["why"], kept["value"]) == (
        "speaker",
        "Ann",
        "heard",
        "Ingrid Solberg-Haugen",
    )
    assert len(kept["when"]) == len("2024-03-14")


@pytest.mark.parametrize("source", [TEXT, PAGE])
def test_what_was_taken_for_a_label_is_none(corrected, source):
    meeting = corrected(source, "--line", line_of(source, "Well said!"), "--no-label")
    assert len(meeting["turns"]) == 9
    assert [turn["index"] for turn in meeting["turns"]] == list(range(9))
    last = meeting["turns"][7]["paragraphs"][-1]
    assert last["text"] == "Remark: Well said!"
    assert "remark" not in [person["id"] for person in meeting["participants"]]


def test_two_participants_are_one(corrected):
    meeting = corrected(TEXT, "--line", line_of(TEXT, "Well said!"), "--same-as", "Tomas Arkan")
    assert speakers(meeting).count("tomas-arkan") == 3
    arkan = next(person for person in meeting["participants"] if person["id"] == "tomas-arkan")
    assert "Remark" in arkan["labels"]


def test_a_new_name_makes_a_participant(corrected):
    meeting = corrected(TEXT, "--line", line_of(TEXT, "Well said!"), "--speaker", "Olga Brandt")
    assert speakers(meeting)[8] == "olga-brandt"
    made = next(person for person in meeting["participants"] if person["id"] == "olga-brandt")
    assert (made["name"], made["attendance"]) == ("Olga Brandt", "spoke")
    assert made["evidence"]["name"][0]["basis"] == "corrected"


def test_a_new_name_is_remarked_on(run):
    made = run("correct", str(TEXT), "--line", line_of(TEXT, "Well said!"), "--speaker", "Olga Brandt")
    assert made.stderr == "csto: Olga Brandt is none of the names that csto speakers lists: a new participant\n"
    assert run("correct", str(TEXT), "--turn", "8", "--speaker", "Olga Brandt", "-q").stderr == ""
    assert run("correct", str(TEXT), "--turn", "8", "--speaker", "Tomas Arkan").stderr == ""


def test_a_fact_and_its_absence(corrected):
    meeting = corrected(TEXT, "--fact", "place=Lillehavn Town Hall")
    assert meeting["place"] == "Lillehavn Town Hall"
    assert meeting["evidence"]["place"][0]["basis"] == "corrected"
    assert corrected(TEXT, "--fact", "mode=")["mode"] is None
    refused = corrected(TEXT, "--fact", "mode=by pigeon")
    assert refused["mode"] == "videoconference"
    assert "C118" in [found["code"] for found in refused["diagnostics"]]


def test_a_document_gets_its_title(corrected, tmp_path):
    source = tmp_path / "one.txt"
    text = TEXT.read_text(encoding="utf-8")
    start, end = text.index("The meeting ended with"), text.index("A number of decisions")
    said = "The meeting ended with the adoption of the Lillehavn Declaration."
    source.write_text(f"{text[:start]}{said}\n\n{text[end:]}", encoding="utf-8")
    meeting = corrected(source, "--line", line_of(source, said), "--title", "Declaration of Lillehavn")
    assert [document["title"] for document in meeting["documents"] if document["status"] == "adopted"] == [
        "Declaration of Lillehavn"
    ]


def test_a_page_saved_again_keeps_its_corrections(corrected, tmp_path):
    again = tmp_path / "again.txt"
    text = TEXT.read_text(encoding="utf-8").replace("View settings", "Menu\n\nSearch\n\nView settings")
    again.write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    meeting = corrected(TEXT, "--line", line_of(TEXT, "Well said!"), "--speaker", "Olga Brandt", path=again)
    assert speakers(meeting)[8] == "olga-brandt"
    assert meeting["corrections"][0]["span"]["line"] == int(line_of(again, "Well said!"))
    assert meeting["corrections"][0]["text_sha256"] == meeting["source"]["text_sha256"]


def test_what_fits_only_loosely_is_said_and_not_applied(corrected, tmp_path):
    other = tmp_path / "other.txt"
    text = TEXT.read_text(encoding="utf-8")
    other.write_text(text.replace("says so.", "is silent.").replace("Well said!", "No!"), encoding="utf-8")
    meeting = corrected(TEXT, "--line", line_of(TEXT, "Well said!"), "--speaker", "Olga Brandt", path=other)
    assert "olga-brandt" not in speakers(meeting)
    assert meeting["corrections"] == []
    told = [found for found in meeting["diagnostics"] if found["code"] == "C118"]
    assert len(told) == 1
    assert "not between the same others" in told[0]["message"]


def test_a_corrected_record_loads_as_it_was_written(run, tmp_path):
    line = run("correct", str(TEXT), "--line", line_of(TEXT, "Well said!"), "--no-label").stdout
    (tmp_path / "c.jsonl").write_text(line, encoding="utf-8")
    done = run("parse", str(TEXT), "--corrections", str(tmp_path / "c.jsonl"))
    assert run("parse", stdin=done.stdout).stdout == done.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "csto correct writes one correction"),
        (["--speaker", "A", "--no-label"], "csto correct writes one correction"),
        (["--speaker", "A"], "which words are corrected?"),
        (["--line", "1", "--speaker", "A"], "no label stands on line 1"),
        (["--fact", "turns=1"], "names no fact"),
        (["--line", "19", "--title", "A"], "more than one document is named on line 19"),
    ],
)
def test_a_correction_of_nothing_is_one_line_and_2(run, options, message):
    done = run("correct", str(TEXT), *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [("nonsense", "c.jsonl:1: this is no JSON object"), ('\n{"field": "turns"}', "c.jsonl:2: field: ")],
)
def test_a_bad_file_names_its_line(run, tmp_path, content, message):
    (tmp_path / "c.jsonl").write_text(content, encoding="utf-8")
    done = run("speakers", str(TEXT), "--corrections", str(tmp_path / "c.jsonl"))
    assert (done.returncode, done.stdout) == (3, "")
    assert message in done.stderr


def test_corrections_are_for_raw_records(run, tmp_path):
    (tmp_path / "c.jsonl").write_text("", encoding="utf-8")
    done = run("speakers", "lake.json", "--corrections", str(tmp_path / "c.jsonl"))
    assert done.returncode == 2
    assert "corrections are laid over raw records" in done.stderr


def test_on_a_line_of_several_labels_the_turn_tells_which(run, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p><b>Ann Lee:</b> Good day.</p><p><b>Bo Ek:</b> Yes.</p><p><b>Ann Lee:</b> So.</p>", "utf-8")
    asked = run("correct", str(page), "--line", "1", "--speaker", "Cy Dow")
    assert asked.returncode == 2
    assert "more than one label stands on line 1; name one with --turn" in asked.stderr
    written = run("correct", str(page), "--turn", "2", "--speaker", "Cy Dow")
    corrections = tmp_path / "corrections.jsonl"
    corrections.write_text(written.stdout, "utf-8")
    parsed = run("parse", str(page), "--corrections", str(corrections))
    assert speakers(json.loads(parsed.stdout)) == ["ann-lee", "bo-ek", "cy-dow"]
    assert "turn 7 has no label there" in run("correct", str(page), "--turn", "7", "--no-label").stderr
