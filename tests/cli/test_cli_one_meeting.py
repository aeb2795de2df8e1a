"""One record over several files: heads that come again are nobody's words, turns go on, and nothing is lost."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from csto_cli import load, parse

FOLDER = Path(__file__).parents[2] / "samples" / "several"
FIRST, SECOND, NEXT_DAY = (str(FOLDER / f"strait-talks.{name}.en.txt") for name in ("1", "2", "day-2"))
ONE = ("--one-meeting", FIRST, SECOND)
DAYS = (*ONE, NEXT_DAY)
PAGE = """<!doctype html><html><head><title>{title}</title></head><body>
<div class="header"><ul><li>Council</li></ul></div>
<h1>{title}</h1>
<p>{day}, Bergen</p>
{body}
<div class="footer">page {number} of 2</div>
</body></html>
"""


def text_of(*paths: str) -> str:
    return "".join(Path(path).read_bytes().decode("utf-8") for path in paths)


def codes(meeting: dict) -> list[str]:
    return [diagnostic["code"] for diagnostic in meeting["diagnostics"]]


@pytest.fixture(scope="module")
def one(run):
    return json.loads(run("parse", *ONE).stdout)


@pytest.fixture(scope="module")
def days(run):
    return json.loads(run("parse", *DAYS).stdout)


def test_a_turn_goes_on_in_the_next_file_and_says_that_this_is_a_conclusion(one):
    said = [(turn["speaker"], len(turn["paragraphs"])) for turn in one["turns"]]
    assert said == [
        ("marina-veld", 2), ("tomas-arkan", 3), ("marina-veld", 1), ("aino-salmela", 1), ("tomas-arkan", 1),
    ]  # fmt: skip
    assert one["turns"][1]["paragraphs"][2]["text"].startswith("So we ask for new lamps")
    (found,) = [d for d in one["diagnostics"] if d["code"] == "C136"]
    assert found["span"]["start"] == one["turns"][1]["paragraphs"][2]["span"]["start"]
    assert "Tomas Arkan" in found["message"]


def test_people_are_joined_across_the_files(one):
    spoke = {person["name"]: person["labels"] for person in one["participants"] if person["attendance"] == "spoke"}
    assert spoke["Tomas Arkan"] == ["Prime Minister of Iceland Tomas Arkan", "Tomas Arkan"]
    assert len(spoke) == 3


def test_a_head_that_comes_again_is_counted_and_said_by_nobody(one):
    text = text_of(FIRST, SECOND)
    account = [(e["kind"], text[e["start"] : e["end"]]) for e in one["source"]["account"]]
    assert account.count(("title", "Talks on the strait lights")) == 2
    assert account.count(("furniture", "View settings")) == 2
    assert account.count(("dateline", "June 3, 2024, Lillehavn, Vestland County")) == 4
    said = " ".join(p["text"] for turn in one["turns"] for p in turn["paragraphs"])
    assert "strait lights" not in said
    assert "Text version" not in said


def test_the_files_put_end_to_end_are_the_source(one, days):
    text = text_of(FIRST, SECOND, NEXT_DAY)
    assert load(json.dumps(days)).rebuild(text) == text
    assert load(json.dumps(one)).rebuild(text_of(FIRST, SECOND)) == text_of(FIRST, SECOND)
    assert days["source"]["characters"] == len(text)
    assert days["source"]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    for turn in days["turns"]:
        for paragraph in turn["paragraphs"]:
            assert text[paragraph["span"]["start"] : paragraph["span"]["end"]] == paragraph["text"]


def test_each_place_is_found_in_its_own_file(days):
    files = days["source"]["files"]
    assert [file["path"] for file in files] == [FIRST, SECOND, NEXT_DAY]
    last = days["turns"][-1]["paragraphs"][0]["span"]
    own = text_of(NEXT_DAY)
    start = last["start"] - files[2]["start"]
    assert own[start : last["end"] - files[2]["start"]] == "Then let us sign it."
    assert own.count("\n", 0, start) + 1 == last["line"] - files[2]["line"] + 1
    for file in files:
        assert file["sha256"] == hashlib.sha256(Path(file["path"]).read_bytes()).hexdigest()


def test_a_later_day_is_the_last_day_with_its_words(days):
    assert (days["date"], days["end_date"]) == ("2024-06-03", "2024-06-04")
    (proof,) = days["evidence"]["end_date"]
    assert proof["text"] == "June 4, 2024"
    assert proof["basis"] == "inferred"
    assert proof["span"]["start"] > days["source"]["files"][2]["start"]


def test_what_a_later_day_tells_is_told(days):
    assert [(d["title"], d["status"]) for d in days["documents"]] == [("memorandum on the strait lights", "signed")]
    assert "C137" not in codes(days)


@pytest.mark.parametrize("more", [(), ("--embed-source",)])
def test_what_is_written_is_sound(run, more):
    written = run("parse", *DAYS, *more).stdout
    proof = () if more else ("--source", FIRST, "--source", SECOND, "--source", NEXT_DAY)
    checked = run("validate", "-", "--strict", *proof, stdin=written)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "C416" not in checked.stdout


def test_too_few_files_prove_nothing(run):
    checked = run("validate", "-", "--source", FIRST, stdin=run("parse", *ONE).stdout)
    assert checked.returncode == 2
    assert "2 files" in checked.stderr


def test_places_are_told_in_their_own_file(run):
    assert f"{SECOND}:14:1: info C136" in run("validate", *ONE).stdout
    cited = run("cite", "new lamps", *ONE, "--format", "table").stdout
    assert "file 2, line 14" in cited
    assert hashlib.sha256(Path(SECOND).read_bytes()).hexdigest()[:12] in cited
    marks = run("validate", *ONE, "--format", "github").stdout
    assert f"file={SECOND}" in marks.replace("%3A", ":")
    sarif = json.loads(run("validate", *ONE, "--format", "sarif").stdout)["runs"][0]
    (place,) = [r["locations"][0]["physicalLocation"] for r in sarif["results"] if r["ruleId"] == "C136"]
    assert sarif["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"].endswith("strait-talks.2.en.txt")
    region = place["region"]
    assert text_of(SECOND)[region["charOffset"] :].startswith("So we ask")


@pytest.mark.parametrize("form", ["html", "tei", "akn", "markdown", "csv", "vertical"])
def test_every_form_has_all_words_in_order(run, form):
    written = run("export", "--to", form, *(("--table", "turns") if form == "csv" else ()), *DAYS)
    assert written.returncode == 0, written.stderr
    words = "".join(written.stdout.split())
    if form != "vertical":
        places = [
            words.index("".join(said.split())) for said in ("nobody makes", "new lamps", "send a crew", "let us sign")
        ]
        assert places == sorted(places)


def test_annotations_stand_in_their_own_file(run):
    items = json.loads(run("export", "--to", "annotations", *DAYS).stdout)["first"]["items"]
    labels = [item["target"] for item in items if "label: " in item["body"]["value"]]
    assert {target["source"] for target in labels} == {FIRST, SECOND, NEXT_DAY}
    for target in labels:
        start, end = (target["selector"][0][key] for key in ("start", "end"))
        assert text_of(target["source"])[start:end].endswith(":")


def test_one_file_alone_is_as_it_is_without(run):
    assert run("parse", "--one-meeting", FIRST).stdout == run("parse", FIRST).stdout


def test_without_paths_no_path_is_written(run):
    assert str(FOLDER) not in run("parse", "--no-path", *DAYS).stdout


def test_pages_of_one_record_are_one(run, tmp_path):
    bodies = (
        "<p><b>Ann Lee:</b> Good morning.</p><p><b>Tom Oak:</b> Thank you. I begin here.</p>",
        "<p>And I end on the next page.</p><p><b>Ann Lee:</b> So be it.</p>",
    )
    for number, body in enumerate(bodies, start=1):
        page = PAGE.format(title="Meeting of the Board", day="May 3, 2024", body=body, number=number)
        (tmp_path / f"page-{number}.html").write_text(page)
    read = run("parse", "--one-meeting", str(tmp_path / "page-1.html"), str(tmp_path / "page-2.html"), "--embed-source")
    meeting = json.loads(read.stdout)
    assert [turn["label"] for turn in meeting["turns"]] == ["Ann Lee", "Tom Oak", "Ann Lee"]
    assert [p["text"] for p in meeting["turns"][1]["paragraphs"]] == [
        "Thank you. I begin here.", "And I end on the next page.",
    ]  # fmt: skip
    assert run("validate", "-", stdin=read.stdout).returncode == 0


def test_files_that_contradict_each_other_are_told():
    first = Path(FIRST).read_text()
    other = first.replace("Talks on the strait lights", "Talks on herring")
    assert "C137" in {d.code for d in parse(first.encode(), continuations=[other.encode()]).diagnostics}
    earlier = Path(SECOND).read_text().replace("June 3", "May 3")
    meeting = parse(first.encode(), continuations=[earlier.encode()])
    assert "C137" in {d.code for d in meeting.diagnostics}
    assert meeting.end_date is None


def test_a_family_that_ends_a_record_at_its_close_says_so():
    """A report of the Bundestag ends with its annexes; the next day's turns are none there, and that is told."""
    first = (FOLDER.parent / "plenum.de.txt").read_text("utf-8")
    later = first.replace("14/7", "14/8").replace("6. Mai", "7. Mai")
    meeting = parse(first.encode(), continuations=[later.encode()], embed_source=True)
    assert meeting.rebuild() == first + later
    assert len(meeting.turns) == len(parse(first.encode()).turns)
    (found,) = [d for d in meeting.diagnostics if d.code == "C138"]
    assert found.span is not None
    assert (found.span.start, found.span.end) == (len(first), len(first + later))


