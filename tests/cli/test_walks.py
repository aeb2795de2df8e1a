"""Three people who have read the README and nothing else: what each comes for, from the first command to the last."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from csto_cli import CstoError, parse

SAMPLES = Path(__file__).parent.parent.parent / "samples"


class Desk:
    """A folder of a person's own, in which csto is run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def csto(self, *words: str, stdin: str = "", code: int = 0) -> str:
        """What csto answers; it must end with ``code``, and say something on standard error only where that is not 0."""
        done = self.tried(*words, stdin=stdin)
        assert done.returncode == code, done.stderr
        assert code or not done.stderr, done.stderr
        return done.stdout

    def tried(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "csto_cli", *words], input=stdin, capture_output=True, text=True, encoding="utf-8",
            cwd=self.folder, timeout=120, check=False, env={**os.environ, "NO_COLOR": "1"},
        )  # fmt: skip

    def rows(self, *words: str) -> list[dict]:
        """The rows of an answer in a pipe."""
        return [json.loads(line) for line in self.csto(*words).splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_journalist_with_one_saved_page(desk):
    shutil.copy(SAMPLES / "river-council.en.html", desk.folder / "page.html")
    who = desk.csto("speakers", "page.html", "-f", "table")
    assert "Tomas Arkan" in who
    assert "Prime Minister of Iceland" in who

    adopted = desk.csto("decisions", "--evidence", "page.html", "-f", "table")
    assert "adopted: Lillehavn Declaration" in adopted
    assert "The meeting ended with the ⟦adoption of⟧ the ⟦Lillehavn Declaration⟧" in adopted

    (place,) = desk.rows("cite", "the radio mast was under water", "page.html")
    assert place["citation"].startswith("Tomas Arkan, Prime Minister of Iceland: “The radio mast was under water”.")
    source = (desk.folder / "page.html").read_text(encoding="utf-8")
    assert source[place["start"] : place["end"]].replace("&nbsp;", " ") == "The radio mast was under water"

    shown = desk.csto("show", "page.html")
    assert shown.index("█") < shown.index("adopted:") < shown.index("⟦Lillehavn Declaration⟧") < shown.index("turn 0")

    desk.csto("export", "page.html", "-o", "council.html")
    page = (desk.folder / "council.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert '<mark id="evidence-' in page


def test_a_journalist_with_a_verbatim_record_finds_where_it_was_decided(desk):
    text = desk.csto("show", str(SAMPLES / "verbatim.en.txt"))
    meeting = json.loads(desk.csto("parse", str(SAMPLES / "verbatim.en.txt")))
    headings = [note["text"] for note in meeting["notes"] if note["kind"] == "heading"]
    assert headings
    assert all(" ".join(heading.split())[:60] in " ".join(text.split()) for heading in headings)
    page = desk.csto("export", "--to", "html", str(SAMPLES / "verbatim.en.txt"))
    assert page.count('<h3 class="item">') == len(headings)


def test_a_journalist_with_a_pdf_is_told_the_page(desk):
    pytest.importorskip("pypdfium2")
    meeting = parse(SAMPLES / "verbatim.en.pdf")
    said = next(paragraph for turn in meeting.turns for paragraph in turn.paragraphs if (paragraph.span.page or 0) > 1)
    place = desk.rows("cite", said.text[:40], str(SAMPLES / "verbatim.en.pdf"))[0]
    assert place["page"] == str(said.span.page)
    assert f"page {said.span.page}, line {place['line']}" in place["citation"]


def test_a_researcher_with_a_folder_of_many_kinds(desk):
    records = desk.folder / "records"
    records.mkdir()
    for name in (
        "river-council.en.html",
        "river-council.ru.txt",
        "hearing.en.htm",
        "chamber.zh.txt",
        "commons.en.html",
    ):
        shutil.copy(SAMPLES / name, records / name)
    (records / "empty.txt").write_bytes(b"")
    built = desk.tried("corpus", "build", "council.db", "records")
    assert built.returncode == 4
    assert built.stderr == "csto: records/empty.txt: the file is empty; give a record with text in it\n"
    assert "5 records read" in built.stdout

    found = desk.rows("corpus", "search", "council.db", "radio mast")
    assert [hit["name"] for hit in found] == ["Tomas Arkan"]
    assert desk.rows("corpus", "search", "council.db", "渡輪")[0]["name"] == "林海生"

    every = desk.rows("corpus", "count", "council.db", "river", "--by", "year,country")
    counted = desk.tried("corpus", "count", "council.db", "river", "--by", "year,country", "-f", "table")
    some = [row for row in every if row["turns"]]
    assert 0 < len(some) < len(every)
    assert len(counted.stdout.split("\n")) == 2 + len(some) + 2
    assert f"{len(every) - len(some)} groups without these words left out" in counted.stderr

    desk.csto("export", "council.db", "-o", "turns.csv")
    table = list(csv.DictReader(io.StringIO((desk.folder / "turns.csv").read_text(encoding="utf-8"))))
    assert len(table) == len(desk.rows("turns", "council.db"))
    pytest.importorskip("pyarrow")
    desk.csto("export", "council.db", "-o", "turns.parquet")
    assert (desk.folder / "turns.parquet").read_bytes().startswith(b"PAR1")


def test_a_researcher_sets_right_who_speaks(desk):
    record = str(SAMPLES / "river-council.en.txt")
    desk.csto("correct", record, "--line", "77", "--speaker", "Tomas Arkan", "--add", "fixes.jsonl")
    desk.csto("correct", record, "--fact", "place=Lillehavn Town Hall", "--add", "fixes.jsonl")
    refused = desk.tried("correct", record, "--fact", "place=Elsewhere", "-o", "fixes.jsonl")
    assert refused.returncode == 5
    assert refused.stderr == "csto: fixes.jsonl: holds 2 corrections, which would go; add to them with --add\n"
    missed = desk.tried("correct", record, "--line", "78", "--speaker", "Tomas Arkan")
    assert missed.stderr == "csto: no label stands on line 78; the nearest are on lines 77 and 79\n"
    fixed = json.loads(desk.csto("parse", record, "--corrections", "fixes.jsonl"))
    assert (fixed["turns"][8]["speaker"], fixed["place"]) == ("tomas-arkan", "Lillehavn Town Hall")
    desk.csto("corpus", "build", "council.db", record, "--corrections", "fixes.jsonl", "-q")
    assert len(desk.rows("turns", "council.db", "--speaker", "Arkan")) == 3


def test_a_researcher_sets_right_one_row_of_a_table(desk):
    table = (str(SAMPLES / "tables" / "speeches.csv"), "--text-column", "text")
    several = desk.tried("correct", *table, "--turn", "1", "--speaker", "Ilse Marne")
    assert several.returncode == 2
    assert "--meeting; the ids are 2030-06-03-" in several.stderr
    ident = desk.rows("turns", *table)[0]["meeting"]
    desk.csto("correct", *table, "--meeting", ident, "--turn", "1", "--speaker", "Ilse Marne", "--add", "fixes.jsonl")
    turns = desk.rows("turns", *table, "--corrections", "fixes.jsonl")
    assert {row["speaker"] for row in turns if row["meeting"] == ident} == {"ilse-marne"}
    without = desk.csto("parse", *table).splitlines()[0]
    said = desk.tried("correct", "-", "--turn", "1", "--speaker", "Ilse Marne", stdin=without)
    assert (said.returncode, said.stdout) == (2, "")
    assert "written with --embed-source" in said.stderr


def test_a_researcher_joins_two_spellings_of_a_person(desk):
    records = desk.folder / "records"
    records.mkdir()
    for number, name in enumerate(("Katherine Lindqvist", "Katharine Lindqvist")):
        text = f"Meeting of the Lake Council\n\nMarch {number + 4}, 2031, Brightwater\n\n{name}: Good morning.\n\nBen Marsh: Yes.\n"
        (records / f"{number}.txt").write_text(text, encoding="utf-8")
    desk.csto("corpus", "build", "council.db", "records", "-q")
    desk.csto("corpus", "people", "council.db", "--doubts", "-o", "doubts.csv")
    assert "Katharine Lindqvist" in (desk.folder / "doubts.csv").read_text(encoding="utf-8")
    desk.csto("corpus", "people", "council.db", "--same", "doubts.csv")
    (joined,) = desk.rows("corpus", "people", "council.db", "Lindqvist")
    assert (joined["meetings"], len(joined["names"])) == (2, 2)


def test_an_engineer_pipes_and_is_told_by_exit_codes(desk):
    record = str(SAMPLES / "river-council.en.txt")
    parsed = desk.csto("parse", record)
    assert desk.csto("turns", stdin=parsed) == desk.csto("turns", record)
    assert desk.csto("decisions", "--exit-code", stdin=parsed)
    assert desk.csto("cite", "no such words", record, "--exit-code", code=1) == ""
    for words, stdin, code, told in (
        (("parse",), "\x00\x01\x02\x03" * 50, 3, "binary data"),
        (("speakers",), parsed[:3000], 3, "this is no JSON"),
        (("speakers",), '{"a": 1}', 3, "no csto record"),
        (("speakers", record, "nowhere"), "", 4, "nowhere: no such file"),
        (("speekers", record), "", 2, "Did you mean 'speakers'"),
        (("export", record), "", 2, "which output format?"),
        (("export", record, "-o", "council.xml"), "", 2, "add --to tei or --to akn"),
        (("export", record, "-o", "missing/council.json"), "", 5, "cannot be written"),
    ):
        done = desk.tried(*words, stdin=stdin)
        assert (done.returncode, done.stderr.count("\n")) == (code, 1), (words, done.stderr)
        assert told in done.stderr
    assert list(desk.folder.iterdir()) == []


def test_an_engineer_uses_the_library():
    meeting = parse(SAMPLES / "river-council.en.txt")
    proof = meeting.documents[0].evidence["status"][0]
    assert (meeting.documents[0].title, proof.span.line) == ("Lillehavn Declaration", 19)
    assert meeting.rebuild((SAMPLES / "river-council.en.txt").read_text(encoding="utf-8"))
    with pytest.raises(CstoError, match=r"a text is given as bytes: parse\(text.encode\(\)\)"):
        parse("Ada Quill: Good morning.\n\nBen Marsh: Yes.\n")
    assert [turn.label for turn in parse(b"Ada Quill: Good morning.\n\nBen Marsh: Yes.\n").turns] == [
        "Ada Quill",
        "Ben Marsh",
    ]
