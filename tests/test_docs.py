"""Documentation shows what the program really does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_made_page_is_in_step() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "make_docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (made.stdout.strip(), made.returncode) == ("", 0), "run: python tools/make_docs.py"


def test_the_readme_s_library_example_runs() -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert code is not None
    done = subprocess.run([sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "adopted Lillehavn Declaration line 19" in done.stdout


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
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
