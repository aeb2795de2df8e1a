"""Exports into folders: whole or not at all, nothing outside, nothing lost in silence."""

from __future__ import annotations

import csv
import json
from importlib import import_module
from pathlib import Path

import cli_records as records
import pytest
from cli_records import names


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records whose ids are no file names, that clash, that are broken, or that have times."""
    folder = tmp_path_factory.mktemp("odd")
    for name, ident in {"up": "../x", "long": "n" * 300, "longer": "n" * 301, "device": "CON", "other": "con"}.items():
        _save(folder, name, {**records.record(), "id": ident})
    broken = records.record()
    broken["turns"][1]["speaker"] = "nobody-known"
    _save(folder, "broken", broken)
    timed = records.record()
    for turn, (start, end) in zip(
        timed["turns"], [("00:00:01.5", "00:00:04"), ("00:00:04", None), (None, None)], strict=True
    ):
        turn["start_time"], turn["end_time"] = start, end
    timed["turns"][1]["speaker"] = None
    _save(folder, "timed", timed)
    vast = records.record()
    vast["turns"][1]["paragraphs"][0]["text"] = "word " * 8000
    _save(folder, "vast", vast)
    return folder


def _save(folder: Path, name: str, value: object) -> None:
    (folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")


def test_ids_that_are_no_file_names_stay_in_the_folder_and_none_is_lost(run, odd, tmp_path):
    paths = [str(odd / f"{name}.json") for name in ("up", "long", "longer", "device", "other")]
    assert run("export", "--to", "markdown", *paths, "-o", f"{tmp_path}/pages/").returncode == 0
    assert names(tmp_path) == ["pages"]
    assert names(tmp_path / "pages") == sorted(["x.md", "_CON.md", "_con-2.md", f"{'n' * 120}.md", f"{'n' * 120}-2.md"])


def test_a_folder_that_is_not_empty_is_refused_unless_it_is_forced(run, tmp_path):
    target = tmp_path / "pages"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    done = run("export", "--to", "csv", "lake.json", "-o", str(target))
    assert done.returncode == 5
    assert "not empty" in done.stderr
    assert "--force" in done.stderr
    assert names(target) == ["mine.txt"]
    assert run("export", "--to", "csv", "lake.json", "-o", str(target), "--force").returncode == 0
    assert (target / "mine.txt").read_text() == "mine"
    assert "turns.csv" in names(target)
    assert not [name for name in names(target) if name.startswith(".")]


def test_an_empty_folder_is_filled(run, tmp_path):
    target = tmp_path / "empty"
    target.mkdir()
    assert run("export", "--to", "convokit", "lake.json", "-o", str(target)).returncode == 0
    assert names(target) == ["conversations.json", "corpus.json", "index.json", "speakers.json", "utterances.jsonl"]


def test_a_failure_leaves_no_folder(run, odd, tmp_path):
    done = run("export", "--to", "popolo", str(odd / "broken.json"), "-o", f"{tmp_path}/out/")
    assert done.returncode == 3
    assert "nobody-known" in done.stderr
    assert names(tmp_path) == []


def test_one_broken_record_of_several_is_told_and_the_rest_is_written(run, odd, tmp_path):
    done = run("export", "--to", "popolo", str(odd / "broken.json"), "lake.json", "-o", f"{tmp_path}/out/")
    assert done.returncode == 4
    assert "nobody-known" in done.stderr
    assert len(names(tmp_path / "out")) == 1


def test_a_record_without_times_gives_no_captions_and_the_rest_is_written(run, odd, tmp_path):
    done = run("export", "--to", "vtt", "lake.json", str(odd / "timed.json"), "-o", f"{tmp_path}/out/")
    assert done.returncode == 4
    assert "lake.txt: the record has no times" in done.stderr
    assert "1 of 3 turns have no time" in done.stderr
    assert len(names(tmp_path / "out")) == 1


def test_captions(run, odd):
    text = run("export", "--to", "vtt", str(odd / "timed.json")).stdout
    assert text.startswith(
        "WEBVTT - Meeting of the Lake Council\n\n0\n00:00:01.500 --> 00:00:04.000\n<v Ada Quill>Good"
    )
    assert "1\n00:00:04.000 --> 00:00:07.200\n<v unknown>Thank you. The lake – our lake – is rising.\n" in text
    assert "NOTE turn 2, without a time: Ada Quill: Thank you, Ben. We are done." in text


def test_two_records_are_no_captions_of_one_file(run, odd):
    path = str(odd / "timed.json")
    done = run("export", "--to", "vtt", path, path)
    assert done.returncode == 2
    assert "-o FOLDER" in done.stderr


def test_records_of_one_id_are_told_apart(run, tmp_path):
    done = run("export", "--to", "csv", "two.ndjson", "-o", f"{tmp_path}/out/")
    assert done.returncode == 0
    assert "two records have the id" in done.stderr
    rows = list(csv.DictReader((tmp_path / "out" / "meetings.csv").read_text("utf-8").splitlines()))
    assert rows[1]["meeting"] == rows[0]["meeting"] + "-2"
    quiet = run("export", "--to", "csv", "two.ndjson", "-q", "-o", f"{tmp_path}/quiet/")
    assert (quiet.returncode, quiet.stderr) == (0, "")


def test_several_records_and_a_name_without_suffix_are_a_folder(run, tmp_path):
    assert run("export", "--to", "popolo", "two.ndjson", "lake.json", "-o", f"{tmp_path}/out").returncode == 0
    assert len(names(tmp_path / "out")) == 3
    assert run("export", "--to", "popolo", "two.ndjson", "lake.json", "-o", f"{tmp_path}/out.json").returncode == 0
    assert len(json.loads((tmp_path / "out.json").read_text())["events"]) == 3


def test_a_folder_of_files_cannot_go_into_a_pipe(run):
    done = run("export", "--to", "convokit", "lake.json")
    assert done.returncode == 2
    assert "-o FOLDER" in done.stderr


def test_long_cells_are_cut_and_it_is_said(run, odd, tmp_path):
    openpyxl = import_module("openpyxl")
    done = run("export", "--to", "xlsx", str(odd / "vast.json"), "-o", str(tmp_path / "book.xlsx"))
    assert done.returncode == 0
    assert "turns, row 3, text: 7" in done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["turns"]
    longest = max(
        (cell.value or "" for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)), key=len
    )
    assert len(longest) == 32_767
    assert longest.endswith(" […]")


def test_binary_output_goes_into_a_pipe_but_not_onto_a_terminal(screen):
    code, said = screen(80, "export", "--to", "parquet", "lake.json")
    assert code == 2
    assert "-o FILE" in said


@pytest.mark.parametrize(("name", "package"), [("parquet", "pyarrow"), ("xlsx", "openpyxl")])
def test_a_missing_extra_is_named(run, tmp_path, name, package):
    (tmp_path / f"{package}.py").write_text("raise ImportError", encoding="utf-8")
    done = run("export", "--to", name, "lake.json", "-o", f"{tmp_path}/out/", env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 3
    assert f"pip install 'csto-cli[{name}]'" in done.stderr
    assert names(tmp_path) == [f"{package}.py"] or not (tmp_path / "out").exists()


def test_writers_name_the_extra_that_each_needs(run):
    needs = {entry["name"]: entry["needs"] for entry in map(json.loads, run("writers").stdout.splitlines())}
    assert {name for name, extra in needs.items() if extra} >= {"parquet", "xlsx"}
    free = [
        "csv",
        "json",
        "ndjson",
        "markdown",
        "popolo",
        "annotations",
        "bibtex",
        "csl-json",
        "tif",
        "vertical",
        "vtt",
    ]
    assert all(needs[name] is None for name in [*free, "convokit"])


def test_progress_of_many_shows_on_a_terminal_unless_it_is_quiet(screen, tmp_path):
    words = ["export", "--to", "csl-json", *["lake.json"] * 6, "-o"]
    assert "reading" in screen(80, *words, f"{tmp_path}/one/")[1]
    assert "reading" not in screen(80, *words, f"{tmp_path}/two/", "--quiet")[1]
    assert names(tmp_path / "one") == names(tmp_path / "two")
    assert len(names(tmp_path / "one")) == 6


def test_every_format_of_a_corpus_has_its_page(run):
    pages = names(Path(__file__).parent.parent.parent / "docs" / "formats")
    older = {"json", "ndjson", "markdown", "html", "svg"}
    listed = {json.loads(line)["name"] for line in run("writers").stdout.splitlines()} - older
    assert {f"{name}.md" for name in ("csv", "convokit", "popolo", "annotations", "vtt", "tif")} <= set(pages)
    assert {f"{name}.md" for name in listed} <= set(pages)
