"""Pages saved as complete, with the folder that the browser puts beside them."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from csto_cli.companions import companions

PAGE = "<html><body><h1>{}</h1><p>May 21, 2024</p><p><b>Ann Lee:</b> Good morning.</p><p><b>Tom Arkan:</b> Yes.</p></body></html>"
FRAMESET = '<html><frameset cols="20%,80%"><frame src="Talks_files/menu.html"><frame src="Talks_files/text.html"></frameset></html>'
IFRAME = '<html><body><p>Read on.</p><iframe src="./Talks_files/text.html"></iframe></body></html>'


def csto(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-m", "csto_cli", *words), cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Two pages with folders, one of them inside a folder, and a folder that only looks like one."""
    for page, beside in (("Talks.html", "Talks_files"), ("sub/Rede.htm", "sub/Rede-Dateien"), ("x.txt", "lone_files")):
        (tmp_path / beside).mkdir(parents=True)
        (tmp_path / page).write_text(PAGE.format(page), encoding="utf-8")
        (tmp_path / beside / "saved_resource.html").write_text(PAGE.format("inside"), encoding="utf-8")
        (tmp_path / beside / "code.js").write_text("var a: 1;", encoding="utf-8")
    return tmp_path


def test_a_walk_takes_the_pages_and_not_what_they_show(saved: Path) -> None:
    done = csto(saved, "parse", ".")
    paths = [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()]
    assert paths == ["Talks.html", "lone_files/saved_resource.html", "sub/Rede.htm", "x.txt"]
    assert done.stderr == (
        "csto: .: 2 files passed over that belong to saved pages (scripts and frames beside them); name one to read it\n"
    )


@pytest.mark.parametrize("command", ["parse", "speakers", "validate", "show"])
def test_quiet_leaves_the_remark_out(saved: Path, command: str) -> None:
    assert csto(saved, command, ".", "--quiet").stderr == ""


def test_what_is_named_is_read(saved: Path) -> None:
    for path in ("Talks_files", "Talks_files/saved_resource.html"):
        done = csto(saved, "parse", path)
        assert json.loads(done.stdout)["title"] == "inside"
        assert done.stderr == ""


def test_a_store_leaves_them_out_and_says_so(saved: Path) -> None:
    done = csto(saved, "corpus", "build", "s.db", ".")
    assert done.returncode == 0
    assert "4 records read" in done.stdout
    assert "2 files of saved pages passed over" in done.stdout
    listed = csto(saved, "corpus", "sql", "s.db", "select path from sources order by path", "--format", "csv").stdout
    assert listed.splitlines()[1:] == ["Talks.html", "lone_files/saved_resource.html", "sub/Rede.htm", "x.txt"]


def zipped(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*.*")):
            archive.write(path, path.relative_to(folder))


def zipped_by_windows(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*.*")):
            entry = zipfile.ZipInfo("x")
            entry.filename = str(path.relative_to(folder)).replace("/", "\\")
            archive.writestr(entry, path.read_bytes())


def tarred(folder: Path, target: Path) -> None:
    with tarfile.open(target, "w:gz") as archive:
        archive.add(folder, "pages")


@pytest.mark.parametrize(("pack", "name"), [(zipped, "a.zip"), (zipped_by_windows, "a.zip"), (tarred, "a.tar.gz")])
def test_so_does_a_store_of_an_archive_of_them(
    saved: Path, tmp_path_factory: pytest.TempPathFactory, pack, name
) -> None:
    place = tmp_path_factory.mktemp("packed")
    pack(saved, place / name)
    done = csto(place, "corpus", "build", "s.db", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 records read" in done.stdout
    assert "2 files of saved pages passed over" in done.stdout
    listed = csto(place, "corpus", "sql", "s.db", "select member from sources where member <> ''", "--format", "csv")
    names = sorted(member.replace("\\", "/").removeprefix("pages/") for member in listed.stdout.splitlines()[1:])
    assert names == ["Talks.html", "lone_files/saved_resource.html", "sub/Rede.htm", "x.txt"]
    again = csto(place, "corpus", "build", "s.db", name, "--force")
    assert "4 records read" in again.stdout


@pytest.mark.parametrize(("page", "first"), [(FRAMESET, "Talks_files/menu.html"), (IFRAME, "./Talks_files/text.html")])
def test_a_page_of_frames_is_told(tmp_path: Path, page: str, first: str) -> None:
    (tmp_path / "Talks.html").write_text(page, encoding="utf-8")
    done = csto(tmp_path, "parse", "Talks.html")
    found = [d for d in json.loads(done.stdout)["diagnostics"] if d["code"] == "C134"]
    assert len(found) == 1
    assert repr(first) in found[0]["message"]
    assert page[found[0]["span"]["start"] :].startswith(("<frame src", "<iframe"))


@pytest.mark.parametrize("frame", ["https://video.example/1", "about:blank", ""])
def test_a_frame_of_elsewhere_holds_no_record(tmp_path: Path, frame: str) -> None:
    (tmp_path / "Talks.html").write_text(f'<html><body><p>Hello</p><iframe src="{frame}"></iframe></body></html>')
    assert "C134" not in csto(tmp_path, "parse", "Talks.html").stdout


def test_a_page_with_turns_and_a_frame_is_whole(tmp_path: Path) -> None:
    (tmp_path / "Talks.html").write_text(PAGE.format("x").replace("</body>", IFRAME), encoding="utf-8")
    assert "C134" not in csto(tmp_path, "parse", "Talks.html").stdout


def test_names_in_any_case_and_language() -> None:
    folders = ["A_FILES", "b.files", "c_Dateien", "d_files", "_files", "e_arquivos"]
    assert companions(folders, ["a.HTML", "B.htm", "c.html", "d.txt", "e.html", ".html"]) == {
        "A_FILES", "b.files", "c_Dateien", "e_arquivos",
    }  # fmt: skip