def test_who_speaks_first_in_a_later_file_is_no_head():
    """A label that is known, and a date in what is said, make no head of another day."""
    first = "Meeting of the Board\nMay 3, 2024\n\nAnn Lee: Good morning.\n\nTom Oak: Thank you.\n\nAnn Lee: Go on.\n"
    later = "Tom Oak: We met before.\n\nMay 1, 2023\n\nThat was the day.\n\nAnn Lee: I know.\n"
    meeting = parse(first.encode(), continuations=[later.encode()])
    assert [turn.label for turn in meeting.turns] == ["Ann Lee", "Tom Oak", "Ann Lee", "Tom Oak", "Ann Lee"]
    assert meeting.end_date is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--each-meeting", *ONE), "opposite things"),
        ((*ONE, str(FOLDER / "none.txt")), "no such file"),
        ((*ONE, "-"), "needs every one of its files"),
        ((*ONE, str(FOLDER.parent / "river-council.en.html")), "this is html, the first file is text"),
        (("--one-meeting", *(str(FOLDER.parent / "assembly.en.tei.xml"),) * 2), "cannot go on in another file"),
        (("--one-meeting", *(str(FOLDER.parent / "night-ferries.en.json"),) * 2), "cannot go on in another file"),
        ((*ONE, "--text-column", "text"), "--one-meeting is for files"),
    ],
)
def test_what_cannot_be_joined_is_refused_in_one_line(run, words, says):
    refused = run("parse", *words)
    assert refused.returncode not in (0, 1)
    assert refused.stdout == ""
    assert says in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_csto_json_and_stores_are_no_files_of_a_record(run, tmp_path):
    record = tmp_path / "record.json"
    record.write_text(run("parse", FIRST).stdout)
    assert "goes with raw records" in run("parse", "--one-meeting", FIRST, str(record)).stderr
    assert "--one-meeting goes with one record" in run("corpus", "build", str(tmp_path / "s.db"), *ONE).stderr


def test_a_store_is_built_from_the_record(run, tmp_path):
    record = tmp_path / "record.json"
    record.write_text(run("parse", *DAYS, "--embed-source").stdout)
    store = str(tmp_path / "talks.db")
    assert run("corpus", "build", store, str(record)).returncode == 0
    assert run("corpus", "source", store, json.loads(record.read_text())["id"]).stdout == text_of(
        FIRST, SECOND, NEXT_DAY
    )
    assert "error" not in run("validate", store).stdout
