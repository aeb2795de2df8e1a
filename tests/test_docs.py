"""Documentation shows what the program really does."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_every_made_page_is_in_step() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "make_docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (made.stdout.strip(), made.returncode) == ("", 0), "run: python tools/make_docs.py"


def test_a_page_can_run_nothing_but_what_its_reader_types_into_csto() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from make_docs import OTHERS, PROGRAMS, commands, page, programs
    finally:
        sys.path.remove(str(ROOT / "tools"))
    assert programs("csto turns 'a | b' | jq -c \"c; d\" && pip install x") == {"csto", "jq", "pip"}
    assert not (PROGRAMS | OTHERS) & {"pip", "rm", "mv", "curl", "bash", "sh", "sudo", "apt-get"}
    with pytest.raises(SystemExit, match="may not run pip"):
        page("```console\n$ pip install something\n```\n")
    assert list(commands("$ echo 'a\nb'\nc\n$ ls\n")) == [("echo 'a\nb'\n", "c\n"), ("ls\n", "")]


def test_the_picture_in_the_readme_shows_what_the_terminal_shows() -> None:
    picture = (ROOT / "docs" / "screenshot.svg").read_text("utf-8")
    assert "docs/screenshot.svg" in (ROOT / "README.md").read_text("utf-8")
    assert "@font-face" not in picture
    assert set(re.findall(r"https?://[^\"' ]+", picture)) == {"http://www.w3.org/2000/svg"}
    text = unescape(re.sub(r"<[^>]+>", "", picture)).replace("\xa0", " ")
    assert "$ csto speakers samples/river-council.en.txt" in text
    assert "the water rose by two metres" in text


def test_the_readme_s_library_example_runs() -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert code is not None
    done = subprocess.run([sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "adopted Lillehavn Declaration line 19" in done.stdout


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_changelog_names_every_command() -> None:
    from csto_cli.commands import app  # noqa: F401 - the import proves that the app builds

    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    help_text = subprocess.run(
        [sys.executable, "-m", "csto_cli", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in re.findall(r"^  ([a-z]+)  ", help_text, re.MULTILINE):
        assert f"`csto {command}" in changes, command
