from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path


def test_a_record_is_read_from_top_to_end(run):
    text = run("show", "lake.json").stdout
    assert (
        text.index("Meeting of the Lake Council")
        < text.index("█")
        < text.index("Ada Quill, President of Norland  turn 0")
    )
    assert "⟦Mr Marsh, you have the floor⟧." in text
    assert "(applause)" in text


def test_the_timeline_fits_the_terminal(screen):
    for columns in (40, 80, 200):
        code, text = screen(columns, "show", "lake.json", "--color", "never")
        assert code == 0
        assert all(len(line) <= columns for line in text.splitlines())


def test_the_pager_is_used_on_a_terminal_alone(run, screen, tmp_path):
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ncat > {tmp_path}/seen\n")
    pager.chmod(0o755)
    assert screen(80, "show", "lake.json", env={"PAGER": str(pager)}) == (0, "")
    assert "Lake Council" in (tmp_path / "seen").read_text()
    (tmp_path / "seen").unlink()
    assert "Lake Council" in screen(80, "show", "lake.json", "--no-pager", env={"PAGER": str(pager)})[1]
    assert "Lake Council" in run("show", "lake.json", env={"PAGER": str(pager)}).stdout
    assert not (tmp_path / "seen").exists()


def test_a_pager_that_is_left_early_is_no_failure(screen):
    assert screen(80, "show", "lake.json", env={"PAGER": "true"}) == (0, "")


def picture(run, tmp_path: Path, name: str) -> ET.Element:
    target = tmp_path / "floor.svg"
    done = run("show", name, "--svg", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return ET.fromstring(target.read_text(encoding="utf-8"))


def test_svg_has_a_text_alternative_and_both_color_schemes(run, tmp_path):
    root = picture(run, tmp_path, "lake.json")
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.find(f"{space}title").text == "Who had the floor: Meeting of the Lake Council"
    assert "Ben Marsh: 1 turn, 8 words" in root.find(f"{space}desc").text
    assert "prefers-color-scheme: dark" in root.find(f"{space}style").text
    bars = [e for e in root.iter(f"{space}rect") if e.get("class") in {"even", "odd"}]
    assert len(bars) == 3
    assert all(float(bar.get("x")) + float(bar.get("width")) <= 960 for bar in bars)
    assert len(list(root.iter(f"{space}path"))) == 1


def test_svg_of_a_nasty_record_is_inert(run, tmp_path):
    root = picture(run, tmp_path, "nasty.json")
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "text", "line", "path"}


def test_svg_to_standard_output(run):
    assert run("show", "lake.json", "--svg", "-").stdout.startswith("<svg ")
    assert run("show", "two.ndjson", "--svg", "-").returncode == 2
